"""The terminal: screen, keys, progress."""
