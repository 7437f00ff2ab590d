import pytest

from posturecam.core.alerts.deferral import Hush, Summary
from posturecam.core.values import Cause, Event, EventKind
from posturecam.stretches.catalogue import load_catalogue
from posturecam.view.deferred import chief_of, summary_text

HEAD = Event(5, EventKind.ALERT, Cause.FORWARD_HEAD, held_s=720)
SLUMP = Event(9, EventKind.ALERT, Cause.SLUMP, held_s=60)
BREAK = Event(7, EventKind.BREAK_DUE, held_s=1800)
MICRO = Event(8, EventKind.BREAK_DUE, held_s=1200, micro=True)


@pytest.mark.parametrize(
    ("events", "body"),
    [
        ((HEAD, BREAK), "Head forward for 12 minutes; a break is due since 10:07."),
        ((SLUMP,), "Slumped for 1 minute."),
        ((BREAK,), "A break is due since 10:07."),
        ((MICRO,), "A short break."),
    ],
)
def test_what_waited_in_one_sentence(events: tuple[Event, ...], body: str) -> None:
    text = summary_text(Summary((Hush.IN_CALL,), events), None, lambda t: f"10:{t:02}")
    assert (text.title, text.body) == ("While you were in a call", body)


def test_every_reason_is_named_once() -> None:
    summary = Summary((Hush.IN_CALL, Hush.FULL_SCREEN), (BREAK,))
    title = summary_text(summary, None, str).title
    assert title == "While you were in a call and while you were in full screen"


def test_with_the_exercise_that_fits() -> None:
    exercise = load_catalogue().exercises[0]
    text = summary_text(Summary((Hush.IN_CALL,), (HEAD,)), exercise, str)
    assert f"12 minutes. Try: {exercise.name}" in text.body
    assert text.steps == exercise.steps
    assert text.notice


def test_what_a_summary_is_mostly_about() -> None:
    def of(*events: Event) -> Event:
        return chief_of(Summary((Hush.IN_CALL,), events))

    assert of(HEAD, SLUMP) is HEAD
    assert of(SLUMP, BREAK, HEAD) is BREAK
