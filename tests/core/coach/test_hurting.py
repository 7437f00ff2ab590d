import pytest

from posturecam.core.coach.hurting import Advice, Hurting, Question
from posturecam.core.coach.leading import Lead, answer, hurts
from tests.support.leads import plan


def told(*answers: str, offers: bool = True) -> Hurting:
    now = Hurting()
    for said in answers:
        now = now.answer(yes=said == "yes", offers=offers)
    return now


def test_signs_that_need_help_at_once_are_asked_first() -> None:
    assert told().question is Question.EMERGENCY
    assert told("yes") == Hurting(None, Advice.EMERGENCY)
    assert told("no").question is Question.SOON
    assert told("no", "yes") == Hurting(None, Advice.DOCTOR)


def test_another_exercise_is_offered_only_without_signs_and_if_there_is_one() -> None:
    assert told("no", "no").question is Question.ANOTHER
    assert told("no", "no", offers=False) == Hurting(None, Advice.LEAVE)
    assert told("no", "no", "yes") == Hurting(None, Advice.ANOTHER)
    assert told("no", "no", "no") == Hurting(None, Advice.LEAVE)


@pytest.mark.parametrize("said", ["yes", "no"])
def test_after_the_advice_nothing_is_asked(said: str) -> None:
    assert told("yes", said) == Hurting(None, Advice.EMERGENCY)


def test_only_somebody_who_hurts_is_asked() -> None:
    lead = Lead(plan())
    assert answer(lead, yes=True, offers=True) == lead

    hurting = answer(hurts(lead), yes=False, offers=True).hurting

    assert hurting is not None
    assert hurting.question is Question.SOON
