"""How far the camera in front agrees with one at the side."""
