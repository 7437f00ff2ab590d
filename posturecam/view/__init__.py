"""What a screen shows, as values."""
