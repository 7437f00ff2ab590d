"""An exercise at the terminal: steps it, shows it, makes it heard, and answers the keys."""

import time
from collections.abc import Callable
from typing import Final

from posturecam.app.coach.lesson_run import LessonRun
from posturecam.app.coach.voice import Voice
from posturecam.app.waiting import Waiting
from posturecam.edges.sources.open_source import Facts
from posturecam.edges.sources.stream_clock import Sleep, StreamClock
from posturecam.edges.terminal.interruption import interrupt_main
from posturecam.edges.terminal.keys import INTERRUPT
from posturecam.edges.terminal.lesson_view import LessonView
from posturecam.ports import Observations
from posturecam.view.lesson import Lesson, Wish

EVERY_S: Final = 0.1
"""Between two pictures of the screen: smooth enough for a figure, and a tenth of a core."""

QUIT: Final = ("q", INTERRUPT, "\x04")
WISHES: Final = {
    "p": Wish.PAUSE,
    " ": Wish.PAUSE,
    "s": Wish.SKIP,
    "h": Wish.HURTS,
    "y": Wish.YES,
    "n": Wish.NO,
}


class AtTerminal:
    """One exercise at the terminal; `follow` belongs to the thread of the keys."""

    def __init__(
        self,
        run: LessonRun,
        view: LessonView,
        voice: Voice,
        clock: StreamClock,
        *,
        sleep: Sleep = time.sleep,
        interrupt: Callable[[], None] = interrupt_main,
    ) -> None:
        """Lead `run` by `clock`; `interrupt` ends a wait of the main thread."""
        self._run, self._view, self._voice = run, view, voice
        self._clock, self._sleep, self._interrupt = clock, sleep, interrupt
        self._plays = False  # a recording, which a pause holds

    def follow(self, keys: str) -> float | None:
        """Take in `keys`, and show at once what they did."""
        for key in keys:
            if key in WISHES:
                self._run.do(WISHES[key])
        lesson = self._run.lesson
        if self._plays:
            self._clock.hold(on=lesson.paused)
        if any(key in QUIT for key in keys):
            self._run.do(Wish.STOP)
            self._interrupt()
        else:
            self._show(lesson)
        return None

    def poll(self) -> bool:
        """Let time pass until now; return whether it is over."""
        lesson = self._run.step(self._clock.t())
        self._show(lesson)
        self._voice.take(lesson)
        if trouble := self._voice.trouble():
            self._run.remark(trouble)
        return lesson.finished

    def by_time(self) -> None:
        """Lead by time until it is over."""
        self._clock.start()
        while not self.poll():
            self._sleep(EVERY_S)

    def before(self, observations: Observations, facts: Facts, looks_per_s: float) -> None:
        """Lead before what a camera or a recording shows, until that ends or it is over."""
        self._plays = not facts.live
        waiting = Waiting(observations, self.poll, for_s=None, clock=self._clock, sleep=self._sleep)
        t = 0.0
        while not self._run.lesson.finished:
            observation = waiting.next(t + 1 / looks_per_s)
            if observation is None:
                return
            self._show(self._run.observe(observation))
            t = observation.t

    def _show(self, lesson: Lesson) -> None:
        self._view.show(lesson, self._clock.t())
