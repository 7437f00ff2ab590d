"""Writes what was learned as Python modules that a person can read."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

MOVES_HEAD: Final = '''\
"""How people move, learned from the tapes.  Written by calibration/fit_movements.py.

Order and units: `sagittal.State`.
"""

from typing import Final, NamedTuple

Row = tuple[float, ...]


class Movement(NamedTuple):
    """A kind of movement: share of all frames, mean, spread (sd) and correlations of `State`."""

    share: float
    mean: Row
    spread: Row
    correlation: tuple[Row, ...]  # below the diagonal

'''
MARKS_HEAD: Final = '''\
"""What landmarks do, learned from the tapes.  Written by calibration/fit_movements.py.

Orders and units: `sagittal.Seen`, `sagittal.Fixed`, and `inversion` for the cues of the gains.
"""

from typing import Final
'''
MOVES: Final = ("USUAL", "ON_REQUEST")
NOTES: Final = {
    "USUAL": "How each kind of movement changes the body, as it happens at work.",
    "ON_REQUEST": "The same for guided poses, as people show them when asked.",
    "GAINS": "What landmarks show beyond geometry, per unit of each cue: (5, 9).",
    "GAIN_SPREAD": "How much these gains differ from person to person (sd): (5, 9).",
    "NOISE": "Covariance of what is left, for a mesh that fits well: (5, 5).",
    "DOUBT": "Factor of the head's noise: constant, and per unit of the mesh's misfit.",
    "DIAGONAL_FOV_DEG": "Typical diagonal field of view of a webcam.",
    "FIXED_MEAN": "People and cameras; tilt and focal length are replaced by better guesses.",
    "FIXED_SPREAD": "Their standard deviations.",
    "FIXED_CORRELATION": "Their correlations: (7, 7).",
    "TILT_HINTS": "Weights of what the upright pose tells about the tilt of the camera.",
    "FACE": "A generic face: the rigid points (46, 3), centred, rms radius 1.",
}
DIGITS: Final = 4


def write(folder: Path, values: Mapping[str, Any]) -> None:
    """Write `values` with their notes as two modules in `folder`."""
    marks = [name for name in NOTES if name not in MOVES]
    (folder / "learned_movements.py").write_text(MOVES_HEAD + _named(MOVES, values))
    (folder / "learned_landmarks.py").write_text(MARKS_HEAD + _named(marks, values))


def _named(names: Iterable[str], values: Mapping[str, Any]) -> str:
    parts = [f'{name}: Final = {text(values[name])}\n"""{NOTES[name]}"""\n' for name in names]
    return "\n" + "\n".join(parts)


def text(value: Any) -> str:
    """A number, a row of numbers, a matrix or movements as Python."""
    if isinstance(value, Mapping):
        parts = (
            f'    "{name}": Movement(\n{_movement(one)}    ),\n' for name, one in value.items()
        )
        inside = "".join(parts)
        return "{\n" + inside + "}"
    if isinstance(value, (int, float)):
        return repr(float(f"{value:.{DIGITS}g}"))
    inside = ", ".join(text(one) for one in value)
    return f"({inside}{',' if len(value) == 1 else ''})"


def _movement(one: Any) -> str:
    pairs = zip(one._fields, one, strict=True)
    return "".join(f"        {name}={text(value)},\n" for name, value in pairs)
