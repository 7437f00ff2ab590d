"""The instance that runs in the background, and everything that shows it."""
