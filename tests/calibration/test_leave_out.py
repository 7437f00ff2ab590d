import pytest
from bench.leave_out import leaving_out, using
from bench.sessions import Session, load_sessions

from posturecam.core.body import learned_landmarks, learned_movements, movement_priors


@pytest.fixture(scope="module")
def sessions() -> tuple[Session, ...]:
    return load_sessions()


def test_what_was_learned_is_back_after_the_block() -> None:
    moves, noise = dict(movement_priors.USUAL), learned_landmarks.NOISE
    upright = learned_movements.USUAL["upright"]

    with using({"NOISE": ((1.0,),), "USUAL": {"upright": upright}}):
        assert learned_landmarks.NOISE == ((1.0,),)
        assert list(movement_priors.USUAL) == ["upright"]

    assert noise == learned_landmarks.NOISE
    assert list(movement_priors.USUAL) == list(moves)


def test_it_is_back_after_an_error_too() -> None:
    noise = learned_landmarks.NOISE

    with pytest.raises(KeyError), using({"NOISE": ()}):
        raise KeyError

    assert noise == learned_landmarks.NOISE


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
