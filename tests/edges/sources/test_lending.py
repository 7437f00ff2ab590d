"""When the camera is left to others: stories, then a law."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from posturecam.edges.sources.lending import (
    BLINKS_WITHIN_S,
    FREE_S,
    MOST_BLINKS,
    Lending,
    follow,
    is_weary,
)

OPENED, WANTED = (True, False), (True, True)
HELD, NOTHING = (False, True), (False, False)


def run(*looks: tuple[float, tuple[bool, bool]], state: Lending | None = None) -> list[Lending]:
    state, found = state or Lending(), []
    for now_s, (opened, wanted) in looks:
        state = follow(state, now_s, opened=opened, wanted=wanted)
        found.append(state)
    return found


def lent(*looks: tuple[float, tuple[bool, bool]], state: Lending | None = None) -> list[bool]:
    return [one.lent for one in run(*looks, state=state)]


def test_opening_is_enough_and_it_comes_back_when_nobody_has_had_it_for_a_while() -> None:
    looks = [(0, OPENED), (1, HELD), (60, HELD), (61, NOTHING), (65.9, NOTHING), (66, NOTHING)]
    assert lent(*looks) == [True, True, True, True, True, False]


def test_who_opens_it_again_meanwhile_gets_it() -> None:
    looks = [(0, OPENED), (4, OPENED), (8, NOTHING), (9, NOTHING)]
    assert lent(*looks) == [True, True, True, False]


def test_whoever_streams_has_it_without_opening_it() -> None:
    assert lent((0, NOTHING), (1, HELD)) == [False, True]


def test_the_wait_begins_when_it_is_seen_to_be_free() -> None:
    assert lent((0, WANTED), (5, NOTHING), (9.9, NOTHING), (10, NOTHING)) == [True] * 3 + [False]


def weary() -> Lending:
    return Lending(blinks_s=tuple(float(number) for number in range(MOST_BLINKS)))


def test_after_many_releases_for_nothing_opening_is_not_enough() -> None:
    assert is_weary(weary(), 10)
    assert lent((10, OPENED), (11, WANTED), state=weary()) == [False, True]
    assert lent((BLINKS_WITHIN_S + 1, OPENED), state=weary()) == [True]


def test_only_a_release_for_nothing_makes_weary() -> None:
    (*_, blinked) = run((0, OPENED), (1, NOTHING), (6, NOTHING))
    (*_, used) = run((0, OPENED), (1, HELD), (2, NOTHING), (7, NOTHING))

    assert (blinked.lent, blinked.blinks_s) == (False, (6.0,))
    assert (used.lent, used.blinks_s) == (False, ())


LOOKS = st.lists(st.tuples(st.integers(1, 3), st.booleans(), st.booleans()), max_size=60)


@given(LOOKS)
def test_it_is_never_taken_from_somebody_nor_kept_for_nobody(
    looks: list[tuple[int, bool, bool]],
) -> None:
    now_s, state, busy_s = 0.0, Lending(), float("-inf")
    states = [state]
    for passed_s, opened, wanted in looks:
        now_s += passed_s
        busy_s = now_s if opened or wanted else busy_s
        state = follow(state, now_s, opened=opened, wanted=wanted)
        states.append(state)
        assert not (wanted and not state.lent)
        assert state.lent or now_s - busy_s >= FREE_S or is_weary(state, now_s) or busy_s < 0
        assert not state.lent or now_s - busy_s < FREE_S + 2 * 3  # the looks are 3 s apart at most
    blinks = [
        after.blinks_s[-1]
        for before, after in pairwise(states)
        if len(after.blinks_s) > len(before.blinks_s)
    ]
    assert all(later - sooner > FREE_S for sooner, later in pairwise(blinks))
