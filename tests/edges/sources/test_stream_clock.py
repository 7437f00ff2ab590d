"""Stream time on a real clock."""

import pytest

from tests.support.world import World


def test_nothing_passes_and_nobody_waits_before_the_first_picture() -> None:
    world = World()
    world.now_s += 9
    assert world.clock.t() == 0
    assert world.clock.ahead_s(5.0) == 0
    world.clock.wait_until(5.0, world.sleep)
    assert world.slept_s == []


def test_it_starts_at_the_time_of_the_first_picture_and_only_once() -> None:
    world = World()
    world.clock.start(7.0)
    world.now_s += 2
    world.clock.start(0.0)
    assert world.clock.t() == 9.0
    assert world.clock.ahead_s(12.0) == 3.0
    assert world.clock.ahead_s(8.0) == 0


def test_it_stands_still_while_it_is_held() -> None:
    world = World()
    world.clock.start()
    world.clock.hold(on=True)
    world.clock.hold(on=True)
    assert world.clock.held
    world.now_s += 100
    assert world.clock.t() == 0.0
    world.clock.hold(on=False)
    world.clock.hold(on=False)
    assert not world.clock.held
    world.now_s += 2
    assert world.clock.t() == 2.0


def test_a_hold_before_the_first_picture_does_not_count() -> None:
    world = World()
    world.clock.hold(on=True)
    world.now_s += 10
    world.clock.start()
    world.clock.hold(on=False)
    world.now_s += 3
    assert world.clock.t() == 3.0


def test_a_wait_is_cut_into_slices_and_a_hold_puts_its_end_off() -> None:
    world = World(1, 4)
    world.clock.start()
    world.clock.wait_until(5.0, world.sleep)
    assert world.clock.t() == pytest.approx(5.0)
    assert world.now_s == pytest.approx(58.0, abs=0.2)
    assert max(world.slept_s) <= 0.1
