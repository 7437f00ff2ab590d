import json
from datetime import datetime

import numpy as np
import pytest

from posturecam.app.companion.background import Shared
from posturecam.app.companion.board import Board
from posturecam.app.companion.desk import Desk, tomorrow
from posturecam.app.companion.leading import Leading
from posturecam.app.run_totals import Totals
from posturecam.app.watch.controls import Controls
from posturecam.core.alerts.requests import ExerciseDone
from posturecam.edges.control.client import JPEG
from posturecam.errors import InputError
from posturecam.view.commands import (
    DismissAlert,
    InLesson,
    Lead,
    OpenPage,
    Pause,
    PressKey,
    Quit,
    Recalibrate,
    Unpause,
)
from posturecam.view.glance import Glance, Light
from posturecam.view.moment import Moment


class World:
    def __init__(self, light: Light = Light.WELL, sentence: str = "sitting well") -> None:
        self.now = datetime.fromisoformat("2026-03-02T15:00:00+01:00")
        self.interrupted = 0
        self.controls = Controls(900, wall=lambda: self.now)
        self.shared = Shared(Board(Moment(Glance(light, sentence))), self.controls, Totals())
        self.desk = Desk(
            self.shared, lambda: "opened", now=lambda: self.now, interrupt=self.interrupt
        )

    def interrupt(self) -> None:
        self.interrupted += 1


def test_a_pause_ends_by_itself_also_after_the_computer_slept() -> None:
    world = World()
    assert world.desk.do(Pause(for_s=3600.0)) == "paused until 16:00"
    assert world.controls.paused
    world.now = datetime.fromisoformat("2026-03-02T16:00:00+01:00")
    assert not world.controls.paused
    assert world.controls.pause_end == ""
    assert world.desk.do(Pause(until_tomorrow=True)) == "paused until Tue 04:00"


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-03-02T15:00:00+01:00", "2026-03-03T04:00:00+01:00"),
        ("2026-03-02T03:59:00+01:00", "2026-03-02T04:00:00+01:00"),
        ("2026-03-02T04:00:00+01:00", "2026-03-03T04:00:00+01:00"),
        ("2026-12-31T23:00:00+01:00", "2027-01-01T04:00:00+01:00"),
    ],
)
def test_tomorrow_begins_at_four_for_those_who_work_late(now: str, then: str) -> None:
    assert tomorrow(datetime.fromisoformat(now)) == datetime.fromisoformat(then)


def test_a_pause_that_the_settings_made_is_not_ended_by_hand() -> None:
    world = World(Light.PAUSED, "paused: on battery")
    with pytest.raises(InputError, match="on battery"):
        world.desk.do(Unpause())


def test_the_page_is_opened_while_others_go_on() -> None:
    world = World()
    with world.desk._lock:
        assert world.desk.do(OpenPage()) == "opened"


def test_the_end_interrupts_whatever_is_waited_for() -> None:
    world = World()
    assert world.desk.do(Quit()) == "ending"
    assert world.interrupted == 1
    assert world.desk.wait(0.0)
    assert world.desk.ending
    assert world.controls.leaving


def test_a_pause_ends_a_wait_for_the_camera() -> None:
    world = World(Light.CAMERA_LOST, "no camera")
    world.desk.do(Pause())
    assert world.desk.wait(0.0)
    world.desk.do(Unpause())
    assert world.desk.wait(0.0)


def test_what_was_asked_for_before_a_run_does_not_end_it() -> None:
    world = World()
    world.desk.do(Quit())
    world.desk.begin()
    assert not world.desk.asked
    assert not world.controls.leaving


@pytest.mark.parametrize("key", ["q", "\x03", "\x04"])
def test_no_key_ends_the_instance(key: str) -> None:
    world = World()
    with pytest.raises(InputError, match="posturecam stop"):
        world.desk.do(PressKey(key))
    assert not world.controls.ending


def test_a_follower_gets_what_it_asked_for_and_nothing_else() -> None:
    desk = World().desk
    (state,) = desk.news(-1, 0.0, pictures=False)[1]
    assert json.loads(state)["glance"]["sentence"] == "sitting well"
    assert desk.news(-1, 0.0, pictures=True) == (0, [])
    with desk.looking():
        picture = np.zeros((4, 4, 3), np.uint8)
        desk._shared.board.post(Moment(Glance(Light.AWAY, "away")), picture)
        (jpeg,) = desk.news(0, 0.0, pictures=True)[1]
        assert jpeg.startswith(JPEG)
    assert desk.news(1, 0.0, pictures=True) == (1, [])


def test_nothing_is_recalibrated_where_nothing_is_measured() -> None:
    world = World()
    for command in (Recalibrate(), PressKey("r")):
        with pytest.raises(InputError, match="posturecam status"):
            world.desk.do(command)
    assert not world.controls.recalibrate


def test_there_is_no_alert_to_dismiss() -> None:
    assert World().desk.do(DismissAlert()) == "there is no alert to dismiss"


def test_an_exercise_is_led_from_everywhere() -> None:
    world = World()
    world.shared.leading = Leading(world.shared.board, world.shared.exercised, beside=noted)
    assert world.desk.do(Lead("chin tuck")) == "leading: Chin tuck"
    assert world.controls.stirred()
    assert world.desk.glance().light is Light.LEADING
    assert world.desk.answer("state")["state"]["lesson"]["exercise"] == "chin_tuck"

    assert world.desk.do(InLesson("pause")) == "the exercise is paused"
    assert world.desk.do(InLesson("stop")) == "the exercise is over"
    assert world.desk.glance().light is Light.WELL


def test_an_exercise_that_was_done_is_a_request_to_the_monitor() -> None:
    world = World()
    world.shared.exercised()
    assert world.controls.take() == [ExerciseDone()]


def noted(_go: object) -> None:
    """Run nothing beside."""
