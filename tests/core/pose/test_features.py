"""What one look shows, and why it shows nothing."""

from dataclasses import replace

import numpy as np
import pytest

from posturecam.core.pose.features import (
    Features,
    Shoulders,
    change,
    extract_features,
    find_shoulders,
)
from posturecam.core.pose.geometry import rms_radius
from posturecam.core.pose.head_pose import HeadFit, make_template
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Pose, Unseen, Why
from tests.support.synthetic import Person, pose_of

YOU = pose_of(Person())
TEMPLATE = make_template([YOU.face])


@pytest.mark.parametrize(
    ("x", "y", "why"),
    [
        pytest.param(0.0, 0.0, Why.FACE_HIDDEN, id="in the picture"),
        pytest.param(0.0, -0.7, Why.FACE_OUT, id="above it"),
        pytest.param(0.0, 0.7, Why.FACE_OUT, id="below it"),
        pytest.param(-1.0, 0.0, Why.FACE_OUT, id="left of it"),
        pytest.param(1.0, 0.0, Why.FACE_OUT, id="right of it"),
    ],
)
def test_without_a_face_it_matters_where_the_head_is(x: float, y: float, why: Why) -> None:
    points = YOU.points.copy()
    points[Body.NOSE] = points[[Body.LEFT_EAR, Body.RIGHT_EAR]].mean(axis=0)
    pose = replace(YOU, points=points + np.array((x, y)), face=None, t=4.0)
    assert extract_features(pose, TEMPLATE) == Unseen(4.0, why)


@pytest.mark.parametrize(("yaw", "seen"), [(38, True), (42, False), (-38, True), (-42, False)])
def test_a_head_is_measured_until_half_the_face_is_hidden(yaw: float, seen: bool) -> None:  # noqa: FBT001
    found = extract_features(pose_of(Person().moved(yaw=yaw), t=4.0), TEMPLATE)
    assert isinstance(found, Features) if seen else found == Unseen(4.0, Why.TURNED)


@pytest.mark.parametrize(("share", "seen"), [(0.11, True), (0.15, False)])
def test_a_mesh_that_is_no_face_is_taken_for_a_hidden_one(share: float, seen: bool) -> None:  # noqa: FBT001
    assert YOU.face is not None
    face, part = YOU.face.copy(), YOU.face.any(axis=1)
    radius = rms_radius(face[part])
    face[part] += np.random.default_rng(2).normal(0.0, share * radius / np.sqrt(3), (46, 3))
    face[~part] = face[part].mean(axis=0)
    found = extract_features(replace(YOU, face=face, t=4.0), TEMPLATE)
    assert isinstance(found, Features) if seen else found == Unseen(4.0, Why.FACE_HIDDEN)


def with_shoulders(left: tuple[float, float], right: tuple[float, float]) -> Pose:
    """A picture 4 / 3 wide, with the shoulders there."""
    points = YOU.points.copy()
    points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]] = left, right
    return replace(YOU, points=points)


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        pytest.param((0.9, 0.7), (0.5, 0.4), Shoulders(0.5, 0.55), id="one lower"),
        pytest.param((1.3433, 0.7), (0.5, 0.7), Shoulders(0.8433, 0.7), id="just right of it"),
        pytest.param((1.36, 0.7), (0.5, 0.7), Why.SHOULDERS_OUT, id="right of it"),
        pytest.param((0.9, 0.7), (-0.01, 0.7), Shoulders(0.91, 0.7), id="just left of it"),
        pytest.param((0.9, 0.7), (-0.03, 0.7), Why.SHOULDERS_OUT, id="left of it"),
        pytest.param((0.9, 1.01), (0.4, 1.01), Shoulders(0.5, 1.01), id="just below it"),
        pytest.param((0.9, 0.9), (0.4, 1.03), Why.SHOULDERS_OUT, id="one below it"),
        pytest.param((0.7, 0.7), (0.7, 0.7), Why.SHOULDERS_HIDDEN, id="one behind the other"),
    ],
)
def test_shoulders_are_believed_as_far_as_the_picture_goes_and_a_little_further(
    left: tuple[float, float], right: tuple[float, float], found: Shoulders | Why
) -> None:
    shoulders = find_shoulders(with_shoulders(left, right))
    if isinstance(found, Why):
        assert shoulders is found
    else:
        assert isinstance(shoulders, Shoulders)
        expected = (found.width, found.down)
        assert (shoulders.width, shoulders.down) == pytest.approx(expected)


@pytest.mark.parametrize("hidden", [Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER])
def test_both_shoulders_must_be_seen(hidden: Body) -> None:
    visibility = YOU.visibility.copy()
    visibility[hidden] = 0.5
    assert isinstance(find_shoulders(replace(YOU, visibility=visibility)), Shoulders)
    visibility[hidden] = 0.3
    assert find_shoulders(replace(YOU, visibility=visibility)) is Why.SHOULDERS_HIDDEN


@pytest.mark.parametrize("way", [(1, 0), (-1, 0), (0, 1), (0, -1)])
def test_a_face_is_believed_a_little_beyond_the_picture(way: tuple[int, int]) -> None:
    assert YOU.face is not None
    rigid = YOU.face[YOU.face.any(axis=1), :2]
    low, high = rigid.min(axis=0), rigid.max(axis=0)
    border = np.array((YOU.aspect, 1.0))
    room = np.where(np.array(way) > 0, border - high, low)

    def shifted(beyond: float) -> Features | Unseen:
        face = np.tile(rigid.mean(axis=0), (len(YOU.face), 1))  # type: ignore[arg-type]
        face = np.column_stack((face, np.zeros(len(face))))
        face[YOU.face.any(axis=1)] = YOU.face[YOU.face.any(axis=1)]  # type: ignore[union-attr]
        face[:, :2] += np.array(way) * (room + beyond)
        return extract_features(replace(YOU, face=face, t=4.0), TEMPLATE)

    assert isinstance(shifted(0.015), Features)
    assert shifted(0.025) == Unseen(4.0, Why.FACE_OUT)


def test_what_has_changed_is_told_in_percent_and_degrees() -> None:
    """Larger by a fifth against what was larger by a tenth already, lower, nodding, narrower."""
    upright = Features(HeadFit(1.1, 0.7, 0.40, 3.0, 1.0, 2.0, 0.01), Shoulders(0.50, 0.80))
    now = Features(HeadFit(1.32, 0.6, 0.45, 13.0, 0.0, 0.0, 0.03), Shoulders(0.45, 0.77))
    whole = (100 * np.log(1.2), 5.0, 10.0, 100 * np.log(0.9), -3.0)
    assert change(now, upright) == pytest.approx(whole)
    alone = replace(now, shoulders=Why.SHOULDERS_OUT)
    assert change(alone, upright) == pytest.approx(whole[:3])
    assert change(now, replace(upright, shoulders=Why.SHOULDERS_OUT)) == pytest.approx(whole[:3])
