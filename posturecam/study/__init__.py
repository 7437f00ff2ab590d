"""Many recordings, measured on as many processors as there are."""
