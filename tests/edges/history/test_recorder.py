import os
import signal
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from posturecam.core.alerts.requests import Dismiss
from posturecam.core.history.dose import Angle, Judged, Measure
from posturecam.core.history.records import FreshStart, Origin, Outcome
from posturecam.core.history.report_data import Period
from posturecam.core.history.totals import total
from posturecam.core.values import (
    Assessment,
    Cause,
    Event,
    EventKind,
    Fault,
    Level,
    Verdict,
    Why,
)
from posturecam.edges.history import database
from posturecam.edges.history.export import export_csv
from posturecam.edges.history.listing import listing, remember
from posturecam.edges.history.queries import read_exercise_log, read_report_data
from posturecam.edges.history.recorder import open_recorder
from posturecam.edges.history.retention import delete, set_aside_files
from posturecam.errors import HistoryDamagedError, HistoryError
from posturecam.monitor import Tick
from posturecam.stretches.experience import experiences
from tests.support.history_world import (
    SITTING,
    START_S,
    frame,
    half_an_hour,
    reading,
    record,
    taking,
    tick,
)

WEEK = Period(START_S - 86_400, START_S + 6 * 86_400)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.db"


def test_half_an_hour_comes_back_as_it_was(path: Path) -> None:
    recorder = record(path, half_an_hour())

    assert (recorder.state, recorder.notice) == ("", "")
    report_data = read_report_data(path, WEEK)
    (hour,) = report_data.hours
    assert (hour.day, hour.hour, hour.weekday) == (20_003, 10, 0)
    total = hour.total
    assert (total.good_s, total.poor_s, total.away_s, total.unknown_s) == (600, 600, 595, 0)
    (exposure,) = hour.total.exposures
    assert (exposure.cause, exposure.held_s, exposure.weighted_s) == (
        Cause.FORWARD_HEAD,
        600,
        1200,
    )
    assert hour.total.cva == Angle(-8.5, 2.0, 1200)
    assert hour.total.habits.distance_cm == 60
    assert hour.total.habits.head_yaw_deg is None
    assert report_data.cva_histogram == ((-16, 600), (-1, 600))
    assert report_data.fsa_histogram == ((3, 1200),)
    (stay,) = report_data.last_day
    assert [one.verdict for one in stay.episodes] == ["good", "poor", "unknown"]
    assert [one.lasted_s for one in stay.episodes] == [600, 600, 595]
    assert (stay.episodes[1].mean, stay.episodes[1].worst, stay.episodes[1].sd) == (16, 16, 2)
    assert report_data.sittings == (replace(SITTING, end_t_s=1795, key=1),)


def turned_by(t: float, yaw_deg: float | None, verdict: Verdict = Verdict.GOOD) -> Tick:
    why = Why.MOVING if verdict is Verdict.UNKNOWN else None
    return frame(Assessment(t, verdict, why=why), replace(reading(t), head_yaw_deg=yaw_deg))


def test_a_habit_is_weighted_by_the_time_it_was_measured_in(path: Path) -> None:
    """A minute at 0 degrees, then two seconds of one at 30: the minutes' means would give 15."""
    well = [turned_by(5.0 * n, 0.0) for n in range(12)]
    then = [
        turned_by(60, 30.0),
        turned_by(62, None),
        *(turned_by(t, None) for t in range(70, 121, 10)),
    ]

    record(path, [*well, *then])

    summed = total(read_report_data(path, WEEK).hours)
    assert summed.measured_s == 120
    assert summed.habits.head_yaw_deg == pytest.approx(30 * 2 / 62)
    assert summed.habits.distance_cm == 60
    assert summed.sums[Measure.DISTANCE].measured_s == 120


def test_a_habit_measured_without_a_verdict_counts_too(path: Path) -> None:
    record(path, [turned_by(0, 10.0, Verdict.UNKNOWN), turned_by(5, 40.0), turned_by(6, None)])

    summed = total(read_report_data(path, WEEK).hours)
    assert (summed.measured_s, summed.unknown_s) == (1, 5)
    assert summed.habits.head_yaw_deg == pytest.approx(15)


def test_an_alert_is_replaced_by_its_outcome(path: Path) -> None:
    given = Event(15, EventKind.ALERT, Cause.SLUMP, 60, 14, "deg", Level.NOTICE, "chin_tuck")
    due = Event(20, EventKind.BREAK_DUE, held_s=1800)
    cleared = Event(45, EventKind.CLEARED, Cause.SLUMP)
    story = [tick(0), tick(15, Verdict.POOR, given), tick(20, Verdict.POOR, due)]
    record(path, [*story, tick(45, Verdict.GOOD, cleared), tick(50)], every_s=1)

    report_data = read_report_data(path, WEEK)
    (dated,) = report_data.alerts
    assert dated.at_s == START_S + 15
    assert (dated.alert.outcome, dated.alert.after_s) == (Outcome.CORRECTED, 30)
    assert (dated.alert.amount, dated.alert.stretch) == (14, "chin_tuck")
    assert len(report_data.breaks) == 1


