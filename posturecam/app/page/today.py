"""Today as the page shows it: what each minute mostly was, and its sums."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from posturecam.app.admin.reporting import since_days
from posturecam.core.history.dose import NOTHING, Dose
from posturecam.core.history.report_data import Period
from posturecam.edges.history.database import history_path
from posturecam.edges.history.day import DatedMinute, read_day

MINUTE_S: Final = 60.0
Segment = dict[str, Any]


def today(state: Mapping[str, Any], now: datetime, *, recorded: bool) -> dict[str, Any]:
    """Return the day of `now` (local time) in segments, with its sums.

    Without a history (`recorded` says whether one is kept) there is what the running instance says
    of itself in `state`.

    Raises:
        HistoryError: The history cannot be read.
    """
    if not history_path().exists():
        return _in_memory(state, recorded=recorded)
    midnight, tomorrow = (since_days(1, one).timestamp() for one in (now, now + timedelta(days=1)))
    day = read_day(history_path(), Period(midnight, tomorrow))
    if not (recorded or day.minutes):
        return _in_memory(state, recorded=False)
    total = sum((minute.dose for minute in day.minutes), NOTHING)
    return {
        "segments": list(segments(day.minutes)),
        "well_s": round(total.good_s),
        "judged_s": round(total.good_s + total.poor_s),
        "alerts": len(day.alerts),
        "breaks": len(day.breaks),
        "breaks_taken": sum(one.taken_after_s is not None for one in day.breaks),
        "note": "" if recorded else "The history is off; this was recorded before.",
    }


def segments(minutes: tuple[DatedMinute, ...]) -> Iterator[Segment]:
    """Join minutes that were mostly the same; times are ISO, by the clock on the wall."""
    open_until_s, segment = 0.0, None
    for minute in minutes:
        lasted_s = min(MINUTE_S, _recorded_s(minute.dose))
        what, cause = mostly(minute.dose)
        same = segment is not None and (segment["what"], segment["cause"]) == (what, cause)
        if segment is not None and same and minute.at_s - open_until_s < MINUTE_S:
            segment["end"] = _local(minute, lasted_s)
        else:
            if segment is not None:
                yield segment
            start, end = _local(minute), _local(minute, lasted_s)
            segment = {"start": start, "end": end, "what": what, "cause": cause}
        open_until_s = minute.at_s + lasted_s
    if segment is not None:
        yield segment


def mostly(dose: Dose) -> tuple[str, str | None]:
    """Return what a minute mostly was, and the fault it mostly had."""
    times = {
        "well": dose.good_s,
        "beyond": dose.poor_s,
        "away": dose.away_s,
        "unsure": dose.unknown_s + dose.unwatched_s - dose.paused_s,
        "paused": dose.paused_s,
    }
    what = max(times, key=times.__getitem__)
    if what != "beyond" or not dose.faults:
        return what, None
    return what, max(dose.faults.values(), key=lambda one: one.held_s).cause.value


def _recorded_s(dose: Dose) -> float:
    return dose.good_s + dose.poor_s + dose.unknown_s + dose.away_s + dose.unwatched_s


def _local(minute: DatedMinute, after_s: float = 0.0) -> str:
    zone = timezone(timedelta(seconds=minute.utc_offset_s))
    return datetime.fromtimestamp(minute.at_s + after_s, tz=zone).isoformat(timespec="seconds")


def _in_memory(state: Mapping[str, Any], *, recorded: bool) -> dict[str, Any]:
    glance: Mapping[str, Any] = state.get("glance") or {}
    if not glance:
        note = "Nothing has been recorded yet."
    elif recorded:
        note = "Nothing has been recorded yet. This is what was measured today."
    else:
        note = "The history is off (history.record). This is what was measured today."
    return {
        "segments": [],
        "well_s": round(glance.get("well_s", 0.0)),
        "judged_s": round(glance.get("today_s", 0.0)),
        "alerts": glance.get("alerts", 0),
        "breaks": None,
        "breaks_taken": None,
        "note": note,
    }
