"""What is said while an exercise is led."""

import pytest

from posturecam.core.coach.hurting import Advice, Hurting, Question
from posturecam.core.coach.leading import Lead, hurts, pause, stop
from posturecam.core.coach.moments import moment_of
from posturecam.core.coach.movements import Side
from posturecam.core.coach.seen import Form, Obstacle, Phase, Seen
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.lead_plan import before, plan_of
from posturecam.stretches.lead_words import FORMS, hurting_text, say, signs_of
from posturecam.stretches.warning_signs import EMERGENCY, SOON
from tests.support.leads import pass_time, seen

TRAPEZIUS = builtin()["upper_trapezius_stretch"]
ROTATION = builtin()["neck_rotation"]


def said(exercise: Exercise, lead: Lead) -> str:
    return say(exercise, lead, moment_of(lead))


def ready(exercise: Exercise, now: Seen | None = None) -> Lead:
    lead = Lead(plan_of(exercise))
    return pass_time(lead, lead.plan.pace.ready_s + 0.1, now)


def test_cautions_are_said_first_then_the_position() -> None:
    lead, texts = Lead(plan_of(TRAPEZIUS)), []
    for _ in range(200):
        texts.append(said(TRAPEZIUS, lead))
        lead = pass_time(lead, 0.1)

    assert list(dict.fromkeys(texts))[: len(before(TRAPEZIUS))] == list(before(TRAPEZIUS))


def test_sides_are_said() -> None:
    lead = ready(TRAPEZIUS)
    assert said(TRAPEZIUS, lead) == "Let your left ear sink towards your left shoulder."

    lead = pass_time(lead, 4.0)
    assert said(TRAPEZIUS, lead) == "Hold; the weight of the head does it."
    lead = pass_time(lead, 3.0)
    assert said(TRAPEZIUS, lead) == "Feel a mild pull on the right side of your neck."
    lead = pass_time(lead, 17.0)
    assert said(TRAPEZIUS, lead) == "Come up slowly."

    assert said(TRAPEZIUS, pass_time(lead, 2.5)) == "Next: the right side."


def test_one_side_after_the_other_is_announced() -> None:
    massage = builtin()["ball_self_massage"]
    lead = ready(massage)
    while moment_of(lead).side is Side.LEFT:
        lead = pass_time(lead, 1.0)

    assert said(massage, lead) == "Change sides: now the right side."


def test_sets_are_announced() -> None:
    row = builtin()["band_row"]
    lead = ready(row)
    while moment_of(lead).set_number == 1:
        lead = pass_time(lead, 1.0)

    assert said(row, lead) == "Rest. Set 2 of 2 follows."


def test_who_does_nothing_is_reminded_and_who_is_hidden_hears_why() -> None:
    lead = ready(ROTATION, seen())
    assert said(ROTATION, lead) == "Turn your head slowly to the left."
    lead = pass_time(lead, 7.0, seen())
    assert said(ROTATION, lead) == "Whenever you are ready: turn your head slowly to the left."

    lead = pass_time(lead, 0.1, seen(obstacle=Obstacle.NOBODY))
    hidden = "You cannot be followed just now: nobody is in the picture."
    assert said(ROTATION, lead) == hidden

    settling = pass_time(Lead(plan_of(ROTATION)), 7.0, seen(phase=Phase.SETTLING))
    assert said(ROTATION, settling).startswith("Rest for a moment")


def test_between_repetitions_it_is_said_what_to_feel() -> None:
    shrug = builtin()["shrug_and_drop"]

    lead = pass_time(ready(shrug), 2.5 + 3 + 1.5 + 0.5)

    assert said(shrug, lead) == "Feel how low they rest."


def test_an_exercise_without_words_of_its_own_says_its_steps() -> None:
    bare = ROTATION.model_copy(update={"lead": type(ROTATION.lead)(alternate=False)})
    lead = ready(bare)

    assert said(bare, lead) == bare.steps[1]
    assert said(bare, pass_time(lead, 3)) == "Come back slowly."
    assert said(bare, pass_time(lead, 5.5)) == "Rest for a moment."
    held = bare.model_copy(update={"dose": TRAPEZIUS.dose})
    assert said(held, pass_time(ready(held), 3)) == "Hold, and breathe on."


def test_ends_and_pauses_are_said() -> None:
    lead = Lead(plan_of(ROTATION))

    assert said(ROTATION, pause(lead)) == "Paused."
    assert said(ROTATION, stop(lead)) == "Stopped."
    assert said(ROTATION, pass_time(lead, 90)) == "Done: Neck rotation."


def test_questions_are_calm_and_have_their_signs() -> None:
    lead = hurts(Lead(plan_of(ROTATION)))

    assert said(ROTATION, lead).startswith("Stop, and let go slowly.")
    assert signs_of(lead.hurting) == EMERGENCY.signs
    assert signs_of(Hurting(Question.SOON)) == SOON.signs
    assert signs_of(Hurting(Question.ANOTHER)) == signs_of(None) == ()
    assert "Heat" in hurting_text(Hurting(Question.ANOTHER), "Heat")


@pytest.mark.parametrize("advice", Advice)
def test_every_advice_is_a_sentence(advice: Advice) -> None:
    text = hurting_text(Hurting(None, advice), "Heat")

    assert text[0].isupper()
    assert text.endswith(".")
    assert "{" not in text
    assert hurting_text(Hurting(None), "") == ""


def test_every_form_has_a_sentence() -> None:
    assert set(FORMS) == set(Form)
