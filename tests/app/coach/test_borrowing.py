"""The camera of the running instance is borrowed, and given back however it ends."""

from dataclasses import replace

import pytest

from posturecam.app.coach.borrowing import SPARE_S, borrowed_camera
from posturecam.view.commands import Pause, Unpause
from posturecam.view.glance import Light
from tests.support.companions import WELL, Remembering


def test_it_pauses_for_a_bounded_time_and_goes_on() -> None:
    instance = Remembering()

    with borrowed_camera(60.0, instance) as borrowed:
        assert borrowed
        assert instance.asked == [Pause(for_s=120.0 + SPARE_S)]

    assert instance.asked[1:] == [Unpause()]


def test_it_goes_on_although_something_went_wrong() -> None:
    instance = Remembering()

    with pytest.raises(KeyboardInterrupt), borrowed_camera(60.0, instance):
        raise KeyboardInterrupt

    assert instance.asked[-1] == Unpause()


def test_one_that_is_paused_stays_so() -> None:
    instance = Remembering(replace(WELL, light=Light.PAUSED))

    with borrowed_camera(60.0, instance) as borrowed:
        assert not borrowed

    assert instance.asked == []


@pytest.mark.parametrize("until", ["", "16:00"])
def test_a_pause_that_was_asked_for_meanwhile_stays(until: str) -> None:
    instance = Remembering(replace(WELL, paused_until="15:30"))

    with borrowed_camera(60.0, instance):
        instance.now = replace(WELL, light=Light.PAUSED, paused_until=until)

    assert Unpause() not in instance.asked


def test_without_one_nothing_is_asked() -> None:
    with borrowed_camera(60.0) as borrowed:
        assert not borrowed
