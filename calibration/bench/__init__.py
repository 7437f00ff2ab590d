"""The accuracy bench: compact pose tapes in, errors in degrees out.  Imports posturecam only."""