@pytest.mark.parametrize(("after_s", "learned"), [(10, {"chin_tuck"}), (20, set())])
def test_an_alert_counts_unless_it_was_before_a_fresh_start(
    path: Path, after_s: float, learned: set[str]
) -> None:
    given = Event(15, EventKind.ALERT, Cause.SLUMP, 60, 14, "deg", Level.NOTICE, "chin_tuck")
    dismissed = replace(tick(18, Verdict.POOR), requests=(Dismiss(),))
    record(path, [tick(0), tick(15, Verdict.POOR, given), dismissed, tick(30)], every_s=1)
    remember(path, FreshStart(START_S + after_s))

    assert set(experiences(read_exercise_log(path, WEEK))) == learned


def test_only_the_user_may_read_it(path: Path) -> None:
    record(path, half_an_hour()[:5])

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)
    record(path, half_an_hour()[:5])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_locked_history_stops_nothing_and_is_written_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("posturecam.edges.history.recorder.WAIT_S", 0.01)
    record(path, [tick(0), tick(5)])
    other = sqlite3.connect(path, isolation_level=None)
    with open_recorder(path, SITTING, every_s=10) as recorder:
        take = taking(recorder)
        other.execute("BEGIN IMMEDIATE")
        states = [take(tick(t)) for t in (0, 5, 10)]
        other.rollback()
        after = take(tick(20))
    other.close()

    assert all("not recording" in state for state in states)
    assert "another program is using it" in states[0]
    assert after == ""
    (hour,) = read_report_data(path, WEEK).hours
    assert hour.total.good_s == 25


