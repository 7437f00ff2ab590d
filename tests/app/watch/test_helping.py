"""Whether an exercise helped: said, and kept with the record of the exercise."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from posturecam.app.known_exercises import exercise_log, known_exercises, with_experience
from posturecam.app.policies import rules_of
from posturecam.app.watch.helping import open_helping
from posturecam.core.alerts.requests import ExerciseDone
from posturecam.core.history.records import CountedBy, FreshStart, StretchRecord
from posturecam.core.history.report_data import DAY_S, Period
from posturecam.core.values import (
    Assessment,
    Cause,
    Event,
    EventKind,
    Fault,
    Verdict,
)
from posturecam.edges.files.clock import wall_time
from posturecam.edges.history.database import history_path
from posturecam.edges.history.listing import remember
from posturecam.edges.history.queries import read_exercise_log
from posturecam.monitor import Tick
from posturecam.settings import Settings
from tests.support.history_world import following, frame, reading

RULES = rules_of(Settings())
EVER = Period(0, 1e12)
ALERT = Event(0.0, EventKind.ALERT, Cause.FORWARD_HEAD, 60.0, stretch="chin_tuck")
BREAK = Event(0.0, EventKind.BREAK_DUE, stretch="walking")
DID = 180.0


def sat(asked: Event = ALERT, after_deg: float = 2.0) -> Iterable[Tick]:
    """Slouched until the exercise at `DID`, then 5 minutes well, and a minute slouched again."""
    for number in range(300):
        t = 2.0 * number
        amount = 14.0 if t <= DID or t > 480 else after_deg
        fault = Fault(Cause.FORWARD_HEAD, amount, 8.0, "deg")
        now = Assessment(t, Verdict.GOOD, measured=(fault,))
        events = (replace(asked, t=t),) if t == DID - 60 else ()
        requests = (ExerciseDone(),) if t == DID else ()
        yield frame(now, reading(t, -amount), *events, requests=requests)


def helped(path: Path | None, ticks: Iterable[Tick], at_s: float = 1000.0) -> list[str]:
    said: list[str] = []
    with open_helping(RULES, path, said.append, lambda: at_s) as take:
        for tick in following(ticks):
            take(tick)
    return said


def kept(path: Path) -> tuple[StretchRecord, ...]:
    return read_exercise_log(path, EVER).stretches


def test_the_effect_is_said_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    assert helped(path, sat()) == ["After chin tuck: your head came back by 12 degrees (+- 5)."]
    (record,) = kept(path)
    assert (record.at_s, record.exercise, record.cause) == (
        1000.0,
        "chin_tuck",
        Cause.FORWARD_HEAD,
    )
    assert (record.counted_by, record.is_done) == (CountedBy.HAND, True)
    assert record.effect is not None
    assert record.effect.back == pytest.approx(12.0)
    assert record.effect.stayed_s == pytest.approx(300, abs=5)
    assert not record.effect.stays


def test_a_watch_that_ends_keeps_for_how_long_at_least(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    helped(path, list(sat())[:200])
    (record,) = kept(path)
    assert record.effect is not None
    assert record.effect.stayed_s == pytest.approx(218, abs=5)
    assert record.effect.stays


def test_no_effect_is_said_as_such(tmp_path: Path) -> None:
    said = helped(tmp_path / "history.db", sat(after_deg=13.0))
    assert said == ["After chin tuck: no change beyond the error (+1 +- 2 degrees)."]


def test_whoever_led_it_has_noted_it_already(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    led = StretchRecord(990.0, "wall_chin_tuck", 8, 1, 8, counted_by=CountedBy.CAMERA)
    remember(path, StretchRecord(900.0, "sit_back"), led)

    said = helped(path, sat())

    assert said == ["After chin tuck against the wall: your head came back by 12 degrees (+- 5)."]
    _, record = kept(path)
    assert record == replace(led, cause=Cause.FORWARD_HEAD, effect=record.effect)
    assert record.effect is not None


def test_the_cause_that_is_known_stays(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    led = StretchRecord(990.0, "sit_back", counted_by=CountedBy.TIME, cause=Cause.SLUMP)
    remember(path, led)
    helped(path, sat())
    assert [one.cause for one in kept(path)] == [Cause.SLUMP]


@pytest.mark.parametrize(
    "other",
    [
        StretchRecord(990.0, "sit_back", counted_by=CountedBy.CAMERA, skipped=True),
        StretchRecord(990.0, "chin_tuck", counted_by=CountedBy.CAMERA, hurt=True),
        StretchRecord(990.0, "sit_back"),
    ],
    ids=["skipped", "hurt", "by hand"],
)
def test_one_that_is_not_the_one_that_was_done_stays_as_it_is(
    tmp_path: Path, other: StretchRecord
) -> None:
    path = tmp_path / "history.db"
    remember(path, other)
    helped(path, sat())
    first, second = kept(path)
    assert first == other
    assert (second.at_s, second.exercise, second.is_done) == (1000.0, "chin_tuck", True)


def test_one_noted_twice_by_hand_is_one(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    remember(path, StretchRecord(990.0, "chin_tuck"))
    helped(path, sat())
    assert [one.at_s for one in kept(path)] == [990.0]


def test_the_exercise_of_a_break_is_kept_without_an_effect(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    assert helped(path, sat(BREAK)) == []
    assert kept(path) == (StretchRecord(1000.0, "walking", cause=Cause.STILL_TOO_LONG),)


def test_nothing_is_kept_where_nothing_is_recorded(tmp_path: Path) -> None:
    assert helped(None, sat()) == ["After chin tuck: your head came back by 12 degrees (+- 5)."]
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_kept_is_reported_and_the_effect_said(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    path.write_text("no history")
    done, known, *_ = helped(path, sat())
    assert done.startswith("Not saved to the history. ")
    assert known.startswith("Not saved to the history. ")


def test_the_choice_learns_at_once() -> None:
    rules = with_experience(RULES)
    assert rules.offers.known() == {}

    remember(history_path(), StretchRecord(wall_time().unix_s, "chin_tuck", hurt=True))

    assert rules.offers.known()["chin_tuck"].hurt
    assert known_exercises()["chin_tuck"].hurt


def test_what_hurt_counts_until_the_user_says_otherwise_and_the_rest_for_a_while() -> None:
    now_s = wall_time().unix_s
    hurt = StretchRecord(now_s - 400 * DAY_S, "chin_tuck", hurt=True)
    remember(history_path(), hurt, StretchRecord(now_s - 400 * DAY_S, "sit_back"))

    assert set(known_exercises()) == {"chin_tuck"}
    assert known_exercises()["chin_tuck"].hurt
    assert exercise_log(1.0).stretches == (hurt,)

    remember(history_path(), FreshStart(now_s - 300 * DAY_S))
    assert known_exercises() == {}


def test_what_was_known_stays_while_the_history_cannot_be_read() -> None:
    rules = with_experience(RULES)
    remember(history_path(), StretchRecord(wall_time().unix_s, "chin_tuck", hurt=True))
    known = rules.offers.known()

    history_path().write_text("no history")

    assert known["chin_tuck"].hurt
    assert rules.offers.known() == known


def test_a_history_that_cannot_be_read_teaches_nothing() -> None:
    history_path().parent.mkdir(parents=True, exist_ok=True)
    history_path().write_text("no history")
    assert known_exercises() == {}
