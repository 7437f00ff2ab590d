"""The self-check: warning signs and pain, and calmly what to do.  It names no cause."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from posturecam.stretches.warning_signs import (
    DISCLAIMER,
    EMERGENCY,
    MUCH_PAIN,
    SOME_PAIN,
    SOON,
    STOP_RULE,
)

NOW_QUESTION = "Does any of these apply to you now?"
LATELY_QUESTION = "And any of these, now or in the last weeks?"
CALM = "Most people with one of these signs have nothing serious, but it should be looked at."
AT_ONCE = f"{EMERGENCY.heading}, because of: {{signs}}."
DOCTOR = f"{SOON.heading}, because of: {{signs}}."
WAIT = "Leave the exercises until that is settled; changing position and short walks are fine."
MUCH = (
    "Your pain is strong ({score} of 10). See a doctor or physiotherapist in the next days, and "
    "sooner if it grows. Until then move gently and leave out what makes it worse."
)
SOME = (
    "Your pain is {score} of 10. Gentle exercises and breaks are fine as long as they do not make "
    "it worse; see a doctor if it lasts beyond two weeks or stops you in daily life."
)
FINE = (
    "Nothing here suggests you should stop. Move often, keep up the exercises, and check again "
    "when something changes."
)


class Step(StrEnum):
    """What to do."""

    AT_ONCE = "at once"
    SOON = "soon"
    GO_ON = "go on"


@dataclass(frozen=True, slots=True)
class Answer:
    """What to do, in sentences."""

    step: Step
    sentences: tuple[str, ...]


def answer(now: Sequence[str], lately: Sequence[str], score: int) -> Answer:
    """Answer the signs that apply `now` (of EMERGENCY), `lately` (of SOON), and the pain score."""
    if now:
        said = AT_ONCE.format(signs="; ".join(now))
        return Answer(Step.AT_ONCE, (said, CALM, DISCLAIMER))
    if lately:
        said = DOCTOR.format(signs="; ".join(lately))
        return Answer(Step.SOON, (said, CALM, WAIT, DISCLAIMER))
    if score >= MUCH_PAIN:
        return Answer(Step.SOON, (MUCH.format(score=score), DISCLAIMER))
    said = SOME.format(score=score) if score >= SOME_PAIN else FINE
    return Answer(Step.GO_ON, (said, STOP_RULE, DISCLAIMER))


def picked(signs: Sequence[str], numbers: str) -> tuple[str, ...]:
    """Return the signs meant by `1, 3` or `1 3`, counted from 1; empty or `0` means none.

    Raises ValueError, worded for the user, for anything else.
    """
    chosen = []
    for word in numbers.replace(",", " ").split():
        if not word.isdecimal() or int(word) > len(signs):
            msg = f"{word!r} is no number of the list; give numbers from 1 to {len(signs)}, or 0"
            raise ValueError(msg)
        if int(word):
            chosen.append(signs[int(word) - 1])
    return tuple(dict.fromkeys(chosen))
