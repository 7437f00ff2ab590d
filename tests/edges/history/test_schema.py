"""Migrations, and histories that an older posturecam wrote."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from posturecam.core.history.dose import NOTHING, Dose, Exposure, Judged
from posturecam.core.history.records import (
    CountedBy,
    ExerciseEffect,
    FreshStart,
    Minute,
    StretchRecord,
)
from posturecam.core.history.report_data import Period
from posturecam.core.history.totals import total
from posturecam.core.reasons import Presence, Why
from posturecam.core.values import Cause, Verdict
from posturecam.edges.history import database
from posturecam.edges.history.dose_columns import exposure_rows, minute_row
from posturecam.edges.history.export import export_csv, export_json
from posturecam.edges.history.listing import remember
from posturecam.edges.history.queries import read_exercise_log, read_report_data
from posturecam.edges.history.schema import MIGRATIONS, migrate
from posturecam.edges.history.tables import (
    ALERTS,
    BREAKS,
    EPISODES,
    FRESH_STARTS,
    PAIN,
    SITTINGS,
    STRETCHES,
)
from posturecam.errors import HistoryError
from tests.support.history_world import START_S, record, tick

EVER = Period(0, 2 * START_S)
HEAD = Dose(faults={Cause.FORWARD_HEAD: Exposure(Cause.FORWARD_HEAD, 1, 1)})
WRITTEN = {
    **{one.name: set(one.names().split(", ")) for one in (SITTINGS, EPISODES, ALERTS, BREAKS)},
    **{one.name: set(one.names().split(", ")) for one in (STRETCHES, PAIN, FRESH_STARTS)},
    "minutes": set(minute_row(Minute(0, NOTHING))),
    "exposures": set(chain.from_iterable(exposure_rows(Minute(0, HEAD)))),
}
HOUR_DS = 36_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.db"


def columns(db: sqlite3.Connection, table: str) -> set[str]:
    return {name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))}


def test_what_is_written_is_what_the_tables_hold() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db)
        tables = [
            row[0]
            for row in db.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'")
        ]
        found = {table: columns(db, table) for table in tables}
    stored = {name: kept - {"sitting"} for name, kept in found.items()}
    stored["stretches"] -= {"id"}
    stored["pain"] -= {"id"}
    stored["fresh_starts"] -= {"id"}
    assert stored == WRITTEN


def test_migrations_run_each_in_its_own_transaction() -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    steps = ("CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y")
    migrate(db, steps[:1])
    db.execute("INSERT INTO a VALUES (7)")

    migrate(db, steps)

    assert db.execute("SELECT x, y FROM a").fetchall() == [(7, None)]
    with pytest.raises(HistoryError, match="version 3"):
        migrate(db, (*steps, "CREATE TABLE b (x); CREATE TABLE a (x)"))
    assert db.execute("PRAGMA user_version").fetchone() == (2,)
    assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("a",)]
    db.close()


def test_a_migration_that_another_program_has_run_meanwhile_is_no_fault() -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    quicker = "COMMIT; PRAGMA user_version = 1; CREATE nonsense"

    migrate(db, (quicker,))

    assert db.execute("PRAGMA user_version").fetchone() == (1,)
    db.close()


def test_reading_brings_an_older_history_up_to_date(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(path, [tick(0), tick(5)])
    longer = (*MIGRATIONS, "CREATE TABLE added (x)")
    monkeypatch.setattr("posturecam.edges.history.database.MIGRATIONS", longer)
    monkeypatch.setattr(migrate, "__defaults__", (longer,))
    monkeypatch.setattr(database.refuse_newer, "__defaults__", (longer,))

    read_report_data(path, EVER)

    assert version(path) == len(MIGRATIONS) + 1


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


class Old:
    """A history as an older posturecam wrote it."""

    def __init__(self, path: Path, version: int = 2) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA synchronous = OFF")
        migrate(self.db, MIGRATIONS[:version])

    def sitting(self, key: int, start_s: float, length_s: float, profile: str = "desk") -> None:
        row = (key, start_s, 0, length_s, profile, "c", "0.9", "{}", "watch")
        self.db.execute("INSERT INTO sittings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def minute(self, sitting: int, minute: int, **cells: int | None) -> None:
        needed = ("good_ds", "poor_ds", "unknown_ds", "away_ds", "reading_ds", "turned_ds")
        row = dict.fromkeys((*needed, "moves", "still_s"), 0) | cells
        row |= {"sitting": sitting, "minute": minute}
        names, values = ", ".join(row), ", ".join("?" * len(row))
        query = f"INSERT INTO minutes ({names}) VALUES ({values})"  # noqa: S608 - names above
        self.db.execute(query, tuple(row.values()))

    def spell(self, sitting: int, start_ds: int, end_ds: int, why: str | None) -> None:
        verdict = "good" if why is None else "unknown"
        row = (sitting, start_ds, end_ds, verdict, why)
        self.db.execute(
            "INSERT INTO spells (sitting, start_ds, end_ds, verdict, why) VALUES (?, ?, ?, ?, ?)",
            row,
        )

    def dose(self) -> Dose:
        self.db.close()
        return total(read_report_data(self.path, EVER).hours)


NAMES = {why.name.lower(): why for why in Why} | {
    "untold": Why.NOT_RECORDED,
    "seen_low": Why.CAMERA_MOVED,
}


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("name", sorted(set(NAMES) - {"nobody", "camera_yielded"}))
def test_old_time_without_a_verdict_goes_to_whoever_was_there(
    path: Path, name: str, version: int
) -> None:
    """Twenty seconds well, then the reason until the end of the next minute.

    A reason that is younger than these versions is in none of their files.
    """
    old = Old(path, version)
    old.sitting(1, START_S, 120)
    old.minute(1, 0, good_ds=200, unknown_ds=400)
    old.minute(1, 1, unknown_ds=600)
    old.spell(1, 0, 200, None)
    old.spell(1, 200, 1200, name)

    found, why = old.dose(), NAMES[name]

    times = {
        Presence.HERE: found.unknown_s,
        Presence.GONE: found.away_s,
        Presence.UNKNOWN: found.unwatched_s,
    }
    assert {where: s for where, s in times.items() if s} == {why.presence: 100}
    assert found.good_s == 20
    assert found.paused_s == (100 if why.paused and why.presence is Presence.UNKNOWN else 0)
    (stay,) = read_report_data(path, EVER).last_day
    assert [one.why for one in stay.episodes] == [None, why]


def test_each_minute_loses_what_its_own_spells_say(path: Path) -> None:
    old = Old(path)
    old.sitting(1, START_S, 180)
    old.minute(1, 0, unknown_ds=500, away_ds=100)
    old.minute(1, 1, unknown_ds=600)
    old.minute(1, 2, good_ds=590, unknown_ds=10)
    spells = [("nobody", 0), ("turned", 100), ("stranger", 300), ("paused", 550), ("turned", 700)]
    ends = [*(start for _, start in spells[1:]), 1300]
    for (why, start_ds), end_ds in zip(spells, ends, strict=True):
        old.spell(1, start_ds, end_ds, why)
    old.spell(1, 1300, 1800, "too_dark")  # longer than the minute has time left for it
    old.db.close()

    read_report_data(path, EVER)

    with closing(sqlite3.connect(path)) as db:
        query = "SELECT unknown_ds, away_ds, unwatched_ds, paused_ds FROM minutes ORDER BY minute"
        assert db.execute(query).fetchall() == [
            (200, 350, 50, 50),
            (500, 0, 100, 100),
            (0, 0, 10, 0),
        ]


def nights(old: Old, why: str) -> None:
    """An hour at the desk, then locked over two midnights until an hour of the third day."""
    for key, (start_h, hours) in enumerate([(0, 3), (3, 24), (27, 2)], start=1):
        old.sitting(3 * key, START_S + 3600 * start_h, 3600 * hours)  # others wrote in between
        old.sitting(3 * key + 1, START_S + 3600 * start_h, 60, "laptop")
    for sitting, hours, desk in ((3, 3, 0), (6, 24, None), (9, 2, 1)):
        for minute in range(60 * hours):
            kind = "good_ds" if desk is not None and minute // 60 == desk else "unknown_ds"
            old.minute(sitting, minute, **{kind: 600})
    old.spell(3, 0, HOUR_DS, None)
    old.spell(3, HOUR_DS, 28 * HOUR_DS, why)
    old.spell(9, HOUR_DS, 2 * HOUR_DS, None)


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        pytest.param("locked", (0, 27, 0), id="locked"),
        pytest.param("camera_lost", (0, 0, 27), id="the camera unplugged"),
        pytest.param("turned", (27, 0, 0), id="there all the time"),
    ],
)
def test_a_spell_reaches_into_the_sittings_that_followed(
    path: Path, why: str, expected: tuple[int, int, int]
) -> None:
    old = Old(path)
    nights(old, why)

    found = old.dose()

    assert found.good_s == 2 * 3600
    assert (found.unknown_s, found.away_s, found.unwatched_s) == tuple(3600 * h for h in expected)


def test_old_habits_are_weighted_by_the_measured_time(path: Path) -> None:
    """A minute at 0 degrees and two seconds at 30 are 1 degree; their plain mean is 15."""
    old = Old(path)
    old.sitting(1, START_S, 120)
    old.minute(1, 0, good_ds=600, yaw_dd=0, off_centre_pm=100)
    old.minute(1, 1, poor_ds=20, yaw_dd=300)
    old.minute(1, 2, unknown_ds=600, yaw_dd=900)

    habits = old.dose().habits

    assert habits.head_yaw_deg == pytest.approx(30 * 2 / 62)
    assert habits.off_centre == pytest.approx(0.1)
    assert habits.distance_cm is None


@pytest.mark.parametrize("may_write", [True, False])
def test_a_history_that_did_not_note_what_was_judged_still_opens(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    may_write: bool,  # noqa: FBT001
) -> None:
    """Its shoulders were judged as long as there was an angle; all else while it was measured."""
    old = Old(path, version=1)
    old.sitting(1, START_S, 120)
    old.minute(1, 0, good_ds=600, fsa_dd=10, fsa_sd_dd=1, fsa_ds=100)
    old.minute(1, 1, poor_ds=600)
    monkeypatch.setattr("os.access", lambda *_: may_write)

    found = old.dose()

    assert found.measured_s == 120
    assert found.judged == Judged(120, 10, 120, 120, 120, 120)
    assert version(path) == (len(MIGRATIONS) if may_write else 1)


def test_writing_brings_an_older_history_up_to_date(path: Path) -> None:
    old = Old(path, version=1)
    old.sitting(1, START_S - 3600, 60)
    old.db.close()

    assert record(path, [tick(0), tick(5, Verdict.POOR)]).state == ""

    assert version(path) == len(MIGRATIONS)
    assert len(read_report_data(path, EVER).sittings) == 2


def test_exercises_noted_before_are_all_there(path: Path) -> None:
    old = Old(path, version=3)
    rows = [(1, START_S, "chin_tuck", 8), (2, START_S + 60, "wall_angel", None)]
    old.db.executemany("INSERT INTO stretches VALUES (?, ?, ?, ?)", rows)
    old.db.execute("INSERT INTO pain VALUES (1, ?, 3, 'neck', '')", (START_S,))
    old.db.close()

    log = read_exercise_log(path, EVER)

    assert log.stretches == (
        StretchRecord(START_S, "chin_tuck", 8),
        StretchRecord(START_S + 60, "wall_angel"),
    )
    assert len(log.pain) == 1
    assert log.fresh_starts == ()


FULL = StretchRecord(
    START_S,
    "chin_tuck",
    6,
    partial=1,
    asked=8,
    holds_s=(5.0, 4.8),
    form=("longer", "chin_level"),
    counted_by=CountedBy.CAMERA,
    cause=Cause.FORWARD_HEAD,
    hurt=True,
    effect=ExerciseEffect(4.3, 1.2, "deg", 1500.0, stays=True),
)


def test_everything_of_an_exercise_is_kept(path: Path) -> None:
    begun = replace(FULL, at_s=START_S + 60, skipped=True, effect=replace(FULL.effect, stays=False))
    unknown = replace(FULL, at_s=START_S + 120, effect=ExerciseEffect(-1.0, 0.5, "cm"))
    fresh = FreshStart(START_S + 200, "chin_tuck")
    remember(path, FULL, begun, unknown, fresh)

    log = read_exercise_log(path, EVER)

    assert log.stretches == (FULL, begun, unknown)
    assert log.fresh_starts == (fresh,)


def test_the_new_columns_are_at_the_end_of_the_export(path: Path) -> None:
    remember(path, FULL, FreshStart(START_S))
    target = path.parent / "out.csv"

    export_csv(path, "stretches", target)

    head, row = target.read_text(encoding="utf-8").splitlines()
    assert head == (
        "unix_s,exercise,repetitions,partial,asked,holds_s,form,counted_by,cause,hurt,skipped,"
        "back,back_error,back_unit,stayed_s,stays"
    )
    assert row.endswith(
        ",chin_tuck,6,1,8,5.0|4.8,longer|chin_level,camera,forward_head,1,0,4.3,1.2,deg,1500.0,1"
    )
    export_json(path, target)
    assert json.loads(target.read_text(encoding="utf-8"))["fresh_starts"] == [
        {"unix_s": START_S, "exercise": ""}
    ]
