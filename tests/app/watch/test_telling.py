"""What reaches the user, by which way, and when it goes again."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.app.watch import telling as telling_module
from posturecam.app.watch.telling import ALL_OFF, Telling, open_telling
from posturecam.app.watch.telling_texts import screen_of
from posturecam.core.alerts.praise import Merit, Praise
from posturecam.core.values import Cause, Event, EventKind, Level
from posturecam.edges.desktop.overlay_messages import (
    DONE,
    LATER,
    SKIP,
    SKIP_MICRO,
    TOOK,
    Border,
    BreakScreen,
)
from posturecam.edges.files.settings_file import checked
from posturecam.monitor import Tick, watch
from posturecam.settings import Settings
from posturecam.stretches.catalogue import builtin
from tests.support.desk import FORWARD, UPRIGHT, ListedObservations, calibrated, sitting
from tests.support.ways import Heard, ways_by

ALERT = Event(
    60.0,
    EventKind.ALERT,
    Cause.FORWARD_HEAD,
    held_s=60.0,
    amount=11.0,
    unit="deg",
    level=Level.NOTICE,
    stretch="chin_tuck",
)
CARD = replace(ALERT, t=240.0, level=Level.CARD)
BREAK = Event(
    1800.0, EventKind.BREAK_DUE, held_s=1800.0, length_s=120.0, stretch="scapular_squeeze"
)
MICRO = replace(BREAK, length_s=20.0, micro=True, stretch="shoulder_rolls")
PRAISE = Praise(900.0, Merit.KEPT, Cause.FORWARD_HEAD, 600.0)


class Told:
    """Somebody with these settings, and everything that reached them."""

    def __init__(self, **wanted: Mapping[str, Any]) -> None:
        self.desktop, self.complaints = Heard(), list[str]()
        ways, self.sound, self.border, self.screen = ways_by(self.desktop)
        settings = checked(wanted, "test")
        self.telling = Telling(builtin(), settings, ways, self.complaints.append)

    def tell(self, *happened: Event | Praise) -> "Told":
        for one in happened:
            self.telling.tell(one)
        return self

    @property
    def titles(self) -> list[str]:
        return [title for title, *_ in self.desktop.reported]


def test_by_default_an_alert_is_a_notification_with_buttons_and_nothing_else() -> None:
    told = Told().tell(ALERT)

    ((title, body, buttons),) = told.desktop.reported
    assert title == "Head forward"
    assert body.endswith("Try: Chin tuck, 8 x 5 s.")
    assert buttons == {"show": "Show me", "did": "Did it", "snooze": "Snooze 15 min"}
    assert (told.sound.played, told.border.shown, told.screen.shown) == ([], [], [])


@pytest.mark.parametrize(
    "event",
    [
        replace(ALERT, level=Level.SILENT),
        Event(1.0, EventKind.CLEARED, Cause.FORWARD_HEAD),
        Event(1.0, EventKind.AWAY),
        Event(1.0, EventKind.CAMERA_LOST),
    ],
)
def test_other_events_reach_nobody(event: Event) -> None:
    everything = {"sound": True, "border": True}
    told = Told(notifications=everything, breaks={"screen": "all"}).tell(event)

    assert (told.titles, told.sound.played, told.border.shown, told.screen.shown) == (
        [],
        [],
        [],
        [],
    )


def test_sounds_are_chosen_for_alerts_and_breaks() -> None:
    assert Told(notifications={"sound": True}).tell(ALERT, BREAK).sound.played == ["bell", "bowl"]
    other = {"sound": True, "alert_sound": "bowl", "break_sound": "none"}
    assert Told(notifications=other).tell(ALERT, BREAK).sound.played == ["bowl", "none"]


def test_the_border_shows_how_loud_the_alert_is() -> None:
    told = Told(notifications={"border": True}).tell(ALERT)
    assert told.border.now == Border("#e69f00", 180.0)
    assert told.tell(CARD).border.now == Border("#d55e00", 180.0)


@pytest.mark.parametrize("card", [None, BREAK])
def test_the_border_goes_when_its_alert_is_over(card: Event | None) -> None:
    told = Told(notifications={"border": True}).tell(ALERT)
    told.telling.keep(ALERT)
    assert told.border.now is not None
    told.telling.keep(card)
    assert told.border.now is None


def test_a_notification_goes_once_when_it_is_over() -> None:
    told = Told()
    told.telling.keep(None)
    assert told.desktop.withdrawn == 0
    told.tell(ALERT).telling.keep(ALERT)
    assert told.desktop.withdrawn == 0
    told.telling.keep(None)
    told.telling.keep(None)
    assert told.desktop.withdrawn == 1


def test_everything_goes_when_it_is_put_away() -> None:
    told = Told(notifications={"border": True}, breaks={"screen": "one"}).tell(ALERT, BREAK)
    told.telling.withdraw()
    assert (told.border.now, told.screen.now, told.desktop.withdrawn) == (None, None, 0)
    told.telling.pump()  # by the thread that the desktop's notifications belong to
    told.telling.pump()
    assert told.desktop.withdrawn == 1


@pytest.mark.parametrize(
    ("wanted", "notified", "screen"),
    [(True, 1, "off"), (False, 0, "off"), (False, 0, "one"), (True, 1, "all")],
)
def test_breaks_are_notified_or_fill_the_screen(
    *, wanted: bool, notified: int, screen: str
) -> None:
    told = Told(notifications={"breaks": wanted, "sound": True}, breaks={"screen": screen})
    told.tell(BREAK)
    assert len(told.desktop.reported) == len(told.sound.played) == notified
    assert len(told.screen.shown) == (screen != "off")
    if told.screen.now is not None:
        assert isinstance(told.screen.now, BreakScreen)
        assert told.screen.now.everywhere is (screen == "all")


def test_the_screen_of_a_break() -> None:
    shown = screen_of(BREAK, builtin()["scapular_squeeze"], everywhere=True)
    assert shown.title == "Time for a break"
    assert shown.body.startswith("You have been sitting for 30 minutes.")
    assert "Try" not in shown.body
    assert shown.exercise == "Scapular squeeze, 5 x 10 s"
    assert shown.steps == builtin()["scapular_squeeze"].steps
    assert (shown.for_s, shown.escape) == (120.0, LATER)
    assert [choice.name for choice in shown.choices] == [TOOK, LATER, SKIP]
    assert {stroke[0] for stroke in shown.figure} >= {"trunk", "near", "arrow"}
    assert "dizzy" in shown.notice


def test_the_screen_of_a_micro_break() -> None:
    shown = screen_of(MICRO, builtin()["shoulder_rolls"], everywhere=False)
    assert (shown.title, shown.exercise) == ("A short break", "Shoulder rolls")
    assert (shown.for_s, shown.escape, shown.everywhere) == (20.0, SKIP_MICRO, False)
    assert [choice.name for choice in shown.choices] == [DONE, SKIP_MICRO]


def test_a_break_without_an_exercise_has_a_screen_too() -> None:
    shown = screen_of(replace(BREAK, stretch=None), None, everywhere=False)
    assert (shown.exercise, shown.steps, shown.figure, shown.notice) == ("", (), (), "")


def test_what_is_pressed_comes_from_the_desktop_and_from_the_screen() -> None:
    told = Told()
    told.desktop.presses, told.screen.presses = ["did"], ["later"]
    assert told.telling.pump() == ("did", "later")
    assert told.telling.pump() == ()


def test_each_way_that_fails_is_reported_once() -> None:
    told = Told()
    told.border.troubles = ["no border", "no border"]
    told.sound.troubles = ["no sound", "", "no player"]
    for _ in range(4):
        told.telling.pump()
    assert told.complaints == ["no sound", "no border", "no player"]


def test_the_steps_are_shown_on_request() -> None:
    told = Told()
    for card in (None, replace(ALERT, stretch=None)):
        told.telling.show_steps(card)
    assert told.titles == []
    told.telling.show_steps(ALERT)
    title, body, buttons = told.desktop.reported[-1]
    assert (title, buttons) == ("Chin tuck", {})
    assert body.startswith("1. ")
    assert "\n2. " in body


def test_praise_is_a_notification_without_a_sound() -> None:
    told = Told(notifications={"sound": True, "border": True}).tell(PRAISE)
    assert told.desktop.reported[-1][0] == "Well kept up"
    assert told.desktop.reported[-1][2] == {}
    assert (told.sound.played, told.border.shown) == ([], [])


def test_a_trial_is_shown_by_the_ways_chosen() -> None:
    example = replace(ALERT, held_s=None, amount=None)
    told = Told(notifications={"sound": True, "border": True})
    assert told.telling.trial(example) == (
        "a trial alert is shown by a notification, a sound, a border"
    )
    assert told.titles == []  # another thread may have asked
    told.telling.pump()
    title, body, buttons = told.desktop.reported[-1]
    assert title == "Head forward"
    assert body.startswith("This is a trial. Your head")
    assert "snooze" not in buttons
    assert (told.sound.played, told.border.now) == (["bell"], Border("#e69f00", 10.0))
    told.telling.pump()
    assert len(told.titles) == 1


def test_a_trial_by_no_way_says_so() -> None:
    told = Told(notifications={"desktop": False, "sound": True, "alert_sound": "none"})
    assert told.telling.trial(ALERT) == ALL_OFF


KEPT_UP = {
    "alerts": {"hold_s": 2, "away_s": 2},
    "breaks": {"every_min": 0},
    "limits": {"still_too_long_min": 0},
}


@cache
def kept_up() -> tuple[Tick, ...]:
    """A correction that is kept up for ten minutes."""
    observations = ListedObservations(sitting((4, FORWARD), (620, UPRIGHT), step_s=1))
    rules = rules_of(checked(KEPT_UP, "test"))
    return tuple(watch(observations, calibrated().profile, rules, Nobody()))


def praised(*, wanted: bool, usual: Mapping[Cause, float]) -> list[Praise]:
    settings = checked(KEPT_UP | {"notifications": {"praise": wanted}}, "test")
    asked: list[Mapping[Cause, float]] = []

    def asking() -> Mapping[Cause, float]:
        asked.append(usual)
        return usual

    telling = Telling(builtin(), settings, ways_by(Heard())[0], pytest.fail, asking)
    assert len(asked) == wanted
    return [praise for tick in kept_up() if (praise := telling.earned(tick)) is not None]


def test_praise_is_earned_only_if_it_is_wanted() -> None:
    (praise,) = praised(wanted=True, usual={})
    assert (praise.merit, praise.cause) == (Merit.KEPT, Cause.FORWARD_HEAD)
    assert praised(wanted=False, usual={}) == []


def test_the_ways_are_opened_and_closed() -> None:
    off = Settings(notifications=checked({"notifications": {"desktop": False}}, "t").notifications)
    with open_telling(builtin(), off, pytest.fail) as telling:
        telling.tell(ALERT)
        assert telling.pump() == ()


def test_nothing_is_left_on_the_desktop_whose_buttons_nobody_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard = Heard()
    monkeypatch.setattr(telling_module, "open_notifier", lambda **_: nullcontext(heard))
    with open_telling(builtin(), Settings(), pytest.fail):
        pass
    assert heard.withdrawn == 0
    with open_telling(builtin(), Settings(), pytest.fail) as telling:
        telling.tell(ALERT)
        assert heard.withdrawn == 0
    assert heard.withdrawn == 1
