"""One line of a pose tape <-> one observation.

A tape holds MediaPipe's raw values: x, y and z are fractions of the picture's width or height.
Everything else in posturecam counts in image heights, so x and z are multiplied by width / height
here.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from posturecam.core.pose.head_pose import RIGID
from posturecam.core.values import BODY_POINTS, FACE_POINTS, Observation, Pose, Unseen, Why

FORMAT, VERSION = "posturecam-tape", 1
_LARGEST = 1000.0  # no landmark lies this many pictures, or metres, away
_MOST_PIXELS = 32768
_LAST_S = 1e9
_ALIKE = 0.85  # how much of a reason must be written like one of ours
_NOBODY = re.compile(
    r"nobody|no ?one|none|absent|away|empty|(not|nothing) (detected|found|seen)|no detections?"
    r"|.*\b(nobody|no ?one|no (person|people|human|body|pose)|(person|people|pose) not)\b.*"
)
_SMALLEST = 1e-4  # a face is larger, in image heights: a twentieth of a pixel of 480
_DIGITS = 7  # MediaPipe computes in single precision


class LineFault(Exception):  # noqa: N818 - also handed on as a value
    """What is wrong with a line of a tape."""

    def __init__(self, number: int, problem: str) -> None:
        """Name the line, counted from 1, and its `problem`."""
        super().__init__(f"line {number}: {problem}")


class BrokenOff(LineFault):
    """Nothing can be read from this line on."""


class _Problem(Exception):  # noqa: N818 - never leaves this module
    """What is wrong, before the line's number is known."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The size in pixels of the pictures that a tape was made from."""

    width: int
    height: int

    @property
    def aspect(self) -> float:
        """Width / height."""
        return self.width / self.height


def to_picture(line: bytes) -> Picture:
    """Read the first line of a tape; raise LineFault if it is not one."""
    with _at_line(1):
        head = _json(line)
        _require(head.get("format") == FORMAT, f'it must begin with {{"format": "{FORMAT}", ...}}')
        version = f"version {head.get('version')!r:.20} cannot be read, only {VERSION}"
        _require(head.get("version") == VERSION, version)
        return Picture(_pixels(head, "width"), _pixels(head, "height"))


def to_observation(line: bytes, number: int, picture: Picture, after_s: float) -> Observation:
    """Read line `number`; raise LineFault if it is no observation later than `after_s`."""
    with _at_line(number):
        record = _json(line)
        t = _time(record, after_s)
        one = ("unseen" in record) != ("landmarks" in record)
        _require(one, "it needs landmarks or unseen, and not both")
        if "unseen" in record:
            return Observation(t, (), why=to_why(record["unseen"]))
        return Observation(t, (_pose(t, record, picture.aspect),))


def to_why(text: object) -> Why:
    """Return the reason that `text` names, allowing for how it is written.

    What other programs call nobody is nobody; a reason unlike any of ours is not guessed at.
    """
    said = str(text).strip().lower().replace("_", " ")
    names = {why.value.lower(): why for why in Why} | {
        why.name.lower().replace("_", " "): why for why in Why
    }
    if close := get_close_matches(said, names, n=1, cutoff=_ALIKE):
        return names[close[0]]
    return Why.NOBODY if _NOBODY.fullmatch(said) else Why.NOT_RECORDED


def from_picture(picture: Picture) -> str:
    """Write the first line of a tape."""
    head = {"format": FORMAT, "version": VERSION, "width": picture.width, "height": picture.height}
    return json.dumps(head)


def from_seen(seen: Pose | Unseen, picture: Picture) -> str:
    """Write one observation as a line.

    A pose made without depth or presence gets 0 and its visibility in their places.
    """
    if isinstance(seen, Unseen):
        return json.dumps({"t": seen.t, "unseen": seen.why.value})
    x, y = (seen.points / (picture.aspect, 1.0)).T
    z = np.zeros_like(x) if seen.depth is None else seen.depth / picture.aspect
    visible = seen.visibility.clip(0.0, 1.0)
    present = visible if seen.presence is None else seen.presence.clip(0.0, 1.0)
    marks = np.stack((x, y, z, visible, present), axis=1)
    face = None if seen.face is None else _rounded(seen.face / _face_scale(picture.aspect))
    record = {"t": seen.t, "landmarks": _rounded(marks), "world": _rounded(seen.world)}
    return json.dumps({**record, "face": face})


@contextmanager
def _at_line(number: int) -> Iterator[None]:
    try:
        yield
    except _Problem as problem:
        raise LineFault(number, str(problem)) from problem


def _require(fine: bool, problem: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not fine:
        raise _Problem(problem)


def _json(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        whole = line.endswith(b"\n")
        msg = "it is not JSON" if whole else "it is not JSON; does the file break off?"
        raise _Problem(msg) from error
    if not isinstance(record, dict):
        msg = "it must be a JSON object"
        raise _Problem(msg)
    return record


def _refuse_constant(name: str) -> NoReturn:
    msg = f"{name} is not a number"
    raise _Problem(msg)


def _pixels(head: Mapping[str, Any], name: str) -> int:
    value = head.get(name)
    fine = isinstance(value, int) and 1 <= value <= _MOST_PIXELS
    _require(fine, f"{name} must be a number of pixels from 1 to {_MOST_PIXELS}")
    return int(value or 0)


def _time(record: Mapping[str, Any], after_s: float) -> float:
    t = record.get("t")
    if isinstance(t, bool) or not isinstance(t, int | float) or not 0 <= t <= _LAST_S:
        msg = "t must be a number of seconds, 0 or more"
        raise _Problem(msg)
    _require(t > after_s, f"t must rise: {t:g} s comes after {after_s:g} s")
    return float(t)


def _pose(t: float, record: Mapping[str, Any], aspect: float) -> Pose:
    marks = _array(record, "landmarks", (BODY_POINTS, 5))
    shares = marks[:, 3:]
    fine = bool(((shares >= 0) & (shares <= 1)).all())
    _require(fine, "visibility and presence must be from 0 to 1")
    face = None
    if record.get("face") is not None:
        face = _array(record, "face", (FACE_POINTS, 3)) * _face_scale(aspect)
        extent = np.ptp(face.take(RIGID, axis=0)[:, :2], axis=0).min()
        _require(bool(extent >= _SMALLEST), "the points of its face coincide")
    return Pose(
        t=t,
        points=marks[:, :2] * (aspect, 1.0),
        visibility=marks[:, 3].copy(),
        world=_array(record, "world", (BODY_POINTS, 3)),
        face=face,
        aspect=aspect,
        depth=marks[:, 2] * aspect,
        presence=marks[:, 4].copy(),
    )


def _array(record: Mapping[str, Any], name: str, shape: tuple[int, int]) -> NDArray[np.float64]:
    try:
        array = np.asarray(record.get(name))
    except ValueError:  # rows of different lengths
        array = np.asarray(None)
    fine = array.shape == shape and array.dtype.kind in "if"
    _require(fine, f"{name} must be {shape[0]} rows of {shape[1]} numbers")
    small = bool((np.abs(array) <= _LARGEST).all())
    _require(small, f"{name} has numbers beyond {_LARGEST:g}")
    return array.astype(np.float64)


def _face_scale(aspect: float) -> tuple[float, float, float]:
    return (aspect, 1.0, aspect)


def _rounded(array: NDArray[np.float64]) -> list[list[float]]:
    rounded: list[list[float]] = array.round(_DIGITS).tolist()
    return rounded
