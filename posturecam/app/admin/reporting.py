"""What `posturecam report`, `history` and `check` do."""

import json
import math
import sys
import time
import webbrowser
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as daytime
from pathlib import Path
from typing import Any

from posturecam.app.policies import catalogue_of, programme_catalogue
from posturecam.app.resources import chosen_profile, say_note, setup_files, stored_profile
from posturecam.core.history.records import PainNote, StretchRecord
from posturecam.core.history.report_data import DAY_S, Period
from posturecam.edges.files import folders
from posturecam.edges.files.atomic_write import write_whole
from posturecam.edges.files.output_conflicts import refuse_clashes
from posturecam.edges.files.text_output import STDOUT, text_sink
from posturecam.edges.history import export as history_export
from posturecam.edges.history.database import history_path
from posturecam.edges.history.listing import Listed, listing, remember
from posturecam.edges.history.queries import ends_s, read_report_data
from posturecam.edges.history.retention import delete, set_aside_files
from posturecam.errors import InputError, PosturecamError
from posturecam.reports.amounts import time_text
from posturecam.reports.calendar_file import calendar_text
from posturecam.reports.findings import Findings, findings
from posturecam.reports.policy import policy_of
from posturecam.reports.text import report_text
from posturecam.reports.values import report_csv, report_values
from posturecam.settings import Settings
from posturecam.stretches.catalogue import Catalogue, find
from posturecam.stretches.programme import activities

FAR_S = float(2**40)  # after all sittings
EARLIEST = date(1970, 1, 2)  # before all sittings
MIDNIGHT = daytime()


@dataclass(frozen=True, slots=True)
class Wish:
    """Period, format and target of a report; `since` and `until` in local time."""

    since: datetime
    until: datetime | None = None
    format: str = "html"
    output: Path | None = None
    open: bool = False
    calendar: Path | None = None
    calendar_at: datetime | None = None
    profile: str | None = None


def report(wish: Wish, settings: Settings) -> None:
    """Write the report; by default HTML goes to a file, other formats to standard output.

    Raises:
        InputError: The period is empty, there is no history, or an output is a file in use.
        StorageError: A file cannot be written.
    """
    page = None if wish.format != "html" else wish.output or folders.report_path()
    profile = chosen_profile(wish.profile, settings)
    refuse_clashes((page or wish.output, wish.calendar), setup_files(settings, profile))
    found = found_in(wish, settings)
    text = _rendered(wish.format, found, settings)
    if page is not None and page != STDOUT:
        write_whole(page, text, private=True)
        sys.stdout.write(f"{page}\n")
        if wish.open and not webbrowser.open(page.resolve().as_uri()):
            say_note(f"No browser could be opened. Open {page} yourself.")
    else:
        with text_sink(wish.output or STDOUT) as sink:
            sink.write(text)
    if wish.calendar is not None:
        _write_calendar(wish.calendar, wish.calendar_at, found, programme_catalogue(settings))


def found_in(wish: Wish, settings: Settings) -> Findings:
    """Return what the report says.

    Raises:
        InputError: The period is empty, or there is no history.
    """
    path = history_path()
    until_s = _until_s(path) if wish.until is None else wish.until.astimezone().timestamp()
    period = Period(wish.since.astimezone().timestamp(), until_s)
    if period.days <= 0:
        msg = "The report would end before it begins. Use an earlier --since."
        raise InputError(msg)
    report_data = read_report_data(path, period)
    return findings(
        report_data,
        policy_of(settings),
        programme_catalogue(settings),
        _tilt_deg(wish.profile, settings),
    )


def listed_text(since: datetime | None) -> str:
    """Return one line per sitting since then.

    Raises:
        HistoryError: There is no history, or it cannot be read.
    """
    rows = listing(history_path(), _from(since))
    return "\n".join(_line(row) for row in rows) or "Nothing was recorded in this time."


def listed_values(since: datetime | None) -> list[dict[str, Any]]:
    """Return the sittings since then, as JSON-ready values.

    Raises:
        HistoryError: There is no history, or it cannot be read.
    """
    return [asdict(row) for row in listing(history_path(), _from(since))]


