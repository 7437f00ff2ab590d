"""What is known of an exercise with this person: how often it helped, was left out, and hurt.

The rule by which the choice learns.  What an exercise is worth for a fault (its fit, 1 to 3) is
multiplied by

    (1/2 + share of helped) x (1/2 + share of done)

with both shares taken as (yes + 1) / (all + 2), 1/2 where nothing is known.  So it is 1 at first,
never above 9/4 and never below 1/4: the choice stays within what the fault asks for, and nothing is
outruled for good, since every exercise waits its turn.  Only pain outrules one, until the user says
otherwise.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from posturecam.core.coach.effect import is_sure
from posturecam.core.history.exercise_log import ExerciseLog
from posturecam.core.history.records import Outcome, StretchRecord
from posturecam.core.values import Cause

LEARNED_DAYS: Final = 84.0
"""How far back it is learned from: twelve weeks, as long as trials of such programmes ran (4 to 12:
JPSR 2025, 28 studies).  What helped earlier may not help now; what hurt counts without an end."""


@dataclass(frozen=True, slots=True)
class Experience:
    """One exercise: its effect was `tried` so often, and it `helped` in so many of them.

    `back` is how far the fault came back where it helped, on average, and `cause` which fault.
    """

    done: int = 0
    left: int = 0  # skipped, or its alert dismissed
    tried: int = 0
    helped: int = 0
    back: float | None = None  # in `unit`
    unit: str = ""
    cause: Cause | None = None  # the fault of the newest that helped
    hurt: bool = False

    @property
    def weight(self) -> float:
        """What its fit is multiplied by; 1 where nothing is known."""
        return (0.5 + _share(self.helped, self.tried)) * (
            0.5 + _share(self.done, self.done + self.left)
        )


Experiences = Mapping[str, Experience]
Known = Callable[[], Experiences]
"""Says what is known at this moment, by the keys of exercises."""


def nothing_known() -> Experiences:
    """Nothing has been learned."""
    return {}


def experiences(log: ExerciseLog) -> Experiences:
    """Work out what `log` says of each exercise, as far as it counts since the last fresh start."""
    done: dict[str, list[StretchRecord]] = {}
    for one in log.stretches:
        if one.at_s > fresh_since_s(log, one.exercise):
            done.setdefault(one.exercise, []).append(one)
    left = _dismissed(log)
    return {key: _experience(done.get(key, ()), left.get(key, 0)) for key in {*done, *left}}


def fresh_since_s(log: ExerciseLog, exercise: str) -> float:
    """Return since when is learned of `exercise`, Unix time."""
    starts = (one.at_s for one in log.fresh_starts if one.exercise in ("", exercise))
    return max(starts, default=0.0)


def _experience(records: Sequence[StretchRecord], dismissed: int) -> Experience:
    effects = [one.effect for one in records if one.effect is not None]
    helped = [one for one in records if one.effect is not None and is_sure(one.effect)]
    newest = helped[-1] if helped else None
    unit = newest.effect.unit if newest is not None and newest.effect is not None else ""
    backs = [one.effect.back for one in helped if one.effect and one.effect.unit == unit]
    return Experience(
        done=sum(one.is_done for one in records),
        left=dismissed + sum(one.skipped for one in records),
        tried=len(effects),
        helped=len(helped),
        back=sum(backs) / len(backs) if backs else None,
        unit=unit,
        cause=None if newest is None else newest.cause,
        hurt=any(one.hurt for one in records),
    )


def _dismissed(log: ExerciseLog) -> dict[str, int]:
    """Count the alerts that were put away, by the exercise that they proposed."""
    counted: dict[str, int] = {}
    for dated in log.alerts:
        key = dated.alert.stretch
        if key is None or dated.alert.outcome is not Outcome.DISMISSED:
            continue
        if dated.at_s > fresh_since_s(log, key):
            counted[key] = counted.get(key, 0) + 1
    return counted


def _share(yes: int, of: int) -> float:
    return (yes + 1) / (of + 2)
