"""What the history knows of exercises with this person, for whoever proposes one."""

from contextlib import suppress
from dataclasses import replace

from posturecam.core.history.exercise_log import ExerciseLog
from posturecam.core.history.report_data import DAY_S, Period
from posturecam.edges.files.clock import wall_time
from posturecam.edges.history.database import history_path
from posturecam.edges.history.queries import read_exercise_log
from posturecam.errors import HistoryError
from posturecam.monitor import Rules
from posturecam.stretches.experience import LEARNED_DAYS, Experiences, experiences, nothing_known


class Knowing:
    """Says what is known; what was known last while the history cannot be read."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._last = nothing_known()

    def __call__(self) -> Experiences:
        """Return what was learned of each exercise lately."""
        with suppress(HistoryError):
            self._last = read_known()
        return self._last


def read_known() -> Experiences:
    """Return what was learned of each exercise lately.

    Raises:
        HistoryError: The history cannot be read.
    """
    return experiences(_read(LEARNED_DAYS))


def known_exercises() -> Experiences:
    """Return what was learned of each exercise lately; nothing where no history can be read."""
    return Knowing()()


def exercise_log(days: float) -> ExerciseLog:
    """Return what the history says of exercises in the last `days`; nothing where it has nothing.

    A history that cannot be read is reported by whoever writes it.
    """
    try:
        return _read(days)
    except HistoryError:
        return ExerciseLog()


def with_experience(rules: Rules) -> Rules:
    """Return `rules` by which exercises are chosen with what the history knows of them."""
    return replace(rules, offers=replace(rules.offers, known=Knowing()))


def _read(days: float) -> ExerciseLog:
    path, until_s = history_path(), wall_time().unix_s
    if not path.exists():
        return ExerciseLog()
    return read_exercise_log(path, Period(until_s - days * DAY_S, until_s + DAY_S))
