"""What is asked when an exercise hurts, one question after the other, and what follows."""

from dataclasses import dataclass
from enum import StrEnum


class Question(StrEnum):
    """A question that is answered with yes or no."""

    EMERGENCY = "emergency"  # any sign that needs help at once
    SOON = "soon"  # any sign that needs a doctor in the next days
    ANOTHER = "another"  # whether to do another exercise instead


class Advice(StrEnum):
    """What is advised in the end."""

    EMERGENCY = "emergency"
    DOCTOR = "doctor"
    LEAVE = "leave"  # leave this exercise out today
    ANOTHER = "another"  # and do the one that was offered


@dataclass(frozen=True, slots=True)
class Hurting:
    """Where the questions are: one is asked, or the advice is given."""

    question: Question | None = Question.EMERGENCY
    advice: Advice | None = None

    def answer(self, *, yes: bool, offers: bool) -> "Hurting":
        """Take in an answer; `offers` says whether there is another exercise to offer."""
        if self.question is None:
            return self
        if self.question is Question.EMERGENCY:
            return Hurting(None, Advice.EMERGENCY) if yes else Hurting(Question.SOON)
        if self.question is Question.SOON:
            return self._after_signs(yes=yes, offers=offers)
        return Hurting(None, Advice.ANOTHER if yes else Advice.LEAVE)

    def _after_signs(self, *, yes: bool, offers: bool) -> "Hurting":
        if yes:
            return Hurting(None, Advice.DOCTOR)
        return Hurting(Question.ANOTHER) if offers else Hurting(None, Advice.LEAVE)
