"""An exercise begins in the dose that is for today."""

import pytest

from posturecam.app.coach import beginning
from posturecam.app.coach.beginning import run_of
from posturecam.app.companion.board import Board
from posturecam.app.companion.leading import Leading
from posturecam.errors import HistoryError
from posturecam.settings import Settings
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.experience import nothing_known
from posturecam.stretches.programme import DAILY, Item
from posturecam.stretches.programme_day import ProgrammeDay, Task
from posturecam.view.glance import Glance, Light
from posturecam.view.moment import Moment

TUCK = builtin()["chin_tuck"]
HALF = TUCK.dose.model_copy(update={"repetitions": 4})


@pytest.fixture
def _half(monkeypatch: pytest.MonkeyPatch) -> None:
    task = Task(Item(TUCK, "strengthen", (), DAILY), HALF, 0, is_done=False)
    monkeypatch.setattr(beginning, "today", lambda _settings: ProgrammeDay(0, (task,)))


@pytest.mark.usefixtures("_half")
def test_what_is_for_today_is_led_in_its_dose_and_the_rest_whole() -> None:
    (led,) = run_of(TUCK, Settings(), nothing_known()).results
    (other,) = run_of(builtin()["neck_rotation"], Settings(), nothing_known()).results

    assert TUCK.dose.repetitions == 8
    assert led.lead.plan.asked.repetitions == 4
    assert other.exercise == builtin()["neck_rotation"]


@pytest.mark.usefixtures("_half")
def test_the_instance_leads_the_dose_of_today() -> None:
    board = Board(Moment(Glance(Light.PAUSED, "paused")))
    Leading(board, lambda: None, beside=lambda _go: None).begin("chin_tuck")

    assert board.moment.lesson is not None
    assert board.moment.lesson.of == 4


def test_a_history_that_cannot_be_read_leads_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def unread(_settings: Settings) -> ProgrammeDay:
        msg = "The history cannot be read."
        raise HistoryError(msg)

    monkeypatch.setattr(beginning, "today", unread)

    (led,) = run_of(TUCK, Settings(), nothing_known()).results
    assert led.exercise == TUCK
