import pytest

from posturecam.core.coach.seen import Obstacle
from posturecam.core.coach.visibility import Visibility


def seen_at(*moments: tuple[float, Obstacle | None]) -> Visibility:
    now = Visibility()
    for t, obstacle in moments:
        now = now.follow(t, obstacle)
    return now


def test_what_was_in_the_way_for_longest_is_said() -> None:
    now = seen_at(
        (0, Obstacle.NOBODY), (3, Obstacle.TOO_DARK), (8, None), (15, Obstacle.NOBODY), (16, None)
    )

    assert dict(now.hidden) == {Obstacle.NOBODY: 4.0, Obstacle.TOO_DARK: 5.0}
    assert (now.hidden_s, now.whole_s) == (9.0, 16.0)
    assert now.worst is Obstacle.TOO_DARK


@pytest.mark.parametrize(("hidden_s", "whole_s"), [(1.9, 5), (3.9, 40)])
def test_a_moment_does_not_matter(hidden_s: float, whole_s: int) -> None:
    later = [(float(second), None) for second in range(5, whole_s + 1)]

    assert seen_at((0, Obstacle.FACE_OUT), (hidden_s, None), *later).worst is None


def test_a_gap_belongs_to_nobody() -> None:
    assert seen_at((0, Obstacle.NOBODY), (60, None)).hidden_s == 0
