"""What a verdict is about: the parts that were judged, and the words for it."""

import pytest

from posturecam.core.alerts.judged_parts import PART_OF, judged, reason, scope
from posturecam.core.parts import NoShoulders, Part
from posturecam.core.values import Assessment, Cause, Fault, Verdict, Why


def about(*causes: Cause, no_shoulders: NoShoulders | None = None) -> Assessment:
    measured = tuple(Fault(cause, 1.0, 10.0, "deg") for cause in causes)
    return Assessment(0.0, Verdict.GOOD, measured=measured, no_shoulders=no_shoulders)


def test_every_fault_that_a_look_can_show_is_one_of_a_part() -> None:
    assert set(PART_OF) == set(Cause) - {Cause.STILL_TOO_LONG}
    assert set(PART_OF.values()) == set(Part)


def test_the_parts_come_in_one_order_and_once() -> None:
    now = about(Cause.LEANING_IN, Cause.SLUMP, Cause.FORWARD_HEAD)

    assert judged(now) == (Part.NECK, Part.TRUNK)
    assert judged(Assessment(0.0, Verdict.UNKNOWN, why=Why.NOBODY)) == ()


@pytest.mark.parametrize(
    ("now", "words"),
    [
        pytest.param(about(Cause.FORWARD_HEAD, Cause.ROUNDED_SHOULDERS), "", id="all"),
        pytest.param(
            about(Cause.FORWARD_HEAD, no_shoulders=NoShoulders.NOT_HERE), "neck only", id="neck"
        ),
        pytest.param(
            about(Cause.FORWARD_HEAD, Cause.SLUMP, no_shoulders=NoShoulders.UNCLEAR),
            "neck and trunk only",
            id="neck and trunk",
        ),
        pytest.param(
            about(Cause.LEANING_IN, no_shoulders=NoShoulders.UNCLEAR), "trunk only", id="trunk"
        ),
        pytest.param(
            about(Cause.FORWARD_HEAD, no_shoulders=NoShoulders.OUT), "head only", id="out"
        ),
        pytest.param(
            about(Cause.FORWARD_HEAD, no_shoulders=NoShoulders.HIDDEN), "head only", id="hidden"
        ),
        pytest.param(
            about(Cause.HEAD_TILT, no_shoulders=NoShoulders.UNCLEAR), "head only", id="tilt alone"
        ),
    ],
)
def test_what_a_verdict_is_about(now: Assessment, words: str) -> None:
    assert scope(now) == words
    reported = "" if now.no_shoulders is None else f"{words}: {now.no_shoulders.value}"
    assert reason(now) == reported


def test_no_verdict_has_its_own_reason() -> None:
    assert reason(Assessment(0.0, Verdict.UNKNOWN, why=Why.TOO_DARK)) == "too dark to measure"
