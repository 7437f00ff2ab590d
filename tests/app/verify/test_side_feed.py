import threading

import numpy as np
import pytest

from posturecam.app.verify.side_feed import SideFeed
from posturecam.core.values import Frame, Observation, Pose
from posturecam.errors import InputError
from tests.support.calibrated import from_side
from tests.support.patience import wait_until


class Film:
    """A side camera that shows `count` frames, one whenever it is asked, and then waits."""

    live = True

    def __init__(self, count: int, then: Exception | None = None, *, ends: bool = False) -> None:
        self._frames = iter(range(count))
        self._then, self._ends = then, ends
        self.asked: list[float] = []
        self.left = threading.Event()

    def next(self, not_before_s: float, *_: object) -> Observation | None:
        self.asked.append(not_before_s)
        number = next(self._frames, None)
        if number is not None:
            image = np.zeros((4, 4, 3), np.uint8)
            t = max(not_before_s, number / 10)
            return Observation(t, (from_side(t),), frame=Frame(t, image))
        if self._then:
            raise self._then
        if self._ends:
            return None
        self.left.wait(0.01)
        return Observation(self.asked[-1] + 100, (from_side(self.asked[-1] + 100),))


def test_everything_seen_is_kept_without_pictures_at_the_rate_wanted() -> None:
    film = Film(9)
    with SideFeed(film, 4.0) as feed:
        wait_until(lambda: len(feed.seen()) > 9, "frames", 0.01)
        seen = feed.seen()

    assert [one.t for one in seen[:3]] == [0.0, 0.25, 0.5]
    assert all(one.frame is None for one in seen)
    assert isinstance(seen[0].people[0], Pose)


def test_what_was_seen_lately_is_two_seconds_long() -> None:
    with SideFeed(Film(20), 4.0) as feed:
        wait_until(lambda: len(feed.seen()) > 20, "frames", 0.01)
        lately = feed.lately()

    assert lately[-1].t - lately[0].t < 2.0
    assert lately


def test_it_begins_again_with_nothing() -> None:
    with SideFeed(Film(5), 4.0) as feed:
        wait_until(lambda: len(feed.seen()) > 5, "frames", 0.01)
        feed.clear()

        assert all(one.t > 50 for one in feed.seen())


def test_a_camera_that_ends_or_fails_is_reported_to_whoever_asks() -> None:
    for film, message in (
        (Film(1, ends=True), "The side camera has ended"),
        (Film(1, InputError("The stream broke.")), "The stream broke"),
    ):
        with SideFeed(film, 4.0) as feed:
            wait_until(lambda feed=feed: ended(feed), "its end", 0.01)
            with pytest.raises(InputError, match=message):
                feed.lately()

        assert len(feed.seen()) == 1


def ended(feed: SideFeed) -> bool:
    try:
        feed.lately()
    except InputError:
        return True
    return False
