"""What pictures show besides people: light, motion, background."""
