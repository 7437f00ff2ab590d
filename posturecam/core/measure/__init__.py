"""From features to angles: calibration, the estimator, and whose frame it is."""
