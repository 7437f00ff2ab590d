"""What home automation and scripts receive of the running instance, and may ask of it."""
