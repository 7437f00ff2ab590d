"""Where two cameras that share no clock saw the same movement.

What both see (`movement.py`) is searched for the offset and the rate at which it fits
(`offset_search.py`), then fitted finely (`clock_fit.py`).  It is refused where it fits elsewhere
nearly as well, or in the large only: two people who follow the same guide move alike, but do not
sway alike in between.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.core.pose.pinhole import Floats
from posturecam.core.values import Pose, Unseen
from posturecam.core.verify.clock_fit import ClockFit, fit_clocks, small_movement
from posturecam.core.verify.movement import Slopes, Track, front_track, side_track, slopes
from posturecam.core.verify.offset_search import STEP_S, Fit, Found, search

SEARCH_WIDTH_S, FIT_WIDTH_S, SMALL_WIDTH_S = 0.4, 0.3, 0.5
"""Slopes are taken over this (sd of the weights): wider finds small movement in the noise, narrower
is exact.  Tried on rendered people: over 0.2 to 0.5 s the result moves by 0.02 s."""

WIDTH_PER_FRAME: Final = 0.8  # of rare frames it is wider: share of their spacing
FIT_STEP_S: Final = 0.05

SLOWEST_S: Final = 0.75
"""Between two frames: a change of posture takes 1 to 2 s, and less than two frames in it show
little of when it was."""

FEWEST: Final = 10  # frames; with less there is nothing to say of their spacing
LEAST_SHARED_S: Final = 20.0
"""Anything fits something over less: unrelated recordings do in 1 of 20 cases over 25 s, in none
over 40 (calibration/alignment.py)."""

MOST_DRIFT: Final = 0.025
"""How far the clocks may run apart: 2 % and some more."""

RATE_STEP_S: Final = 0.8
"""Rates are tried that differ by this over the shorter recording: twice the width of a slope."""

WRONG_RATES: Final = np.exp(np.linspace(-0.3, 0.3, 181))
"""What a recording without times of its own is off by (24 frames a second taken as 30: 0.22)."""

MOST_ELSEWHERE, LEAST_STRENGTH = 0.7, 4.0
"""The best fit against the second best, and against the usual scatter.  Recordings of the same
movement, 60 s and more: 0.25 to 0.5 and 5 to 9; unrelated ones: 0.7 to 1 and 1.5 to 3.9 (two
rendered pairs)."""

LEAST_SMALL: Final = 0.2
"""Correlation of the small movement between the large ones: 0.39 and 0.47 in two rendered pairs
(with 4 mm of noise 0.3), 0.09 and 0.16 for one of each pair, who follow the same script.  Somebody
who sways by less than 1 mm (sd) falls below it too (made-up people, noise of 1 mm and more), so it
is asked for only where recordings may have been mixed up."""

LIKE_ITSELF: Final = 0.55
"""Correlation of the best fit: same movement 0.55 to 0.8 over a minute, unrelated ones at most 0.5
(two rendered pairs); so one that fits as well and yet not best alone repeats itself.  It only
chooses what is advised."""

LAG_SD_S: Final = 0.02
"""What is left of the lag between the models of face and body, whichever part of a recording is
taken (two rendered pairs, windows of 40 to 90 s)."""

MOST_SD_S: Final = 0.25  # posture is held for seconds and changes within one
LITTLE_CM: Final = 3.0  # sway alone takes the head 2 cm to and fro

NO_FACE: Final = (
    "the front camera hardly saw a whole face: let it see your face from the front "
    "(or were the two recordings exchanged?)"
)
NO_SIDE: Final = "the camera at the side saw nobody: let it see head and shoulders"
TOO_SLOW: Final = "frames are more than 0.75 s apart: record at least 2 frames a second"
TOO_SHORT: Final = (
    f"the recordings must show the same {LEAST_SHARED_S:.0f} seconds at least, better two minutes: "
    "start both cameras before you begin, and stop them after you have finished"
)
STILL: Final = (
    "hardly any movement was seen: lean forward, sit up and nod a few times while both cameras run"
)
REPEATED: Final = (
    "several offsets fit about equally well, because the movement repeats itself or is short: "
    "record for longer, and lean forward and nod at irregular times"
)
UNALIKE: Final = (
    "the two cameras do not show the same movement: "
    "are these recordings of the same person at the same time?"
)
ONLY_LARGE: Final = (
    "the two cameras show the same poses, but not the same small movement in between, as in two "
    "sessions with the same guide: take recordings of one session, in which you do not keep quite "
    "still between the poses"
)


WRONG_RATE: Final = (
    "the movements fit only if the side recording ran {percent} % too {slow}: its frame rate is "
    "wrong; record it again, or convert it with its true frame rate"
)
VAGUE: Final = (
    "the recordings can be aligned to {sd_s:.1f} s only: "
    "lean forward, sit up and nod a few times while both cameras run"
)


@dataclass(frozen=True, slots=True)
class Alignment:
    """The clock of the side camera against that of the front one.

    What the side camera saw at `t` was at `offset_s + rate * t` of the front one's clock.
    """

    offset_s: float
    offset_sd_s: float  # in the middle of what both saw
    rate: float  # 1: the clocks run alike
    rate_sd: float
    correlation: float  # of the movement that both saw, 0 to 1
    shared_s: float  # for how long both saw it
    middle_s: float = 0.0  # of what both saw, on the front camera's clock

    def to_front(self, t: float) -> float:
        """Return the front camera's time of the side camera's `t`."""
        return self.offset_s + self.rate * t

    def sd_s(self, front_t: float) -> float:
        """Return how uncertain the alignment is at the front camera's `front_t`, in s."""
        return math.hypot(self.offset_sd_s, self.rate_sd * (front_t - self.middle_s))


