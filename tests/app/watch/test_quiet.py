"""Alerts that wait in a call: through the whole pipeline, and what the instance shows of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.watch.controls import Controls
from posturecam.app.watch.quiet import Quiet, Remembered, is_quiet_wanted, open_quiet
from posturecam.core.alerts.deferral import Due, Hush
from posturecam.core.alerts.requests import Request, Snooze
from posturecam.core.values import Cause, Event, EventKind, Why
from posturecam.edges.desktop.busy import Busy
from posturecam.edges.files.settings_file import checked
from posturecam.settings import Quiet as Wanted
from tests.support.desk import FORWARD, UPRIGHT, ListedObservations, Part, calibrated, sitting

RULES = rules_of(
    checked(
        {
            "alerts": {"hold_s": 2, "away_s": 2},
            "breaks": {"every_min": 0.25, "moved_min": 0},
        },
        "test",
    )
)
CALL = Hush.IN_CALL
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
OFF = Wanted(**dict.fromkeys(Wanted.model_fields, False))


@dataclass
class Calls:
    """In a call at certain times of the stream."""

    during: Callable[[float], bool]
    t: float = 0.0
    fresh_asked: int = 0
    waits: list[bool] = field(default_factory=list)

    def latest(self) -> Hush | None:
        return CALL if self.during(self.t) else None

    def fresh(self) -> Hush | None:
        self.fresh_asked += 1
        return self.latest()

    def wait(self, *, waits: bool) -> None:
        self.waits.append(waits)


def live_through(
    calls: Calls, *parts: Part, requests: Sequence[tuple[float, Request]] = ()
) -> tuple[list[tuple[float, Due]], Quiet, list[tuple[float, str, int]]]:
    controls = Controls(900)
    quiet = Quiet(calls, wall=lambda: NOON)
    due, shown = [], []
    asked = list(requests)
    observations = ListedObservations(sitting(*parts))
    for tick in monitor.watch(observations, calibrated().profile, RULES, controls):
        calls.t = tick.assessment.t
        found = quiet.take(tick)
        if found != Due():
            due.append((calls.t, found))
        shown.append((calls.t, quiet.why(), quiet.waiting()))
        if asked and calls.t >= asked[0][0]:
            controls.ask(asked.pop(0)[1], "")
    return due, quiet, shown


def kinds(events: Sequence[Event]) -> list[EventKind]:
    return [event.kind for event in events]


def test_without_a_call_everything_comes_at_once() -> None:
    calls = Calls(lambda _t: False)
    due, quiet, _ = live_through(calls, (3, UPRIGHT), (14, FORWARD))

    assert [kind for _, found in due for kind in kinds(found.events)] == [
        EventKind.ALERT,
        EventKind.ALERT,  # again, louder
        EventKind.BREAK_DUE,
    ]
    assert all(found.summary is None for _, found in due)
    assert (quiet.why(), quiet.waiting()) == ("", 0)
    assert calls.fresh_asked == len(due)  # only when there is something to say
    assert not any(calls.waits)


def test_after_a_call_what_still_holds_comes_in_one() -> None:
    calls = Calls(lambda t: t < 20)
    due, quiet, shown = live_through(calls, (3, UPRIGHT), (27, FORWARD))
    ((t, found),) = due

    assert 24 <= t <= 26
    assert found.events == ()
    assert found.summary is not None
    assert found.summary.hushes == (CALL,)
    assert kinds(found.summary.events) == [EventKind.ALERT, EventKind.BREAK_DUE]
    assert found.summary.events[0].cause is Cause.FORWARD_HEAD
    assert 20 < (found.summary.events[0].held_s or 0) < 24
    during = [(why, waiting) for t, why, waiting in shown if 15 <= t < 24]
    assert set(during) == {("in a call", 2)}
    assert (quiet.why(), quiet.waiting()) == ("", 0)
    assert any(calls.waits)


def test_what_was_corrected_in_the_call_does_not_come() -> None:
    calls = Calls(lambda t: t < 10)
    due, _, _ = live_through(calls, (1, UPRIGHT), (4, FORWARD), (14, UPRIGHT))
    assert [kinds(found.events) for _, found in due] == [[EventKind.BREAK_DUE]]


def test_a_snooze_in_the_call_empties_it() -> None:
    calls = Calls(lambda t: t < 8)
    parts = ((1, UPRIGHT), (20, FORWARD))
    due, quiet, _ = live_through(calls, *parts, requests=[(6, Snooze(900))])
    assert due == []
    assert quiet.waiting() == 0


def test_a_camera_that_was_lent_comes_back_first() -> None:
    calls = Calls(lambda t: t < 8)
    parts = ((1, UPRIGHT), (4, FORWARD), (12, Why.CAMERA_YIELDED), (4, FORWARD))
    ((t, found),), *_ = live_through(calls, *parts)
    assert t >= 17
    assert found.summary is not None


def test_the_next_run_goes_on_with_what_waits() -> None:
    remembered = Remembered()
    before = Quiet(Calls(lambda _t: True), remembered)
    for tick in monitor.watch(
        ListedObservations(sitting((1, UPRIGHT), (4, FORWARD))),
        calibrated().profile,
        RULES,
        Controls(900),
    ):
        before.take(tick)
    assert Quiet(None, remembered).waiting() == before.waiting() == 1


def test_the_time_of_day_of_something_past() -> None:
    calls = Calls(lambda _t: False)
    _, quiet, _ = live_through(calls, (61, UPRIGHT))
    assert quiet.clock_text(0.5) == "11:58"


def test_by_the_settings() -> None:
    assert is_quiet_wanted(Wanted())
    assert not is_quiet_wanted(OFF)
    with open_quiet(OFF) as quiet:
        assert (quiet.why(), quiet.waiting()) == ("", 0)
    with open_quiet(Wanted()) as quiet:
        assert isinstance(quiet._busy, Busy)


@pytest.mark.parametrize("hush", Hush)
def test_every_reason_has_its_words(hush: Hush) -> None:
    assert hush.after.startswith("while ")
    assert hush.value


def test_a_reason_of_the_program_itself_counts_too() -> None:
    quiet = Quiet(None, also=lambda: Hush.EXERCISING)
    observations = ListedObservations(sitting((3, UPRIGHT), (8, FORWARD)))
    for tick in monitor.watch(observations, calibrated().profile, RULES, Controls(900)):
        assert quiet.take(tick) == Due()

    assert quiet.why() == "an exercise is led"
    assert quiet.waiting() == 1
