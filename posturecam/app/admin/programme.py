"""Today's exercises, and what was learned of each, from the history."""

from typing import Any, Final

from posturecam.app.known_exercises import exercise_log, read_known
from posturecam.app.policies import catalogue_of, programme_catalogue
from posturecam.core.history.records import FreshStart
from posturecam.core.history.report_data import DAY_S, Period
from posturecam.core.history.totals import total
from posturecam.core.insights.certainty import certainties
from posturecam.core.insights.muscle_balance import balance
from posturecam.edges.files.clock import wall_time
from posturecam.edges.history.database import history_path, open_to_read
from posturecam.edges.history.listing import remember
from posturecam.edges.history.queries import hours
from posturecam.reports.policy import policy_of
from posturecam.settings import Settings
from posturecam.stretches.catalogue import Catalogue, find
from posturecam.stretches.experience_words import reason_text
from posturecam.stretches.programme import Item, programme
from posturecam.stretches.programme_day import ProgrammeDay, programme_day

PATTERN_DAYS: Final = 28.0
"""Of posture that the programme follows from: four weeks, so that no single week turns it over."""

LOG_DAYS: Final = 182.0
"""Of exercises that steps are counted from: half a year, beyond which a pause has undone them."""

LEARNED_NOTHING: Final = "Nothing was learned of any exercise yet."


def today(settings: Settings) -> ProgrammeDay:
    """Return today's exercises; without a history, or a pattern in it, there are none.

    Raises:
        HistoryError: The history cannot be read.
        CatalogueError: The user's own exercises have faults.
        SettingsError: The setting `stretches.exclude` names no exercise.
    """
    now = wall_time()
    catalogue = programme_catalogue(settings)
    day = int((now.unix_s + now.utc_offset_s) // DAY_S)
    log = exercise_log(LOG_DAYS)
    items = _items(settings, catalogue, now.unix_s)
    return programme_day(items, catalogue, log, day, now.utc_offset_s)


def learned(settings: Settings) -> list[dict[str, Any]]:
    """Return what was learned of each exercise, and how it changes the choice.

    Raises:
        HistoryError: The history cannot be read.
    """
    names = {one.key: one.name for one in catalogue_of(settings).exercises}
    return [
        {
            "exercise": key,
            "name": names.get(key, key),
            "weight": round(known.weight, 3),
            "done": known.done,
            "left_out": known.left,
            "measured": known.tried,
            "helped": known.helped,
            "hurt": known.hurt,
            "why": reason_text(known),
        }
        for key, known in sorted(read_known().items())
    ]


def learned_text(settings: Settings) -> str:
    """Say what was learned of each exercise, one a line."""
    rows = learned(settings)
    return "\n".join(f"{row['name']}: {row['why']}" for row in rows) or LEARNED_NOTHING


def relearn(name: str | None, settings: Settings) -> str:
    """Begin to learn again about the exercise `name`, or about all; return what was done.

    Raises:
        InputError: There is no such exercise, or the history cannot be written.
    """
    exercise = None if name is None else find(catalogue_of(settings), name)
    key = "" if exercise is None else exercise.key
    remember(history_path(), FreshStart(wall_time().unix_s, key))
    what = "all exercises" if exercise is None else exercise.name
    return f"Learning starts again for {what}. What was recorded stays in the history."


def _items(settings: Settings, catalogue: Catalogue, now_s: float) -> tuple[Item, ...]:
    """Return the programme that follows from the posture of the last weeks."""
    path, policy = history_path(), policy_of(settings)
    if not path.exists():
        return ()
    with open_to_read(path) as db:
        lately = hours(db, Period(now_s - PATTERN_DAYS * DAY_S, now_s + 1.0))
    summed = total(lately)
    known = certainties(lately, policy.angle_limits)
    uncertain = {one.cause for one in known if not one.enough}
    found = balance(policy.balance, summed.exposures, summed.judged, uncertain)
    return programme(found, catalogue)