@dataclass(frozen=True, slots=True)
class NotAligned:
    """The two recordings could not be aligned, and why, for the user."""

    reason: str


def align(
    front: Sequence[Pose | Unseen], side: Sequence[Pose | Unseen], *, one_session: bool = False
) -> Alignment | NotAligned:
    """Return offset and drift of the side camera's clock, or why they cannot be known.

    `front` is somebody before a camera, `side` the same person seen from the left or right, each in
    the order of time; frames may be irregular, be missing, or come at different rates.
    With `one_session` both are known to be of one, so that only their clocks are in question.
    """
    both = _Both(front_track(front), side_track(side))
    unusable = _unusable(both)
    return NotAligned(unusable) if unusable else _aligned(both, one_session=one_session)


@dataclass(frozen=True, slots=True)
class _Both:
    front: Track
    side: Track

    def slopes(self, width_s: float, step_s: float) -> tuple[Slopes, Slopes]:
        """Return what both show over the same width, which rare frames of either make wider."""
        rarest_s = max(self.front.spacing_s, self.side.spacing_s)
        width_s = max(width_s, WIDTH_PER_FRAME * rarest_s)
        return slopes(self.front, width_s, step_s), slopes(self.side, width_s, step_s)

    def search(self, rates: Floats) -> Found | None:
        """Search with offsets between the first frames of both."""
        front, side = self.slopes(SEARCH_WIDTH_S, STEP_S)
        return search(front.rows, side.rows, rates, LEAST_SHARED_S)

    def drifts(self) -> Floats:
        """Return the rates to try."""
        shorter_s = min(self.front.lasts_s, self.side.lasts_s)
        steps = math.ceil(MOST_DRIFT * shorter_s / RATE_STEP_S)
        return np.asarray(1.0 + np.arange(-steps, steps + 1) * RATE_STEP_S / shorter_s)

    def on_clocks(self, fit: Fit) -> tuple[float, float]:
        """Return offset and rate of `fit` on the clocks of both."""
        return fit.offset_s + float(self.front.t[0] - fit.rate * self.side.t[0]), fit.rate


def _unusable(both: _Both) -> str | None:
    """Say why these recordings can't be aligned, whatever they show."""
    for track, unseen in ((both.front, NO_FACE), (both.side, NO_SIDE)):
        if len(track.t) < FEWEST:
            return unseen
        if track.spacing_s > SLOWEST_S:
            return TOO_SLOW
        if track.lasts_s < LEAST_SHARED_S:
            return TOO_SHORT
    return None


def _aligned(both: _Both, *, one_session: bool) -> Alignment | NotAligned:
    found = both.search(both.drifts())
    if found is None:
        return NotAligned(TOO_SHORT)
    if not _clear(found):
        return NotAligned(_why_unclear(both, found))
    front, side = both.slopes(FIT_WIDTH_S, FIT_STEP_S)
    fit = fit_clocks(front, side, both.on_clocks(found.best), LEAST_SHARED_S)
    if fit is None:
        return NotAligned(TOO_SHORT)
    if not one_session and _only_large(both, fit):
        return NotAligned(ONLY_LARGE)
    if fit.offset_sd_s > MOST_SD_S:
        return NotAligned(VAGUE.format(sd_s=fit.offset_sd_s))
    return _alignment(fit)


def _clear(found: Found) -> bool:
    """Return whether the best fit stands out."""
    strong = found.best.weight >= LEAST_STRENGTH * found.scatter
    return strong and found.other_weight <= MOST_ELSEWHERE * found.best.weight


def _why_unclear(both: _Both, found: Found) -> str:
    if both.side.moved_cm < LITTLE_CM:
        return STILL
    if found.best.correlation > LIKE_ITSELF:
        return REPEATED
    wrong = both.search(WRONG_RATES)
    if wrong is None or not _clear(wrong):
        return UNALIKE
    percent = round(100 * (wrong.best.rate - 1))
    return WRONG_RATE.format(percent=abs(percent), slow="slowly" if percent < 0 else "fast")


def _only_large(both: _Both, fit: ClockFit) -> bool:
    """Return whether only the large movement fits."""
    small = small_movement(*both.slopes(SMALL_WIDTH_S, FIT_STEP_S), fit)
    return small is not None and small < LEAST_SMALL


def _alignment(fit: ClockFit) -> Alignment:
    """Add what the scatter of the fit does not show: a lag that varies over the recording."""
    lag_per_s = (
        LAG_SD_S * math.sqrt(12) / fit.shared_s
    )  # sd of an even spread: its width / sqrt(12)
    return Alignment(
        offset_s=fit.offset_s,
        offset_sd_s=math.hypot(fit.offset_sd_s, LAG_SD_S),
        rate=fit.rate,
        rate_sd=math.hypot(fit.rate_sd, lag_per_s),
        correlation=fit.correlation,
        shared_s=fit.shared_s,
        middle_s=fit.middle_s,
    )
