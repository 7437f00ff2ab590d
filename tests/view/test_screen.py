"""What the live view says of one look."""

import pytest

from posturecam.core.values import Assessment, Cause, Fault, Verdict, Why
from posturecam.view.screen import detail_of, state_of


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        pytest.param(
            0.87, "head forward by 11° (limit 8°), 87 % likely", id="measured with an error"
        ),
        pytest.param(1.0, "head forward by 11° (limit 8°)", id="without doubt"),
    ],
)
def test_a_fault_says_how_likely_it_is(probability: float, said: str) -> None:
    fault = Fault(Cause.FORWARD_HEAD, 11.0, 8.0, "deg", probability)
    assert detail_of(Assessment(0.0, Verdict.POOR, (fault,), measured=(fault,))) == said


@pytest.mark.parametrize(
    ("why", "state", "todo"),
    [
        (
            Why.CAMERA_MOVED,
            "not sure: the camera seems to have moved; sit up for 10 s",
            "press r, then sit up for 10 s",
        ),
        (
            Why.FACE_CHANGED,
            Why.FACE_CHANGED.value,
            "put something on? take it off, or recalibrate (10 s)",
        ),
        (Why.NOBODY, "nobody in view", "not measuring"),
    ],
)
def test_what_is_not_judged_says_why_and_what_helps(why: Why, state: str, todo: str) -> None:
    unknown = Assessment(0.0, Verdict.UNKNOWN, why=why)
    assert (state_of(unknown), detail_of(unknown)) == (state, todo)
