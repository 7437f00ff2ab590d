import pytest
from bench.leave_out import leaving_out, using
from bench.sessions import Session, load_sessions

from posturecam.core import kinds, learned_marks, learned_moves


@pytest.fixture(scope="module")
def sessions() -> tuple[Session, ...]:
    return load_sessions()


def test_what_was_learned_is_back_after_the_block() -> None:
    moves, noise = dict(kinds.USUAL), learned_marks.NOISE
    upright = learned_moves.USUAL["upright"]

    with using({"NOISE": ((1.0,),), "USUAL": {"upright": upright}}):
        assert learned_marks.NOISE == ((1.0,),)
        assert list(kinds.USUAL) == ["upright"]

    assert noise == learned_marks.NOISE
    assert list(kinds.USUAL) == list(moves)


def test_it_is_back_after_an_error_too() -> None:
    noise = learned_marks.NOISE

    with pytest.raises(KeyError), using({"NOISE": ()}):
        raise KeyError

    assert noise == learned_marks.NOISE


def test_a_body_is_never_among_those_learned_from(sessions: tuple[Session, ...]) -> None:
    learned_from: list[set[int]] = []

    def fit(some: object) -> dict[str, object]:
        learned_from.append({session.body for session in some})
        return {}

    without = leaving_out(sessions, fit)
    for body in (1, 2, 1):
        with without(body):
            assert body not in learned_from[-1] or len(learned_from) == 2

    assert [len(bodies) for bodies in learned_from] == [31, 31]
    assert 1 not in learned_from[0]
    assert 2 not in learned_from[1]


def test_bodies_can_be_left_out_in_groups(sessions: tuple[Session, ...]) -> None:
    learned_from: list[set[int]] = []

    def fit(some: object) -> dict[str, object]:
        learned_from.append({session.body for session in some})
        return {}

    without = leaving_out(sessions, fit, groups=4)
    for body in (1, 5, 2):
        with without(body):
            pass

    assert len(learned_from) == 2
    assert not {1, 5} & learned_from[0]
    assert 2 not in learned_from[1]
