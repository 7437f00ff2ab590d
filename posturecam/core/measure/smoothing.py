"""Median filter over readings, by seconds and never by counting observations."""

from dataclasses import dataclass, fields, replace
from statistics import median
from typing import Final

from posturecam.core.values import Reading, Unseen

AS_THEY_ARE: Final = frozenset(
    {"t", "view", "cva_change_sd_deg", "fsa_change_sd_deg", "hand_at_head", "no_shoulders"}
)
"""Fields that are not averaged: a median over a second makes a bias no smaller."""


@dataclass(frozen=True, slots=True)
class SmoothingPolicy:
    """How much to smooth: the median over the last `window_s`, never across `gap_s`."""

    window_s: float  # 0 switches smoothing off
    gap_s: float  # readings further apart are not smoothed together


@dataclass(frozen=True, slots=True)
class SmoothingState:
    """The readings of the window, oldest first."""

    recent: tuple[Reading, ...] = ()


def smooth(
    policy: SmoothingPolicy, state: SmoothingState, reading: Reading | Unseen
) -> tuple[SmoothingState, Reading | Unseen]:
    """Take in one reading: return the new state and the median of the window.

    What the newest reading does not hold stays None.
    """
    if isinstance(reading, Unseen):
        return state, reading
    kept = _still_valid(policy, state.recent, reading)
    recent = (*kept, reading)
    return SmoothingState(recent), _median(recent)


def _still_valid(
    policy: SmoothingPolicy, recent: tuple[Reading, ...], newest: Reading
) -> tuple[Reading, ...]:
    """The part of `recent` that may be smoothed together with `newest`."""
    if not recent or newest.t - recent[-1].t > policy.gap_s or recent[-1].view != newest.view:
        return ()
    return tuple(old for old in recent if newest.t - old.t < policy.window_s)


def _median(recent: tuple[Reading, ...]) -> Reading:
    newest = recent[-1]
    names = [field.name for field in fields(Reading) if field.name not in AS_THEY_ARE]
    middles = {
        name: median(value for old in recent if (value := getattr(old, name)) is not None)
        for name in names
        if getattr(newest, name) is not None
    }
    return replace(newest, **middles)