def export(target: Path, form: str, table: str) -> None:
    """Write the history as `form`: one table as csv or parquet, everything as json.

    Raises:
        InputError: There is no history, or `target` is a file in use.
        StorageError: `target` cannot be written.
    """
    path = history_path()
    refuse_clashes((target,))
    if form == "json":
        history_export.export_json(path, target)
    elif form == "csv":
        history_export.export_csv(path, table, target)
    else:
        history_export.export_parquet(path, table, target)


def forget(before: datetime | None) -> str:
    """Delete everything before `before`, or everything; return what was done, in words.

    Raises:
        HistoryError: The history cannot be changed.
    """
    gone = delete(history_path(), None if before is None else before.astimezone().timestamp())
    aside = "".join(f"\nStill there, set aside as damaged: {f}" for f in damaged())
    sittings = f"{gone} sitting{'' if gone == 1 else 's'}"
    return f"Deleted {sittings} and all other records of that time.{aside}"


def damaged() -> tuple[Path, ...]:
    """Return the damaged histories that were set aside."""
    return set_aside_files(history_path())


def exercised(name: str, repetitions: int | None, settings: Settings) -> str:
    """Record an exercise done just now; return its name.

    Raises:
        InputError: There is no such exercise, or the history cannot be written.
    """
    exercise = find(catalogue_of(settings), name)
    remember(history_path(), StretchRecord(time.time(), exercise.key, repetitions))
    return exercise.name


def keep_pain(score: int, where: str, signs: tuple[str, ...]) -> None:
    """Save the answers of a self-check to the history.

    Raises:
        HistoryError: The history cannot be written.
    """
    remember(history_path(), PainNote(time.time(), score, where, signs))


def _until_s(path: Path) -> float:
    """Return the present, or the end of what was recorded if the clock has been set back since."""
    now_s = time.time()
    return max(now_s, min(ends_s(path), now_s + DAY_S))


def _from(since: datetime | None) -> Period:
    return Period(0.0 if since is None else since.astimezone().timestamp(), FAR_S)


def _rendered(form: str, found: Findings, settings: Settings) -> str:
    if form == "text":
        return report_text(found, catalogue_of(settings))
    if form == "csv":
        return report_csv(found)
    if form == "json":
        return json.dumps(report_values(found), indent=2, ensure_ascii=False) + "\n"
    from posturecam.reports.page import report_html  # noqa: PLC0415 - loads matplotlib

    return report_html(found, catalogue_of(settings))


def _write_calendar(path: Path, at: datetime | None, found: Findings, catalogue: Catalogue) -> None:
    if not found.programme:
        say_note(
            f"{path} was not written: the history gives no reason for an exercise programme yet."
        )
        return
    first = at or datetime.now(tz=UTC).astimezone().replace(
        hour=10, minute=30, second=0, microsecond=0, tzinfo=None
    )
    items = (*found.programme, *activities(catalogue))
    text = calendar_text(items, first, datetime.now(tz=UTC))
    with text_sink(path) as sink:
        sink.write(text)


def _tilt_deg(profile: str | None, settings: Settings) -> float | None:
    """Return the tilt of the camera by the calibration in use, if there is one from the front."""
    try:
        front = stored_profile(chosen_profile(profile, settings)).profile.front
    except PosturecamError:
        return None
    return None if front is None else front.setup.tilt_deg


def _line(row: Listed) -> str:
    sitting = row.sitting
    local = datetime.fromtimestamp(sitting.start_s + sitting.utc_offset_s, tz=UTC)
    measured_s = row.good_s + row.poor_s
    share = f"{100 * row.good_s / measured_s:3.0f} % well" if measured_s else "not measured"
    shoulders = 100 * row.shoulders_judged_s / measured_s if measured_s else 0
    alerts = f"{row.alerts:2d} alert{' ' if row.alerts == 1 else 's'}"
    return (
        f"{local:%Y-%m-%d %H:%M}  {time_text(sitting.end_t_s):>12}  {share}  "
        f"{alerts}  {sitting.profile}  {sitting.origin.value}"
        f"  (shoulders judged in {shoulders:.0f} % of the measured time)"
    )


def since_days(days: float, now: datetime) -> datetime:
    """Return the local midnight that begins the last `days` days, today among them."""
    back = math.ceil(min(days, now.toordinal() - EARLIEST.toordinal())) - 1
    return datetime.combine(now.date() - timedelta(days=back), MIDNIGHT).astimezone()
