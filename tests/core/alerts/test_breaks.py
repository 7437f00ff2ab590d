"""Breaks: counted in sitting, whatever the posture."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.alerts.breaks import BreakPolicy, Sitting, credit_move, due_in_s, remind, sit
from posturecam.core.alerts.elapsed import Elapsed
from posturecam.core.values import Assessment, EventKind, Verdict, Why
from tests.support.stories import (
    NEUTRAL,
    NOBODY,
    PATIENT,
    WELL,
    Measured,
    Moment,
    events,
    sitting,
    times,
)

POLICY = BreakPolicy(every_s=100, away_s=20, again_s=30, moved_s=15, micro_every_s=0, micro_s=20)
BRISK = replace(PATIENT, breaks=POLICY)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([(WELL, 101)], [100], id="due"),
        pytest.param([(WELL, 161)], [100, 130, 160], id="repeated gently"),
        pytest.param([(WELL, 50), (NOBODY, 21), (WELL, 99)], [], id="a break was taken"),
        pytest.param([(WELL, 50), (NOBODY, 20), (WELL, 99)], [], id="just a break"),
        pytest.param(
            [(WELL, 50), (Why.STRANGER, 21), (WELL, 99)], [], id="somebody else had the chair"
        ),
        pytest.param([(Why.STRANGER, 99), (WELL, 101)], [199], id="nobody else's sitting is yours"),
        pytest.param([(WELL, 50), (NOBODY, 19), (WELL, 51)], [119], id="too short for a break"),
        pytest.param(
            [(WELL, 50), (NOBODY, 15), (WELL, 5), (NOBODY, 15), (WELL, 60)], [], id="in two parts"
        ),
        pytest.param(
            [(WELL, 50), (NOBODY, 15), (WELL, 15), (NOBODY, 15), (WELL, 40)], [130], id="long apart"
        ),
        pytest.param([(WELL, 50), (Why.TOO_DARK, 500), (WELL, 51)], [600], id="not known: waits"),
        pytest.param([(WELL, 95), (NOBODY, 12), (WELL, 20)], [122], id="has just stood up"),
        pytest.param([(WELL, 95), (Why.LOCKED, 60), (WELL, 60)], [], id="a locked screen: away"),
        pytest.param([(WELL, 95), (Why.PAUSED, 60), (WELL, 20)], [160], id="a pause: waits"),
        pytest.param([(WELL, 95), (Why.OFF_HOURS, 1801), (WELL, 60)], [], id="a night: forgotten"),
        pytest.param([(WELL, 50), (Why.CAMERA_MOVED, 60)], [100], id="there, though not measured"),
        pytest.param([(WELL, 95), (NOBODY, 30)], [], id="nobody to remind"),
    ],
)
def test_stories(parts: list[tuple[Measured | Why, float]], expected: list[float]) -> None:
    happened = events(BRISK, sitting(*parts, looks_per_s=1))
    assert times(happened, EventKind.BREAK_DUE) == expected


def test_a_reminder_tells_how_long_the_sitting_was() -> None:
    story = sitting((WELL, 50), (NOBODY, 15), (WELL, 90), looks_per_s=1)
    reported = [event.held_s for event in events(BRISK, story) if event.kind is EventKind.BREAK_DUE]
    assert reported == [100, 130]


def test_sleep_is_a_break() -> None:
    story = [*sitting((WELL, 90), looks_per_s=1)]
    story += [replace(m, t=m.t + 150) for m in sitting((WELL, 99), looks_per_s=1)]
    assert times(events(BRISK, story), EventKind.BREAK_DUE) == []


def test_who_has_just_moved_is_left_alone_for_a_while() -> None:
    moved = replace(NEUTRAL, trunk_lean_change_deg=12.0)
    story = [Moment(float(t), WELL, reading=moved if t >= 95 else NEUTRAL) for t in range(120)]
    assert times(events(BRISK, story), EventKind.BREAK_DUE) == [98 + 15]


def test_moving_all_the_time_puts_a_break_off_only_once() -> None:
    sitting_now = Sitting(sat_s=129)
    assert due_in_s(POLICY, credit_move(sitting_now)) == 1
    assert due_in_s(POLICY, credit_move(replace(sitting_now, sat_s=130))) == 0


def test_switched_off() -> None:
    assert due_in_s(replace(POLICY, every_s=1), Sitting()) == 1
    off = replace(POLICY, every_s=0)
    assert due_in_s(off, Sitting(sat_s=1e6)) is None
    assert remind(off, Sitting(sat_s=1e6), 0.0) == (Sitting(sat_s=1e6), ())


@given(
    st.lists(
        st.tuples(st.sampled_from([None, *Why]), st.floats(0, 5), st.floats(0, 50)), max_size=40
    )
)
def test_sitting_is_never_longer_than_what_was_seen(
    spans: list[tuple[Why | None, float, float]],
) -> None:
    sitting_now, seen_s = Sitting(), 0.0
    for why, stood_s, gap_s in spans:
        verdict = Verdict.GOOD if why is None else Verdict.UNKNOWN
        elapsed = Elapsed(stood_s, gap_s, Assessment(0.0, verdict, why=why))
        sitting_now = sit(POLICY, sitting_now, elapsed)
        seen_s += elapsed.here_s()
        assert 0 <= sitting_now.gone_s <= POLICY.away_s
    assert 0 <= sitting_now.sat_s <= seen_s + 1e-9
