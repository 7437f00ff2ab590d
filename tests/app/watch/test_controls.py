from dataclasses import replace

import pytest

from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.app.watch.controls import Controls
from posturecam.core.alerts.requests import (
    BreakPostponed,
    BreakSkipped,
    BreakTaken,
    Dismiss,
    ExerciseDone,
    Request,
    Resume,
    Snooze,
)
from posturecam.core.values import Cause, Event, EventKind
from posturecam.monitor import Tick
from posturecam.settings import Settings
from tests.support.desk import UPRIGHT, ListedObservations, calibrated, sitting


class Clock:
    """Goes on by a second with each press."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def controls(clock: Clock) -> Controls:
    return Controls(900, clock=clock)


def pressed(controls: Controls, clock: Clock, keys: str, every_s: float = 1.0) -> list[str | None]:
    answers = []
    for key in keys:
        clock.now_s += every_s
        answers.append(controls.press(key))
    return answers


def taken(controls: Controls, clock: Clock, keys: str, every_s: float = 1.0) -> list[str]:
    pressed(controls, clock, keys, every_s)
    return list(controls.take())


def test_keys_become_requests_once(controls: Controls, clock: Clock) -> None:
    assert taken(controls, clock, "dbx") == [Dismiss(), BreakTaken()]
    assert list(controls.take()) == []


def test_snoozing_grows_and_ends(controls: Controls, clock: Clock) -> None:
    assert [taken(controls, clock, "s")[0] for _ in range(5)] == [
        Snooze(900),
        Snooze(1800),
        Snooze(3600),
        Resume(),
        Snooze(900),
    ]


def tick() -> Tick:
    observations = ListedObservations(sitting((1, UPRIGHT)))
    return next(monitor.watch(observations, calibrated().profile, rules_of(Settings()), Nobody()))


def test_a_snooze_that_is_over_begins_small_again(controls: Controls, clock: Clock) -> None:
    taken(controls, clock, "ss")
    controls.seen(tick())

    assert taken(controls, clock, "s") == [Snooze(900)]


def test_a_snooze_that_lasts_grows(controls: Controls, clock: Clock) -> None:
    now = tick()
    cooldown = replace(now.state.alert_log.cooldown, snoozed_until_t=500.0)
    state = replace(now.state, alert_log=replace(now.state.alert_log, cooldown=cooldown))
    taken(controls, clock, "s")
    controls.seen(replace(now, state=state))

    assert taken(controls, clock, "s") == [Snooze(1800)]


def test_a_press_while_a_look_is_taken_in_is_not_forgotten(
    controls: Controls, clock: Clock
) -> None:
    controls.take()
    pressed(controls, clock, "s")
    controls.seen(tick())

    assert taken(controls, clock, "s") == [Snooze(900), Snooze(1800)]


def test_each_snooze_is_answered_with_its_length_and_what_comes_next(
    controls: Controls, clock: Clock
) -> None:
    assert pressed(controls, clock, "ssss") == [
        "no alerts for 15 min (s again: 30 min)",
        "no alerts for 30 min (s again: 1 h)",
        "no alerts for 1 h (s again: alerts on)",
        "alerts are on again",
    ]


def test_buttons_of_a_notification(controls: Controls) -> None:
    assert controls.follow("snooze") == "no alerts for 15 min"
    controls.follow("show")
    assert controls.stirred() is True
    assert controls.stirred() is False
    assert list(controls.take()) == [Snooze(900)]
    assert controls.show is True


def test_flags(controls: Controls, clock: Clock) -> None:
    taken(controls, clock, "?r")
    assert (controls.help, controls.recalibrate) == (True, True)
    taken(controls, clock, "?")
    assert controls.help is False


@pytest.mark.parametrize(
    ("keys", "observation"), [("?", False), ("x", False), ("s", True), ("p", True)]
)
def test_only_what_a_look_answers_asks_for_one(
    controls: Controls, clock: Clock, keys: str, *, observation: bool
) -> None:
    pressed(controls, clock, keys)
    assert controls.stirred() is observation


def test_p_pauses_and_resumes_and_holds_the_playback_at_once(clock: Clock) -> None:
    held: list[bool] = []
    controls = Controls(900, hold=lambda *, on: held.append(on), clock=clock)
    assert pressed(controls, clock, "pp") == ["paused (press p to resume)", "resuming ..."]
    assert held == [True, False]
    assert not controls.paused


@pytest.mark.parametrize(
    ("every_s", "times", "counted"),
    [
        pytest.param(0.3, 2, 1, id="twice in haste"),
        pytest.param(0.03, 200, 1, id="held down"),
        pytest.param(0.3, 4, 2, id="four times in haste"),
        pytest.param(0.8, 3, 3, id="on purpose"),
    ],
)
@pytest.mark.parametrize("key", ["p", "s", "?", "r"])
def test_the_same_key_in_haste_is_one_press(
    controls: Controls, clock: Clock, key: str, every_s: float, times: int, counted: int
) -> None:
    answers = pressed(controls, clock, key * times, every_s)
    assert len([answer for answer in answers if answer is not None]) == counted


def test_another_key_is_another_press(controls: Controls, clock: Clock) -> None:
    assert taken(controls, clock, "sdb", 0.01) == [Snooze(900), Dismiss(), BreakTaken()]


@pytest.mark.parametrize("key", ["q", "\x03", "\x04"])
def test_quitting(controls: Controls, clock: Clock, key: str) -> None:
    assert pressed(controls, clock, key * 2) == ["ending ...", None]
    assert controls.ending


ASKS = "press r again within 10 s to replace calibration/desk.toml"
DOES = "calibrating again: sit well for 10 s"


@pytest.mark.parametrize(
    ("presses", "answers"),
    [
        pytest.param([("r", 1), ("r", 9)], [ASKS, DOES], id="said again"),
        pytest.param([("r", 1), ("r", 11)], [ASKS, ASKS], id="too late"),
        pytest.param([("r", 1), ("r", 0.2)], [ASKS, None], id="pressed twice in haste"),
        pytest.param(
            [("r", 1), ("b", 1), ("r", 1)], [ASKS, "break noted", ASKS], id="something else"
        ),
    ],
)
def test_a_file_named_by_its_path_is_replaced_only_when_said_again(
    clock: Clock, presses: list[tuple[str, float]], answers: list[str | None]
) -> None:
    controls = Controls(900, replaces="calibration/desk.toml", clock=clock)
    given = [pressed(controls, clock, key, after_s)[0] for key, after_s in presses]
    assert given == answers
    assert controls.recalibrate is (DOES in answers)


def test_one_recalibration_at_a_time(controls: Controls, clock: Clock) -> None:
    already = "already calibrating again: sit well"
    assert pressed(controls, clock, "rr") == [DOES, already]
    with controls.calibrates():
        assert controls.recalibrate is False
        assert pressed(controls, clock, "r") == [already]
    assert controls.recalibrate is False
    assert pressed(controls, clock, "r") == [DOES]


def test_a_pause_comes_before_a_recalibration(controls: Controls, clock: Clock) -> None:
    pressed(controls, clock, "pr")
    assert controls.recalibrate is False


ALERT = Event(1.0, EventKind.ALERT, Cause.SLUMP)
LONG = Event(1.0, EventKind.BREAK_DUE, length_s=120.0)
MICRO = replace(LONG, length_s=20.0, micro=True)


@pytest.mark.parametrize(
    ("card", "answer", "request_"),
    [
        (ALERT, "exercise noted", ExerciseDone()),
        (MICRO, "exercise noted", ExerciseDone()),
        (LONG, "break noted", BreakTaken()),
    ],
)
def test_did_it_is_about_the_card(
    controls: Controls, card: Event, answer: str, request_: Request
) -> None:
    controls.card = card
    assert controls.follow("did") == answer
    assert list(controls.take()) == [request_]


@pytest.mark.parametrize(
    ("name", "answer", "request_"),
    [
        ("took", "break noted", BreakTaken()),
        ("done", "exercise noted", ExerciseDone()),
        ("skip", "break skipped", BreakSkipped()),
        ("skip_micro", "short break skipped", BreakSkipped(micro=True)),
        ("later", "break postponed", BreakPostponed()),
    ],
)
def test_the_buttons_of_a_break_screen(
    controls: Controls, name: str, answer: str, request_: Request
) -> None:
    """They hold even when the card has gone, as after a walk."""
    assert controls.follow(name) == answer
    assert list(controls.take()) == [request_]
