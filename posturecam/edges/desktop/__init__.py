"""The desktop: notifications, pauses, preview, doctor."""
