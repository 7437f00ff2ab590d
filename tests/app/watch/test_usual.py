"""What is usual for somebody, from the history."""

from dataclasses import replace
from pathlib import Path

import pytest

from posturecam.app.resources import stored_profile
from posturecam.app.watch.usual import LEAST_S, shares, usual_shares
from posturecam.core.history.dose import Dose, Exposure, Judged
from posturecam.core.history.records import Hour
from posturecam.core.values import Assessment, Cause, Fault, Verdict
from posturecam.edges.history.database import history_path
from posturecam.monitor import Tick
from tests.support.desk import with_profile
from tests.support.history_world import SITTING, START_S, frame, reading, record


def hour(cause: Cause, held_s: float, judged: Judged) -> Hour:
    exposures = {cause: Exposure(cause, held_s, held_s)}
    return Hour(20_000, 9, "c", Dose(good_s=3600.0, faults=exposures, judged=judged))


def test_the_share_is_of_the_time_in_which_the_fault_could_be_seen() -> None:
    neck = hour(Cause.FORWARD_HEAD, 900.0, Judged(neck_s=LEAST_S / 2, shoulders_s=3600.0))
    round_ = hour(Cause.ROUNDED_SHOULDERS, 900.0, Judged(shoulders_s=100.0))
    assert shares([neck, neck, round_]) == {Cause.FORWARD_HEAD: 1800.0 / LEAST_S}


def test_too_little_is_not_usual() -> None:
    assert shares([hour(Cause.SLUMP, 900.0, Judged(trunk_s=LEAST_S - 1))]) == {}
    assert shares([]) == {}


def test_it_is_read_of_the_own_calibration_and_of_the_last_weeks() -> None:
    made = with_profile_made()
    own = replace(SITTING, calibration=made)
    poor = [shown(t, Verdict.POOR if t % 40 < 10 else Verdict.GOOD) for t in range(0, 21_600, 10)]
    record(history_path(), poor, own, every_s=3600.0)
    record(
        history_path(),
        poor,
        replace(own, start_s=START_S + 86_400, calibration="another"),
        every_s=3600.0,
    )
    record(history_path(), poor, replace(own, start_s=START_S - 60 * 86_400), every_s=3600.0)

    found = usual_shares("default", START_S + 2 * 86_400)

    assert found == {Cause.FORWARD_HEAD: pytest.approx(0.25, abs=0.01)}


def with_profile_made() -> str:
    with_profile()
    return stored_profile("default").card.created.isoformat(timespec="seconds")


def shown(t: float, verdict: Verdict) -> Tick:
    head = Fault(Cause.FORWARD_HEAD, 12.0 if verdict is Verdict.POOR else 1.0, 8.0, "deg")
    faults = (head,) if verdict is Verdict.POOR else ()
    return frame(Assessment(t, verdict, faults, measured=(head,)), reading(t))


def test_without_a_history_nothing_is_usual() -> None:
    with_profile()
    assert usual_shares("default", 1e9) == {}


def test_a_history_that_cannot_be_read_is_reported_elsewhere(tmp_path: Path) -> None:
    del tmp_path
    with_profile()
    history_path().parent.mkdir(parents=True, exist_ok=True)
    history_path().write_text("no database")
    assert usual_shares("default", 1e9) == {}
