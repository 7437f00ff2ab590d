"""Photographs from the side, with the base of the neck and the ear marked by hand.

Where nobody has a second camera that films, a few photographs do: one of them upright, the others
sitting as one does.  Only changes are compared, so how the camera is tilted matters little, as long
as it stays where it is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from posturecam.core.values import Reading, Unseen
from posturecam.core.verify.blocks import NORMAL_90
from posturecam.core.verify.pairing import measured

USUAL_RATER_SD_DEG: Final = 0.6
"""Of one rater who marks one photograph again: the smallest detectable change, 1.3 to 1.73 degrees
(90 people; docs/science.md), over 2.77."""
LEAST_CHANGES: Final = 3
"""From so many on an error is worth naming; fewer are shown one by one (by judgement)."""
NEAR_S: Final = 1.0
"""Readings within this of a photograph belong to it (by judgement: one sits still for it)."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One photograph: pixels of C7 and tragus, x right and y down, at `t` of the front recording.

    Marked more than once, the same photograph (`name`) shows how well its rater marks.
    """

    name: str
    t: float
    c7_px: tuple[float, float]
    tragus_px: tuple[float, float]

    @property
    def cva_deg(self) -> float:
        """The craniovertebral angle, whichever way the person faces."""
        across = abs(self.tragus_px[0] - self.c7_px[0])
        return math.degrees(math.atan2(self.c7_px[1] - self.tragus_px[1], across))


@dataclass(frozen=True, slots=True)
class Change:
    """The change of CVA since the upright photograph, by the marks and as the front camera read it.

    None: the front camera did not measure then, or not at the upright one.
    """

    name: str
    t: float
    marked_deg: float
    marked_sd_deg: float
    front_deg: float | None
    front_sd_deg: float | None

    @property
    def holds(self) -> bool | None:
        """Whether the front's 90 % interval holds it, the rater's error considered."""
        if self.front_deg is None or self.front_sd_deg is None:
            return None
        sd_deg = math.hypot(self.front_sd_deg, self.marked_sd_deg)
        return abs(self.front_deg - self.marked_deg) <= NORMAL_90 * sd_deg


@dataclass(frozen=True, slots=True)
class Photographed:
    """What photographs say of the front camera.

    `rms_deg` is its error, the rater's own taken off; None for fewer than LEAST_CHANGES.
    """

    rater_sd_deg: float
    rater_marked_again: bool  # False: USUAL_RATER_SD_DEG, or what the user gave
    changes: tuple[Change, ...]
    rms_deg: float | None


def problem_of(marks: Sequence[Marked]) -> str | None:
    """Say why these photographs cannot be compared; None if they can."""
    if len(_names(marks)) < 2:
        return "two photographs are needed at least: the first upright, another sitting as usual"
    return None


def compare_photographs(
    marks: Sequence[Marked],
    readings: Sequence[Reading | Unseen],
    rater_sd_deg: float | None = None,
) -> Photographed:
    """Compare two photographs or more; the earliest is the upright one.

    `rater_sd_deg` is the error of one marking; None: from photographs marked more than once, or the
    usual one.
    """
    names = _names(marks)
    angles = {name: [m.cva_deg for m in marks if m.name == name] for name in names}
    times = {name: next(m.t for m in marks if m.name == name) for name in names}
    again_deg = _scatter(tuple(angles.values()))
    rater_deg = rater_sd_deg if rater_sd_deg is not None else again_deg or USUAL_RATER_SD_DEG
    changes = tuple(
        _change(name, times, angles, names[0], rater_deg, readings) for name in names[1:]
    )
    marked_again = rater_sd_deg is None and bool(again_deg)
    return Photographed(rater_deg, marked_again, changes, _rms_deg(changes))


def _names(marks: Sequence[Marked]) -> list[str]:
    """Return the photographs, the earliest first."""
    return list(dict.fromkeys(mark.name for mark in sorted(marks, key=lambda mark: mark.t)))


def _change(
    name: str,
    times: dict[str, float],
    angles: dict[str, list[float]],
    upright: str,
    rater_deg: float,
    readings: Sequence[Reading | Unseen],
) -> Change:
    marked, before = angles[name], angles[upright]
    front, zero = _front(readings, times[name]), _front(readings, times[upright])
    return Change(
        name=name,
        t=times[name],
        marked_deg=math.fsum(marked) / len(marked) - math.fsum(before) / len(before),
        marked_sd_deg=rater_deg * math.sqrt(1 / len(marked) + 1 / len(before)),
        front_deg=front[0] - zero[0] if front and zero else None,
        front_sd_deg=front[1] if front and zero else None,
    )


def _front(readings: Sequence[Reading | Unseen], t: float) -> tuple[float, float] | None:
    """Return the mean change of CVA near `t` and its standard deviation."""
    near = [(deg, sd) for at, deg, sd in measured(readings) if abs(at - t) <= NEAR_S]
    if not near:
        return None
    changes, sds = zip(*near, strict=True)
    return math.fsum(changes) / len(near), math.fsum(sds) / len(near)


def _scatter(angles: Sequence[Sequence[float]]) -> float | None:
    """Return the standard deviation within photographs that were marked more than once."""
    squares, freedom = 0.0, 0
    for one in angles:
        mean = math.fsum(one) / len(one)
        squares += math.fsum((angle - mean) ** 2 for angle in one)
        freedom += len(one) - 1
    return math.sqrt(squares / freedom) if freedom else None


def _rms_deg(changes: Sequence[Change]) -> float | None:
    """Return the error of the front camera, without what the rater adds."""
    pairs = [
        (c.front_deg - c.marked_deg, c.marked_sd_deg) for c in changes if c.front_deg is not None
    ]
    if len(pairs) < LEAST_CHANGES:
        return None
    squares = math.fsum(off**2 - sd**2 for off, sd in pairs) / len(pairs)
    return math.sqrt(max(0.0, squares))
