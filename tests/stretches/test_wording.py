"""What the user reads when something is due."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.alerts.praise import Merit, Praise
from posturecam.core.values import Cause, Event, EventKind
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.wording import alert_text, duration_text, fact, praise_text


def alert(cause: Cause, amount: float | None, unit: str | None, held_s: float = 60.0) -> Event:
    return Event(90.0, EventKind.ALERT, cause, held_s, amount, unit)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param(
            alert(Cause.FORWARD_HEAD, 10.6, "deg"),
            "For 1 minute your head has been about 11 degrees further forward than when"
            " you calibrated.",
            id="head",
        ),
        pytest.param(
            alert(Cause.ROUNDED_SHOULDERS, 13.2, "deg", 245),
            "For 4 minutes your shoulders have been about 13 degrees rounder than when"
            " you calibrated.",
            id="shoulders",
        ),
        pytest.param(
            alert(Cause.TOO_CLOSE, 6.4, "cm", 31),
            "For 31 seconds your eyes have been about 6 cm nearer to the screen than when"
            " you calibrated.",
            id="too close",
        ),
        pytest.param(
            alert(Cause.HEAD_TILT, -1.2, "deg"),
            "For 1 minute your head has been tilted about 1 degree to one side.",
            id="a degree, to either side",
        ),
        pytest.param(
            alert(Cause.SLUMP, 5.2, "cm", 120),
            "For 2 minutes you have been sitting about 5 cm lower than when you calibrated.",
            id="sunk",
        ),
        pytest.param(
            alert(Cause.SLUMP, None, None),
            "For 1 minute your upper body has been more slumped than when you calibrated.",
            id="how far is not known",
        ),
        pytest.param(
            alert(Cause.STILL_TOO_LONG, 41, "min", 2460),
            "For 41 minutes you have been sitting nearly still.",
            id="still",
        ),
        pytest.param(
            Event(1.0, EventKind.CLEARED, Cause.RAISED_SHOULDERS, None, 2.0, "cm"),
            "Your shoulders have been about 2 cm higher than when you calibrated.",
            id="how long is not known",
        ),
    ],
)
def test_the_fact(event: Event, expected: str) -> None:
    assert fact(event) == expected


def test_an_alert_names_the_fault_and_the_exercise() -> None:
    exercise = builtin()["chin_tuck"]
    text = alert_text(alert(Cause.FORWARD_HEAD, 10.6, "deg"), exercise)
    assert text.title == "Head forward"
    assert text.body.startswith("For 1 minute your head")
    assert text.body.endswith("you calibrated. Time to change position. Try: Chin tuck, 8 x 5 s.")
    assert text.steps == exercise.steps
    assert "Stop if you get dizzy" in text.notice


def test_an_alert_tells_what_else_was_measured() -> None:
    both = (Cause.LEANING_IN, Cause.ROUNDED_SHOULDERS)
    text = alert_text(replace(alert(Cause.FORWARD_HEAD, 10, "deg"), also=both), None)
    assert "you calibrated. Also: leaning in, shoulders rounded. Time" in text.body


def test_an_alert_without_an_exercise_has_no_steps() -> None:
    text = alert_text(alert(Cause.SLUMP, 9, "deg"), None)
    assert text.body.endswith("Time to change position.")
    assert (text.steps, text.notice) == ((), "")


@pytest.mark.parametrize(
    ("held_s", "start"),
    [(1800.0, "You have been sitting for 30 minutes. Get up"), (None, "Get up")],
)
def test_a_break(held_s: float | None, start: str) -> None:
    text = alert_text(Event(1, EventKind.BREAK_DUE, held_s=held_s), builtin()["walking"])
    assert text.title == "Time for a break"
    assert text.body.startswith(start)
    assert text.body.endswith("Try: Walking.")


def test_a_micro_break() -> None:
    event = Event(1, EventKind.BREAK_DUE, held_s=1200, length_s=20, micro=True)
    text = alert_text(event, builtin()["shoulder_rolls"])
    assert text.title == "A short break"
    assert text.body == (
        "Look into the distance for 20 seconds, and move a little. Try: Shoulder rolls."
    )


@pytest.mark.parametrize(
    ("merit", "body"),
    [
        (Merit.KEPT, "Corrected, and good for 10 minutes since (head forward)."),
        (
            Merit.BETTER_HOUR,
            "A first hour with much less of what is usual for you (head forward).",
        ),
    ],
)
def test_praise_names_what_it_is_for(merit: Merit, body: str) -> None:
    text = praise_text(Praise(9.0, merit, Cause.FORWARD_HEAD, 600.0))
    assert (text.title, text.body, text.steps) == ("Well kept up", body, ())


@pytest.mark.parametrize("kind", [EventKind.AWAY, EventKind.CLEARED, EventKind.ALERT])
def test_what_is_no_alert_has_no_alert_text(kind: EventKind) -> None:
    with pytest.raises(ValueError, match="no alert text"):
        alert_text(Event(1, kind), None)
    with pytest.raises(ValueError, match="no fact"):
        fact(Event(1, kind))


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59.4, "59 seconds"),
        (59.97, "1 minute"),
        (119, "1 minute"),
        (120, "2 minutes"),
        (3600, "1 hour"),
        (7500, "2 hours and 5 minutes"),
    ],
)
def test_durations(seconds: float, expected: str) -> None:
    assert duration_text(seconds) == expected


@given(
    cause=st.sampled_from(Cause),
    amount=st.none() | st.floats(-90, 90),
    unit=st.sampled_from(["deg", "cm", "min", None]),
    held_s=st.floats(0, 1e6),
    exercise=st.sampled_from(builtin().exercises),
)
def test_every_alert_reads_calmly(
    cause: Cause, amount: float | None, unit: str | None, held_s: float, exercise: object
) -> None:
    text = alert_text(alert(cause, amount, unit, held_s), builtin()[exercise.key])  # type: ignore[attr-defined]
    words = f"{text.title} {text.body}"
    assert "{" not in words
    assert "  " not in words
    assert not [bad for bad in ("!", "bad", "wrong", "poor", "fault", "slouch") if bad in words]
    assert len(text.body) < 300
