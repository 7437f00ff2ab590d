"""The exercise that the instance leads: by what its camera sees, by time where it sees nothing.

Its time is that of this computer, so that it goes on whatever becomes of the camera.  Whoever asked
for it may leave: it goes on by time to its end, and ends by itself when it waits for an answer.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from threading import Event, RLock, Thread
from typing import Final

from posturecam.app.coach.beginning import run_of
from posturecam.app.coach.done import keep, record_of
from posturecam.app.coach.lesson_run import LessonRun, Result
from posturecam.app.companion.board import Board
from posturecam.app.known_exercises import Knowing
from posturecam.app.policies import catalogue_of
from posturecam.core.alerts.deferral import Hush
from posturecam.core.coach.leading import Ending, Stage
from posturecam.core.history.records import StretchRecord
from posturecam.core.reasons import Why
from posturecam.core.values import Observation
from posturecam.errors import InputError, PosturecamError
from posturecam.settings import Settings
from posturecam.stretches.catalogue import find
from posturecam.view.led import Asked
from posturecam.view.lesson import Lesson, Wish
from posturecam.view.seen_set import NOT_FOLLOWED

_log = logging.getLogger("posturecam")

EVERY_S: Final = 0.25
"""Between two steps by time: a countdown in seconds is never late by more than that."""

UNSEEN_S: Final = 2.0
"""Without a picture after which time is counted: a camera that was closed opens in about one."""

LEFT_S: Final = 600.0
"""After which an exercise that is paused or asks something ends, and its end is put away: whoever
asked for it has left.  By judgement: longer than a telephone call."""

APART_S: Final = 5.0
"""By which the time of the stream may differ: more is another stream, or a pause of it."""

NO_LOOK: Final = "The camera does not look ({why}): time is counted."
NOTHING_LED: Final = "No exercise is led just now."
OVER: Final = "the exercise is over"
ASKS: Final = "a question waits for yes or no"

_WISHES: Final = {
    Asked.SKIP: Wish.SKIP,
    Asked.HURTS: Wish.HURTS,
    Asked.YES: Wish.YES,
    Asked.NO: Wish.NO,
}
_ANSWERS: Final = {
    Asked.PAUSE: "the exercise is paused",
    Asked.RESUME: "the exercise goes on",
    Asked.STOP: OVER,
}


def in_thread(go: Callable[[], None]) -> None:
    """Let `go` run beside everything else."""
    Thread(target=go, daemon=True).start()


@dataclass(slots=True)
class _Kept:
    """What is in the history of what is led: how each exercise had ended, and its records."""

    endings: tuple[Ending | None, ...] = ()
    records: tuple[StretchRecord, ...] = ()


class Leading:
    """One exercise at a time; may be used from any thread."""

    def __init__(
        self,
        board: Board,
        exercised: Callable[[], None],
        *,
        clock: Callable[[], float] = time.monotonic,
        beside: Callable[[Callable[[], None]], None] = in_thread,
    ) -> None:
        """Show it on `board`, and say when one is `exercised`; it is stepped by `clock`."""
        self.settings = Settings()
        self._board, self._exercised = board, exercised
        self._clock, self._beside = clock, beside
        self._lock, self._closed = RLock(), Event()
        self._known = Knowing()
        self._run: LessonRun | None = None
        self._kept = _Kept()
        self._seen_s = self._asked_s = self._t = 0.0  # of the last picture, wish, observation
        self._ahead_s: float | None = None  # of this clock before the stream

    def begin(self, name: str) -> str:
        """Lead the exercise `name`; one that is on ends before.  Return the answer.

        Raises:
            InputError: There is no such exercise, or it cannot be led.
        """
        exercise = find(catalogue_of(self.settings), name)
        run = run_of(exercise, self.settings, self._known())
        self._end()
        with self._lock:
            self._run, self._kept, self._ahead_s = run, _Kept(), None
            self._seen_s = self._asked_s = self._t = self._clock()
            run.step(self._t)
            self._board.lead(run.lesson)
        self._beside(partial(self._go, run))
        return f"leading: {exercise.name}"

    def do(self, wish: str) -> str:
        """Do what is asked for; return the answer.

        Raises:
            InputError: No exercise is led, or that cannot be asked.
        """
        if wish not in set(Asked):
            msg = f"An exercise cannot be asked for {wish!r}."
            raise InputError(msg)
        asked = Asked(wish)
        with self._lock:
            run = self._run
            if run is None:
                raise InputError(NOTHING_LED)
            self._asked_s = self._clock()
            if not run.lesson.finished:
                self._pass_time(run, self._asked_s)
            _do(run, asked)
            self._board.lead(run.lesson)
            answer = _answer(run.lesson, asked)
        if asked is Asked.CLOSE:
            self._end()
        else:
            self.step()
        return answer

    @property
    def every_s(self) -> float | None:
        """The time between two looks that are wanted; None: as the monitor likes."""
        with self._lock:
            moves = self._run is not None and _moves(self._run) and _is_followed(self._run)
            return 1 / self.settings.coaching.looks_per_s if moves else None

    def hush(self) -> Hush | None:
        """Return the reason to keep alerts back while an exercise is led."""
        with self._lock:
            run = self._run
            return None if run is None or run.lesson.finished else Hush.EXERCISING

    def take(self, observation: Observation) -> Observation:
        """Let the exercise see `observation`; return what is to be judged of it as posture."""
        with self._lock:
            run, why = self._run, observation.why
            if run is None or not _moves(run):
                return observation
            if _is_followed(run) and not (why is not None and (why.paused or why.no_picture)):
                self._see(run, observation)
        if why is not None:
            return observation
        return replace(observation, people=(), why=Why.EXERCISING)

    def step(self) -> bool:
        """Let time pass until now; return whether there is anything left to show."""
        with self._lock:
            run, now_s = self._run, self._clock()
            if run is None:
                return False
            if not run.lesson.finished:
                self._pass_time(run, now_s)
            lesson = run.lesson
            kept, due = self._kept, lesson.finished and self._kept.endings != _endings(run)
            if due:
                kept.endings, self._asked_s = _endings(run), now_s
            elif lesson.finished and now_s - self._asked_s > LEFT_S:
                self._run = None
            self._board.lead(None if self._run is None else lesson)
        if due:
            self._keep(run.results, kept)
        return self._run is run

    def close(self) -> None:
        """End what is led, and keep what was done."""
        self._closed.set()
        self._end()

    def _go(self, run: LessonRun) -> None:
        while self._run is run and self.step():
            self._closed.wait(EVERY_S)
            if self._closed.is_set():
                return

    def _end(self) -> None:
        """Stop what is led, keep what was done, and show nothing of it any more."""
        with self._lock:
            run, self._run = self._run, None
            self._board.lead(None)
        if run is None:
            return
        run.do(Wish.STOP)
        if self._kept.endings != _endings(run):
            self._keep(run.results, self._kept)

    def _see(self, run: LessonRun, observation: Observation) -> None:
        now_s = self._clock()
        ahead_s = self._ahead_s
        if ahead_s is None or abs(observation.t + ahead_s - now_s) > APART_S:
            ahead_s = now_s - observation.t
        self._ahead_s, self._seen_s = ahead_s, now_s
        t = observation.t + ahead_s
        if t <= self._t:
            return  # time has passed without it already
        self._t = t
        run.remark("")
        people = tuple(replace(pose, t=t) for pose in observation.people)
        self._board.lead(run.observe(replace(observation, t=t, people=people)))

    def _pass_time(self, run: LessonRun, now_s: float) -> None:
        """Step by time where no camera does; stand still in a wait, and end what nobody answers.

        Who waits needs no camera: it may be closed, and has its time to open again afterwards.
        """
        if _waits(run.lesson):
            self._seen_s = self._t = now_s
            run.step(now_s)
            if now_s - self._asked_s > LEFT_S:
                _leave(run)
        elif not _is_followed(run):
            run.unseen(NOT_FOLLOWED)
            run.step(now_s)
        elif now_s - self._seen_s > UNSEEN_S:
            run.unseen(NO_LOOK.format(why=self._board.beside.sentence))
            run.step(now_s)
            self._t = now_s

    def _keep(self, results: tuple[Result, ...], kept: _Kept) -> None:
        """Keep what was done, and say so; called without the lock: a file may keep one waiting."""
        try:
            kept.records = keep(results, self.settings, kept.records)
        except PosturecamError as error:
            _log.warning("Not saved to the history. %s", error)
        if any(one.summary.done and record_of(one, 0.0).is_done for one in results):
            self._exercised()


def _endings(run: LessonRun) -> tuple[Ending | None, ...]:
    return tuple(one.lead.ending for one in run.results)


def _moves(run: LessonRun) -> bool:
    """Whether somebody is in the middle of it."""
    lesson = run.lesson
    return not lesson.paused and lesson.stage is not Stage.OVER


def _is_followed(run: LessonRun) -> bool:
    return run.results[-1].lead.plan.is_followed


def _waits(lesson: Lesson) -> bool:
    return lesson.paused or lesson.asking


def _leave(run: LessonRun) -> None:
    """End it as somebody does who stops, or who says that no sign applies and wants nothing."""
    run.do(Wish.STOP)
    while run.lesson.asking:
        run.do(Wish.NO)


def _do(run: LessonRun, asked: Asked) -> None:
    if asked in (Asked.PAUSE, Asked.RESUME):
        if run.lesson.paused is not (asked is Asked.PAUSE):
            run.do(Wish.PAUSE)
    elif asked is Asked.STOP:
        _leave(run)
    elif asked in _WISHES:
        run.do(_WISHES[asked])


def _answer(lesson: Lesson, asked: Asked) -> str:
    """Return what became of it."""
    if asked in (Asked.PAUSE, Asked.RESUME) and lesson.stage is Stage.OVER:
        return ASKS if lesson.asking else OVER
    return _ANSWERS.get(asked, "")
