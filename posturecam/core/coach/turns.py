"""Whose turn it is: which side and which set, after the repetitions that are over."""

from collections.abc import Sequence
from dataclasses import dataclass

from posturecam.core.coach.movements import Side
from posturecam.core.coach.plan import Plan


@dataclass(frozen=True, slots=True)
class Done:
    """One repetition that is over at `at_s`: seen, or led by time, or skipped.

    `index` is its place among the repetitions that were seen; None: it was not.
    """

    side: Side
    at_s: float
    index: int | None = None
    partial: bool = False
    skipped: bool = False

    @property
    def seen(self) -> bool:
        """Whether a camera has seen it."""
        return self.index is not None


def counts(plan: Plan, done: Sequence[Done]) -> dict[Side, int]:
    """Return how many repetitions of each side that is asked for are over, skipped ones too."""
    return {
        side: sum(one.side in (side, Side.BOTH) or len(plan.sides) == 1 for one in done)
        for side in plan.sides
    }


def sets_done(plan: Plan, done: Sequence[Done]) -> int:
    """Return how many sets are whole, of all sides."""
    return min(min(counts(plan, done).values()) // plan.asked.repetitions, plan.sets)


def side_now(plan: Plan, done: Sequence[Done]) -> Side:
    """Return the side whose turn it is: whoever begins with the right goes on with the left."""
    if len(plan.sides) == 1:
        return Side.BOTH
    last = next((one.side for one in reversed(done) if one.side is not Side.BOTH), None)
    if last is None:
        return Side.LEFT
    other = Side.RIGHT if last is Side.LEFT else Side.LEFT
    have = counts(plan, done)
    if plan.alternate:
        return other if have[other] <= have[last] else last
    return last if have[last] < wanted(plan, done) else other


def forgotten(plan: Plan, done: Sequence[Done]) -> Side | None:
    """Return the side that lags behind, if one more was done of the other than is its turn."""
    have = counts(plan, done)
    less, more = min(have, key=lambda side: have[side]), max(have, key=lambda side: have[side])
    most = have[less] + 1 if plan.alternate else wanted(plan, done)
    return less if have[more] > most else None


def wanted(plan: Plan, done: Sequence[Done]) -> int:
    """Return how many repetitions of each side there are once the set that is on is whole."""
    return plan.asked.repetitions * min(sets_done(plan, done) + 1, plan.sets)
