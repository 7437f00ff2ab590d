"""The page's process: what it is started with, and what it reads and changes."""
