"""The history database."""
