"""The clock on the wall is set, summer time ends or begins, midnight passes: no minute is lost."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from posturecam.app.admin.reporting import Wish, found_in
from posturecam.cli.main import cli
from posturecam.core.history.report_data import Period
from posturecam.core.history.wall_clock import WallTime
from posturecam.core.values import Cause, Event, EventKind, Level, Verdict
from posturecam.edges.history.database import history_path
from posturecam.edges.history.queries import ends_s, read_report_data
from posturecam.edges.history.recorder import open_recorder
from posturecam.edges.history.retention import delete
from posturecam.monitor import Tick
from posturecam.settings import Settings
from tests.support.history_world import OFFSET_S, SITTING, START_S, record, taking, tick

DAY_S, HOUR_S = 86_400.0, 3600.0
EVER = Period(0, 2 * START_S)
pytestmark = pytest.mark.untraced  # hours by hours; their lines are those of minutes
MONDAY = 20_003  # 2024-10-07
STARTS_S = {10: START_S, 22: START_S + 12 * HOUR_S}  # by the hour on the local clock

Clock = Callable[[float], WallTime]  # by stream time


def set_by(ahead_s: float, at_t: float, start_s: float = START_S) -> Clock:
    return lambda t: WallTime(start_s + t + (ahead_s if t >= at_t else 0), OFFSET_S)


def summer_time(offset_s: int, at_t: float, start_s: float = START_S) -> Clock:
    return lambda t: WallTime(start_s + t, offset_s if t >= at_t else OFFSET_S)


def recorded(path: Path, clock: Clock, lasts_s: float, *reported: Event) -> None:
    """A sitting of good posture, a look every twenty seconds, by such a clock."""
    now = [0.0]

    def ticks() -> list[Tick]:
        return [
            tick(20.0 * n, Verdict.GOOD, *(e for e in reported if e.t == 20 * n))
            for n in range(round(lasts_s / 20) + 1)
        ]

    first = clock(0)
    sitting = replace(SITTING, start_s=first.unix_s, utc_offset_s=first.utc_offset_s)
    with open_recorder(path, sitting, every_s=60, wall=lambda: clock(now[0])) as recorder:
        take = taking(recorder, 20.0)
        for one in ticks():
            now[0] = one.assessment.t
            assert take(one) == ""


def minutes_by_hour(path: Path, period: Period = EVER) -> dict[tuple[int, int], float]:
    """Minutes watched, by day since Monday and hour of the local clock."""
    found: dict[tuple[int, int], float] = defaultdict(float)
    for hour in read_report_data(path, period).hours:
        found[hour.day - MONDAY, hour.hour] += hour.total.good_s / 60
    return dict(found)


def test_a_sitting_begins_with_its_first_look(path: Path) -> None:
    """The camera was opened two minutes before the pose model had been fetched."""
    clock, now = set_by(0, 0), [0.0]
    sitting = replace(SITTING, start_s=clock(120).unix_s)
    with open_recorder(path, sitting, every_s=60, wall=lambda: clock(now[0])) as recorder:
        take = taking(recorder)
        for number in range(13):
            now[0] = 120.0 + 10 * number
            assert take(tick(now[0], Verdict.GOOD)) == ""
    report_data = read_report_data(path, EVER)
    assert [hour.total.good_s for hour in report_data.hours] == [120]
    assert [row.start_s for row in report_data.sittings] == [START_S]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.mark.parametrize(
    ("clock", "lasts_min", "expected"),
    [
        pytest.param(set_by(0, 0), 90, {(0, 10): 60, (0, 11): 30}, id="nothing happens"),
        pytest.param(
            set_by(-HOUR_S, 1800), 90, {(0, 9): 29, (0, 10): 61}, id="set back an hour at half past"
        ),
        pytest.param(
            set_by(HOUR_S, 1800), 90, {(0, 10): 31, (0, 11): 29, (0, 12): 30}, id="set forward"
        ),
        pytest.param(
            set_by(0, 0, STARTS_S[22]),
            180,
            {(0, 22): 60, (0, 23): 60, (1, 0): 60},
            id="over midnight",
        ),
        pytest.param(
            set_by(-HOUR_S, 3600 * 2.5, STARTS_S[22]),
            180,
            {(0, 22): 60, (0, 23): 89, (1, 0): 31},
            id="set back over midnight",
        ),
        pytest.param(
            set_by(HOUR_S, 3600 * 1.5, STARTS_S[22]),
            180,
            {(0, 22): 60, (0, 23): 31, (1, 0): 29, (1, 1): 60},
            id="set forward over midnight",
        ),
        pytest.param(
            summer_time(3600, 3600), 120, {(0, 10): 119, (0, 11): 1}, id="summer time ends"
        ),
        pytest.param(
            summer_time(10_800, 3600),
            120,
            {(0, 10): 60, (0, 11): 1, (0, 12): 59},
            id="summer time begins",
        ),
        pytest.param(set_by(9 * DAY_S, 1800), 60, {(0, 10): 31, (9, 10): 29}, id="set by days"),
    ],
)
def test_each_minute_is_filed_once_under_the_time_the_clock_showed(
    path: Path, clock: Clock, lasts_min: int, expected: dict[tuple[int, int], float]
) -> None:
    recorded(path, clock, 60 * lasts_min)
    found = minutes_by_hour(path)
    assert sum(found.values()) == lasts_min
    assert found == pytest.approx(expected, abs=2)  # noticed within a minute, from the next one on


@pytest.mark.parametrize("start_s", [STARTS_S[22], STARTS_S[22] + 30.5])
def test_two_days_share_no_minute(path: Path, start_s: float) -> None:
    recorded(path, set_by(0, 0, start_s), 3 * HOUR_S)
    midnight_s = START_S + 14 * HOUR_S
    days = [Period(midnight_s - DAY_S, midnight_s), Period(midnight_s, midnight_s + DAY_S)]
    minutes = [minutes_by_hour(path, day) for day in days]
    assert sum(sum(one.values()) for one in minutes) == 180
    assert [{day for day, _ in one} for one in minutes] == [{0}, {1}]


@pytest.fixture(scope="module")
def set_back(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty minutes that began in the middle of a minute, the clock set back after twenty."""
    path = tmp_path_factory.mktemp("cut") / "history.db"
    recorded(path, set_by(-HOUR_S, 1200, START_S + 30.5), 2400)
    return path


