"""Excursions of a signal from its rest and back, whatever it is a signal of."""

from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posturecam.core.coach.trace import Floats

RETURNED: Final = 0.4
"""An excursion is over when it has come back to this share of its height.  By judgement."""

AT_REST: Final = 0.15
"""Below this share of the height beside it a sample is one of rest.  By judgement."""

NEAR_END: Final = 0.75
"""Above this share of its height it is at its end.  By judgement."""

QUARTERS: Final = 0.282
"""Share of its time that a movement of least jerk (Flash and Hogan 1985: x^3 (10 - 15 x + 6 x^2))
spends between a quarter and three quarters of the way."""

FOOT_S: Final = 1.0
"""Rest is looked for no further than this from half way: a way takes less than twice that."""

NEIGHBOURS: Final = 2
"""Valleys before and behind the two beside an excursion that also say where rest is: one in which
the person moved otherwise, or that fell between two looks, is outvoted."""


BELL: Final = 1.349
"""Quarters of a bell curve lie so many standard deviations apart."""


@dataclass(frozen=True, slots=True)
class Excursion:
    """Away from rest and back: `height` above `rest`.

    `out_s` and `back_s` are when half of the height is passed, so that half a way lies before and
    behind each; `ways_s2` are the squares of the times of the two ways, without what sampling and
    smoothing add to them, which may be negative by chance, `step_s` the time between samples there.
    `feet` are the indices of the last sample at rest before it and the first one after it, `top`
    those of the first and last near its end.
    """

    rest: float
    height: float
    out_s: float
    back_s: float
    ways_s2: tuple[float, float]
    step_s: float
    feet: tuple[int, int]
    top: tuple[int, int]
    over: bool


def find_excursions(t: Floats, u: Floats, least: float, blur_s: float) -> list[Excursion]:
    """Return the excursions of `u` (n,) upwards by `least` or more; the last may not be over.

    `u` is blurred over `blur_s` before and after each sample.
    """
    valleys, peaks = turning_points(u, least)
    levels = u[valleys]
    if len(valleys) > max(1, len(peaks)):  # the last is not yet known to be one
        levels[-1] = min(levels[-2:])
    ends = [*valleys[1:], len(u) - 1]
    found = (
        _measure(t, u, (low, peak, high), _rest(levels, k), blur_s)
        for k, (low, peak, high) in enumerate(zip(valleys, peaks, ends, strict=False))
    )
    return [one for one in found if one.height >= least]


def turning_points(u: Floats, least: float) -> tuple[list[int], list[int]]:
    """Return the indices of the valleys of `u` and of the peaks between them, `least` apart.

    A valley comes first, so there are as many as peaks, or one more.
    """
    turns: tuple[list[int], list[int]] = ([], [])
    sign, best = -1.0, 0
    values = u.tolist()
    for i, value in enumerate(values):
        gain = sign * (value - values[best])
        if gain > 0:
            best = i
        elif gain <= -least:
            turns[sign > 0].append(best)
            sign, best = -sign, i
    turns[sign > 0].append(best)
    return turns


def _rest(levels: Floats, k: int) -> float:
    return float(median(levels[max(0, k - NEIGHBOURS) : k + 2 + NEIGHBOURS].tolist()))


def _measure(
    t: Floats, u: Floats, at: tuple[int, int, int], rest: float, blur_s: float
) -> Excursion:
    low, peak, high = at
    above = u[low : high + 1] - rest
    near = np.flatnonzero(above >= NEAR_END * above[peak - low])
    height = median(above[near].tolist()) if near.size else 0.0
    at_rest = rest + AT_REST * height
    out, back = (_way(t, u, (peak, end), (rest, height), blur_s) for end in (low, high))
    return Excursion(
        rest=rest,
        height=height,
        out_s=out[0],
        back_s=back[0],
        ways_s2=(out[1], back[1]),
        step_s=max(out[2], back[2]),
        feet=(
            _foot(t, u, (peak, low), (out[0], at_rest)),
            _foot(t, u, (peak, high), (back[0], at_rest)),
        ),
        top=(low + int(near[0]), low + int(near[-1])) if near.size else (peak, peak),
        over=bool(u[high] - rest <= RETURNED * height),
    )


def _way(
    t: Floats, u: Floats, ends: tuple[int, int], level: tuple[float, float], blur_s: float
) -> tuple[float, float, float]:
    """Return when the middle of a way is passed, the square of its time, and the step of time."""
    rest, height = level
    (quarter, _), (half, step_s), (three, _) = (
        _passed(t, u, ends, rest + share * height) for share in (0.25, 0.5, 0.75)
    )
    blur = BELL**2 * (step_s**2 + blur_s**2) / 6  # of triangles as wide as these, before and after
    return half, ((three - quarter) ** 2 - blur) / QUARTERS**2, step_s


def _passed(t: Floats, u: Floats, way: tuple[int, int], level: float) -> tuple[float, float]:
    """Return when `u` passes `level` on the way between two indices, and between which samples."""
    path = _path(way)
    below = np.flatnonzero(u[path] <= level)
    k = int(below[0]) if below.size else path.size
    if k in (0, path.size):
        return float(t[path[k - 1]]), 0.0
    inside, outside = path[k - 1], path[k]
    share = float((u[inside] - level) / (u[inside] - u[outside]))
    step_s = float(t[outside] - t[inside])
    return float(t[inside]) + share * step_s, abs(step_s)


def _path(way: tuple[int, int]) -> NDArray[np.intp]:
    """Return the indices on the way from the first to the second."""
    first, last = way
    step = 1 if last > first else -1
    return np.arange(first, last + step, step)


def _foot(t: Floats, u: Floats, ends: tuple[int, int], half: tuple[float, float]) -> int:
    """Return the first sample at rest on the way between two indices; its lowest if there is none.

    It is at most `FOOT_S` from the time half way; `half` is that and the level of rest.
    """
    half_s, level = half
    path = _path(ends)
    path = path[np.abs(t[path] - half_s) <= FOOT_S]
    at_rest = np.flatnonzero(u[path] <= level)
    return int(path[at_rest[0]] if at_rest.size else path[u[path].argmin()])
