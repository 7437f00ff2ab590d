"""One moment of the running instance, as a message: a page or a terminal elsewhere draws it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from posturecam.view.glance import Glance
from posturecam.view.guide import Guide
from posturecam.view.screen import Screen

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything that can be shown."""

    glance: Glance
    screen: Screen | None = None  # None: nothing is watched
    guide: Guide | None = None  # None: nobody is being guided
    size: tuple[int, int] = (0, 0)  # of the pictures
    outline: tuple[Point, ...] = ()  # of the person, in fractions of the picture


_SCREENS = TypeAdapter(Screen)
_MOMENTS = TypeAdapter(Moment)


def message_of(moment: Moment) -> dict[str, Any]:
    """Write `moment` as JSON values, with what a page would otherwise have to work out itself."""
    row: dict[str, Any] = {"running": True, **_MOMENTS.dump_python(moment, mode="json")}
    if moment.screen is not None:
        row["screen"]["headline"]["text"] = moment.screen.headline.text
        for gauge, values in zip(moment.screen.gauges, row["screen"]["gauges"], strict=True):
            values |= {"text": gauge.text, "span": gauge.span, "is_beyond": gauge.is_beyond}
    return row


def screen_of(message: Mapping[str, Any]) -> Screen | None:
    """Read the screen in a message of `message_of`; None if nothing is watched."""
    values = message.get("screen")
    return None if values is None else _SCREENS.validate_python(values)
