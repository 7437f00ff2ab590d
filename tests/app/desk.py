"""A desk without a camera: somebody synthetic sits before it, on pose tapes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from synthetic import Person, pose_of

from posturecam.core.calibration import calibrate
from posturecam.core.profile import Profile
from posturecam.core.values import Look, Pose, Unseen, Why
from posturecam.edges import folders, profiles
from posturecam.edges.profile_text import Card, Stored
from posturecam.edges.tape_writer import record_tape

SIZE = (640, 480)
UPRIGHT = Person()
FORWARD = UPRIGHT.moved(cva=-18)
STEP_S = 0.25
CARD = Card("default", datetime(2026, 3, 1, 9, 30, tzinfo=UTC), "0", "640x480", "0.1.0")
Part = tuple[float, Person | Why]


def sitting(*parts: Part, step_s: float = STEP_S) -> Iterator[Pose | Unseen]:
    """Somebody sits as each part says, for so many seconds."""
    t = 0.0
    for lasts_s, how in parts:
        for _ in range(round(lasts_s / step_s)):
            wobble = 0.2 * ((t * 7) % 2 - 1)
            if isinstance(how, Why):
                yield Unseen(t, how)
            else:
                yield replace(pose_of(how.moved(c7_ahead=wobble)), t=t)
            t += step_s


def tape(path: Path, *parts: Part, step_s: float = STEP_S) -> Path:
    """Write the story as a pose tape."""
    with record_tape(path, SIZE) as writer:
        for seen in sitting(*parts, step_s=step_s):
            writer.write(seen)
    return path


@cache
def calibrated() -> Stored:
    """The profile of the person at the desk."""
    profile = calibrate({"upright": list(sitting((5, UPRIGHT)))}, SIZE)
    assert isinstance(profile, Profile)
    return Stored(CARD, profile)


def with_profile(name: str = "default") -> Path:
    """Save the profile of the person at the desk under `name`."""
    return profiles.save(folders.profiles_dir(), name, calibrated())


class ListedLooks:
    """Looks from a list."""

    live = False

    def __init__(self, seen: Iterable[Pose | Unseen]) -> None:
        self._seen = iter(seen)

    def next(self, *_wish: object) -> Look | None:
        seen = next(self._seen, None)
        if seen is None:
            return None
        if isinstance(seen, Unseen):
            return Look(seen.t, (), seen.why)
        return Look(seen.t, (seen,))
