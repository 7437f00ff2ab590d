"""posturecam: a webcam posture monitor that measures against your own calibration."""

__version__ = "0.1.0"
