import math
from collections.abc import Callable

import pytest

from posturecam.app.waiting import Waiting
from posturecam.app.watch.pausing import Held
from posturecam.core.values import Observation, Reuse, Why
from posturecam.edges.sources.playback import PacedObservations
from posturecam.edges.sources.stream_clock import LONGEST_SLEEP_S, StreamClock
from posturecam.ports import NO_REUSE


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        assert 0 < seconds <= 0.1 + 1e-9
        self.now_s += seconds


class Camera:
    """Gives an observation at once, at the time of the stream, which begins right away."""

    live = True

    def __init__(self, clock: Clock) -> None:
        self._clock, self.stream = clock, StreamClock(clock)
        self.stream.start()
        self.asked: list[float] = []
        self.expected: list[float] = []

    def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation | None:  # noqa: ARG002
        self.asked.append(not_before_s)
        return Observation(self.stream.t(), (), Why.NOBODY)


class SlowCamera(Camera):
    """Takes a second for each observation."""

    def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation | None:
        self._clock.now_s += 1.0
        return super().next(not_before_s, reuse)


def waiting(
    clock: Clock, camera: Camera, poll: Callable[[], bool], for_s: float | None = None
) -> Waiting:
    return Waiting(
        camera,
        poll,
        for_s=for_s,
        clock=camera.stream,
        sleep=clock.sleep,
        expect=camera.expected.append,
    )


def test_it_says_until_when_it_waits_before_it_does() -> None:
    clock = Clock()
    camera = Camera(clock)
    observations = waiting(clock, camera, lambda: bool(camera.asked) and len(camera.expected) < 2)
    observations.next(0.0)
    observations.next(15.0)
    assert camera.expected == [0.0, 15.0]
    assert clock() == pytest.approx(115.0)


def test_it_waits_for_the_next_observation_and_polls_meanwhile() -> None:
    clock, polls = Clock(), []
    observations = waiting(clock, Camera(clock), lambda: bool(polls.append(clock())))

    first, second = observations.next(0.0), observations.next(1.5)

    assert first is not None
    assert second is not None
    assert (first.t, second.t) == (0.0, pytest.approx(1.5))
    assert len(polls) >= 15


def test_a_key_cuts_the_wait_short() -> None:
    clock = Clock()
    camera = Camera(clock)
    presses = iter([False, False, False, True])
    observations = waiting(clock, camera, lambda: next(presses, False))

    observations.next(0.0)
    early = observations.next(30.0)

    assert early is not None
    assert early.t < 1
    assert camera.asked[1] < 1


def test_it_ends_when_the_time_is_over() -> None:
    clock = Clock()
    observations = waiting(clock, Camera(clock), lambda: False, for_s=2.0)

    assert observations.next(0.0) is not None
    assert observations.next(1.0) is not None
    assert observations.next(60.0) is None
    assert clock() == pytest.approx(102.0, abs=0.2)


def test_an_observation_after_the_end_is_not_taken() -> None:
    clock = Clock()
    observations = waiting(clock, SlowCamera(clock), lambda: False, for_s=0.5)

    assert observations.next(0.0) is not None
    assert observations.next(0.1) is None


def test_the_time_counts_from_the_first_observation() -> None:
    clock = Clock()
    camera = Camera(clock)
    clock.now_s += 5  # connecting
    observations = waiting(clock, camera, lambda: False, for_s=2.0)

    taken = [observations.next(t) for t in (0.0, 6.0, 6.9, 7.1)]

    assert [observation is not None for observation in taken] == [True, True, True, False]
    assert clock() == pytest.approx(107.0, abs=0.2)


def test_it_ends_with_the_stream() -> None:
    class Over:
        live = False

        def next(self, *_wish: object) -> None:
            return None

    clock = Clock()
    observations = Waiting(
        Over(), lambda: False, for_s=None, clock=StreamClock(clock), sleep=clock.sleep
    )

    assert observations.next(0.0) is None


class RestlessClock(Clock):
    """Goes on while it is being read."""

    def __call__(self) -> float:
        self.now_s += 0.013
        return self.now_s


def test_a_moment_that_comes_while_the_clock_is_read_is_not_slept_through() -> None:
    clock = RestlessClock()
    observations = waiting(clock, Camera(clock), lambda: False)
    for number in range(60):
        assert observations.next(0.3 * number) is not None


def test_a_recording_that_is_held_does_not_run_on_and_the_pause_does_not_count() -> None:
    clock = Clock()
    stream = StreamClock(clock)
    presses_s = [101.0, 131.0]

    def poll() -> bool:
        if presses_s and clock() >= presses_s[0]:
            presses_s.pop(0)
            stream.hold(on=not stream.held)
            return True
        return False

    class Recording:
        """An observation every half second."""

        live = False

        def __init__(self) -> None:
            self._t = -0.5

        def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation:  # noqa: ARG002
            self._t = max(self._t + 0.5, math.ceil(not_before_s * 2) / 2)
            return Observation(self._t, (), Why.NOBODY)

    def wait() -> None:
        poll()
        clock.sleep(LONGEST_SLEEP_S)

    played = Held(PacedObservations(Recording(), stream, clock.sleep), lambda: stream.held, wait)
    observations = Waiting(played, poll, for_s=3.0, clock=stream, sleep=clock.sleep)
    came = []
    t = 0.0
    while (observation := observations.next(t)) is not None:
        came.append((observation.t, round(clock() - 100)))
        t = observation.t + 0.5

    assert [t for t, _ in came] == [0.0, 0.5, 1.0, 1.5, 2.0, 2.5]
    assert [at for t, at in came if t > 1.0] == pytest.approx([31, 32, 32], abs=1)
    assert clock() == pytest.approx(133.0, abs=0.4)
