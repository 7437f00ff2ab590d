"""What is usual for somebody, from the history."""

from pathlib import Path

from posturecam.app.watch.usual import LEAST_S, shares, usual_shares
from posturecam.core.history.dose import Dose, Exposure, Judged
from posturecam.core.history.records import Hour
from posturecam.core.values import Cause
from posturecam.edges.history.database import history_path
from tests.support.desk import with_profile


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


def test_without_a_history_nothing_is_usual() -> None:
    with_profile()
    assert usual_shares("default", 1e9) == {}


def test_a_history_that_cannot_be_read_is_reported_elsewhere(tmp_path: Path) -> None:
    del tmp_path
    with_profile()
    history_path().parent.mkdir(parents=True, exist_ok=True)
    history_path().write_text("no database")
    assert usual_shares("default", 1e9) == {}
