"""Watching stops while the user wants none, and goes on by itself."""

from typing import Any

from posturecam.app.watch.pausing import Pausing, pausing
from posturecam.core.values import Observation, Reuse, Why
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.edges.sources.tape import open_tape
from posturecam.ports import NO_REUSE
from posturecam.settings import Pause
from tests.support import desk
from tests.support.desk import ListedObservations

ALWAYS_OFF = Pause(hours="00:00-00:01")


class Desk:
    """Observations that come when asked for, a clock, and what is done with the camera."""

    def __init__(self) -> None:
        self.t = 50.0
        self.reason: Why | None = None
        self.released: list[bool] = []
        self.asked: list[float] = []
        self.reuse: list[Reuse] = []
        clock = StreamClock(lambda: self.t)
        clock.start()
        self.observations = Pausing(self, lambda: self.reason, self.released.append, clock)

    def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation | None:
        self.asked.append(not_before_s)
        self.reuse.append(reuse)
        self.t = max(self.t, 50.0 + not_before_s)
        return Observation(self.t - 50.0, (), Why.NOBODY)

    def see(self, not_before_s: float) -> tuple[float, Why | None]:
        observation = self.observations.next(not_before_s)
        assert observation is not None
        return round(observation.t, 2), observation.why


def test_a_pause_is_named_the_camera_released_and_time_goes_on() -> None:
    desk = Desk()
    assert desk.see(1.0) == (1.0, Why.NOBODY)
    desk.reason, desk.t = Why.LOCKED, desk.t + 2
    assert desk.see(2.0) == (3.0, Why.LOCKED)
    desk.t += 600
    assert desk.see(3.5) == (603.0, Why.LOCKED)
    assert desk.released == [False, True, True]
    desk.reason = None
    assert desk.see(604.5) == (604.5, Why.NOBODY)
    assert desk.released == [False, True, True, False]
    assert len(desk.asked) == 2


def test_nothing_of_before_a_pause_is_reused_after_it() -> None:
    desk, still = Desk(), Reuse(60.0, 0.1)
    for reason in (None, Why.PAUSED, None, None):
        desk.reason = reason
        desk.observations.next(0.0, still)
    assert desk.reuse == [still, NO_REUSE, still]


def test_times_rise_even_when_the_clock_stands_still() -> None:
    desk = Desk()
    desk.reason = Why.OFF_HOURS
    first, second = desk.observations.next(0.0), desk.observations.next(0.0)
    desk.reason = None
    third = desk.observations.next(0.0)
    assert first.t < second.t < third.t


def test_the_end_of_the_stream_is_the_end() -> None:
    ended = Pausing(ListedObservations(()), lambda: None, lambda _: None, StreamClock())
    assert ended.next(0.0) is None


def test_a_recording_pauses_by_hand_only_and_no_observation_is_taken_meanwhile(
    tmp_path: Any,
) -> None:
    path = desk.tape(tmp_path / "a.tape.jsonl", (1, desk.UPRIGHT))
    held, waits = [False], []

    def wait() -> None:
        waits.append(len(waits))
        held[0] = len(waits) < 5

    with (
        open_tape(path) as tape,
        pausing(tape, tape, StreamClock(), ALWAYS_OFF, lambda: held[0], wait) as observations,
    ):
        first = observations.next(0.0)
        held[0] = True
        second = observations.next(0.0)
    assert first is not None
    assert second is not None
    assert (first.t, second.t) == (0.0, 0.25)
    assert first.people
    assert second.people
    assert len(waits) == 5


def test_every_pause_says_so() -> None:
    assert all(why.paused == why.value.startswith("paused") for why in Why)
