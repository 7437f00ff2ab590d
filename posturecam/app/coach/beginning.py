"""An exercise as it begins: in the dose of today, with another one in hand if it hurts."""

from contextlib import suppress
from functools import partial

from posturecam.app.admin.programme import today
from posturecam.app.coach.lesson_run import LessonRun
from posturecam.app.policies import offers_of
from posturecam.errors import HistoryError
from posturecam.settings import Settings
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.experience import Experiences
from posturecam.stretches.instead import instead_of


def run_of(exercise: Exercise, settings: Settings, known: Experiences) -> LessonRun:
    """Begin `exercise`; it knows what to offer if that hurts, by what is `known`.

    Raises:
        InputError: It is none that can be led.
        SettingsError: The setting `stretches.exclude` names no exercise.
    """
    offers = offers_of(settings)
    instead = partial(
        instead_of,
        catalogue=offers.catalogue,
        place=offers.place,
        exclude=offers.exclude,
        known=known,
    )
    return LessonRun(in_todays_dose(exercise, settings), instead=instead)


def in_todays_dose(exercise: Exercise, settings: Settings) -> Exercise:
    """Return `exercise` in its dose of today; the whole one if it is not for today.

    Raises:
        SettingsError: The setting `stretches.exclude` names no exercise.
    """
    doses = {}
    with suppress(HistoryError):  # whoever writes it reports that
        doses = {task.item.exercise.key: task.dose for task in today(settings).tasks}
    return exercise.model_copy(update={"dose": doses.get(exercise.key, exercise.dose)})
