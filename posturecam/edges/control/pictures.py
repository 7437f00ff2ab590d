"""Pictures on their way to somebody who looks at them: never written anywhere."""

from typing import Final

import cv2

from posturecam.edges.files.annotation import Image

QUALITY: Final = 70
"""Of JPEG, in percent: 640x480 takes some 40 kB and shows whether a chin is in the shadow."""

WIDEST: Final = 640
"""Wider pictures are made smaller: a guide needs no more."""


def jpeg_of(image: Image) -> bytes:
    """Return `image` (H, W, 3), RGB, as JPEG, mirrored: whoever looks is used to a mirror."""
    height, width = image.shape[:2]
    if width > WIDEST:
        image = cv2.resize(image, (WIDEST, round(height * WIDEST / width)))  # type: ignore[assignment]
    done, data = cv2.imencode(".jpg", image[:, ::-1, ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return data.tobytes() if done else b""
