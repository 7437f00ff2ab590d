"""Exercises as data: what they are, and which one answers which fault."""
