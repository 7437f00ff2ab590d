"""Offers another profile that fits better, or to calibrate again.

Another profile is offered when the camera was moved and as a sitting begins; to calibrate again, to
somebody who sits straighter than calibrated.
"""

from posturecam.core.measure.profile import Profile
from posturecam.core.measure.profile_matching import Fit, better_fit, follow_fit
from posturecam.core.measure.straighter_sitting import Better, follow_better
from posturecam.core.values import EventKind
from posturecam.edges.files import folders, profile_store
from posturecam.errors import InputError
from posturecam.monitor import Tick

STRAIGHTER = (
    "You sit straighter than when you calibrated. To measure against how you sit now, press r and"
    " stay like this for 10 s."
)


class ProfileSuggestion:
    """Offers each profile once, and to calibrate again once a sitting."""

    def __init__(self, name: str) -> None:
        """Offer others than the profile `name`, which is in use."""
        self._name = name
        self._others = _others(name)
        self._fit = Fit()
        self._better = Better()
        self._present: Profile | None = None
        self._offered: set[str] = set()

    def follow(self, tick: Tick, present: Profile) -> str | None:
        """Say what to offer after `tick`, if that is new."""
        note = (
            offer(tick, self._name, present)
            or self._as_it_begins(tick, present)
            or self._straighter(tick, present)
        )
        if note is None or note in self._offered:
            return None
        self._offered.add(note)
        return note

    def _as_it_begins(self, tick: Tick, present: Profile) -> str | None:
        if self._fit.settled or not self._others:
            return None
        self._fit = follow_fit(self._fit, tick.observation, present, self._others)
        return _note(self._fit.name) if self._fit.settled and self._fit.name else None

    def _straighter(self, tick: Tick, present: Profile) -> str | None:
        if any(event.kind is EventKind.AWAY for event in tick.events):
            self._offered.discard(STRAIGHTER)
            self._better = Better()
        if present is not self._present:
            self._present, self._better = present, Better()
        self._better = follow_better(self._better, tick.reading)
        return STRAIGHTER if self._better.held else None


def offer(tick: Tick, name: str, present: Profile) -> str | None:
    """Say which profile fits better if `tick` found the camera moved; None if there is none."""
    if all(event.kind is not EventKind.CAMERA_MOVED for event in tick.events):
        return None
    best = better_fit(tick.observation, present, _others(name))
    return None if best is None else _note(best)


def _note(name: str) -> str:
    return f"The profile {name} fits better: press q, then run `posturecam watch --profile {name}`."


def _others(name: str) -> dict[str, Profile]:
    """Every other profile that can be used; none if their folder cannot be read (any more)."""
    try:
        entries = profile_store.entries(folders.profiles_dir())
    except InputError:
        return {}
    return {
        entry.name: entry.stored.profile
        for entry in entries
        if entry.stored is not None and entry.name != name
    }
