"""What border and break screen show."""

from typing import Final

from posturecam.core.values import Event, Level
from posturecam.edges.desktop.overlay_messages import (
    DONE,
    LATER,
    SKIP,
    SKIP_MICRO,
    TOOK,
    Border,
    BreakScreen,
    Choice,
)
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.figures import strokes
from posturecam.stretches.show import session_text
from posturecam.stretches.wording import alert_text

SCREEN_NAMES: Final = (TOOK, DONE, SKIP, SKIP_MICRO, LATER)

_COLOURS: Final = {Level.NOTICE: "#e69f00", Level.CARD: "#d55e00"}
"""Orange and vermilion of Okabe and Ito's palette, which people with any colour vision
distinguish (Color Universal Design, 2008)."""

_BORDER_S: Final = 180.0
"""For which a border stays if nobody corrects anything: with the defaults until the alert is
repeated (four holds of a minute, the first of which has passed).  By judgement."""

_MICRO: Final = (Choice(DONE, "Did it", "d"), Choice(SKIP_MICRO, "Skip", "s"))
_LONG: Final = (
    Choice(TOOK, "Did it", "d"),
    Choice(LATER, "Later", "l"),
    Choice(SKIP, "Skip", "s"),
)


def border_of(level: Level | None, *, for_s: float = _BORDER_S) -> Border:
    """Return the border of an alert of this `level`."""
    return Border(_COLOURS[level or Level.NOTICE], for_s)


def screen_of(event: Event, exercise: Exercise | None, *, everywhere: bool) -> BreakScreen:
    """Return the screen of a break, with the exercise that fits; Esc takes it later."""
    text = alert_text(event, None)
    notice = "" if exercise is None else alert_text(event, exercise).notice
    name = "" if exercise is None else exercise.name
    dose = "" if exercise is None or event.micro else session_text(exercise.dose)
    return BreakScreen(
        title=text.title,
        body=text.body,
        for_s=event.length_s or 0.0,
        everywhere=everywhere,
        escape=SKIP_MICRO if event.micro else LATER,
        choices=_MICRO if event.micro else _LONG,
        exercise=", ".join(part for part in (name, dose) if part),
        steps=() if exercise is None else exercise.steps,
        figure=() if exercise is None else strokes(exercise),
        notice=notice,
    )


def steps_of(exercise: Exercise) -> str:
    """Write the steps of `exercise` as numbered lines."""
    return "\n".join(f"{number}. {step}" for number, step in enumerate(exercise.steps, 1))
