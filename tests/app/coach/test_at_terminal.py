"""An exercise at the terminal, by a clock that only moves while somebody waits."""

from collections.abc import Callable, Iterable

import pytest

from posturecam.app.coach.at_terminal import AtTerminal
from posturecam.app.coach.lesson_run import LessonRun
from posturecam.core.coach.leading import Ending
from posturecam.core.values import Observation
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.edges.terminal.keys import INTERRUPT
from posturecam.ports import NO_REUSE
from posturecam.stretches.catalogue import builtin
from posturecam.view.lesson import Lesson
from tests.support.leads import rep, seen
from tests.support.lessons import FOLLOWED, Script, at


class World:
    """Time, the screen, the voice and the person at the keys."""

    def __init__(self, run: LessonRun, keys: Iterable[tuple[float, str]] = ()) -> None:
        self.now_s, self.keys = 0.0, list(keys)
        self.shown: list[Lesson] = []
        self.heard: list[Lesson] = []
        self.troubles = [""]
        self.interrupted = 0
        self.run, self.clock = run, StreamClock(lambda: self.now_s)
        self.at = AtTerminal(
            run, self, self, self.clock, sleep=self.sleep, interrupt=self.interrupt
        )

    def show(self, lesson: Lesson, _t_s: float) -> None:
        self.shown.append(lesson)

    def take(self, lesson: Lesson) -> None:
        self.heard.append(lesson)

    def trouble(self) -> str:
        return self.troubles.pop() if self.troubles else ""

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds
        while self.keys and self.keys[0][0] <= self.now_s:
            self.at.follow(self.keys.pop(0)[1])

    def interrupt(self) -> None:
        self.interrupted += 1


class Source:
    """Somebody who is there for so many seconds, as a camera or a recording in real time."""

    size = (640, 480)
    duration_s: float | None = None
    assumed: str | None = None
    note: str | None = None

    def __init__(self, world: World, lasts_s: float, *, live: bool) -> None:
        self.live = live
        self._world, self._lasts_s, self._t = world, lasts_s, -1.0
        self.wanted: list[float] = []

    def next(self, not_before_s: float, _reuse: object = NO_REUSE) -> Observation | None:
        self.wanted.append(not_before_s)
        self._t = max(self._t + 0.01, not_before_s)
        self._world.clock.start(self._t)
        self._world.clock.wait_until(self._t, self._world.sleep)
        return None if self._t > self._lasts_s else at(self._t)


def test_by_time_it_is_shown_and_heard_to_its_end() -> None:
    world = World(LessonRun(builtin()["shrug_and_drop"]))

    world.at.by_time()

    assert world.run.results[0].lead.ending is Ending.DONE
    assert world.shown[-1].finished
    assert world.heard[-1].finished
    lasts_s = world.run.results[0].lead.plan.lasts_s
    assert world.now_s == pytest.approx(lasts_s, abs=2.0)
    assert len(world.shown) > 5 * lasts_s


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("s", lambda one: one.stage == "move"),
        ("p", lambda one: one.paused),
        (" ", lambda one: one.paused),
        ("pp", lambda one: not one.paused),
        ("h", lambda one: one.asking),
        ("hn", lambda one: one.asking),
        ("hy", lambda one: one.finished),
        ("x", lambda one: one.stage == "ready"),
    ],
)
def test_keys_are_answered_at_once(keys: str, expected: Callable[[Lesson], bool]) -> None:
    world = World(LessonRun(FOLLOWED))

    world.at.follow(keys)

    assert expected(world.shown[-1])
    assert world.interrupted == 0


@pytest.mark.parametrize("key", ["q", INTERRUPT, "\x04"])
def test_quitting_ends_it_and_the_wait(key: str) -> None:
    world = World(LessonRun(FOLLOWED))

    world.at.follow(key)

    assert world.interrupted == 1
    assert world.run.results[0].lead.ending is Ending.STOPPED


def test_a_camera_is_followed_at_the_rate_that_is_set() -> None:
    world = World(LessonRun(FOLLOWED, follow=Script({0.0: seen(), 8.0: seen(rep(7, 8))})))
    source = Source(world, 10.0, live=True)

    world.at.before(source, source, looks_per_s=5.0)

    assert source.wanted[1] == pytest.approx(source.wanted[0] + 0.2, abs=0.02)
    assert world.run.results[0].summary.seen == 1
    assert not world.shown[-1].finished


def test_it_ends_with_the_exercise_and_not_with_the_camera() -> None:
    world = World(LessonRun(builtin()["shrug_and_drop"], follow=Script({0.0: seen()})))
    source = Source(world, 1e9, live=True)

    world.at.before(source, source, looks_per_s=8.0)

    assert world.run.lesson.finished


def test_a_pause_holds_a_recording_and_not_a_camera() -> None:
    for live in (True, False):
        world = World(LessonRun(FOLLOWED, follow=Script({0.0: seen()})), [(2.0, "p"), (5.0, "p")])
        source = Source(world, 4.0, live=live)

        world.at.before(source, source, looks_per_s=8.0)

        assert world.now_s == pytest.approx(4.0 if live else 7.0, abs=0.5)


def test_what_cannot_be_heard_is_noted() -> None:
    world = World(LessonRun(FOLLOWED))
    world.troubles = ["no voice"]

    world.at.poll()
    world.at.poll()

    assert world.shown[-1].note == "no voice"
