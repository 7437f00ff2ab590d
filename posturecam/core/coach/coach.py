"""The coach: a set, followed observation by observation."""

from dataclasses import dataclass, field, replace
from typing import Final

from posturecam.core.coach.following import follow_signal
from posturecam.core.coach.judging import repetitions
from posturecam.core.coach.movements import Set
from posturecam.core.coach.present import present
from posturecam.core.coach.seen import Obstacle, Repetition, Seen
from posturecam.core.coach.signals import SIGNALS, Signal
from posturecam.core.coach.signs import Signs, read_signs
from posturecam.core.coach.subject import Subject, find_subject
from posturecam.core.coach.trace import make_trace
from posturecam.core.values import Observation

MOST_S: Final = 180.0
"""Longest part of a set that is looked at as a whole; repetitions further back stand.  Twice the
longest set of the catalogue."""

KEPT_S: Final = 120.0
"""So much of it is kept when it grows longer."""


@dataclass(frozen=True, slots=True, eq=False)
class Coach:
    """All that is remembered of a set; `seen` is what it has shown.

    `signs` are those of the last minutes, `settled` the repetitions before them.
    """

    asked: Set
    seen: Seen = field(default_factory=Seen)
    subject: Subject = field(default_factory=Subject)
    signs: tuple[Signs, ...] = ()
    settled: tuple[Repetition, ...] = ()
    t: float | None = None


def begin(asked: Set) -> Coach:
    """Return the coach of a set of which nothing has been seen."""
    return Coach(asked)


def await_place(coach: Coach) -> Coach:
    """Let the person take their place: home is where they are seen next."""
    return replace(coach, subject=replace(coach.subject, home=None))


def follow(coach: Coach, observation: Observation) -> Coach:
    """Take in the next observation, and return what is known then."""
    if coach.asked.movement is None:
        return coach
    signal, t = SIGNALS[coach.asked.movement], observation.t
    subject, pose = find_subject(coach.subject, observation)
    coach = replace(coach, subject=subject)
    if isinstance(pose, Obstacle):
        return _hidden(coach, t, pose)
    coach = _shortened(replace(coach, signs=(*coach.signs, read_signs(pose))))
    return _seen(coach, t, signal) or _hidden(coach, t, signal.needs)


def _seen(coach: Coach, t: float, signal: Signal) -> Coach | None:
    """Judge the set again with what was seen at `t`; None if that did not show the movement."""
    course, moves = follow_signal(make_trace(coach.signs), signal)
    if not course.t.size or course.t[-1] < t:
        return None
    found = repetitions(moves, coach.asked, signal)
    seen = present(course, moves, (*coach.settled, *found), coach.asked, signal)
    return replace(coach, t=t, seen=replace(seen, unseen_s=coach.seen.unseen_s))


def _hidden(coach: Coach, t: float, obstacle: Obstacle) -> Coach:
    passed = 0.0 if coach.t is None else t - coach.t
    seen = replace(coach.seen, obstacle=obstacle, held_s=0.0, unseen_s=coach.seen.unseen_s + passed)
    return replace(coach, t=t, seen=seen)


def _shortened(coach: Coach) -> Coach:
    """Leave out the oldest signs of a long set, up to the end of a repetition."""
    last_s = coach.signs[-1].t
    if last_s - coach.signs[0].t <= MOST_S:
        return coach
    old = [rep for rep in coach.seen.reps if rep.end_s <= last_s - KEPT_S]
    from_s = old[-1].end_s if old else last_s - KEPT_S
    kept = tuple(signs for signs in coach.signs if signs.t >= from_s)
    return replace(coach, signs=kept, settled=tuple(old))
