"""What the last hour would have been with other settings."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any, Final

from posturecam.app.companion.last_hour import unpacked
from posturecam.app.policies import alert_policy_of, tolerances_of
from posturecam.core.alerts.what_if import Count, Judging, Series, what_if
from posturecam.edges.files.known_settings import shape_of
from posturecam.settings import Settings

STANDS_S: Final = 60.0
"""For which the readings that were fetched are used again, while somebody tries out values."""
NUMBERS: Final = ("number", "integer")


def judging_of(settings: Settings) -> Judging:
    """Return all policies that act after the measurement."""
    return Judging(tolerances_of(settings), alert_policy_of(settings))


@cache
def counts(name: str) -> bool:
    """Whether the setting `name` acts after the measurement, so that its past can be computed."""
    section, _, key = name.partition(".")
    shape = shape_of(section, key)
    if shape.kind not in NUMBERS or shape.most is None or section == "camera":
        return False
    ends = (Settings(), Settings.model_validate({section: {key: shape.most}}))
    return judging_of(ends[0]) != judging_of(ends[1])


@dataclass(frozen=True, slots=True)
class _Kept:
    """Readings of an hour, and what they were counted to."""

    at_s: float
    series: tuple[Series, ...]
    counted: dict[Judging, Count]


class WhatIf:
    """Compares settings on the last hour; may be called from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin without readings."""
        self._clock, self._lock = clock, Lock()
        self._kept: _Kept | None = None

    def compare(
        self,
        now: Settings,
        then: Settings,
        wished: Mapping[str, Any],
        last_hour: Callable[[], bytes],
    ) -> dict[str, Any]:
        """Return what the hour was with `now`, and would have been with `then`.

        `last_hour` fetches the readings; it is called only when those at hand are too old.

        Raises:
            InputError: The readings cannot be used.
        """
        with self._lock:
            kept = self._fetched(last_hour)
            before, after = (_count(kept, judging_of(one)) for one in (now, then))
        return {
            "minutes": round(before.watched_s / 60, 1),
            "now": _row(before),
            "then": _row(after),
            "not_counted": [name for name in wished if not counts(name)],
            "note": "" if before.watched_s else _without(now),
        }

    def _fetched(self, last_hour: Callable[[], bytes]) -> _Kept:
        kept, now_s = self._kept, self._clock()
        if kept is None or not kept.series or now_s - kept.at_s >= STANDS_S:
            packed = last_hour()
            kept = _Kept(now_s, unpacked(packed) if packed else (), {})
            self._kept = kept
        return kept


def _count(kept: _Kept, judging: Judging) -> Count:
    if judging not in kept.counted:
        kept.counted[judging] = what_if(kept.series, judging)
    return kept.counted[judging]


def _row(count: Count) -> dict[str, Any]:
    return {
        "alerts": count.alerts,
        "beyond_s": round(count.beyond_s),
        "breaks": count.breaks,
        "micro_breaks": count.micro_breaks,
    }


def _without(settings: Settings) -> str:
    if settings.page.last_hour:
        return "Nothing has been measured yet."
    return "The readings of the last hour are not kept (page.last_hour)."
