"""Which alert stays on the screen, and the line that is said of each event."""

import pytest

from posturecam.app.policies import rules_of
from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.breaks import Sitting
from posturecam.core.alerts.requests import (
    BreakPostponed,
    BreakSkipped,
    BreakTaken,
    Dismiss,
    ExerciseDone,
    Request,
    Resume,
    Snooze,
)
from posturecam.core.values import Cause, Event, EventKind, Why
from posturecam.settings import Settings
from posturecam.view.card import card_of, next_card, put_away
from posturecam.view.event_line import event_line

RULES = rules_of(Settings())
SLUMP = Event(9.0, EventKind.ALERT, Cause.SLUMP, held_s=60.0)
TILT = Event(10.0, EventKind.ALERT, Cause.HEAD_TILT)
BREAK = Event(11.0, EventKind.BREAK_DUE)


def test_the_newest_alert_or_break_is_on() -> None:
    assert next_card(None, (SLUMP,), ()) is SLUMP
    assert next_card(SLUMP, (TILT, BREAK), ()) is BREAK
    assert next_card(SLUMP, (), ()) is SLUMP


@pytest.mark.parametrize(
    ("kind", "cause", "stays"),
    [
        (EventKind.CLEARED, Cause.SLUMP, False),
        (EventKind.CLEARED, Cause.HEAD_TILT, True),
        (EventKind.AWAY, None, False),
        (EventKind.BACK, None, False),
        (EventKind.CAMERA_MOVED, None, True),
    ],
)
def test_an_alert_goes_when_it_is_over(
    kind: EventKind,
    cause: Cause | None,
    stays: bool,  # noqa: FBT001 - a table
) -> None:
    assert next_card(SLUMP, (Event(12.0, kind, cause),), ()) is (SLUMP if stays else None)


@pytest.mark.parametrize(
    "request_",
    [
        Dismiss(),
        Snooze(900.0),
        BreakTaken(),
        BreakSkipped(),
        BreakPostponed(),
        ExerciseDone(),
    ],
)
def test_an_alert_is_put_away_and_a_new_one_comes(request_: Request) -> None:
    assert put_away((request_,))
    assert next_card(SLUMP, (), (request_,)) is None
    assert next_card(SLUMP, (TILT,), (request_,)) is TILT
    assert not put_away((Resume(),))


def test_a_micro_break_goes_when_it_is_over() -> None:
    micro = Event(11.0, EventKind.BREAK_DUE, length_s=20.0, micro=True)
    going_on = AlertState(sitting=Sitting(micro_s=3.0))
    assert next_card(None, (micro,), (), going_on) is micro
    assert next_card(micro, (), (), going_on) is micro
    assert next_card(micro, (), (), AlertState()) is None
    assert next_card(micro, (), ()) is micro
    assert next_card(BREAK, (), (), AlertState()) is BREAK


def test_the_card_has_the_steps_of_the_exercise() -> None:
    name, exercise = next(iter((one.key, one) for one in RULES.offers.catalogue.exercises))
    card = card_of(Event(9.0, EventKind.ALERT, Cause.SLUMP, stretch=name), RULES)

    assert card is not None
    assert card.steps == exercise.steps
    assert card_of(None, RULES) is None


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (
            SLUMP,
            (
                "Slumped: For 1 minute your upper body has been more slumped than when you "
                "calibrated. Time to change position."
            ),
        ),
        (
            Event(1.0, EventKind.CLEARED, Cause.SLUMP, held_s=75.0),
            "slumped: corrected after 1 minute",
        ),
        (Event(1.0, EventKind.CLEARED), "posture: corrected after 0 seconds"),
        (Event(1.0, EventKind.AWAY), "away"),
        (Event(1.0, EventKind.BACK, held_s=5.0), "back after 5 seconds"),
        (
            Event(1.0, EventKind.CAMERA_MOVED),
            "the camera seems to have moved: press r to recalibrate (10 s)",
        ),
        (Event(1.0, EventKind.CAMERA_LOST), "camera lost: no picture"),
        (
            Event(1.0, EventKind.CAMERA_LOST, why=Why.CAMERA_BUSY),
            "camera lost: another program has the camera",
        ),
        (Event(1.0, EventKind.CAMERA_BACK), "the camera is back"),
    ],
)
def test_an_event_in_one_line(event: Event, line: str) -> None:
    assert event_line(event, RULES) == line


def test_a_break_in_one_line() -> None:
    assert event_line(BREAK, RULES).startswith("Time for a break: Get up if you can")
