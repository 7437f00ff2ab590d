"""Leads somebody through the poses that both cameras are to see."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from posturecam.app.verify.poses import Step
from posturecam.core.measure.framing import advice
from posturecam.core.measure.subject_tracking import Followed, follow_subject
from posturecam.core.pose.landmarks import LEAST_OBSERVATIONS
from posturecam.core.values import Observation, Pose, Unseen
from posturecam.core.verify.placement import side_problem
from posturecam.edges.terminal.guide_view import Show
from posturecam.edges.terminal.interruption import interrupt_main
from posturecam.edges.terminal.keys import INTERRUPT
from posturecam.errors import CalibrationError, InputError
from posturecam.ports import Observations
from posturecam.stretches.sentences import capital
from posturecam.view.guide import Guide

KEYS: Final = "s skip this pose   q end; what was seen until then is compared"
PLACE: Final = (
    "Put the second camera at your side, at shoulder height, 1 to 2 m away, where it sees your "
    "head, shoulders and elbow from the side. Then sit as you work."
)
SIDE_SEEN: Final = "The side camera sees you well. Sit as you work; it begins in a moment."
PLACED_S: Final = 3.0  # for which it must see the side before it begins
PATIENCE_S: Final = 300.0  # to put up a camera
TRIES: Final = 3  # at sitting upright so that the cameras can be calibrated
NOT_UPRIGHT: Final = "The cameras cannot be calibrated on how you sat upright"
ENDED: Final = "The front camera has ended. Check its connection and start again."
Looks = Sequence[Pose | Unseen]
SeenAtSide = Callable[[], Looks]


class Guiding:
    """Shows what to do and gathers what the front camera sees; `follow` is for the keys' thread."""

    def __init__(
        self,
        show: Show,
        front: Observations,
        at_side: SeenAtSide,
        every_s: float,
        interrupt: Callable[[], None] = interrupt_main,
    ) -> None:
        """Lead by `front`; `at_side` returns what the side camera saw, `interrupt` ends it all."""
        self._show, self._front, self._at_side = show, front, at_side
        self._every_s, self._interrupt = every_s, interrupt
        self._followed = Followed()
        self._t = 0.0
        self._skip = False
        self._looks: list[Pose | Unseen] = []
        self.seen: list[Observation] = []
        self.upright_s: tuple[float, float] | None = None  # once it was shown

    def follow(self, keys: str) -> float | None:
        """Take in the keys s (skip) and q (end)."""
        self._skip = self._skip or "s" in keys
        if any(key in ("q", INTERRUPT, "\x04") for key in keys):
            self._interrupt()
        return None

    def place(self) -> None:
        """Wait until the side camera sees the side; forget what was seen until then.

        Raises:
            InputError: It does not within five minutes.
        """
        begun = Guide("Two cameras", PLACE, "wait", PLACED_S, "", "", of_s=PLACED_S)
        began_s = good_s = self._observe(begun)
        while (left_s := good_s + PLACED_S - self._t) > 0:
            looks = self._at_side()
            problem = side_problem(looks)
            if problem and self._t - began_s > PATIENCE_S:
                msg = f"The comparison was not begun: {problem}."
                raise InputError(msg)
            good_s = self._t if problem else good_s
            self._observe(_placing(problem, left_s) if len(looks) >= LEAST_OBSERVATIONS else begun)
        self.seen.clear()

    def lead(self, steps: Sequence[Step], problems: Callable[[Looks], Sequence[str]]) -> None:
        """Lead through `steps`, of which the first is upright, and asked for again with `problems`.

        Raises:
            CalibrationError: Sitting upright did not succeed.
        """
        for number, step in enumerate(steps, 1):
            guide = Guide(
                f"{number} of {len(steps)}: {step.pose.replace('_', ' ')}",
                *(step.todo, "", 0.0, "", ""),
                pose=step.pose,
                number=number,
                count=len(steps),
            )
            if number == 1:
                self._upright(guide, step, problems)
            else:
                self._one(guide, step)

    def _upright(
        self, guide: Guide, step: Step, problems: Callable[[Looks], Sequence[str]]
    ) -> None:
        found: Sequence[str] = ()
        for _ in range(TRIES):
            todo = " ".join([*(f"{capital(one)}." for one in found), step.todo])
            begin_s = self._one(replace(guide, todo=todo), step)
            looks = [seen for seen in self._looks if seen.t >= begin_s]
            found = problems(looks)
            if not found:
                self.upright_s = begin_s, self._t
                return
        raise CalibrationError(NOT_UPRIGHT, found)

    def _one(self, guide: Guide, step: Step) -> float:
        """Go through one step; return when the pose began to be held."""
        self._skip = False
        self._until(self._t + step.ready_s, replace(guide, phase="get ready", of_s=step.ready_s))
        begin_s = self._t
        self._until(begin_s + step.hold_s, replace(guide, phase="hold still", of_s=step.hold_s))
        return begin_s

    def _until(self, end_s: float, guide: Guide) -> None:
        while self._t < end_s and not (self._skip and self.upright_s):
            self._observe(replace(guide, left_s=end_s - self._t))

    def _observe(self, guide: Guide) -> float:
        """Show `guide` with what both cameras see, and take in the next frame; return its time."""
        observation = self._front.next(self._t + self._every_s)
        if observation is None:
            raise InputError(ENDED)
        self._t = observation.t
        self._followed, seen = follow_subject(self._followed, observation, None)
        self.seen.append(replace(observation, frame=None))
        self._looks.append(seen)
        self._show(replace(guide, seen=_seen(seen, observation), quality=_side(self._at_side())))
        return self._t


def _placing(problem: str | None, left_s: float) -> Guide:
    if problem is None:
        return Guide("Both cameras see you", SIDE_SEEN, "wait", left_s, "", "", of_s=PLACED_S)
    todo = f"{capital(problem)}."
    return Guide("The side camera", todo, "wait", PLACED_S, "", "", of_s=PLACED_S)


def _seen(seen: Pose | Unseen, observation: Observation) -> str:
    image = None if observation.frame is None else observation.frame.image
    said = "you are seen" if isinstance(seen, Pose) else seen.why.value
    return "; ".join([f"front camera: {said}", *advice(seen, image)])


def _side(looks: Looks) -> str:
    if not looks:
        return "side camera: nothing yet"
    newest = looks[-1]
    return f"side camera: {'you are seen' if isinstance(newest, Pose) else newest.why.value}"
