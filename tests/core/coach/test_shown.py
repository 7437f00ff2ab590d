from dataclasses import replace

from posturecam.core.coach.movements import Side
from posturecam.core.coach.seen import Phase
from posturecam.core.coach.shown import STEADY_S, Shown
from tests.support.leads import seen

HOLD = seen(phase=Phase.HOLD, held_s=2.0)
BACK = seen(phase=Phase.BACK)


def after(shown: Shown, *seen_for: tuple[object, float]) -> Shown:
    for now, passed_s in seen_for:
        shown = shown.follow(now, passed_s)  # type: ignore[arg-type]
    return shown


def test_a_phase_is_shown_once_it_lasts() -> None:
    hold = Shown(Phase.HOLD)

    assert after(hold, (BACK, STEADY_S - 0.1)).phase is Phase.HOLD
    assert after(hold, (BACK, 0.2), (BACK, STEADY_S - 0.1)).phase is Phase.BACK
    assert after(hold, (BACK, 0.3), (HOLD, 0.1), (BACK, 0.3)).phase is Phase.HOLD


def test_a_hold_that_flickers_goes_on() -> None:
    held = after(Shown(Phase.HOLD), (HOLD, 0.1), (BACK, 0.2))
    assert held.held_s == 2.0

    assert after(held, (replace(HOLD, held_s=0.5), 0.1)).held_s == 2.0
    assert after(held, (BACK, STEADY_S)).held_s == 0.0
    assert after(Shown(Phase.GOING), (HOLD, STEADY_S)).held_s == 2.0


def test_the_side_is_that_of_the_last_movement() -> None:
    left = replace(seen(phase=Phase.GOING), side=Side.LEFT)

    moved = after(Shown(), (left, 0.1), (seen(), 1.0))

    assert (moved.side, moved.is_moving) == (Side.LEFT, False)
    assert after(Shown(), (left, STEADY_S)).is_moving
