"""One exercise from getting ready to its end: observations and wishes in, lessons out.

It has no clock and opens nothing: a terminal steps it, or the running instance does with the
observations that it takes anyway.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import RLock
from typing import Final

from posturecam.core.coach import coach, leading
from posturecam.core.coach.coach import Coach
from posturecam.core.coach.hurting import Advice
from posturecam.core.coach.leading import Lead, Stage
from posturecam.core.coach.moments import Summary, summary_of
from posturecam.core.coach.seen import Seen
from posturecam.core.coach.visibility import Visibility
from posturecam.core.values import Observation
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.lead_plan import plan_of
from posturecam.view.lesson import Lesson, Wish, lesson_of

AHEAD_S: Final = 1.5
"""A camera that gives no picture says so each second (`edges/sources/live.py`)."""

Follow = Callable[[Coach, Observation], Coach]
Instead = Callable[[Exercise], Exercise | None]


def nothing_instead(_exercise: Exercise) -> Exercise | None:
    """Offer nothing."""
    return None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one exercise; `visibility` is None where no camera looked."""

    exercise: Exercise
    lead: Lead
    seen: Seen
    visibility: Visibility | None

    @property
    def summary(self) -> Summary:
        """What was done."""
        return summary_of(self.lead)


@dataclass(slots=True)
class _On:
    """The exercise that is on."""

    exercise: Exercise
    lead: Lead
    coach: Coach
    visibility: Visibility | None = None  # None: no camera has looked
    looks: bool = False  # a camera does
    another: Exercise | None = None  # offered since this one hurts


class LessonRun:
    """Leads an exercise, and another one if the first hurts; may be called from any thread."""

    def __init__(
        self,
        exercise: Exercise,
        *,
        instead: Instead = nothing_instead,
        follow: Follow = coach.follow,
    ) -> None:
        """Lead `exercise`; `instead` finds another one, `follow` follows the movement.

        Raises:
            InputError: It is none that can be led.
        """
        self.note = ""  # about the camera, for the person
        self._instead, self._follow, self._lock = instead, follow, RLock()
        self._over: tuple[Result, ...] = ()
        self._on = _begun(exercise)

    @property
    def lesson(self) -> Lesson:
        """The newest moment."""
        with self._lock:
            on = self._on
            return lesson_of(on.exercise, on.lead, self.note, on.another)

    @property
    def results(self) -> tuple[Result, ...]:
        """What became of each exercise, in their order; the last one may still be on."""
        with self._lock:
            on = self._on
            return (*self._over, Result(on.exercise, on.lead, on.coach.seen, on.visibility))

    def observe(self, observation: Observation) -> Lesson:
        """Take in the next observation, at its time."""
        with self._lock:
            on = self._on
            if on.lead.plan.is_followed and not on.lead.paused:
                ready = on.lead.stage is Stage.READY
                before = coach.await_place(on.coach) if ready else on.coach
                on.coach = self._follow(before, observation)
            visibility = on.visibility or Visibility()
            on.visibility = visibility.follow(observation.t, on.coach.seen.obstacle)
            on.looks = True
            return self.step(observation.t)

    def step(self, t_s: float) -> Lesson:
        """Let time pass until `t_s`, in seconds of the stream of observations.

        Where a camera looks it does not run ahead of what was seen, except in a pause.
        """
        with self._lock:
            on = self._on
            looks = on.looks and not on.lead.paused
            if looks and on.visibility is not None and on.visibility.t_s is not None:
                t_s = min(t_s, on.visibility.t_s + AHEAD_S)
            on.lead = leading.step(on.lead, t_s, on.coach.seen if on.looks else None)
            return self.lesson

    def remark(self, note: str) -> None:
        """Show `note` from here on."""
        with self._lock:
            self.note = note

    def unseen(self, why: str) -> None:
        """Go on without a camera from here, and say `why`."""
        with self._lock:
            self.note, self._on.looks = why, False

    def do(self, wish: Wish) -> Lesson:
        """Do what the person asks for."""
        with self._lock:
            on = self._on
            on.lead = _wished(on.lead, wish, offers=on.another is not None)
            hurting = on.lead.hurting
            if hurting is not None and on.another is None:
                on.another = self._instead(on.exercise)
            if hurting is not None and hurting.advice is Advice.ANOTHER and on.another:
                self._over = self.results
                self._on = _begun(on.another)
            return self.lesson


def _begun(exercise: Exercise) -> _On:
    lead = Lead(plan_of(exercise))
    return _On(exercise, lead, coach.begin(lead.plan.asked))


def _wished(lead: Lead, wish: Wish, *, offers: bool) -> Lead:
    if wish in (Wish.YES, Wish.NO):
        return leading.answer(lead, yes=wish is Wish.YES, offers=offers)
    if wish is Wish.PAUSE:
        return leading.resume(lead) if lead.paused else leading.pause(lead)
    acts = {Wish.SKIP: leading.skip, Wish.HURTS: leading.hurts, Wish.STOP: leading.stop}
    return acts[wish](lead)
