"""How the exercises of the catalogue are led."""

import pytest

from posturecam.core.coach.movements import Movement
from posturecam.core.coach.plan import Breath
from posturecam.errors import CatalogueError, InputError
from posturecam.stretches.catalogue import builtin, parse_catalogue
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.lead_plan import LEAST_READY_S, before, plan_of, reading_s

LED = [one for one in builtin().exercises if one.lead.go]
OWN = """
[exercise.own]
name = "My own"
kind = "mobility"
steps = ["Sit.", "Move."]
places = ["any"]
"""


def exercise(key: str) -> Exercise:
    return builtin()[key]


def own(more: str) -> Exercise:
    return parse_catalogue(OWN + more, "own.toml")["own"]


def test_every_exercise_but_two_is_led_with_words_of_its_own() -> None:
    assert {one.key for one in builtin().exercises} - {one.key for one in LED} == {
        "swimming",
        "neuromuscular_stimulation",
    }


@pytest.mark.parametrize("key", ["swimming", "neuromuscular_stimulation"])
def test_what_cannot_be_led_here_is_refused(key: str) -> None:
    with pytest.raises(InputError, match=f"`posturecam stretch {key}` describes it"):
        plan_of(exercise(key))


@pytest.mark.parametrize("one", LED, ids=[one.key for one in LED])
def test_every_text_fits_its_sides(one: Exercise) -> None:
    texts = (one.lead.go, one.lead.hold, one.lead.back, one.lead.feel)
    assert one.dose.sides == 2 or not any("{" in text for text in texts)
    assert bool(one.lead.hold) == (one.dose.hold_s is not None or one.dose.repetitions is None)
    assert all(text[-1] == "." for text in texts if text)


@pytest.mark.parametrize("one", LED, ids=[one.key for one in LED])
def test_led_by_time_an_exercise_lasts_about_as_long_as_it_says(one: Exercise) -> None:
    plan = plan_of(one)

    assert 0.4 < (plan.lasts_s - plan.pace.ready_s) / one.duration_s < 2.3


def test_a_dose_becomes_a_plan() -> None:
    plan = plan_of(exercise("dumbbell_row"))

    assert (plan.asked.repetitions, plan.asked.hold_s, plan.asked.sides, plan.sets) == (
        12,
        None,
        2,
        2,
    )
    assert not plan.alternate
    assert plan.breath is Breath.OUT


def test_what_has_no_repetitions_is_one_hold_of_its_whole_time() -> None:
    asked = plan_of(exercise("walking")).asked

    assert (asked.repetitions, asked.hold_s) == (1, 120)


def test_cautions_come_first_and_have_time_to_be_read() -> None:
    extension = exercise("seated_thoracic_extension")

    said = before(extension)

    assert said == (
        "Not for: Osteoporosis or a spine fracture, unless a doctor agrees.",
        *extension.cautions,
        extension.steps[0],
    )
    assert plan_of(extension).pace.ready_s == pytest.approx(sum(map(reading_s, said)))
    assert plan_of(own("")).pace.ready_s == LEAST_READY_S


def test_own_exercises_can_be_led_and_followed() -> None:
    led = own('followed = "shrug"\nlead = { go = "Up.", go_s = 4, breath = "in" }')

    plan = plan_of(led)

    assert plan.asked.movement is Movement.SHRUG
    assert (plan.pace.go_s, plan.breath) == (4, Breath.IN)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('followed = "shrugs"', "shrug"),
        ('lead = { breth = "in" }', "breath"),
        ("lead = { go_s = 100 }", "go_s"),
    ],
)
def test_what_is_wrong_is_said(wrong: str, said: str) -> None:
    with pytest.raises(CatalogueError, match=said):
        own(wrong)
