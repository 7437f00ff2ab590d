from posturecam.core.coach.hints import AGAIN_S, HINT_S, Hints
from posturecam.core.coach.seen import Form

BOTH = (Form.FURTHER, Form.SLOWER)


def test_a_hint_stays_for_a_while_though_another_would_be_more_useful() -> None:
    hints = Hints().follow(0, (Form.SLOWER,))

    assert hints.follow(HINT_S - 0.1, BOTH).now is Form.SLOWER
    assert hints.follow(HINT_S, BOTH).now is Form.FURTHER


def test_a_hint_stays_though_it_helped_and_goes_then() -> None:
    hints = Hints().follow(0, (Form.SLOWER,))

    assert hints.follow(1, ()).now is Form.SLOWER
    assert hints.follow(HINT_S, ()).now is None


def test_no_hint_is_repeated_at_once() -> None:
    hints = Hints().follow(0, (Form.SLOWER,)).follow(HINT_S, (Form.SLOWER,))
    assert hints.now is None

    assert hints.follow(AGAIN_S - 0.1, (Form.SLOWER,)).now is None
    assert hints.follow(AGAIN_S, (Form.SLOWER,)).now is Form.SLOWER
