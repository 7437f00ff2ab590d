"""Calibration live: the user is guided from pose to pose."""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import RLock

from posturecam.app.calibrate.from_recording import Guided, finish
from posturecam.app.orientation_hint import how_to_turn
from posturecam.app.resources import open_seen
from posturecam.app.waiting import Waiting
from posturecam.core.measure.calibration import doubt_about_pose, doubts_about_looks
from posturecam.core.measure.framing import advice
from posturecam.core.measure.subject_tracking import Followed, follow_subject
from posturecam.core.pose.landmarks import GUIDED_POSES
from posturecam.core.pose.orientation import mostly_lying
from posturecam.core.values import Observation, Pose, Unseen, Why
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.profile_toml import Stored
from posturecam.edges.sources.open_source import Kind
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.edges.terminal.guide_view import Show, open_guide
from posturecam.edges.terminal.interruption import ends_cleanly, interrupt_main
from posturecam.edges.terminal.keys import INTERRUPT, open_keys
from posturecam.errors import CalibrationError, InputError
from posturecam.ports import Observations
from posturecam.settings import Camera, Settings
from posturecam.stretches.sentences import capital
from posturecam.view.guide import Guide

EVERY_S = 0.2
READY_S = 4.0  # to get into the pose
PATIENCE_S = 60.0  # for somebody to come into view
ANSWER_S = 20.0  # for a question; no answer is a yes
UPRIGHT = "upright"
DEFAULT_POSES = (UPRIGHT, "head_forward", "slump", "shoulders_rounded", "lean_in")


@dataclass(frozen=True, slots=True)
class Lesson:
    """One guided pose: what to do, and for how long it is looked at."""

    pose: str
    todo: str
    lasts_s: float


LESSONS = {
    lesson.pose: lesson
    for lesson in (
        Lesson(UPRIGHT, "Sit comfortably tall, shoulders loose, and look at the screen.", 10.0),
        Lesson("slump", "Let yourself sink into a comfortable slouch.", 5.0),
        Lesson("head_forward", "Back upright; push only your head forward.", 5.0),
        Lesson("shoulders_rounded", "Sit tall; let only your shoulders fall forward.", 5.0),
        Lesson("lean_in", "Sit straight and lean towards the screen from the hips.", 5.0),
        Lesson("lean_back", "Sit straight and lean back from the hips.", 5.0),
        Lesson("slide", "Slide down on the chair, as after a long day.", 5.0),
        Lesson("look_down", "Sit tall and look down at the keyboard.", 5.0),
        Lesson("turn", "Sit tall and turn your head to one side.", 5.0),
        Lesson("shrug", "Sit tall and pull your shoulders up to your ears.", 5.0),
    )
}


def poses_of(names: str | None, *, quick: bool) -> tuple[str, ...]:
    """Return the poses to show, upright first.

    Raises:
        InputError: Some of `names` are no guided poses.
    """
    if quick:
        return (UPRIGHT,)
    if names is None:
        return DEFAULT_POSES
    wanted = GUIDED_POSES if names.strip() == "all" else [name.strip() for name in names.split(",")]
    if unknown := [name for name in wanted if name not in GUIDED_POSES]:
        msg = f"Not a guided pose: {', '.join(unknown)}. Choose from {', '.join(GUIDED_POSES)}."
        raise InputError(msg)
    return (UPRIGHT, *(name for name in GUIDED_POSES if name in wanted and name != UPRIGHT))


def calibrate_live(source: str, spec: str, poses: Sequence[str], settings: Settings) -> Stored:
    """Guide the user through `poses` before a live source; save the profile as `spec`, return it.

    Raises:
        CalibrationError: Nobody could be seen, or the poses give no profile; nothing is changed.
        InputError: The user stopped it, or `spec` or `source` cannot be used.
    """
    profile_store.check_target(folders.profiles_dir(), spec)
    clock = StreamClock()
    try:
        with ends_cleanly(), open_guide() as show:
            lessons = Lessons(show, clock, time.sleep, settings.camera)
            with open_keys(sys.stdin, lessons.follow):
                guided, size = give_all(lessons, source, poses, settings, clock)
    except KeyboardInterrupt:
        msg = "Calibration was stopped; nothing was changed."
        raise InputError(msg) from None
    return finish(guided, size, spec, source, settings.camera)


