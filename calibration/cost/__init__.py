"""Parts of the bench of what posturecam costs (`calibration/speed.py`)."""
