"""Offers another profile when the camera was moved and that profile fits better."""

from posturecam.core.matching import better_fit
from posturecam.core.profile import Profile
from posturecam.core.values import EventKind
from posturecam.edges import folders, profiles
from posturecam.errors import InputError
from posturecam.monitor import Tick


def offer(tick: Tick, name: str, present: Profile) -> str | None:
    """Say which profile fits better if `tick` found the camera moved; None if there is none."""
    if all(event.kind is not EventKind.CAMERA_MOVED for event in tick.events):
        return None
    best = better_fit(tick.look, present, _others(name))
    if best is None:
        return None
    return f"The profile {best} fits better now: q, then `posturecam watch --profile {best}`."


def _others(name: str) -> dict[str, Profile]:
    """Every other profile that can be used; none if their folder cannot be read (any more)."""
    try:
        entries = profiles.entries(folders.profiles_dir())
    except InputError:
        return {}
    return {
        entry.name: entry.stored.profile
        for entry in entries
        if entry.stored is not None and entry.name != name
    }
