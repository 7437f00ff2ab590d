import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.reports.self_check import Step, answer, picked
from posturecam.stretches.warning_signs import EMERGENCY, SOON


@pytest.mark.parametrize(
    ("now", "lately", "score", "step", "said"),
    [
        pytest.param((), (), 0, Step.GO_ON, "suggests you should stop", id="invented: fine"),
        pytest.param((), (), 5, Step.GO_ON, "Your pain is 5 of 10", id="invented: some pain"),
        pytest.param((), (), 8, Step.SOON, "strong (8 of 10)", id="invented: much pain"),
        pytest.param(
            (), SOON.signs[:1], 2, Step.SOON, "See a doctor in the next days", id="invented: a sign"
        ),
        pytest.param(
            EMERGENCY.signs[1:2], SOON.signs, 1, Step.AT_ONCE, "emergency", id="invented: urgent"
        ),
    ],
)
def test_answers(
    now: tuple[str, ...], lately: tuple[str, ...], score: int, step: Step, said: str
) -> None:
    found = answer(now, lately, score)

    assert found.step is step
    assert said in found.sentences[0]
    assert all(sign in found.sentences[0] for sign in now or lately)
    assert "no diagnosis" in found.sentences[-1]
    assert not any("!" in sentence for sentence in found.sentences)


SIGNS = ("a", "b", "c")


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [("", ()), ("0", ()), ("1", ("a",)), ("3, 1", ("c", "a")), ("2 2", ("b",))],
)
def test_signs_are_picked_by_number(numbers: str, expected: tuple[str, ...]) -> None:
    assert picked(SIGNS, numbers) == expected


@pytest.mark.parametrize("numbers", ["4", "x", "-1", "1.5"])
def test_anything_else_is_told(numbers: str) -> None:
    with pytest.raises(ValueError, match="from 1 to 3"):
        picked(SIGNS, numbers)


@given(
    st.lists(st.sampled_from(EMERGENCY.signs)),
    st.lists(st.sampled_from(SOON.signs)),
    st.integers(0, 10),
)
def test_a_sign_is_never_answered_with_go_on(now: list[str], lately: list[str], score: int) -> None:
    found = answer(now, lately, score)

    assert (found.step is Step.AT_ONCE) == bool(now)
    assert found.step is not Step.GO_ON or not (now or lately)
