"""What a probe of the computer found out."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes, no, or None: that cannot be known here; `how` it was found out, or why not."""

    yes: bool | None
    how: str


def any_of(answers: Iterable[Answer]) -> Answer:
    """Return the first yes, else a no that is known, else that nothing is known."""
    found = tuple(answers)
    for wanted in (True, False):
        hows = [one.how for one in found if one.yes is wanted]
        if hows:
            return Answer(wanted, hows[0] if wanted else "; ".join(hows))
    return Answer(None, "; ".join(one.how for one in found))
