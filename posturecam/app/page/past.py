"""The history as the page shows it: days, sittings, the report, and deleting."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import Any, Final

from posturecam.app.admin.reporting import FAR_S, Wish, forget, found_in, since_days
from posturecam.app.policies import catalogue_of
from posturecam.core.history.report_data import Period
from posturecam.edges.history.database import history_path
from posturecam.edges.history.listing import Listed, listing
from posturecam.edges.history.retention import set_aside_files
from posturecam.settings import Settings

NOTHING_KEPT: Final = "There is no history on this computer."


def history(days: int, now: datetime, settings: Settings) -> dict[str, Any]:
    """Return the days of the last `days`, today among them, newest first.

    Raises:
        HistoryError: The history cannot be read.
    """
    path = history_path()
    since_s = since_days(days, now).timestamp()
    rows = listing(path, Period(since_s, FAR_S)) if path.exists() else ()
    return {
        "days": [_day(day, sittings) for day, sittings in _by_day(rows)],
        "damaged": [str(one) for one in set_aside_files(path)],
        "note": "" if rows else _empty(days, settings, there=path.exists()),
    }


def _empty(days: int, settings: Settings, *, there: bool) -> str:
    if not settings.history.record:
        return "Nothing is recorded: the history is off (history.record)."
    if there:
        return f"Nothing was recorded in the last {days} days."
    return "Nothing has been recorded yet. The history begins with the first minutes of watching."


def _by_day(rows: Sequence[Listed]) -> Iterable[tuple[str, list[Listed]]]:
    newest = sorted(rows, key=lambda row: row.sitting.start_s + row.sitting.utc_offset_s)[::-1]
    for day, sittings in groupby(newest, key=lambda row: f"{_local(row):%Y-%m-%d}"):
        yield day, list(sittings)


def _local(row: Listed, after_s: float = 0.0) -> datetime:
    local_s = row.sitting.start_s + row.sitting.utc_offset_s + after_s
    return datetime.fromtimestamp(local_s, tz=UTC)


def _day(day: str, rows: Sequence[Listed]) -> dict[str, Any]:
    return {
        "day": day,
        "well_s": round(sum(row.good_s for row in rows)),
        "judged_s": round(sum(row.good_s + row.poor_s for row in rows)),
        "alerts": sum(row.alerts for row in rows),
        "sittings": [_sitting(row) for row in rows],
    }


def _sitting(row: Listed) -> dict[str, Any]:
    return {
        "start": f"{_local(row):%H:%M}",
        "end": f"{_local(row, row.sitting.end_t_s):%H:%M}",
        "well_s": round(row.good_s),
        "judged_s": round(row.good_s + row.poor_s),
        "away_s": round(row.away_s),
        "alerts": row.alerts,
        "profile": row.sitting.profile,
        "origin": row.sitting.origin.value,
    }


def delete_history(before: date | None) -> dict[str, Any]:
    """Delete everything before the local day `before`, or everything; say what was done.

    Raises:
        HistoryError: The history cannot be changed.
    """
    if not history_path().exists():
        return {"answer": NOTHING_KEPT}
    return {"answer": forget(None if before is None else datetime.combine(before, time()))}


def report(days: int, now: datetime, settings: Settings) -> str:
    """Return the report of the last `days` days, today among them, as one HTML page.

    Raises:
        InputError: There is no history, or it cannot be read.
    """
    from posturecam.reports.page import report_html  # noqa: PLC0415 - loads matplotlib

    found = found_in(Wish(since=since_days(days, now)), settings)
    return report_html(found, catalogue_of(settings))
