"""Exercises led, and followed by the camera: at the terminal, in the instance, on a recording."""
