import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.alerts.elapsed import Elapsed, elapsed_since
from posturecam.core.history.episodes import Episode, open_episode, run_on
from posturecam.core.values import (
    Assessment,
    Cause,
    Fault,
    Reading,
    Unseen,
    Verdict,
    View,
    Why,
)
from tests.support.stories import HEAD, NOBODY, WELL, Measured, Moment, opinion, sitting

STANDS_S = 5.0


def poor(t: float, amount: float, cause: Cause = Cause.FORWARD_HEAD) -> Assessment:
    return Assessment(t, Verdict.POOR, (Fault(cause, amount, 8.0, "deg"),))


def good(t: float) -> Assessment:
    return Assessment(t, Verdict.GOOD)


def reading(t: float) -> Reading:
    fields = dict.fromkeys(Reading.__dataclass_fields__, None)
    fields |= {"t": t, "view": View.FRONT, "cva_change_sd_deg": 2.0, "fsa_change_sd_deg": 3.0}
    return Reading(**fields)


def episodes(*frames: Assessment) -> list[Episode]:
    state, found, last = None, [], None
    for now in frames:
        unseen = now.verdict is Verdict.UNKNOWN
        state, ended = run_on(
            state,
            elapsed_since(last, now.t, STANDS_S),
            now,
            Unseen(now.t, Why.TURNED) if unseen else reading(now.t),
        )
        found += ended
        last = now
    return [*found, *open_episode(state)]


def told(story: list[Moment]) -> list[tuple[float, float, str]]:
    found = episodes(*map(opinion, story))
    return [(one.start_t, one.end_t, one.cause or one.why or one.verdict) for one in found]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([(WELL, 1)], [], id="one frame has no length"),
        pytest.param([(WELL, 10)], [(0, 9, "good")], id="one is still under way"),
        pytest.param(
            [(WELL, 10), (HEAD, 5), (NOBODY, 3)],
            [(0, 10, "good"), (10, 15, "forward_head"), (15, 17, "nobody in view")],
            id="each begins where the last one ends",
        ),
        pytest.param(
            [(HEAD, 2), ({Cause.SLUMP: 1.1}, 2)],
            [(0, 2, "forward_head"), (2, 3, "slump")],
            id="another cause is another episode",
        ),
        pytest.param(
            [(NOBODY, 2), (Why.TURNED, 2)],
            [(0, 2, "nobody in view"), (2, 3, "face turned away")],
            id="another reason is another episode",
        ),
    ],
)
def test_stories(
    parts: list[tuple[Measured | Why, float]], expected: list[tuple[float, float, str]]
) -> None:
    assert told(sitting(*parts, looks_per_s=1)) == expected


def test_a_gap_belongs_to_no_episode() -> None:
    story = [Moment(0.0, WELL), Moment(1.0, WELL), Moment(100.0, WELL), Moment(101.0, WELL)]
    assert told(story) == [(0, 6, "good"), (100, 101, "good")]
    assert Episode(2.0, 6.5, Verdict.GOOD).lasted_s == 4.5


def test_mean_is_by_time_and_the_worst_is_kept() -> None:
    (first, after) = episodes(poor(0, 10), poor(3, 20), good(4), good(5))

    assert (first.start_t, first.end_t, first.cause) == (0, 4, Cause.FORWARD_HEAD)
    assert (first.mean, first.worst, first.sd, first.unit) == (12.5, 20, 2.0, "deg")
    assert (after.verdict, after.mean) == (Verdict.GOOD, None)


@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.integers(1, 40), st.sampled_from(["deg", "cm"])),
        min_size=2,
        max_size=30,
    )
)
def test_running_sums_are_the_sums_over_all_frames(steps: list[tuple[int, int, str]]) -> None:
    """The slow way: every frame of the first unit stands until the next of it, or the end."""
    t, frames = 0.0, []
    for wait, amount, unit in steps:
        frames.append(Assessment(t, Verdict.POOR, (Fault(Cause.SLUMP, amount, 8.0, unit),)))
        t += min(wait, STANDS_S)
    (found,) = episodes(*frames)

    end_t = frames[-1].t
    kept = [f for f in frames if f.faults[0].unit == frames[0].faults[0].unit]
    until = [*(f.t for f in kept[1:]), end_t]
    spans = [(f.faults[0].amount, end - f.t) for f, end in zip(kept, until, strict=True)]
    assert found.end_t == end_t
    assert found.mean == pytest.approx(sum(amount * s for amount, s in spans) / end_t)
    assert found.worst == max(f.faults[0].amount for f in kept)


@pytest.mark.parametrize(("cause", "sd"), [(Cause.ROUNDED_SHOULDERS, 3.0), (Cause.SLUMP, None)])
def test_only_the_two_angles_have_an_error(cause: Cause, sd: float | None) -> None:
    (found,) = episodes(poor(0, 10, cause), poor(3, 10, cause))

    assert found.sd == sd


def test_looks_of_no_length_make_no_episode() -> None:
    assert episodes() == []
    assert episodes(good(1)) == []


def test_a_fault_seen_by_a_side_without_a_reading_has_no_error() -> None:
    state, _ = run_on(None, Elapsed(), poor(0, 9), Unseen(0, Why.MOVING))
    elapsed = elapsed_since(poor(0, 9), 2, 5.0)
    state, _ = run_on(state, elapsed, poor(2, 9), Unseen(2, Why.MOVING))

    (found,) = open_episode(state)
    assert (found.mean, found.sd) == (9, None)


def test_a_cause_measured_in_two_units_keeps_to_the_first() -> None:
    sunk = Assessment(3, Verdict.POOR, (Fault(Cause.SLUMP, 30.0, 8.0, "deg"),))
    first = Assessment(0, Verdict.POOR, (Fault(Cause.SLUMP, 4.0, 3.0, "cm"),))

    (found,) = episodes(first, sunk, Assessment(5, Verdict.POOR, sunk.faults))

    assert (found.mean, found.worst, found.unit) == (4.0, 4.0, "cm")


def test_time_not_measured_is_an_episode_with_its_reason() -> None:
    found = episodes(good(0), Assessment(2, Verdict.UNKNOWN, why=Why.TURNED), good(4), good(5))

    assert [one.why for one in found] == [None, Why.TURNED, None]
