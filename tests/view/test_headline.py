"""The headline: what one frame shows, in words."""

import pytest

from posturecam.core.parts import NoShoulders
from posturecam.core.values import Activity, Assessment, Cause, Fault, Verdict, Why
from posturecam.view.headline import Headline, detail_of, state_of

POOR = Assessment(0.0, Verdict.POOR, (Fault(Cause.FORWARD_HEAD, 11.0, 8.0, "deg"),))


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
            "recalibrate, then sit up for 10 s",
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


def test_what_is_seen_comes_before_being_away() -> None:
    nobody = Assessment(0.0, Verdict.UNKNOWN, why=Why.NOBODY)

    assert state_of(nobody, away=True) == "away"
    assert state_of(POOR, away=True) == "head forward"
    locked = Assessment(0.0, Verdict.UNKNOWN, why=Why.LOCKED)
    assert state_of(locked, away=True) == "paused: the screen is locked"


@pytest.mark.parametrize(
    ("activity", "state", "detail"),
    [
        (None, "sitting well", "within your limits"),
        (Activity.READING, "looking down", "no fault; looking down is not a forward head"),
        (
            Activity.HAND_AT_HEAD,
            "hand at the head",
            "no fault; with a hand at the ear a tilted head does not count",
        ),
    ],
)
def test_what_explains_an_angle_is_named(
    activity: Activity | None, state: str, detail: str
) -> None:
    good = Assessment(0.0, Verdict.GOOD, activity=activity, no_shoulders=NoShoulders.HIDDEN)

    assert state_of(good) == state
    assert detail_of(good) == f"{detail}; shoulders hidden"


def test_three_faults_are_named_each_in_its_unit() -> None:
    causes = (Cause.TOO_CLOSE, Cause.SLUMP, Cause.HEAD_TILT, Cause.LEANING_IN)
    units = ("cm", "deg", "rad", "deg")
    faults = tuple(Fault(c, 9.6, 5.5, unit) for c, unit in zip(causes, units, strict=True))

    assert detail_of(Assessment(0.0, Verdict.POOR, faults)) == (
        "too close to the screen by 10 cm (limit 5.5 cm); slumped by 10° (limit 5.5°); "
        "head tilted by 10 rad (limit 5.5 rad)"
    )


def test_a_probability_is_never_certain() -> None:
    fault = Fault(Cause.FORWARD_HEAD, 11.0, 8.0, "deg", 0.999)

    assert detail_of(Assessment(0.0, Verdict.POOR, (fault,))).endswith(", 99 % likely")


@pytest.mark.parametrize(
    ("scope", "text"), [("", "sitting well"), ("head only", "sitting well, head only")]
)
def test_a_headline_says_what_it_is_about(scope: str, text: str) -> None:
    assert Headline("sitting well", "", scope=scope).text == text
