"""When the programme pauses, and when it is kept on although the pain has eased."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from posturecam.core.history.records import PainNote
from posturecam.stretches.days import day_text
from posturecam.stretches.dose_steps import Past
from posturecam.stretches.warning_signs import EMERGENCY, MUCH_PAIN, SOME_PAIN, SOON, UNNAMED_SOON

PAUSE_DAYS: Final = 7  # of rest after strong pain, unless less is noted; by judgement
EASED_BY: Final = 2
"""Points of 10 that are a change for the better (Farrar 2001, chronic pain; common practice)."""
LOOKED_BACK: Final = 84  # days, in which the pain was stronger: twelve weeks


class Reason(StrEnum):
    """Why the programme pauses."""

    SIGN = "warning_sign"
    PAIN = "pain"


@dataclass(frozen=True, slots=True)
class Pause:
    """Why the programme pauses, and what to do."""

    reason: Reason
    advice: str


AGAIN: Final = "Note how you are with `posturecam check`."
SIGN: Final = (
    "You noted a warning sign ({signs}). No exercises for now. {heading}. The programme goes on "
    "once you note that there is none any more."
)
PAIN: Final = (
    "You noted pain of {score} of 10. Rest from these exercises until {until}, or until it is less "
    f"than {MUCH_PAIN}, and move gently. See a doctor or physiotherapist in the next days, and "
    "sooner if it grows."
)


def pause_of(past: Past) -> Pause | None:
    """Return why there are no exercises today; None: there are."""
    notes = _until_today(past)
    if not notes:
        return None
    newest = notes[-1]
    if newest.warning_signs:
        signs = ", ".join(newest.warning_signs)
        text = SIGN.format(signs=signs, heading=_heading(newest.warning_signs))
        return Pause(Reason.SIGN, f"{text} {AGAIN}")
    ends = past.day_of(newest.at_s) + PAUSE_DAYS
    if newest.score >= MUCH_PAIN and past.today < ends:
        text = PAIN.format(score=newest.score, until=day_text(ends))
        return Pause(Reason.PAIN, f"{text} {AGAIN}")
    return None


def has_eased(past: Past) -> bool:
    """Whether pain that was noted is mild now, and clearly less than it was."""
    notes = [n for n in _until_today(past) if past.day_of(n.at_s) > past.today - LOOKED_BACK]
    if not notes:
        return False
    worst = max(note.score for note in notes)
    return notes[-1].score < SOME_PAIN and notes[-1].score <= worst - EASED_BY


def _until_today(past: Past) -> list[PainNote]:
    return [note for note in past.log.pain if past.day_of(note.at_s) <= past.today]


def _heading(signs: Sequence[str]) -> str:
    """Return what to do: what is urgent if any sign is, or is not in the lists."""
    soon = (*SOON.signs, UNNAMED_SOON)
    urgent = any(sign not in soon for sign in signs)
    return EMERGENCY.heading if urgent else SOON.heading
