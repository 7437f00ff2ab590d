import pytest

from posturecam.app.verify.poses import POSES, steps
from posturecam.core.pose.landmarks import GUIDED_POSES
from posturecam.errors import InputError


def test_two_minutes_are_upright_and_each_pose_with_a_rest_after_it() -> None:
    plan = steps(120.0)

    assert [step.pose for step in plan[1::2]] == list(POSES)
    assert {step.pose for step in plan[::2]} == {"upright"}
    assert plan[0].hold_s == 10.0
    assert 110.0 <= sum(step.lasts_s for step in plan) <= 120.0
    assert set(POSES) < set(GUIDED_POSES)


def test_more_time_is_more_rounds_and_never_longer_than_asked() -> None:
    plan = steps(240.0)

    assert [step.pose for step in plan].count("head_forward") == 3
    assert sum(step.lasts_s for step in plan) <= 240.0


def test_less_time_is_fewer_poses_and_too_little_is_refused() -> None:
    assert [step.pose for step in steps(48.0)][1::2] == ["head_forward", "slump"]
    with pytest.raises(InputError, match=r"need at least 48 s to compare\. Give --for 48s"):
        steps(47.9)