@settings(max_examples=30, deadline=None)
@given(cuts=st.lists(st.floats(0, 2 * HOUR_S), max_size=4))
def test_periods_that_meet_share_no_minute(set_back: Path, cuts: list[float]) -> None:
    ends = sorted({0, 2 * START_S, *(START_S - HOUR_S + one for one in cuts)})
    parts = [Period(a, b) for a, b in pairwise(ends)]
    assert sum(sum(minutes_by_hour(set_back, part).values()) for part in parts) == 40


def test_an_alert_belongs_to_the_leg_it_was_given_in(path: Path) -> None:
    reported = Event(1700, EventKind.ALERT, Cause.SLUMP, 60, 14, "deg", Level.NOTICE, "chin_tuck")
    cleared = Event(2000, EventKind.CLEARED, Cause.SLUMP, 360)
    late = Event(2100, EventKind.BREAK_DUE, held_s=1800)
    recorded(path, set_by(-HOUR_S, 1800), 2400, reported, cleared, late)
    report_data = read_report_data(path, EVER)
    (alert,) = report_data.alerts
    assert alert.at_s == START_S + 1700
    assert (alert.alert.outcome, alert.alert.after_s) == ("corrected", 300)
    assert len(report_data.breaks) == 1
    assert [(s.start_s - START_S, s.end_t_s) for s in report_data.sittings] == [
        (1860 - HOUR_S, 540),
        (0, 1860),
    ]


def disturbed(path: Path, disturb: Callable[[], object]) -> str:
    """Record twenty minutes over which the clock is set ahead by a day; what is told of it."""
    clock, now = set_by(DAY_S, 600), [0.0]
    with open_recorder(path, SITTING, every_s=20, wall=lambda: clock(now[0])) as recorder:
        take = taking(recorder)
        for n in range(120):
            now[0] = 10.0 * n
            take(tick(now[0]))
            if n == 100:
                disturb()
    return recorder.notice


def test_a_sitting_deleted_meanwhile_does_not_come_back(path: Path) -> None:
    disturbed(path, lambda: delete(path, START_S + DAY_S))
    (left,) = read_report_data(path, EVER).sittings
    assert left.start_s == START_S + DAY_S + 660


def test_damage_in_a_later_leg_leaves_the_earlier_ones_aside(path: Path) -> None:
    notice = disturbed(path, lambda: path.write_bytes(b"somebody wrote over it" * 100))
    assert "It is kept as" in notice
    (left,) = read_report_data(path, EVER).sittings
    assert left.start_s == START_S + DAY_S + 660


def test_nothing_recorded_has_no_end(path: Path) -> None:
    record(path, [tick(0), tick(30)])
    assert ends_s(path) == START_S + 31
    delete(path, None)
    assert ends_s(path) == 0


@pytest.mark.parametrize(
    "clock",
    [
        pytest.param(set_by(-HOUR_S, 3600), id="set back"),
        pytest.param(set_by(HOUR_S, 3600), id="set forward"),
        pytest.param(summer_time(3600, 3600), id="summer time ends"),
        pytest.param(set_by(-HOUR_S, 9000, STARTS_S[22]), id="back over midnight"),
    ],
)
def test_the_commands_tell_of_it(clock: Clock) -> None:
    recorded(history_path(), clock, 3 * HOUR_S)
    reported = json.loads(_run("history", "show", "--json"))
    assert sum(row["good_s"] for row in reported) == 3 * HOUR_S
    assert len(_run("history", "show").splitlines()) == len(reported) >= 2
    values = json.loads(_run("report", "--since", "2024-10-01", "--format", "json"))
    assert values
    assert "of the judged time beyond your limits" in _run(
        "report", "--since", "2024-10-01", "--format", "text"
    )


@pytest.mark.parametrize(
    ("ahead_s", "minutes"),
    [
        pytest.param(HOUR_S, 90, id="an hour"),
        pytest.param(300 * DAY_S, 0, id="by most of a year: that is no time to report on"),
    ],
)
def test_what_was_recorded_before_the_clock_was_set_back_is_in_the_report_at_once(
    monkeypatch: pytest.MonkeyPatch, ahead_s: float, minutes: int
) -> None:
    recorded(history_path(), set_by(0, 0), 90 * 60)
    now_s = START_S + 90 * 60 - ahead_s
    monkeypatch.setattr("posturecam.app.admin.reporting.time.time", lambda: now_s)
    found = found_in(Wish(datetime.fromtimestamp(now_s - 2 * HOUR_S, tz=UTC)), Settings())
    assert sum(hour.total.good_s for hour in found.report_data.hours) == 60 * minutes
    assert found.report_data.period.days < 2


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output
