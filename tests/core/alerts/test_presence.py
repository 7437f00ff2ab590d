"""Away and back."""

import pytest

from posturecam.core.values import EventKind, Why
from tests.support.stories import NOBODY, PATIENT, WELL, Measured, events, sitting

AROUND = (EventKind.AWAY, EventKind.BACK)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([(WELL, 5), (NOBODY, 10)], [], id="not yet certain"),
        pytest.param([(WELL, 5), (NOBODY, 11)], [(15, "away", 10)], id="away"),
        pytest.param(
            [(WELL, 5), (NOBODY, 60), (WELL, 5)],
            [(15, "away", 10), (66, "back", 60)],
            id="back after a minute",
        ),
        pytest.param([(NOBODY, 9), (WELL, 1), (NOBODY, 9)], [], id="here for a moment"),
        pytest.param(
            [(NOBODY, 20), (WELL, 0.5), (NOBODY, 20)], [(10, "away", 10)], id="a passer-by"
        ),
        pytest.param(
            [(NOBODY, 20), (WELL, 0.5), (NOBODY, 20), (WELL, 2)],
            [(10, "away", 10), (41.5, "back", 40.5)],
            id="a passer-by, then you",
        ),
        pytest.param(
            [(NOBODY, 20), (WELL, 0.5), (NOBODY, 1), (WELL, 0.5)],
            [(10, "away", 10)],
            id="two passers-by",
        ),
        pytest.param([(Why.STRANGER, 20)], [(10, "away", 10)], id="somebody else in the chair"),
        pytest.param([(Why.TURNED, 200)], [], id="turned is not away"),
        pytest.param(
            [(NOBODY, 6), (Why.SIDEWAYS, 5), (NOBODY, 6)], [], id="at the side of the desk is here"
        ),
        pytest.param([(Why.TOO_DARK, 200)], [], id="dark is not away"),
        pytest.param(
            [(NOBODY, 6), (Why.TOO_DARK, 20), (NOBODY, 1)],
            [(26, "away", 26)],
            id="away in the dark",
        ),
    ],
)
def test_stories(
    parts: list[tuple[Measured | Why, float]], expected: list[tuple[float, str, float]]
) -> None:
    happened = [e for e in events(PATIENT, sitting(*parts, looks_per_s=4)) if e.kind in AROUND]
    assert [(e.t, e.kind, e.held_s) for e in happened] == expected
