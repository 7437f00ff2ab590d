"""The running instance and the commands that talk to it."""
