"""A camera between front and side: two methods, one answer, nothing jumps."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.measure.blended_view import (
    FRONT_ALONE_DEG,
    SIDE_ALONE_DEG,
    join,
    side_share,
)
from posturecam.core.measure.calibration import Refused, calibrate, recalibrate
from posturecam.core.measure.describe import describe
from posturecam.core.measure.estimator import measure
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.subject_tracking import calibrated_place, place_of
from posturecam.core.values import Pose, Reading, Unseen, View, Why
from tests.support.altered_poses import faceless
from tests.support.calibrated import SIZE, YOU, made, profile_of, still
from tests.support.synthetic import Camera, pose_of

NOTHING = dict.fromkeys(Reading.__dataclass_fields__)
START = {"t": 1.0, "view": View.FRONT, "camera_moved": 0.0}
FRONT = Reading(**(NOTHING | START))  # type: ignore[arg-type]
FRONT = replace(
    FRONT, cva_change_deg=-4.0, cva_change_sd_deg=3.0, sink_cm=1.0, sink_sd_cm=0.5, distance_cm=70.0
)
SIDE = replace(
    FRONT,
    view=View.SIDE,
    cva_change_deg=-12.0,
    cva_change_sd_deg=4.0,
    sink_cm=2.0,
    distance_cm=None,
)
HIDDEN = Unseen(1.0, Why.FACE_HIDDEN)
TURNED = Unseen(1.0, Why.TURNED)
EVENLY = (FRONT_ALONE_DEG + SIDE_ALONE_DEG) / 2
DIRECTIONS = st.floats(FRONT_ALONE_DEG, SIDE_ALONE_DEG)


def seen(direction: float, **changes: float) -> Pose:
    return pose_of(YOU.moved(**changes), Camera(direction=direction, distance=80))


def upright(direction: float) -> list[Pose]:
    return still(YOU, Camera(direction=direction, distance=80))


def at(direction: float) -> Profile:
    return profile_of(YOU, Camera(direction=direction, distance=80))


def cva(reading: Reading | Unseen) -> float:
    assert isinstance(reading, Reading)
    assert reading.cva_change_deg is not None
    return reading.cva_change_deg


@pytest.mark.parametrize(
    ("direction", "share"),
    [(0, 0), (FRONT_ALONE_DEG, 0), (33, 0.5), (SIDE_ALONE_DEG, 1), (90, 1)],
)
def test_the_side_counts_the_more_the_further_round_the_camera_is(
    direction: float, share: float
) -> None:
    assert side_share(direction) == share


@given(direction=DIRECTIONS)
def test_what_is_joined_lies_between(direction: float) -> None:
    joined = join(FRONT, SIDE, direction)
    assert -12.0 <= cva(joined) <= -4.0
    assert isinstance(joined, Reading)
    assert 1.0 <= (joined.sink_cm or 0) <= 2.0
    assert (joined.cva_change_sd_deg or 0) <= 5.0


@given(direction=DIRECTIONS, step=st.floats(0.0, 0.5))
def test_a_little_further_round_little_changes(direction: float, step: float) -> None:
    here, there = (cva(join(FRONT, SIDE, a)) for a in (direction, direction + step))
    assert here >= there - 1e-9
    assert here == pytest.approx(there, abs=0.5)


def test_at_either_end_one_is_alone() -> None:
    assert cva(join(FRONT, SIDE, FRONT_ALONE_DEG)) == -4.0
    assert cva(join(FRONT, SIDE, SIDE_ALONE_DEG)) == -12.0


def test_evenly_shared_the_surer_one_counts_more() -> None:
    joined = join(FRONT, SIDE, EVENLY)
    assert isinstance(joined, Reading)
    assert joined.sink_cm == pytest.approx(1.5)
    surer = join(FRONT, replace(SIDE, sink_sd_cm=0.25), EVENLY)
    assert isinstance(surer, Reading)
    assert surer.sink_cm == pytest.approx(1.0 + 4 / 5)
    assert surer.sink_sd_cm == pytest.approx(math.hypot(0.5 / 5, 0.25 * 4 / 5))


def test_the_front_is_less_certain_of_what_it_sees_foreshortened() -> None:
    alike = replace(SIDE, cva_change_sd_deg=3.0)
    assert cva(join(FRONT, alike, EVENLY)) < -8.0
    nothing_of_it = replace(FRONT, cva_change_deg=None, cva_change_sd_deg=None)
    assert join(nothing_of_it, alike, EVENLY) == replace(
        nothing_of_it, sink_cm=1.5, sink_sd_cm=math.hypot(0.25, 0.25)
    )


def test_what_one_alone_can_see_is_kept() -> None:
    joined = join(FRONT, SIDE, 42)
    assert isinstance(joined, Reading)
    assert (joined.view, joined.distance_cm) == (View.FRONT, 70.0)
    hidden = join(replace(FRONT, sink_cm=None, sink_sd_cm=None), SIDE, 42)
    assert isinstance(hidden, Reading)
    assert hidden.sink_cm is None


def test_before_a_moved_camera_the_side_counts_less() -> None:
    assert cva(join(replace(FRONT, camera_moved=1.0), SIDE, 36)) == -4.0
    half = cva(join(replace(FRONT, camera_moved=0.5), SIDE, 36))
    assert -4.0 > half > cva(join(FRONT, SIDE, 36))


@pytest.mark.parametrize(
    ("front", "side", "direction", "expected"),
    [
        pytest.param(HIDDEN, SIDE, 28, HIDDEN, id="the front counts more and sees nothing"),
        pytest.param(HIDDEN, SIDE, 38, SIDE, id="the side counts more"),
        pytest.param(FRONT, TURNED, 28, FRONT, id="the front counts more"),
        pytest.param(FRONT, TURNED, 38, TURNED, id="the side counts more and sees nothing"),
        pytest.param(HIDDEN, TURNED, EVENLY, TURNED, id="nobody sees anything"),
    ],
)
def test_the_one_that_counts_more_must_have_seen_it(
    front: Reading | Unseen, side: Reading | Unseen, direction: float, expected: Reading | Unseen
) -> None:
    assert join(front, side, direction) == expected


@pytest.mark.parametrize(
    ("direction", "views"), [(10, "front"), (31, "front+side"), (42, "front+side"), (60, "side")]
)
def test_in_between_both_are_calibrated(direction: float, views: str) -> None:
    profile = at(direction)
    found = [name for name in ("front", "side") if getattr(profile, name) is not None]
    assert "+".join(found) == views
    assert profile.view is (View.FRONT if "front" in views else View.SIDE)


@pytest.mark.parametrize("view", list(View))
def test_a_view_that_was_told_is_the_only_one(view: View) -> None:
    profile = made(calibrate({"upright": upright(28)}, SIZE, view))
    assert profile.view is view
    assert (profile.front is None) == (view is View.SIDE)
    assert (profile.side is None) == (view is View.FRONT)


@pytest.mark.parametrize(
    "changes",
    [
        {"cva": -10.0},
        {"cva": -15.0, "c7_ahead": 5.0, "c7_up": -1.0, "lean": 5.0},
        {"c7_ahead": -8.0, "c7_up": -0.6, "lean": -8.0},
        {},
    ],
    ids=["head forward", "slump", "sitting back", "upright"],
)
def test_a_small_change_of_direction_changes_the_reading_little(changes: dict[str, float]) -> None:
    reported = [cva(measure(prepare(at(a)), seen(a, **changes))) for a in range(18, 54, 2)]
    assert max(abs(b - a) for a, b in pairwise(reported)) < 3.0


def test_a_camera_beside_the_desk_is_found_again_with_both() -> None:
    again = made(recalibrate(at(31), upright(38)))
    assert again.front is not None
    assert again.side is not None
    assert again.side.seen_from_deg > 31
    assert made(recalibrate(again, upright(10))).side is None
    beside = recalibrate(again, upright(60))
    assert isinstance(beside, Refused)
    assert "sees you from the side now" in beside.problems[0]


def test_a_profile_from_the_side_is_none_of_a_camera_in_front() -> None:
    side = at(70)
    assert made(recalibrate(side, upright(60))).view is View.SIDE
    before = recalibrate(side, upright(5))
    assert isinstance(before, Refused)
    assert "sees you from the front now" in before.problems[0]


def test_a_front_that_was_told_stays_one() -> None:
    reported = made(calibrate({"upright": upright(28)}, SIZE, View.FRONT))
    assert made(recalibrate(reported, upright(28))).side is None


def hide_faces(observations: list[Pose]) -> list[Pose]:
    return [faceless(observation) for observation in observations]


def test_where_the_side_counts_more_it_may_stand_alone() -> None:
    alone = made(calibrate({"upright": hide_faces(upright(48))}, SIZE))
    assert (alone.view, alone.front) == (View.SIDE, None)
    assert made(recalibrate(at(40), hide_faces(upright(48)))).view is View.SIDE


def test_where_the_front_counts_more_it_must_succeed() -> None:
    refused = calibrate({"upright": hide_faces(upright(28))}, SIZE)
    assert isinstance(refused, Refused)
    assert "face hidden" in refused.problems[0]


def test_with_both_the_place_is_that_of_the_face_and_the_card_says_both() -> None:
    profile = at(33)
    home, here = calibrated_place(profile), place_of(seen(33))
    assert home == calibrated_place(replace(profile, side=None))
    assert home is not None
    assert home.x == pytest.approx(here.x, abs=0.1)
    assert any("by your face and from the side" in line for line in describe(profile))
    assert not any("from the side" in line for line in describe(at(5)))
