"""A desk without a camera: somebody synthetic sits before it, on pose tapes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from posturecam.core.measure.calibration import calibrate
from posturecam.core.values import Observation, Pose, Unseen, Why
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.profile_toml import Card, Stored
from posturecam.edges.sources.tape_lines import Picture, from_picture, from_seen
from tests.support.calibrated import SIZE, YOU, made
from tests.support.synthetic import Person, pose_of

PICTURE = Picture(*SIZE)
TIME = 987654.0  # stands for the time of a look, and for no other number
UPRIGHT = YOU
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
    """Write the story as a pose tape; what is seen again is not put into words again."""
    words: dict[object, str] = {}
    lines = [from_picture(PICTURE)]
    for seen in sitting(*parts, step_s=step_s):
        key = seen.why if isinstance(seen, Unseen) else (seen.points.tobytes(), seen.face.tobytes())
        if key not in words:
            words[key] = from_seen(replace(seen, t=TIME), PICTURE)
        lines.append(words[key].replace(str(TIME), str(round(seen.t, 6)), 1))
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@cache
def calibrated() -> Stored:
    """The profile of the person at the desk."""
    return Stored(CARD, made(calibrate({"upright": list(sitting((5, UPRIGHT)))}, SIZE)))


def with_profile(name: str = "default") -> Path:
    """Save the profile of the person at the desk under `name`."""
    return profile_store.save(folders.profiles_dir(), name, calibrated())


class ListedObservations:
    """Looks from a list."""

    live = False

    def __init__(self, seen: Iterable[Pose | Unseen]) -> None:
        self._seen = iter(seen)

    def next(self, *_wish: object) -> Observation | None:
        seen = next(self._seen, None)
        if seen is None:
            return None
        if isinstance(seen, Unseen):
            return Observation(seen.t, (), seen.why)
        return Observation(seen.t, (seen,))
