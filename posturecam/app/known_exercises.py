"""What the history knows of exercises with this person, for whoever proposes one."""

from dataclasses import replace

from posturecam.core.history.exercise_log import ExerciseLog
from posturecam.core.history.report_data import DAY_S, Period
from posturecam.edges.files.clock import wall_time
from posturecam.edges.history.database import history_path
from posturecam.edges.history.queries import read_exercise_log
from posturecam.errors import HistoryError
from posturecam.monitor import Rules
from posturecam.stretches.experience import LEARNED_DAYS, Experiences, experiences


def known_exercises() -> Experiences:
    """Return what was learned of each exercise lately; nothing where no history can be read."""
    return experiences(exercise_log(LEARNED_DAYS))


def exercise_log(days: float) -> ExerciseLog:
    """Return what the history says of exercises in the last `days`; nothing where it has nothing.

    A history that cannot be read is reported by whoever writes it.
    """
    path, until_s = history_path(), wall_time().unix_s
    if not path.exists():
        return ExerciseLog()
    try:
        return read_exercise_log(path, Period(until_s - days * DAY_S, until_s + DAY_S))
    except HistoryError:
        return ExerciseLog()


def with_experience(rules: Rules) -> Rules:
    """Return `rules` by which exercises are chosen with what the history knows of them."""
    return replace(rules, offers=replace(rules.offers, known=known_exercises))
