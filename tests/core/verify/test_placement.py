import re
from dataclasses import replace

import pytest

from posturecam.core.values import Pose, Unseen, Why
from posturecam.core.verify.agreement import NotCompared
from posturecam.core.verify.alignment import TOO_SHORT
from posturecam.core.verify.placement import front_problem, place_problems, side_problem
from posturecam.core.verify.reference import reference
from tests.support.calibrated import YOU, from_side, still
from tests.support.synthetic import Camera

FROM_THE_SIDE = [from_side(t / 4) for t in range(8)]
FROM_THE_FRONT = still(frames=8)


def nobody(count: int) -> list[Pose | Unseen]:
    return [Unseen(t / 4, Why.NOBODY) for t in range(count)]


def test_a_camera_at_the_side_is_where_it_must_be() -> None:
    assert side_problem(FROM_THE_SIDE) is None
    assert side_problem([*FROM_THE_SIDE, *nobody(8)]) is None


def test_a_side_camera_that_sees_the_front_says_so() -> None:
    assert "sees you from the front: it must stand at your side" in str(
        side_problem(FROM_THE_FRONT)
    )


def test_a_side_camera_that_stands_obliquely_says_how() -> None:
    oblique = still(YOU, Camera(direction=40.0), frames=8)

    assert re.search(r"sees you [34]\d degrees from the front", str(side_problem(oblique)))


def test_a_place_that_would_be_refused_later_is_not_waited_at() -> None:
    """Over a whole session the same place is judged roughly; its upright seconds decide."""
    nearly = still(YOU, Camera(direction=65.0), frames=12)

    assert "sees you 6" in str(side_problem(nearly))
    assert isinstance(reference(nearly, nearly), NotCompared)
    assert place_problems(still(frames=12), nearly) == ()


@pytest.mark.parametrize("looks", [[], FROM_THE_SIDE[:2], [*FROM_THE_SIDE, *nobody(9)]])
def test_a_side_camera_that_hardly_sees_anybody_says_where_to_put_it(
    looks: list[Pose | Unseen],
) -> None:
    assert "does not see you well: put it at shoulder height" in str(side_problem(looks))


def test_a_side_camera_that_lies_says_how_to_turn_it() -> None:
    lying = [Unseen(t / 4, Why.HEAD_LEFT) for t in range(8)]

    said = str(side_problem(lying))  # however they are turned already

    assert "its pictures by 90 degrees more with --side-rotate" in said


def test_the_front_camera_must_see_the_front() -> None:
    assert front_problem(FROM_THE_FRONT) is None
    assert "sees you from the side" in str(front_problem(FROM_THE_SIDE))
    assert "does not see you" in str(front_problem(nobody(8)))


def test_one_frame_of_a_turned_head_is_no_other_place() -> None:
    turned = replace(still(YOU.moved(yaw=50.0))[0], t=9.0)

    assert front_problem([*FROM_THE_FRONT, turned]) is None


def test_a_few_seconds_are_too_short_whatever_they_show() -> None:
    (problem,) = place_problems(*(seen[:4] for seen in (FROM_THE_FRONT, FROM_THE_SIDE)))

    assert problem == TOO_SHORT
    assert place_problems([], []) == (TOO_SHORT,)
