"""The readings of the last hour: exact, bounded, and nothing but numbers."""

import itertools
import random
import tracemalloc
import zlib
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from posturecam import monitor
from posturecam.app.companion import last_hour
from posturecam.app.companion.last_hour import (
    LEFT_OUT,
    MOST,
    NUMBERS,
    LastHour,
    unpacked,
)
from posturecam.app.policies import alert_policy_of, rules_of, tolerances_of
from posturecam.app.replay.replay import Nobody
from posturecam.app.resources import open_seen, stored_profile
from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.assessment import assess
from posturecam.core.alerts.elapsed import elapsed_since
from posturecam.core.alerts.position_changes import position
from posturecam.core.alerts.requests import BreakTaken, Dismiss, Request, Resume, Snooze
from posturecam.core.alerts.what_if import Judging, what_if
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.values import Assessment, Observation, Reading, Unseen, Verdict, View, Why
from posturecam.errors import InputError
from posturecam.monitor import Tick
from posturecam.settings import Settings
from tests.support.desk import FORWARD, UPRIGHT, ListedObservations, calibrated, sitting
from tests.support.paths import ROOT
from tests.support.patience import PATIENCE_S

SETTINGS = Settings.model_validate({"alerts": {"hold_s": 5, "cooldown_s": 20}})
JUDGING = Judging(tolerances_of(SETTINGS), alert_policy_of(SETTINGS))
STORY = ((20.0, UPRIGHT), (30.0, FORWARD), (6.0, Why.NOBODY), (5.0, FORWARD), (9.0, UPRIGHT))


class Sometimes:
    """Every request there is, one at a time."""

    def __init__(self) -> None:
        self.number = 0
        self.wanted = {60: Snooze(2.0), 70: Resume(), 130: Dismiss(), 150: BreakTaken()}

    def take(self) -> list[Request]:
        self.number += 1
        return [self.wanted[self.number]] if self.number in self.wanted else []


@pytest.fixture(scope="module")
def ticks() -> list[Tick]:
    seen = ListedObservations(sitting(*STORY))
    return list(monitor.watch(seen, calibrated().profile, rules_of(SETTINGS), Sometimes()))


def happened(ticks: list[Tick]) -> list[object]:
    return [replace(event, stretch=None) for tick in ticks for event in tick.events]


def taken(ticks: list[Tick], **bounds: float) -> LastHour:
    kept = LastHour(**bounds)  # type: ignore[arg-type]
    for tick in ticks:
        kept.take(tick)
    return kept


def test_a_whole_run_comes_back_with_its_events(ticks: list[Tick]) -> None:
    (series,) = unpacked(taken(ticks).packed())
    assert happened(ticks)
    assert list(what_if([series], JUDGING).events) == happened(ticks)
    assert [one.requests for one in series.observed] == [tick.requests for tick in ticks]


def test_every_number_that_is_judged_comes_back_exactly(ticks: list[Tick]) -> None:
    (series,) = unpacked(taken(ticks).packed())
    for one, tick in zip(series.observed, ticks, strict=True):
        whole = tick.reading
        if isinstance(whole, Reading):
            whole = replace(whole, **LEFT_OUT)
        assert one.reading == whole


def test_what_is_left_out_changes_no_judgement(ticks: list[Tick]) -> None:
    assert {*NUMBERS, *LEFT_OUT, "hand_at_head", "no_shoulders"} == {
        field.name for field in fields(Reading)
    }
    other = {"view": View.SIDE, "head_yaw_deg": 44.0, "distance_cm": 1.0, "camera_shift_deg": 9.0}
    assert other.keys() == LEFT_OUT.keys()
    whole = next(tick.reading for tick in ticks if isinstance(tick.reading, Reading))
    assert assess(replace(whole, **other), JUDGING.tolerances) == assess(whole, JUDGING.tolerances)
    assert position(replace(whole, **other)) == position(whole)


