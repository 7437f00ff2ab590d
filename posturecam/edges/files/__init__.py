"""The user's own files and the files posturecam writes."""
