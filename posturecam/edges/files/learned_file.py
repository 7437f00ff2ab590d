"""What was learned of a person before a camera: a file of numbers beside the profile."""

import hashlib
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal

import numpy as np
from pydantic import AwareDatetime, Field, FiniteFloat, PositiveInt, TypeAdapter, ValidationError

from posturecam import __version__
from posturecam.core.body import learned_landmarks
from posturecam.core.body.inversion import GAINS, Belief
from posturecam.core.body.sagittal import FIXTURES
from posturecam.core.measure.person_memory import is_plausible
from posturecam.core.measure.person_model import with_moved_camera
from posturecam.core.measure.profile import FrontCalibration, Setup, Shown
from posturecam.core.pose.pinhole import Floats
from posturecam.edges.files.atomic_write import backup_of, copy_whole, move, remove, write_whole
from posturecam.edges.files.bounded_read import LEARNED_BYTES, read_text
from posturecam.edges.files.toml_text import DIGITS
from posturecam.errors import LearnedError, StorageError

FORMAT: Final = "posturecam-learned"
VERSION: Final = 1
NUMBERS: Final = FIXTURES + GAINS
TRIANGLE: Final = NUMBERS * (NUMBERS + 1) // 2
ENDING: Final = ".learned.json"


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What is known of camera and person after some sittings; `since` has a time zone."""

    person: Belief  # (52,)
    observations: int  # that have counted
    sittings: int
    since: datetime


@dataclass(frozen=True, slots=True)
class _Head:
    """What all our files begin with, whatever their version."""

    format: str
    version: int


@dataclass(frozen=True, slots=True)
class _Record:
    """The file as it is written."""

    format: Literal["posturecam-learned"]
    version: Literal[1]
    posturecam: str
    calibration: str
    camera: str
    since: AwareDatetime
    sittings: PositiveInt
    looks: PositiveInt
    mean: Annotated[tuple[FiniteFloat, ...], Field(min_length=NUMBERS, max_length=NUMBERS)]
    covariance: Annotated[  # lower triangle
        tuple[FiniteFloat, ...], Field(min_length=TRIANGLE, max_length=TRIANGLE)
    ]


_HEAD: Final = TypeAdapter(_Head)
_RECORD: Final = TypeAdapter(_Record)


def beside(profile: Path) -> Path:
    """Return where what was learned with the profile in the file `profile` is kept."""
    return profile.with_name(profile.name.removesuffix(".toml") + ENDING)


def load(path: Path, front: FrontCalibration) -> Learned | None:
    """Read what was learned since the calibration `front`; None if there is nothing.

    If the camera was found somewhere else since, its tilt is forgotten.

    Raises:
        LearnedError: The file cannot be used.
    """
    record = _read(path)
    if record is None or record.calibration != calibration_key(front):
        return None
    person = Belief(np.array(record.mean), _square(record.covariance))
    if not is_plausible(front, person):
        raise _unusable(path, "its values are impossible for a person or a camera")
    if record.camera != _key(front.setup):
        person = with_moved_camera(person, front.setup)
    return Learned(person, record.looks, record.sittings, record.since)


def save(path: Path, front: FrontCalibration, learned: Learned) -> None:
    """Write what was learned since the calibration `front`.

    A file that is of another calibration, or cannot be used, is kept with `.bak`.

    Raises:
        StorageError: It cannot be written.
    """
    if path.exists() and not path.is_file():
        msg = f"Cannot write {path}: it is not a file. Move it first."
        raise StorageError(msg)
    if not _is_of(path, front):
        move(path, backup_of(path))
    text = _RECORD.dump_json(_record(front, learned)).decode()
    write_whole(path, f"{text}\n", private=True)


def _record(front: FrontCalibration, learned: Learned) -> _Record:
    rows, columns = np.tril_indices(NUMBERS)
    return _Record(
        format="posturecam-learned",
        version=1,
        posturecam=__version__,
        calibration=calibration_key(front),
        camera=_key(front.setup),
        since=learned.since,
        sittings=learned.sittings,
        looks=learned.observations,
        mean=tuple(learned.person.mean.tolist()),
        covariance=tuple(learned.person.covariance[rows, columns].tolist()),
    )


def carry(profile: Path, other: Path, *, keeps: bool) -> None:
    """Copy what was learned with `profile`, if anything was, to go with its copy `other`.

    With `keeps`, what is in its place is kept with `.bak`.

    Raises:
        StorageError: It cannot be written.
    """
    source, target = beside(profile), beside(other)
    if source.is_file() and not (target.exists() and source.samefile(target)):
        if keeps:
            move(target, backup_of(target))
        copy_whole(source, target)


def forget(path: Path) -> bool:
    """Delete what was learned, and what is kept with `.bak`; return whether there was anything.

    Raises:
        StorageError: It cannot be deleted.
    """
    there = [one for one in (path, backup_of(path)) if one.is_file() or one.is_symlink()]
    for one in there:
        remove(one)
    return bool(there)


def calibration_key(front: FrontCalibration) -> str:
    """Return a key of the full calibration, which `r` and `--camera-moved` leave the same.

    It covers what `person_model.knowledge` starts from: the guided poses, and the numbers learned
    from the tapes, since what was learned on top of others is not to be mixed with them.
    """
    tapes = [getattr(learned_landmarks, name) for name in dir(learned_landmarks) if name.isupper()]
    return _key(front.guided_setup, *front.guided, *tapes)


def _key(*values: object) -> str:
    """A digest of numbers and names, with the digits that a profile keeps."""
    return hashlib.sha256("|".join(map(_words, values)).encode()).hexdigest()[:16]


def _words(value: object) -> str:
    if isinstance(value, (Setup, Shown)):
        return _words(tuple(getattr(value, field.name) for field in fields(value)))
    if isinstance(value, tuple):
        return f"({','.join(map(_words, value))})"
    return f"{value:.{DIGITS}g}" if isinstance(value, float) else str(value)


def _read(path: Path) -> _Record | None:
    """Read the file `path`; None if there is none."""
    try:
        text = read_text(path, LEARNED_BYTES)
        head = _HEAD.validate_json(text)
        if head.format == FORMAT and head.version > VERSION:
            raise _unusable(path, f"a newer posturecam wrote it (version {head.version})")
        return _RECORD.validate_json(text)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from error
    except ValidationError as error:
        raise _unusable(path, _reported(error)) from error
    except ValueError as error:  # of the decoder
        raise _unusable(path, "it is not text") from error


def _square(triangle: tuple[float, ...]) -> Floats:
    covariance = np.zeros((NUMBERS, NUMBERS))
    covariance[np.tril_indices(NUMBERS)] = triangle
    return covariance + np.tril(covariance, -1).T


def _is_of(path: Path, front: FrontCalibration) -> bool:
    """Return whether `path` holds what was learned since the calibration `front`."""
    try:
        return load(path, front) is not None
    except LearnedError:
        return False


def _reported(error: ValidationError) -> str:
    """The first fault of the file in words."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    message = f"{first['msg'][0].lower()}{first['msg'][1:]}"
    return f"{place}: {message}" if place else message


def _unusable(path: Path, reason: str) -> LearnedError:
    return LearnedError(f"The learned data cannot be used: {path}: {reason}.")
