"""What two cameras show of one movement."""

import numpy as np
import pytest

from posturecam.core.values import Unseen, Why
from posturecam.core.verify.movement import (
    AHEAD,
    GAP_CM,
    PITCH,
    SHOULDERS_AHEAD,
    UP,
    Track,
    front_track,
    side_track,
    slopes,
)
from tests.support.altered_poses import at, faceless
from tests.support.synthetic import Camera, Person, mirrored, pose_of
from tests.support.two_clocks import BESIDE, DESK, UPRIGHT, seen

LEVEL = Camera(height=10.0, tilt=0.0)
T = np.arange(0.0, 8.0, 0.1)


def changed(**by):
    """Upright for two seconds, then slowly `by` more until the sixth second."""

    def movement(t):
        share = min(max((t - 2.0) / 4.0, 0.0), 1.0)
        return UPRIGHT.moved(**{name: share * size for name, size in by.items()})

    return movement


def rises(track):
    return track.values[:, -1] - track.values[:, 0]


@pytest.mark.parametrize("beside", [BESIDE, Camera(145.0, 10.0, 0.0, direction=-90.0)])
@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ({"c7_ahead": 8.0}, [AHEAD, SHOULDERS_AHEAD]),
        ({"pitch": 15.0}, [PITCH]),
        ({"c7_up": 4.0}, [UP]),
        ({"cva": -15.0}, [AHEAD]),
    ],
    ids=["leaning", "nodding", "growing", "head forward"],
)
def test_a_number_rises_before_both_cameras(by, rows, beside):
    front, side = (
        front_track(seen(changed(**by), T, LEVEL)),
        side_track(seen(changed(**by), T, beside)),
    )

    assert (rises(front)[rows] > 0.04).all()
    assert (rises(side)[rows] > 0.04).all()


def test_the_side_is_measured_in_centimetres_whatever_the_distance():
    for distance in (100.0, 200.0):
        camera = Camera(distance, direction=90.0, tilt=0.0)
        track = side_track(seen(changed(c7_ahead=8.0), T, camera))

        assert track.moved_cm == pytest.approx(8.0, rel=0.25)
        assert rises(track)[AHEAD] * GAP_CM == pytest.approx(8.0, rel=0.25)


def test_a_mirrored_side_is_the_same():
    poses = seen(changed(c7_ahead=8.0, pitch=10.0), T, BESIDE)

    mirror, plain = (side_track(one) for one in ([mirrored(one) for one in poses], poses))

    for one in (mirror, plain):
        one.values[:] -= one.values[:, :1]
    assert mirror.values == pytest.approx(plain.values, abs=1e-6)


def test_points_at_the_side_do_not_trail():
    """Within 0.05 s where the pose model's are 0.1 s late."""
    movement = changed(c7_ahead=8.0)
    late = np.array([one.points for one in seen(movement, T, BESIDE)])
    true = np.array([pose_of(movement(float(t)), BESIDE).points for t in T])
    found = side_track(seen(movement, T, BESIDE)).values[AHEAD]
    half = 4.0

    assert _crossing(true[:, 7, 0]) == pytest.approx(half, abs=0.05)
    assert _crossing(late[:, 7, 0]) > half + 0.07
    assert _crossing(found) == pytest.approx(half, abs=0.06)


def _crossing(row):
    row = (row - row[0]) / (row[-1] - row[0])
    return float(np.interp(0.5, row, T))


def test_frames_without_a_whole_face_are_left_out():
    pose = pose_of(Person(), DESK)
    frames = [pose, Unseen(1.0, Why.NOBODY), faceless(pose), at(pose, 5.0), pose]

    assert front_track(frames).t.shape == (2,)
    assert front_track(frames).values.shape == (4, 2)


def test_nobody_is_an_empty_track():
    for track in (front_track([]), side_track([Unseen(0.0, Why.NOBODY)])):
        assert track.t.size == 0
        assert track.values.shape == (4, 0)


def line(t, slope=2.0):
    """A track whose rows rise by 1 to 4 `slope`s a second."""
    return Track(t, np.outer(np.arange(1, 5), slope * t))


def test_slopes_are_in_their_usual_size():
    t = np.sort(np.random.default_rng(0).uniform(0, 20, 150))
    values = np.stack([np.where(t < 15, t, 15 + 9 * (t - 15)), -t, 0 * t, np.full_like(t, np.nan)])

    found = slopes(Track(t, values), 0.3, 0.1)

    rows = found.rows[:, 20:130]
    assert rows[0] == pytest.approx(1 / 1.4826, abs=0.01)
    assert rows[1] == pytest.approx(-1 / 1.4826, abs=0.01)
    assert np.isnan(rows[2:]).all()
    assert found.rows[0, 170] == 3.0
    assert np.diff(found.t) == pytest.approx(0.1)


def test_no_slope_where_too_little_was_seen():
    t = np.concatenate([np.arange(0, 5, 0.1), np.arange(8, 12, 0.1)])

    found = slopes(line(t), 0.3, 0.1)
    unseen = found.t[np.isnan(found.rows[0])]

    assert unseen[1:-1] == pytest.approx(np.arange(4.9, 8.05, 0.1))  # and at both ends


def test_a_row_that_is_hidden_for_a_while_has_no_slope_there():
    track = line(np.arange(0, 10, 0.1))
    track.values[2, 30:60] = np.nan

    found = slopes(track, 0.3, 0.1)

    assert np.isnan(found.rows[2, 35:55]).all()
    assert np.isfinite(found.rows[1, 35:55]).all()
