"""The head from the face mesh: size, place and rotation against a template of the same face.

The pose model's ears, eyes and nose are no use for size (off by up to 7 %); the mesh is right to
about 1.5 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posturecam.core.pose.geometry import fit_similarity, pitch_yaw_roll_deg, rms_radius

MIDLINE: Final = (4, 6, 10, 151, 168, 5)
LEFT: Final = (
    263, 361, 411, 389, 332, 358, 296, 454, 345, 301,
    256, 366, 293, 347, 437, 326, 297, 264, 425, 338,
)  # fmt: skip
RIGHT: Final = (
    33, 132, 187, 162, 103, 129, 66, 234, 116, 71,
    26, 137, 63, 118, 217, 97, 67, 34, 205, 109,
)  # fmt: skip
RIGID: Final = MIDLINE + LEFT + RIGHT
"""Mesh points that neither speech nor chewing moves, spread over the face; LEFT mirrors RIGHT."""

ROUNDS: Final = 3
"""Alignments until a template is settled."""


@dataclass(frozen=True, slots=True)
class HeadFit:
    """How a face lies against its template.

    `size` is 1 at calibration; `x` and `y` are the centre in image heights; angles in degrees:
    pitch down, yaw to the user's left, roll to the user's left positive.  `misfit` is the share of
    the face that no rigid move explains.
    """

    size: float
    x: float
    y: float
    pitch_deg: float
    yaw_deg: float
    roll_deg: float
    misfit: float


def fit_head(face: NDArray[np.float64], template: NDArray[np.float64]) -> HeadFit:
    """Fit `template` (46, 3) to the rigid points of `face` (468, 3)."""
    fit = fit_similarity(template, face.take(RIGID, axis=0))
    x, y, _ = fit.centre.tolist()
    return HeadFit(fit.scale, x, y, *pitch_yaw_roll_deg(fit.rotation), fit.misfit)


def make_template(faces: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Average the rigid points of `faces` after aligning them; (46, 3), centred, image heights."""
    clouds = [face.take(RIGID, axis=0) for face in faces]
    template = clouds[0] - clouds[0].mean(axis=0)
    for _ in range(ROUNDS):
        fits = [fit_similarity(template, cloud) for cloud in clouds]
        aligned = [
            (cloud - fit.centre) @ fit.rotation / fit.scale
            for cloud, fit in zip(clouds, fits, strict=True)
        ]
        mean = np.mean(aligned, axis=0)
        size = float(np.exp(np.mean([np.log(fit.scale) for fit in fits])))
        template = mean * (size * rms_radius(template) / rms_radius(mean))
    return _facing_as_seen(template, clouds)


def _facing_as_seen(
    template: NDArray[np.float64], clouds: Sequence[NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Turn `template` the way the faces were turned on average."""
    return template @ fit_similarity(template, np.mean(clouds, axis=0)).rotation.T
