"""What a run adds up to."""

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.alerts.elapsed import elapsed_since
from posturecam.core.history.run_summary import Summary, add
from posturecam.core.parts import NoShoulders, Part
from posturecam.core.values import Assessment, Cause, Event, EventKind, Fault, Verdict, Why
from tests.support.stories import HEAD, NOBODY, WELL, Measured, Moment, later, opinion, sitting

STANDS_S = 5.0


def plus(summed: Summary, now: Assessment, *events: Event) -> Summary:
    return add(summed, elapsed_since(summed.newest, now.t, STANDS_S), now, events)


def summary(story: list[Moment]) -> Summary:
    return reduce(lambda total, moment: plus(total, opinion(moment)), story, Summary())


def test_totals_of_a_run() -> None:
    both = {Cause.FORWARD_HEAD: 1.2, Cause.SLUMP: 1.5}
    story = sitting((WELL, 10), (HEAD, 4), (both, 2), (NOBODY, 3), looks_per_s=2)
    total = summary(later(story, 100))
    assert total.observations == 38
    assert total.verdict_s == {Verdict.GOOD: 10, Verdict.POOR: 6, Verdict.UNKNOWN: 2.5}
    assert total.cause_s == {Cause.FORWARD_HEAD: 6, Cause.SLUMP: 2}
    assert total.unknown_s == {Why.NOBODY: 2.5}
    assert (total.lasted_s, total.measured_s, total.blank_s) == (18.5, 16, 0)


def test_events_are_counted() -> None:
    now = opinion(Moment(0.0, WELL))
    alert = Event(0.0, EventKind.ALERT, Cause.SLUMP)
    away = Event(0.0, EventKind.AWAY)
    cleared = Event(0.0, EventKind.CLEARED, Cause.SLUMP)
    total = plus(plus(Summary(), now, alert, away), now, alert, cleared)
    assert total.alerts == {Cause.SLUMP: 2}
    assert total.events == {EventKind.ALERT: 2, EventKind.AWAY: 1, EventKind.CLEARED: 1}


def test_nothing_lasted_nothing() -> None:
    assert (Summary().lasted_s, Summary().measured_s) == (0, 0)


@given(
    st.lists(
        st.tuples(st.sampled_from([WELL, HEAD, NOBODY]), st.integers(1, 20)),
        min_size=1,
        max_size=30,
    )
)
def test_no_second_is_lost_or_counted_twice(observations: list[tuple[Measured | Why, int]]) -> None:
    t, story = 0.0, []
    for seen, lasts_s in observations:
        story.append(Moment(t, seen))
        t += lasts_s
    total = summary(story)
    assert sum(total.verdict_s.values()) + total.blank_s == total.lasted_s


def test_time_without_the_shoulders_is_added_up_by_what_the_verdict_was_about() -> None:
    neck = Fault(Cause.FORWARD_HEAD, 1.0, 8.0, "deg")
    shoulders = Fault(Cause.ROUNDED_SHOULDERS, 1.0, 12.0, "deg")
    observations = [
        Assessment(0, Verdict.GOOD, measured=(neck, shoulders)),
        Assessment(2, Verdict.GOOD, measured=(neck,), no_shoulders=NoShoulders.UNCLEAR),
        Assessment(5, Verdict.POOR, (neck,), measured=(neck,), no_shoulders=NoShoulders.OUT),
        Assessment(6, Verdict.UNKNOWN, why=Why.TURNED),
        Assessment(9, Verdict.GOOD, measured=(neck, shoulders)),
    ]

    total = reduce(plus, observations, Summary())

    assert total.judged_s == {Part.NECK: 6, Part.SHOULDERS: 2}
    assert total.limited_s == {
        ("neck only", NoShoulders.UNCLEAR): 3,
        ("head only", NoShoulders.OUT): 1,
    }
