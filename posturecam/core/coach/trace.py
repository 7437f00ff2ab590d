"""A set as columns of numbers: what its observations showed, smoothed over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posturecam.core.coach.signs import Signs

Floats = NDArray[np.float64]

NOSE_AHEAD: Final = 1.5
"""How far the nose is ahead of the ears, in head sizes, as the pose model sees it; measured on a
rendered head that turns by 45 degrees to either side (1.1 to 1.6)."""


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """The signs of a set, one array (n,) each; lengths in head sizes of this set, y up.

    The head size is the rms radius of the face mesh's rigid points, about 6 cm.  Shoulders are
    only taken with a face: from the side their width is noise.
    """

    t: Floats
    log_size: Floats  # 100 times its logarithm: percent nearer
    head_up: Floats
    pitch: Floats
    turn: Floats  # degrees to the person's left
    tilt: Floats  # degrees towards the person's left shoulder
    log_width: Floats  # of the shoulders: percent wider
    shoulder_x: Floats
    shoulder_up: Floats
    arms: Floats


def make_trace(signs: Sequence[Signs]) -> Trace:
    """Put `signs` into columns."""
    columns = dict(zip(Signs._fields, np.array(signs).T, strict=True))
    faced = np.isfinite(columns["size"])
    sizes = columns["size"][faced]
    unit = float(np.median(sizes)) if sizes.size else np.nan
    nose = np.degrees(np.arcsin(np.clip(columns["nose"] / unit / NOSE_AHEAD, -1, 1)))
    yaw = columns["yaw"]
    return Trace(
        t=columns["t"],
        log_size=100 * np.log(columns["size"] / unit),
        head_up=-columns["head_y"] / unit,
        pitch=columns["pitch"],
        turn=np.where(np.isfinite(yaw), yaw, nose),
        tilt=columns["roll"],
        log_width=100 * np.log(np.where(faced, columns["width"], np.nan) / unit),
        shoulder_x=columns["shoulder_x"] / unit,
        shoulder_up=-np.where(faced, columns["shoulder_y"], np.nan) / unit,
        arms=columns["arms"] / unit,
    )


def smooth(t: Floats, values: Floats, over_s: float) -> Floats:
    """Average `values` (n,) over `over_s` before and after, the nearer in time the more."""
    total, weight = values.copy(), np.ones_like(values)
    for step in range(1, values.size):
        near = 1 - (t[step:] - t[:-step]) / over_s
        if not (near > 0).any():
            break
        near = np.maximum(near, 0)
        total[step:] += near * values[:-step]
        total[:-step] += near * values[step:]
        weight[step:] += near
        weight[:-step] += near
    return total / weight
