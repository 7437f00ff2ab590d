"""What the tray shows and offers in every state."""

from dataclasses import replace

import pytest

from posturecam.view.commands import (
    Calibrate,
    EndSnooze,
    OpenPage,
    Pause,
    Quit,
    SnoozeAlerts,
    StopCalibrating,
    Unpause,
)
from posturecam.view.glance import SHOWN, Glance, Light
from posturecam.view.times import hours_text
from posturecam.view.tray import Entry, Tray, entry_of, shortened, tray_of

WELL = Glance(
    Light.WELL, "sitting well", today_s=7500.0, well_s=4800.0, break_in_s=700.0, profile="desk"
)
ALWAYS = {"open", "quit"}
PAUSES = {"pause_900", "pause_3600", "pause_day"}


def entries(tray: Tray) -> dict[str, Entry]:
    return {entry.key: entry for group in tray.menu for entry in group}


def offered(glance: Glance) -> set[str]:
    menu = tray_of(glance).menu
    return {key for key in entries(tray_of(glance)) if entry_of(menu, key) is not None}


@pytest.mark.parametrize(
    ("light", "offers"),
    [
        (Light.WELL, PAUSES | {"snooze", "calibrate"}),
        (Light.BEYOND, PAUSES | {"snooze", "calibrate"}),
        (Light.UNSURE, PAUSES | {"snooze", "calibrate"}),
        (Light.AWAY, PAUSES | {"snooze", "calibrate"}),
        (Light.CAMERA_LOST, PAUSES | {"snooze"}),
        (Light.PAUSED, {"resume"}),
        (Light.STARTING, set()),
        (Light.UNCALIBRATED, {"calibrate"}),
        (Light.CALIBRATING, {"stop_calibrating"}),
    ],
)
def test_each_state_offers_what_can_be_done_in_it(light: Light, offers: set[str]) -> None:
    assert offered(replace(WELL, light=light)) == ALWAYS | offers


def test_no_state_is_forgotten() -> None:
    for light in Light:
        tray = tray_of(replace(WELL, light=light))
        assert tray.light is light
        assert tray.title == f"posturecam: {SHOWN[light]}"


def test_what_a_choice_asks_for() -> None:
    menu = tray_of(replace(WELL, snooze_s=1200.0)).menu
    wanted = {
        "open": (OpenPage(),),
        "calibrate": (OpenPage(), Calibrate()),
        "pause_900": (Pause(for_s=900.0),),
        "pause_3600": (Pause(for_s=3600.0),),
        "pause_day": (Pause(until_tomorrow=True),),
        "snooze": (SnoozeAlerts(for_s=1200.0),),
        "quit": (Quit(),),
    }
    found = {key: entry_of(menu, key) for key in wanted}
    assert {key: entry and entry.commands for key, entry in found.items()} == wanted


def test_what_can_be_ended_is_offered_instead_of_what_began_it() -> None:
    paused = entries(tray_of(replace(WELL, light=Light.PAUSED)))
    snoozed = entries(tray_of(replace(WELL, snoozed_s=60.0)))
    calibrating = entries(tray_of(replace(WELL, light=Light.CALIBRATING)))

    assert paused["resume"].commands == (Unpause(),)
    assert not PAUSES & set(paused)
    assert snoozed["end_snooze"].commands == (EndSnooze(),)
    assert "snooze" not in snoozed
    assert calibrating["stop_calibrating"].commands == (StopCalibrating(),)
    assert "calibrate" not in calibrating


def test_labels_are_sentences() -> None:
    labels = [entry.label for entry in entries(tray_of(WELL)).values()]
    assert labels == [
        *("Sitting well", "Sat well for 1 h 20 min of 2 h 5 min", "Next break in 12 min"),
        *("Open posturecam", "Calibrate"),
        *("Pause for 15 min", "Pause for 1 h", "Pause until tomorrow", "Snooze alerts for 15 min"),
        "Quit posturecam",
    ]


def test_lines_that_only_show_something_cannot_be_chosen() -> None:
    menu = tray_of(WELL).menu
    assert all(entry_of(menu, entry.key) is None for entry in menu[0])
    assert entry_of(menu, "nothing of the kind") is None


def test_the_tooltip_says_how_things_are() -> None:
    assert tray_of(WELL).tooltip == (
        "posturecam: sitting well\nSat well for 1 h 20 min of 2 h 5 min\nNext break in 12 min"
    )


@pytest.mark.parametrize(
    ("change", "line"),
    [
        pytest.param({"break_in_s": 0.0}, "A break is due", id="break due"),
        pytest.param({"break_in_s": 60.0}, "Next break in 1 min", id="a minute"),
        pytest.param({"break_in_s": 61.0}, "Next break in 2 min", id="the minute begun counts"),
        pytest.param({"snoozed_s": 1.0}, "Alerts snoozed for 1 min", id="snoozed"),
        pytest.param({"hushed": "in a call"}, "Alerts wait: in a call", id="hushed"),
        pytest.param({"alert": "Head forward"}, "Head forward", id="the alert that is on"),
        pytest.param(
            {"light": Light.CAMERA_LOST, "detail": "no picture"}, "No picture", id="why not"
        ),
    ],
)
def test_facts_of_the_tooltip(change: dict[str, object], line: str) -> None:
    assert line in tray_of(replace(WELL, **change)).lines


@pytest.mark.parametrize(
    ("change", "word"),
    [
        pytest.param({"break_in_s": None}, "reak", id="no reminders"),
        pytest.param({"light": Light.PAUSED}, "reak", id="no break while paused"),
        pytest.param({"light": Light.BEYOND, "detail": "11.3 degrees"}, "11.3", id="no degrees"),
        pytest.param({"today_s": 59.0}, "Sat", id="nothing judged yet"),
        pytest.param({"snoozed_s": 0.0}, "snoozed", id="alerts come"),
    ],
)
def test_what_the_tooltip_leaves_out(change: dict[str, object], word: str) -> None:
    assert word not in tray_of(replace(WELL, **change)).tooltip


def test_a_pause_says_when_it_ends() -> None:
    paused = replace(WELL, light=Light.PAUSED)
    assert tray_of(paused).title == "posturecam: paused"
    assert tray_of(replace(paused, paused_until="15:30")).title == "posturecam: paused until 15:30"


def test_an_alert_makes_it_urgent_while_somebody_is_measured() -> None:
    assert not tray_of(WELL).urgent
    assert tray_of(replace(WELL, alert="Head forward")).urgent
    assert not tray_of(replace(WELL, alert="Head forward", light=Light.PAUSED)).urgent


def test_seconds_change_nothing() -> None:
    a_little_later = replace(
        WELL, today_s=7510.0, well_s=4810.0, break_in_s=690.0, detail="8.2 deg", alerts=3
    )
    assert tray_of(a_little_later) == tray_of(WELL)
    assert tray_of(replace(WELL, break_in_s=650.0)) != tray_of(WELL)


@pytest.mark.parametrize(
    ("most", "text"),
    [(20, "title\nfirst\nsecond"), (17, "title\nfirst"), (10, "title"), (4, "tit…")],
)
def test_a_long_tooltip_loses_whole_lines_first(most: int, text: str) -> None:
    assert shortened("title\nfirst\nsecond", most) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(59.9, "0 min"), (60.0, "1 min"), (3599.0, "59 min"), (3600.0, "1 h"), (7500.0, "2 h 5 min")],
)
def test_hours_and_minutes(seconds: float, text: str) -> None:
    assert hours_text(seconds) == text
