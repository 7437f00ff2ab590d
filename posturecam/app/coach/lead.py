"""The command `stretch NAME --lead`."""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

from rich.console import Console

from posturecam.app.coach.at_terminal import AtTerminal
from posturecam.app.coach.beginning import run_of
from posturecam.app.coach.borrowing import borrowed_camera
from posturecam.app.coach.counting import count_recording
from posturecam.app.coach.done import keep, report_done
from posturecam.app.coach.figures import figures_of
from posturecam.app.coach.lesson_run import LessonRun, Result
from posturecam.app.coach.voice import open_voice
from posturecam.app.known_exercises import known_exercises
from posturecam.app.policies import catalogue_of
from posturecam.app.resources import open_seen, say_note
from posturecam.edges.sources.open_source import LIVE, Facts, Kind, kind_of
from posturecam.edges.sources.source_name import printable
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.edges.terminal.interruption import ends_cleanly
from posturecam.edges.terminal.keys import open_keys
from posturecam.edges.terminal.lesson_view import open_lesson_view
from posturecam.errors import CameraError, HistoryError
from posturecam.ports import Observations
from posturecam.settings import Settings
from posturecam.stretches.catalogue import find
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.lead_plan import plan_of
from posturecam.stretches.lead_words import hurting_text
from posturecam.view.lesson import Wish, summary_lines
from posturecam.view.seen_set import NO_CAMERA, NOT_FOLLOWED, not_visible, set_lines, set_row

GIVEN_S: Final = 5.0
"""For which a camera that the instance gives back is tried again; it takes about a second."""

AGAIN_S: Final = 0.5

WITHOUT: Final = "Time is counted without a camera. {reason}"


@dataclass(frozen=True, slots=True)
class Leading:
    """What to lead, and how."""

    name: str
    source: str | None = None
    as_json: bool = False
    no_camera: bool = False
    watched: bool = True  # somebody looks at the output, so a recording is played


@dataclass(frozen=True, slots=True)
class Shown:
    """What is printed at the end: for programs, and for people."""

    row: dict[str, Any]
    lines: tuple[str, ...]


def lead(wish: Leading, settings: Settings) -> Shown:
    """Lead an exercise, or count a recording that nobody watches; return what was done.

    Raises:
        InputError: There is no such exercise or recording, or it cannot be led.
        MissingError: A part is missing that is needed, such as the camera with --json.
    """
    exercise = find(catalogue_of(settings), wish.name)
    plan_of(exercise)
    source = wish.source or settings.camera.source
    recorded = kind_of(source) not in LIVE
    if recorded and not wish.no_camera and (wish.as_json or not wish.watched):
        return read(exercise, source, settings)
    results = _led(exercise, source, wish, settings)
    if not recorded:
        try:
            keep(results, settings)
        except HistoryError as error:
            say_note(f"Not saved to the history. {error}")
        report_done(results)
    return shown(results)


def read(exercise: Exercise, source: str, settings: Settings) -> Shown:
    """Count the whole recording `source`, as fast as it goes."""
    asked = plan_of(exercise).asked
    counted = count_recording(asked, source, settings)
    why_not = not_visible(asked, counted.visibility)
    return Shown(
        set_row(exercise.key, asked, counted.seen, why_not),
        set_lines(exercise, asked, counted.seen, why_not),
    )


def shown(results: tuple[Result, ...]) -> Shown:
    """Return what was done: the exercise asked for to programs, all of them to people."""
    first = results[0]
    asked = first.lead.plan.asked
    row = set_row(first.exercise.key, asked, first.seen, not_visible(asked, first.visibility))
    lines = [line for one in results for line in summary_lines(one.exercise, one.summary)]
    hurting = results[-1].lead.hurting
    advice = hurting_text(hurting, "") if hurting is not None and hurting.advice else ""
    return Shown(row, tuple(filter(None, (*lines, advice))))


def _led(exercise: Exercise, source: str, wish: Leading, settings: Settings) -> tuple[Result, ...]:
    """Lead `exercise` at the terminal, until it is over or left."""
    run, clock = run_of(exercise, settings, known_exercises()), StreamClock()
    console = Console(stderr=wish.as_json)
    with suppress(KeyboardInterrupt), ends_cleanly(), ExitStack() as stack:
        view = stack.enter_context(open_lesson_view(console, figures_of(catalogue_of(settings))))
        voice = stack.enter_context(open_voice(settings))
        at = AtTerminal(run, view, voice, clock)
        stack.enter_context(open_keys(sys.stdin, at.follow))
        if wish.no_camera or not plan_of(exercise).is_followed:
            run.unseen(NO_CAMERA if wish.no_camera else NOT_FOLLOWED)
            at.by_time()
        else:
            _followed(at, run, source, clock, settings, must=wish.as_json)
    if not run.lesson.finished:
        run.do(Wish.STOP)
    return run.results


def _followed(
    at: AtTerminal,
    run: LessonRun,
    source: str,
    clock: StreamClock,
    settings: Settings,
    *,
    must: bool,
) -> None:
    """Lead before `source`; by time if it is a camera that cannot be used, unless there `must`.

    Raises:
        CameraError: There must be a camera and is none.
    """
    run.remark(f"Opening {f'camera {source}' if source.isdecimal() else printable(source)} ...")
    at.poll()
    lasts_s = run.results[0].lead.plan.lasts_s
    try:
        with ExitStack() as stack:
            if kind_of(source) is Kind.CAMERA:
                borrowed = stack.enter_context(borrowed_camera(lasts_s))
            else:
                borrowed = False
            opened = open_patiently(source, settings, clock, GIVEN_S if borrowed else 0.0)
            observations, facts = stack.enter_context(opened)
            run.remark(facts.assumed or "")
            at.before(observations, facts, settings.coaching.looks_per_s)
            if not facts.live:
                return
    except CameraError as error:
        if must:
            raise
        run.unseen(WITHOUT.format(reason=error))
    at.by_time()


@contextmanager
def open_patiently(
    source: str, settings: Settings, clock: StreamClock, patience_s: float
) -> Iterator[tuple[Observations, Facts]]:
    """Open `source` in real time; try for `patience_s` while it cannot be opened.

    Raises:
        CameraError: It still cannot.
    """
    until_s = time.monotonic() + patience_s
    with ExitStack() as stack:
        while True:
            try:
                opened = stack.enter_context(
                    open_seen(source, settings, real_time=True, clock=clock)
                )
                break
            except CameraError:
                if time.monotonic() >= until_s:
                    raise
                time.sleep(AGAIN_S)
        yield opened