def test_a_damaged_history_is_set_aside_and_a_new_one_begun(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database, but was it not a nice one" * 100)

    recorder = record(path, [tick(0), tick(5)])

    (aside,) = set_aside_files(path)
    assert aside.read_bytes().startswith(b"this is no database")
    assert str(aside) in recorder.notice
    assert recorder.state == ""
    assert len(read_report_data(path, WEEK).hours) == 1


def test_damage_within_the_file_is_found(path: Path) -> None:
    record(path, half_an_hour() * 1)
    content = bytearray(path.read_bytes())
    content[4096:12_288] = b"\xa5" * 8192
    path.write_bytes(content)

    with pytest.raises(HistoryDamagedError, match="sets it aside"):
        read_report_data(path, WEEK)
    assert database.set_aside_if_damaged(path) is not None
    assert not path.exists()


def test_damage_while_recording_is_survived(path: Path) -> None:
    with open_recorder(path, SITTING, every_s=10) as recorder:
        take = taking(recorder)
        take(tick(0))
        path.write_bytes(b"somebody wrote over it" * 100)
        states = [take(tick(float(t))) for t in (5, 10, 15)]

    assert states == ["", "", ""]
    assert "It is kept as" in recorder.notice
    assert len(set_aside_files(path)) == 1
    assert read_report_data(path, WEEK).hours[0].total.good_s == 15


def test_a_damaged_history_that_cannot_be_set_aside_stops_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    with open_recorder(path, SITTING, every_s=10) as recorder:
        take = taking(recorder)
        take(tick(0))
        path.write_bytes(b"somebody wrote over it" * 100)
        monkeypatch.setattr("posturecam.edges.history.recorder.set_aside_if_damaged", refuse)
        states = [take(tick(float(t))) for t in (5, 10)]

    assert states[0] == ""
    assert "Permission denied" in states[1]
    assert path.read_bytes().startswith(b"somebody")


def test_damage_found_at_the_start_is_told_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("posturecam.edges.history.recorder.set_aside_if_damaged", refuse)
    with open_recorder(path, SITTING, every_s=10) as recorder:
        take = taking(recorder)
        assert recorder.state.startswith("not recording")
        assert take(tick(0)) == ""


def test_two_damaged_ones_in_a_second_are_both_kept(path: Path) -> None:
    path.parent.mkdir()
    for _ in range(3):
        path.write_bytes(b"damaged" * 100)
        database.set_aside_if_damaged(path)

    assert len(set_aside_files(path)) == 3


def test_a_newer_history_is_left_alone(path: Path) -> None:
    record(path, [tick(0), tick(5)])
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()

    recorder = record(path, [tick(0), tick(5)])

    assert "newer posturecam" in recorder.state
    with pytest.raises(HistoryError, match="Upgrade"):
        read_report_data(path, WEEK)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_history_can_still_be_read(path: Path) -> None:
    record(path, [tick(0), tick(5)])
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        recorder = record(path, [tick(0), tick(5)])
        report_data = read_report_data(path, WEEK)
    finally:
        path.parent.chmod(0o700)

    assert recorder.state.startswith("not recording: Cannot use the history")
    assert "permissions" in recorder.state
    assert len(report_data.hours) == 1


def test_a_history_that_may_only_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(path, [tick(0), tick(5)])
    monkeypatch.setattr("posturecam.edges.history.database.os.access", lambda *_: False)

    assert len(read_report_data(path, WEEK).hours) == 1


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    recorder = record(tmp_path / "file" / "history.db", [tick(0)])

    assert recorder.state.startswith("not recording: Cannot create the folder")


def test_a_folder_in_its_place(path: Path) -> None:
    path.mkdir(parents=True)

    recorder = record(path, [tick(0)])

    assert recorder.state.startswith("not recording: Cannot")


def test_no_history_yet(path: Path) -> None:
    with pytest.raises(HistoryError, match="posturecam watch"):
        read_report_data(path, WEEK)


def test_what_is_deleted_while_recording_starts_a_new_sitting(path: Path) -> None:
    with open_recorder(path, SITTING, every_s=5) as recorder:
        take = taking(recorder)
        take(tick(0))
        take(tick(5))
        delete(path, None)
        state = take(tick(10))

    assert state == ""
    assert read_report_data(path, WEEK).sittings[0].end_t_s == 10


def test_old_sittings_are_forgotten_by_the_setting(path: Path) -> None:
    old = replace(SITTING, start_s=START_S - 40 * 86_400)
    record(path, [tick(0), tick(5)], old)
    record(path, [tick(0), tick(5)], keep_days=30)

    everything = Period(0, START_S * 2)
    assert [s.start_s for s in read_report_data(path, everything).sittings] == [START_S]


def test_a_recording_filed_again_replaces_itself(path: Path) -> None:
    recording = replace(SITTING, origin=Origin.RECORDING)
    record(path, [tick(0), tick(5)])
    record(path, [tick(0), tick(5)], recording)
    record(path, [tick(0), tick(5), tick(10)], recording)

    report_data = read_report_data(path, WEEK)
    assert [(s.origin, s.end_t_s) for s in report_data.sittings] == [
        ("watch", 5),
        ("recording", 10),
    ]
    assert report_data.hours[0].total.good_s == 15


ENDLESS = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.support.history_world import SITTING, tick, taking
from posturecam.edges.history.recorder import open_recorder
with open_recorder(Path(sys.argv[1]), SITTING, every_s=20) as recorder:
    take = taking(recorder)
    for n in range(100_000):
        take(tick(5.0 * n))
        print(5.0 * n, flush=True)
        time.sleep(0.002)
"""


def test_a_killed_process_loses_less_than_a_minute(path: Path) -> None:
    script = [sys.executable, "-c", ENDLESS, str(path), str(Path(__file__).parent)]
    with subprocess.Popen(script, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        seen_s = 0.0
        while seen_s < 300:
            seen_s = float(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        seen_s = float((process.stdout.read().splitlines() or [seen_s])[-1])

    good_s = sum(hour.total.good_s for hour in read_report_data(path, WEEK).hours)

    assert seen_s >= 300
    assert seen_s - 60 < good_s <= seen_s


NECK = Fault(Cause.FORWARD_HEAD, 1.0, 8.0, "deg")
SHOULDERS = Fault(Cause.ROUNDED_SHOULDERS, 1.0, 12.0, "deg")


def judging(t: float, *measured: Fault) -> Tick:
    observation = tick(t)
    return replace(observation, assessment=replace(observation.assessment, measured=measured))


def test_the_time_in_which_each_part_was_judged_comes_back(path: Path, tmp_path: Path) -> None:
    seen = [judging(5.0 * n, NECK, *([SHOULDERS] if n < 4 else [])) for n in range(15)]

    record(path, seen)

    (hour,) = read_report_data(path, WEEK).hours
    assert hour.total.judged == Judged(neck_s=70, shoulders_s=20)
    (listed,) = listing(path, WEEK)
    assert listed.shoulders_judged_s == 20
    export_csv(path, "minutes", tmp_path / "minutes.csv")
    header, first, _ = (tmp_path / "minutes.csv").read_text().splitlines()
    assert header.endswith("distance_judged_s,unwatched_s,paused_s")
    assert first.endswith("60.0,20.0,0.0,0.0,0.0,0.0,0.0,0.0")
