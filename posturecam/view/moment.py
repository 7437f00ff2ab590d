"""One moment of the running instance, as a message: a page or a terminal elsewhere draws it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter

from posturecam.view.figure import SideFigure
from posturecam.view.glance import Glance
from posturecam.view.guide import Guide
from posturecam.view.lesson import Lesson, row_of
from posturecam.view.screen import Screen
from posturecam.view.screen_row import screen_row

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything that can be shown."""

    glance: Glance
    screen: Screen | None = None  # None: nothing is watched
    figure: SideFigure | None = None  # None: nobody is measured
    guide: Guide | None = None  # None: nobody is being guided
    size: tuple[int, int] = (0, 0)  # of the pictures
    outline: tuple[Point, ...] = ()  # of the person, in fractions of the mirrored picture
    lesson: Lesson | None = None  # None: no exercise is led


_SCREENS = TypeAdapter(Screen)


def message_of(moment: Moment) -> dict[str, Any]:
    """Write `moment` as JSON values."""
    screen, figure, guide = moment.screen, moment.figure, moment.guide
    return {
        "running": True,
        "glance": asdict(moment.glance),
        "screen": None if screen is None else screen_row(screen),
        "figure": None if figure is None else asdict(figure),
        "guide": None if guide is None else asdict(guide),
        "size": moment.size,
        "outline": moment.outline or None,
        "lesson": None if moment.lesson is None else row_of(moment.lesson),
    }


def screen_of(message: Mapping[str, Any]) -> Screen | None:
    """Read the screen in a message of `message_of`; None if nothing is watched."""
    values = message.get("screen")
    if values is None:
        return None
    gauges, small = values["gauges"], values["small"]
    return _SCREENS.validate_python({**values, "gauges": gauges[:small], "more": gauges[small:]})
