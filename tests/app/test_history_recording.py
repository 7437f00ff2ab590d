from posturecam import monitor
from posturecam.app.history_recording import recording_live
from posturecam.app.policies import rules_of
from posturecam.core.history.records import Origin
from posturecam.core.history.report_data import Period
from posturecam.core.history.wall_clock import WallTime
from posturecam.edges.history.database import history_path
from posturecam.edges.history.queries import read_report_data
from posturecam.monitor import Tick
from posturecam.settings import Settings
from tests.support.desk import ListedObservations, calibrated, sitting
from tests.support.synthetic import Person

SETTINGS = Settings()
RULES = rules_of(SETTINGS)
START_S = 1_790_000_000.0
EVER = Period(0, 2 * START_S)


class Nobody:
    def take(self) -> tuple[str, ...]:
        return ()


def wall() -> WallTime:
    return WallTime(START_S, 0)


def ticks(seconds: float) -> list[Tick]:
    observations = ListedObservations(sitting((seconds, Person())))
    return list(monitor.watch(observations, calibrated().profile, RULES, Nobody()))


def test_a_live_run_is_recorded_with_what_mattered() -> None:
    reported: list[str] = []
    lost: list[str] = []
    with recording_live(calibrated(), "desk", SETTINGS, wall, reported.append, lost.append) as take:
        for tick in ticks(3):
            take(tick)

    assert reported == lost == []
    report_data = read_report_data(history_path(), EVER)
    (kept,) = report_data.sittings
    assert (kept.origin, kept.profile) == (Origin.WATCH, "desk")
    assert kept.calibration == "2026-03-01T09:30:00+00:00"
    assert '"forward_head_deg":8.0' in kept.settings
    assert sum(hour.total.good_s for hour in report_data.hours) > 2


def test_what_stops_the_recording_is_told_once() -> None:
    reported: list[str] = []
    lost: list[str] = []
    history_path().mkdir(parents=True)

    with recording_live(calibrated(), "desk", SETTINGS, wall, reported.append, lost.append) as take:
        for tick in ticks(2):
            take(tick)

    (text,) = reported
    assert text.startswith("not recording: Cannot write the history")
    assert lost == [text.replace("not recording:", "The history is incomplete.")]
