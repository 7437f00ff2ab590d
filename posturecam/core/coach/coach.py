"""The coach: a set, followed observation by observation.  Interface only; the follower fills it."""

from dataclasses import dataclass

from posturecam.core.coach.movements import Set
from posturecam.core.coach.seen import Seen
from posturecam.core.values import Observation


@dataclass(frozen=True, slots=True, eq=False)
class Coach:
    """All that is remembered of a set; `seen` is what it has shown."""

    asked: Set
    seen: Seen = Seen()


def begin(asked: Set) -> Coach:
    """Return the coach of a set of which nothing has been seen."""
    return Coach(asked)


def follow(coach: Coach, observation: Observation) -> Coach:
    """Take in the next observation, and return what is known then."""
    raise NotImplementedError
