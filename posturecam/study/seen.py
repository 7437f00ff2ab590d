"""What was seen in a section, as bytes and back: every number comes back as it was, bit by bit.

Most landmarks are what the pose model gives, 32 bits, times the shape of the picture; of those the
32 bits are kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from posturecam.core.values import BODY_POINTS, FACE_POINTS, Grey, Observation, Pose, Why
from posturecam.study.packing import Array, facts_of, narrow, pack, unpack, widen

_WHYS: Final = tuple(Why)
_NO_WHY: Final = len(_WHYS)
_ALWAYS: Final = ("points", "visibility", "world")
_SOMETIMES: Final = ("face", "depth", "presence")
_WIDE: Final[Mapping[str, tuple[bool, ...]]] = {
    "points": (True, False),
    "face": (True, False, True),
    "depth": (True,),
}
"""Which numbers of each point are in image widths when they are 32 bits (`landmark_scale.py`)."""


@dataclass(frozen=True, slots=True)
class Ends:
    """What the sections beside one must agree with."""

    size: tuple[int, int]  # of the pictures: width, height in pixels
    begins: str  # fingerprint of the first picture
    goes_on: str  # and of the one after the last; "": there is none


def to_bytes(seen: Sequence[Observation], ends: Ends) -> bytes:
    """Return what was `seen` in a section as bytes, without the pictures themselves."""
    people = [person for one in seen for person in one.people]
    return pack(_frames(seen) | _greys(seen) | _people(people), asdict(ends))


def ends_of(data: bytes) -> Ends:
    """Return the ends of a section that `to_bytes` made."""
    facts = facts_of(data)
    width, height = facts["size"]
    return Ends((width, height), facts["begins"], facts["goes_on"])


def from_bytes(data: bytes) -> Iterator[Observation]:
    """Yield what was seen in a section that `to_bytes` made."""
    yield from _observations(unpack(data))


def _frames(seen: Sequence[Observation]) -> dict[str, Array]:
    whys = [_NO_WHY if one.why is None else _WHYS.index(one.why) for one in seen]
    return {
        "t": np.array([one.t for one in seen], np.float64),
        "count": np.array([len(one.people) for one in seen], np.uint8),
        "why": np.array(whys, np.uint8),
        "reused": np.array([one.reused for one in seen], np.bool_),
        "has_grey": np.array([one.grey is not None for one in seen], np.bool_),
    }


def _greys(seen: Sequence[Observation]) -> dict[str, Array]:
    """Return the small pictures one after the other; their levels are whole but for a fake's."""
    greys = [one.grey for one in seen if one.grey is not None]
    shapes = np.array([grey.shape for grey in greys], np.uint16).reshape(-1, 2)
    levels = np.concatenate([grey.ravel() for grey in greys]) if greys else np.zeros(0, np.float32)
    with np.errstate(invalid="ignore"):
        whole = levels.astype(np.uint8)
    kept: Array = whole if np.array_equal(whole, levels) else levels
    alike = len(set(map(tuple, shapes.tolist()))) == 1
    return {"shape": shapes, "grey": kept.reshape(len(greys), -1) if alike else kept[:, None]}


def _people(people: Sequence[Pose]) -> dict[str, Array]:
    aspect = np.array([person.aspect for person in people], np.float64)
    arrays: dict[str, Array] = {
        "person_t": np.array([person.t for person in people], np.float64),
        "aspect": aspect,
    }
    for name in (*_ALWAYS, *_SOMETIMES):
        values = [getattr(person, name) for person in people]
        has = np.array([value is not None for value in values], np.bool_)
        there = [value for value in values if value is not None]
        stacked = np.array(there, np.float64).reshape(len(there), *_shape(name))
        parts = narrow(stacked, _scale(name, aspect[has]))
        arrays |= {f"has_{name}": has, **{f"{name}_{part}": kept for part, kept in parts.items()}}
    return arrays


def _shape(name: str) -> tuple[int, int]:
    """Return how many points there are, and how many numbers each has."""
    points = FACE_POINTS if name == "face" else BODY_POINTS
    return points, {"points": 2, "world": 3, "face": 3}.get(name, 1)


def _scale(name: str, aspect: NDArray[np.float64]) -> NDArray[np.float64]:
    wide = np.array(_WIDE.get(name, (False,) * _shape(name)[1]))
    return np.where(wide, aspect[:, None, None], 1.0)


def _observations(arrays: Mapping[str, Array]) -> Iterator[Observation]:
    people, greys = _poses(arrays), _pictures(arrays)
    columns = (arrays[name].tolist() for name in ("t", "count", "why", "reused", "has_grey"))
    for t, count, why, reused, has_grey in zip(*columns, strict=True):
        yield Observation(
            t,
            tuple(islice(people, count)),
            None if why == _NO_WHY else _WHYS[why],
            grey=next(greys) if has_grey else None,
            reused=reused,
        )


def _poses(arrays: Mapping[str, Array]) -> Iterator[Pose]:
    aspect = arrays["aspect"]
    columns = {name: _values(arrays, name, aspect) for name in (*_ALWAYS, *_SOMETIMES)}
    for t, shape in zip(arrays["person_t"].tolist(), aspect.tolist(), strict=True):
        values = {name: next(each) for name, each in columns.items()}
        yield Pose(t=t, aspect=shape, **_laid_out(values))


def _laid_out(values: dict[str, Any]) -> dict[str, Any]:
    """Put points and depth into one array, as `landmark_scale.py` does: sums depend on the order.

    numpy adds numbers that lie side by side in another order than others.
    """
    if values["depth"] is None:
        return values
    both = np.column_stack((values["points"], values["depth"]))
    return values | {"points": both[:, :2], "depth": both[:, 2]}


def _values(arrays: Mapping[str, Array], name: str, aspect: Array) -> Iterator[Any]:
    has = arrays[f"has_{name}"]
    parts = {part: arrays[f"{name}_{part}"] for part in ("fits", "short", "long")}
    rows = iter(widen(parts, _scale(name, aspect[has])))
    single = _shape(name)[1] == 1
    for there in has.tolist():
        row = next(rows) if there else None
        yield row[:, 0] if row is not None and single else row


def _pictures(arrays: Mapping[str, Array]) -> Iterator[Grey]:
    levels, at = arrays["grey"].ravel().astype(np.float32), 0
    for height, width in arrays["shape"].tolist():
        yield levels[at : at + height * width].reshape(height, width)
        at += height * width