def give_all(
    lessons: "Lessons",
    source: str,
    poses: Sequence[str],
    settings: Settings,
    clock: StreamClock,
) -> tuple[Guided, tuple[int, int]]:
    """Give the `lessons` of `poses` before `source`; return what was seen, and the picture's size.

    Raises:
        CalibrationError: Nobody could be seen.
    """
    lessons.await_source(source)
    with open_seen(source, settings, real_time=True, clock=clock) as (observations, facts):
        guided = lessons.give(observations, [LESSONS[pose] for pose in poses], facts.size)
        return guided, facts.size


def unobserved(_observation: Observation, _seen: Pose | Unseen) -> None:
    """Nobody looks at the pictures."""


class Lessons:
    """Guides through poses and gathers what is seen; `follow` belongs to the thread of the keys."""

    def __init__(
        self,
        show: Show,
        clock: StreamClock,
        sleep: Callable[[float], None],
        camera: Camera,
        interrupt: Callable[[], None] = interrupt_main,
        observed: Callable[[Observation, Pose | Unseen], object] = unobserved,
    ) -> None:
        """Show with `show`; `interrupt` stops it all.  `observed` gets everything that is seen."""
        self._camera, self._observed = camera, observed
        self._show_guide, self._clock, self._sleep = show, clock, sleep
        self._interrupt, self._lock = interrupt, RLock()
        self._guide = Guide("calibration", "", "", 0.0, "", "")
        self._observations: Waiting | None = None
        self._pose = UPRIGHT
        self._answer = ""
        self._skip = False
        self._asking = False
        self._yes: bool | None = None
        self._t = 0.0
        self._hints: tuple[str, ...] = ()
        self._followed = Followed()

    def await_source(self, source: str) -> None:
        """Say that `source` is being opened."""
        self._show(replace(self._guide, todo=f"Opening {source} ..."))

    def follow(self, keys: str) -> float | None:
        """Take in the keys s (skip), y and t (answers) and q; show at once what they did."""
        stop = any(key in ("q", INTERRUPT, "\x04") for key in keys)
        with self._lock:
            if stop:
                self._answer = "stopping without changes ..."
            elif self._asking and any(key in "yt" for key in keys):
                self._yes = "y" in keys
                self._answer = "kept" if self._yes else "once more"
            elif "s" in keys and self._pose == UPRIGHT:
                self._answer = "the upright pose cannot be skipped"
            elif "s" in keys:
                self._skip, self._answer = True, "skipping this pose"
        self._show(self._guide)
        if stop:
            self._interrupt()
        return None

    def give(
        self, observations: Observations, lessons: Sequence[Lesson], picture: tuple[int, int]
    ) -> dict[str, list[Pose | Unseen]]:
        """Go through `lessons` before `observations` at a `picture`; a skipped pose has none.

        A pose that does not show what was asked for is asked for once more; an upright pose that
        seems slouched or turned is asked about.
        """
        self._observations = Waiting(
            observations,
            lambda: self._skip or self._yes is not None,
            for_s=None,
            clock=self._clock,
            sleep=self._sleep,
        )
        guided: dict[str, list[Pose | Unseen]] = {}
        for number, lesson in enumerate(lessons, 1):
            guide = Guide(
                f"Pose {number} of {len(lessons)}: {lesson.pose.replace('_', ' ')}",
                *("", "", 0.0, "", ""),
                pose=lesson.pose,
                number=number,
                count=len(lessons),
            )
            guided[lesson.pose] = self._one(guide, lesson)
            if lesson.pose == UPRIGHT:
                once_more = self._unlike_upright(guide, lesson, guided[UPRIGHT])
            else:
                doubt = doubt_about_pose(lesson.pose, guided, picture)
                todo = f"This {doubt}; show it once more, clearly: {lesson.todo}"
                once_more = replace(lesson, todo=todo) if doubt else None
            if once_more:
                guided[lesson.pose] = self._one(guide, once_more) or guided[lesson.pose]
        return guided

    def _unlike_upright(
        self, guide: Guide, lesson: Lesson, seen: Sequence[Pose | Unseen]
    ) -> Lesson | None:
        """Ask about an upright pose that may not be one; return the lesson if it is to be shown."""
        doubts = doubts_about_looks(seen)
        return lesson if doubts and not self._agreed(guide, " ".join(doubts)) else None

    def _agreed(self, guide: Guide, question: str) -> bool:
        """Tell whether the user says yes to `question`, or nothing."""
        with self._lock:
            self._asking, self._answer = True, ""
        end_s = self._t + ANSWER_S
        todo = f"{capital(question)} {ANSWERS}"
        while self._yes is None and self._t < end_s:
            left_s = max(0.0, end_s - self._t)
            asking = replace(guide, todo=todo, phase="answer", left_s=left_s, of_s=ANSWER_S)
            self._show(_with_seen(asking, self._observe(), []))
        with self._lock:
            agreed = self._yes is not False
            self._asking, self._yes = False, None
        return agreed

    def _one(self, guide: Guide, lesson: Lesson) -> list[Pose | Unseen]:
        with self._lock:
            self._pose, self._skip, self._answer = lesson.pose, False, ""
        self._get_ready(guide, lesson)
        guide = replace(guide, todo=lesson.todo, phase="hold still", of_s=lesson.lasts_s)
        seen: list[Pose | Unseen] = []
        end_s = self._t + lesson.lasts_s
        while self._t < end_s and not self._skipped(lesson):
            observation = self._observe()
            seen.append(observation)
            guide = replace(guide, left_s=max(0.0, end_s - self._t))
            self._show(_with_seen(guide, observation, seen))
        return [] if self._skipped(lesson) else seen

    def _get_ready(self, guide: Guide, lesson: Lesson) -> None:
        """Count down once somebody can be seen."""
        guide = replace(guide, todo=lesson.todo, phase="get ready", of_s=READY_S)
        began_s = since_s = self._t
        seen: list[Pose | Unseen] = []
        while self._t < since_s + READY_S and not self._skipped(lesson):
            observation = self._observe()
            seen.append(observation)
            if isinstance(observation, Unseen):
                since_s = self._t
                why = mostly_lying(seen)
                if why and self._t - began_s > READY_S:
                    raise CalibrationError(NOT_SEEN, [how_to_turn(why, self._camera, Kind.CAMERA)])
                if self._t - began_s > PATIENCE_S:
                    raise CalibrationError(NOT_SEEN, [f"{observation.why.value}. {AGAIN}"])
            guide = replace(guide, left_s=max(0.0, since_s + READY_S - self._t))
            self._show(_with_seen(guide, observation, []))

    def _show(self, guide: Guide) -> None:
        with self._lock:
            self._guide = replace(guide, answer=self._answer, hints=self._hints)
            self._show_guide(self._guide)

    def _observe(self) -> Pose | Unseen:
        observation = (
            self._observations.next(self._t + EVERY_S) if self._observations is not None else None
        )
        if observation is None:
            raise CalibrationError(NOT_SEEN, [f"{Why.CAMERA_LOST.value}. {AGAIN}"])
        self._t = observation.t
        self._followed, seen = follow_subject(self._followed, observation, None)
        image = None if observation.frame is None else observation.frame.image
        self._hints = advice(seen, image)
        self._observed(observation, seen)
        return seen

    def _skipped(self, lesson: Lesson) -> bool:
        return self._skip and lesson.pose != UPRIGHT


NOT_SEEN = "Calibration failed, nothing was changed"
ANSWERS = "y: yes, keep it. t: no, try again."
AGAIN = "Sit in front of the camera and start again, or run `posturecam doctor`."


def _with_seen(guide: Guide, observation: Pose | Unseen, seen: Sequence[Pose | Unseen]) -> Guide:
    """Add what is seen now, and how good everything `seen` in this pose is."""
    now = observation.why.value if isinstance(observation, Unseen) else "you are seen"
    good = sum(isinstance(one, Pose) for one in seen)
    quality = f"{good} of {len(seen)} frames can be used" if seen else ""
    return replace(guide, seen=now, quality=quality)
