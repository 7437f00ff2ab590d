"""What is known of people before anybody sits down, each constant with its source.

"Tapes" are the rendered sessions that calibration/ keeps: 32 bodies, exact truth.
"""

from typing import Final

FACE_AHEAD_CM: Final = 7.2
"""Centre of the mesh points used, in front of the mid-tragus.  Tapes: with 7.2 cm the points move
as a rigid part of a nodding head does (0.2 % of the image height are left; 0.3 % at 5 cm).  The
eyeballs lie 6.0 cm in front (sd 0.7), the tip of the nose 10."""

FACE_UP_CM: Final = 1.1
"""Centre of the face mesh above the mid-tragus, head level.  Tapes: 1.1 cm (sd 1.2)."""

EYES_AHEAD_CM: Final = 0.5
"""Eyes in front of the centre of the face mesh, along the line to the camera.  Tapes."""
