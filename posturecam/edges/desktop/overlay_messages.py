"""What is asked of an overlay, and what it answers: one line of JSON each.

An overlay is a process of its own (`posturecam overlay`).  It reads one message from its standard
input, shows it until its time is over or the input ends, and writes what was pressed.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from posturecam.errors import InputError

TOOK, DONE, SKIP, SKIP_MICRO, LATER = "took", "done", "skip", "skip_micro", "later"
"""What can be pressed on the screen of a break."""

LONGEST_S: Final = 3600.0
"""For which anything is shown at most; the longest absence that can count as a break."""

LONGEST_LINE: Final = 65536
"""Characters of a message: ten steps of 300 and a figure are a tenth of it."""

Strokes = tuple[tuple[str, float, bool, tuple[tuple[float, float], ...]], ...]
"""Role, width, whether it is closed, points: in hundredths of a sheet."""


@dataclass(frozen=True, slots=True)
class Border:
    """A thin border around every screen."""

    colour: str  # `#rrggbb`
    for_s: float


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a break screen; its `key` does the same."""

    name: str
    label: str
    key: str


@dataclass(frozen=True, slots=True)
class BreakScreen:
    """A break with its countdown and exercise; Esc is `escape`, which is always there."""

    title: str
    body: str
    for_s: float
    everywhere: bool  # on all screens; else on the one in use
    escape: str
    choices: tuple[Choice, ...]
    exercise: str = ""
    steps: tuple[str, ...] = ()
    figure: Strokes = ()  # from back to front
    notice: str = ""  # when to leave the exercise out


Message = Border | BreakScreen
_KINDS: Final[Mapping[str, type[Message]]] = {"border": Border, "break": BreakScreen}


def line_of(message: Message) -> str:
    """Write `message` as a line."""
    kind = next(name for name, kind in _KINDS.items() if type(message) is kind)
    return json.dumps({"show": kind, **asdict(message)}) + "\n"


def message_of(line: str) -> Message:
    """Read a line written by `line_of`.

    Raises:
        InputError: It is none.
    """
    try:
        row: dict[str, Any] = json.loads(line)
        values = {key: value for key, value in row.items() if key != "show"}
        return _border(values) if row["show"] == "border" else _break(values)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        msg = "This is no message for an overlay; posturecam writes them itself."
        raise InputError(msg) from error


def _border(values: Mapping[str, Any]) -> Border:
    return Border(str(values["colour"]), min(float(values["for_s"]), LONGEST_S))


def _break(values: Mapping[str, Any]) -> BreakScreen:
    choices = tuple(Choice(**choice) for choice in values["choices"])
    figure = tuple(
        (str(role), float(width), bool(closed), tuple((float(x), float(y)) for x, y in points))
        for role, width, closed, points in values["figure"]
    )
    steps = tuple(map(str, values["steps"]))
    for_s = min(float(values["for_s"]), LONGEST_S)
    return BreakScreen(
        **{**values, "choices": choices, "figure": figure, "steps": steps, "for_s": for_s}
    )
