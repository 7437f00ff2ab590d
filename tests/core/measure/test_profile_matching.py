"""Which calibration fits."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.measure.profile import Profile
from posturecam.core.measure.profile_matching import Fit, better_fit, follow_fit
from posturecam.core.values import Observation, Why
from tests.support.calibrated import YOU, profile_of
from tests.support.synthetic import Camera, pose_of

LAPTOP, MONITOR, TILTED = Camera(), Camera(distance=90, height=12), Camera(tilt=0)
AT_LAPTOP, AT_MONITOR, AT_TILTED = (profile_of(YOU, camera) for camera in (LAPTOP, MONITOR, TILTED))
NOWHERE = replace(AT_LAPTOP, front=None)


def seen_by(camera: Camera) -> Observation:
    return Observation(0.0, (pose_of(YOU, camera),))


@pytest.mark.parametrize(
    ("observation", "present", "others", "expected"),
    [
        pytest.param(
            seen_by(MONITOR), AT_LAPTOP, {"monitor": AT_MONITOR}, "monitor", id="the other desk"
        ),
        pytest.param(seen_by(LAPTOP), AT_LAPTOP, {"monitor": AT_MONITOR}, None, id="this one"),
        pytest.param(
            Observation(0.0, (replace(pose_of(YOU, MONITOR), face=None),)),
            AT_LAPTOP,
            {"monitor": AT_MONITOR},
            "monitor",
            id="the other desk, the face hidden",
        ),
        pytest.param(
            seen_by(TILTED),
            AT_LAPTOP,
            {"tilted": AT_TILTED},
            "tilted",
            id="lid tilted",
        ),
        pytest.param(seen_by(MONITOR), AT_LAPTOP, {}, None, id="no others"),
        pytest.param(
            seen_by(MONITOR), AT_LAPTOP, {"b": AT_MONITOR, "a": AT_MONITOR}, "a", id="by name"
        ),
        pytest.param(
            seen_by(Camera(distance=140, height=-20)),
            AT_LAPTOP,
            {"monitor": AT_MONITOR},
            None,
            id="none fits",
        ),
        pytest.param(
            seen_by(MONITOR), NOWHERE, {"monitor": AT_MONITOR}, "monitor", id="no place known"
        ),
        pytest.param(seen_by(MONITOR), AT_LAPTOP, {"x": NOWHERE}, None, id="no place to compare"),
        pytest.param(
            Observation(0.0, (), Why.NOBODY), AT_LAPTOP, {"monitor": AT_MONITOR}, None, id="nobody"
        ),
    ],
)
def test_stories(
    observation: Observation, present: Profile, others: dict[str, Profile], expected: str | None
) -> None:
    assert better_fit(observation, present, others) == expected


@given(lean=st.floats(-5, 15), ahead=st.floats(-5, 10), cva=st.floats(-15, 5))
def test_sitting_otherwise_is_never_another_desk(lean: float, ahead: float, cva: float) -> None:
    slouching = pose_of(YOU.moved(lean=lean, c7_ahead=ahead, cva=cva), LAPTOP)
    assert better_fit(Observation(0.0, (slouching,)), AT_LAPTOP, {"monitor": AT_MONITOR}) is None


def at(t: float, camera: Camera | None) -> Observation:
    if camera is None:
        return Observation(t, (), Why.NOBODY)
    return replace(seen_by(camera), t=t)


@pytest.mark.parametrize(
    ("cameras", "expected"),
    [
        pytest.param([MONITOR] * 21, ("monitor", True), id="long enough"),
        pytest.param([MONITOR] * 20, ("monitor", False), id="not yet"),
        pytest.param([LAPTOP] * 21 + [MONITOR] * 30, (None, True), id="settled for this one"),
        pytest.param([MONITOR] * 15 + [LAPTOP] * 15, (None, False), id="to and fro"),
        pytest.param(
            [MONITOR] * 15 + [None] * 5 + [MONITOR], ("monitor", True), id="nobody for a moment"
        ),
        pytest.param(
            [MONITOR] * 15 + [None] * 9 + [MONITOR], ("monitor", False), id="nobody for longer"
        ),
        pytest.param(
            [MONITOR] + [None] * 60 + [MONITOR] * 20, ("monitor", False), id="anew, not yet"
        ),
        pytest.param(
            [MONITOR] + [None] * 60 + [MONITOR] * 21, ("monitor", True), id="anew, long enough"
        ),
        pytest.param([MONITOR, LAPTOP] * 60, (None, False), id="never one answer, not yet"),
        pytest.param([MONITOR, LAPTOP] * 61, (None, True), id="never one answer, given up"),
        pytest.param([MONITOR, LAPTOP] * 61 + [MONITOR] * 30, (None, True), id="and for good"),
        pytest.param([None] * 40, (None, False), id="nobody at all"),
    ],
)
def test_one_answer_must_hold(
    cameras: list[Camera | None], expected: tuple[str | None, bool]
) -> None:
    fit = Fit()
    for second, camera in enumerate(cameras):
        fit = follow_fit(fit, at(float(second), camera), AT_LAPTOP, {"monitor": AT_MONITOR})
    assert (fit.name, fit.settled) == expected