@pytest.mark.parametrize("longest_s", [15.0, 40.0])
def test_the_oldest_go_and_what_was_remembered_before_them_stays(
    ticks: list[Tick], longest_s: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("posturecam.app.companion.last_hour.BLOCK_S", 3.0)
    (series,) = unpacked(taken(ticks, longest_s=longest_s).packed())
    newest = ticks[len(ticks) - len(series.observed) :]
    lasted_s = sum(tick.elapsed.stood_s for tick in newest)
    assert longest_s - 4 < lasted_s <= longest_s + 0.25
    assert list(what_if([series], JUDGING).events) == happened(newest)
    assert happened(newest)


def test_there_are_never_more_than_allowed(
    ticks: list[Tick], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("posturecam.app.companion.last_hour.BLOCK_S", 3.0)
    kept = LastHour(most=50)
    for tick in ticks:
        kept.take(tick)
        assert sum(len(series.observed) for series in unpacked(kept.packed())) <= 50
    (series,) = unpacked(kept.packed())
    assert len(series.observed) > 30


def test_a_new_run_begins_with_nothing_remembered(ticks: list[Tick]) -> None:
    first, second = unpacked(taken([*ticks, *ticks]).packed())
    assert (second.state, second.last) == (AlertState(), None)
    assert list(what_if([first, second], JUDGING).events) == 2 * happened(ticks)


def test_after_a_hole_it_goes_on_with_what_the_monitor_knew(ticks: list[Tick]) -> None:
    """As when the setting was off for a while: what was missed is not made up."""
    first, second = unpacked(taken([*ticks[:100], *ticks[140:]]).packed())
    assert len(first.observed) == 100
    assert len(second.observed) == len(ticks) - 141
    assert list(what_if([second], JUDGING).events) == happened(ticks[141:])


def test_what_is_forgotten_is_gone(ticks: list[Tick]) -> None:
    kept = taken(ticks[:100])
    kept.forget()
    assert unpacked(kept.packed()) == ()
    for tick in ticks[100:]:
        kept.take(tick)
    (series,) = unpacked(kept.packed())
    assert list(what_if([series], JUDGING).events) == happened(ticks[101:])


def test_what_comes_while_it_is_packed_does_not_wait(
    ticks: list[Tick], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, head = taken(ticks[:50]), last_hour._head

    def slow(block: Any) -> Any:
        taking = Thread(target=kept.take, args=(ticks[50],), daemon=True)
        taking.start()
        taking.join(PATIENCE_S)
        assert not taking.is_alive()
        return head(block)

    monkeypatch.setattr(last_hour, "_head", slow)
    (series,) = unpacked(kept.packed())
    assert len(series.observed) == 50


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x" * 40,
        zlib.compress(b"{}\n"),
        zlib.compress(b'{"format": "posturecam-last-hour 2", "blocks": []}\n'),
        zlib.compress(b'{"format": "posturecam-last-hour 1", "blocks": []}\n1234'),
    ],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="Start posturecam again"):
        unpacked(data)


def busy_hours(hours: float) -> Iterator[Tick]:
    """Ticks four a second, no two readings the same; made one at a time."""
    chance, last = random.Random(1), None  # noqa: S311 (the same every time)
    blank = dict.fromkeys((field.name for field in fields(Reading)), 0.0)
    blank |= {"view": View.FRONT, "hand_at_head": False, "no_shoulders": None}
    for number in itertools.count():
        t = number / 4
        if t > hours * 3600:
            return
        numbers = {name: chance.random() for name in NUMBERS} | {"t": t}
        reading, now = Reading(**blank | numbers), Assessment(t, Verdict.GOOD)
        elapsed = elapsed_since(last, t, 5.0)
        nobody = Observation(t, (), Why.NOBODY)
        yield Tick(nobody, Unseen(t, Why.NOBODY), reading, now, (), CameraBelief(), elapsed)
        last = now


@pytest.mark.untraced
def test_the_busiest_hours_stay_under_three_megabytes() -> None:
    kept = LastHour()
    tracemalloc.start()
    try:
        for tick in busy_hours(1.3):
            kept.take(tick)
        used, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 2.2e6 < used < 3e6
    (series,) = unpacked(kept.packed())
    assert MOST - 480 <= len(series.observed) <= MOST


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.usefixtures("bundles")
@pytest.mark.parametrize("name", ["slouch_p2_laptop", "slouch_p1_side"])
def test_a_sample_recording_comes_back_with_its_events(name: str) -> None:
    settings = Settings.model_validate(
        {"alerts": {"hold_s": 3, "cooldown_s": 5}, "sampling": {"looks_per_s": 2}}
    )
    stored = stored_profile(str(Path(ROOT) / "calibration" / f"{name}.toml"))
    recording = str(Path(ROOT) / "samples" / f"{name}.mp4")
    with open_seen(recording, settings, real_time=False) as (seen, _):
        ticks = list(monitor.watch(seen, stored.profile, rules_of(settings), Nobody()))
    spans = unpacked(taken(ticks).packed())
    judging = Judging(tolerances_of(settings), alert_policy_of(settings))
    assert list(what_if(spans, judging).events) == happened(ticks) != []
