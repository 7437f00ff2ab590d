from dataclasses import replace

import pytest

from posturecam.core.coach.leading import Stage
from posturecam.view.commands import InLesson, Lead, command_of, row_of
from posturecam.view.glance import Glance, Light, lines
from posturecam.view.led import led_glance, led_text
from posturecam.view.lesson import Lesson
from posturecam.view.tray import entry_of, tray_of

LESSON = Lesson("chin_tuck", "Chin tuck", "Draw your chin back.", count=3, of=8, stage=Stage.MOVE)
BESIDE = Glance(Light.WELL, "sitting well", "well", today_s=600.0, alert="Head forward")


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({}, "chin tuck, 3 of 8"),
        ({"paused": True}, "chin tuck, 3 of 8, paused"),
        ({"count": 0}, "chin tuck"),
        ({"count": 1, "of": 1}, "chin tuck"),
    ],
)
def test_how_far_it_is(changed: dict[str, int], text: str) -> None:
    assert led_text(replace(LESSON, **changed)) == text


def test_it_is_what_there_is_to_know_until_it_is_finished() -> None:
    led = led_glance(LESSON, BESIDE)

    assert led.light is Light.LEADING
    assert lines(led)[0] == "leading: chin tuck, 3 of 8"
    assert led.today_s == BESIDE.today_s
    assert led_glance(replace(LESSON, finished=True), BESIDE) == BESIDE


def test_the_tray_shows_it_and_can_stop_it() -> None:
    tray = tray_of(led_glance(LESSON, BESIDE))

    assert tray.title == "posturecam: leading: chin tuck, 3 of 8"
    assert not tray.urgent  # the alert is being answered
    entry = entry_of(tray.menu, "stop_lesson")
    assert entry is not None
    assert entry.commands == (InLesson("stop"),)


@pytest.mark.parametrize("command", [Lead("chin tuck"), InLesson("hurts")])
def test_both_commands_are_messages(command: Lead | InLesson) -> None:
    assert command_of(row_of(command)) == command
