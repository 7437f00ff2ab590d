"""One sitting for every day and every setting of the clock; no minute in two of them."""

import math
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.history.dose import Dose
from posturecam.core.history.episodes import Episode
from posturecam.core.history.journal import Page
from posturecam.core.history.records import (
    AlertRecord,
    BreakRecord,
    Minute,
    Origin,
    Sitting,
)
from posturecam.core.history.wall_clock import (
    JUMP_S,
    ClockSegment,
    WallTime,
    begin,
    cut,
    follow_wall,
)
from posturecam.core.values import Cause, Verdict

NOON_S = 1_728_302_400.0  # Monday 2024-10-07 12:00 UTC
OFFSET_S = 7200
FIRST = ClockSegment(0.0, Sitting(NOON_S, OFFSET_S, "desk", "c", "1", "{}", Origin.WATCH))


def at(t: float, ahead_s: float = 0.0, offset_s: int = OFFSET_S) -> WallTime:
    """The clock at stream time `t` if it was set forward by `ahead_s`."""
    return WallTime(NOON_S + t + ahead_s, offset_s)


def minute(number: int) -> Minute:
    return Minute(number, Dose(good_s=60))


@pytest.mark.parametrize("ahead_s", [0.0, JUMP_S, -JUMP_S])
def test_a_clock_set_right_by_little_changes_nothing(ahead_s: float) -> None:
    assert follow_wall((FIRST,), 130, at(130, ahead_s)) == (FIRST,)


@pytest.mark.parametrize(
    ("wall", "start_s"),
    [
        pytest.param(at(130, 3600), NOON_S + 3600, id="forward"),
        pytest.param(at(130, -3600), NOON_S - 3600, id="back"),
        pytest.param(at(130, JUMP_S + 1), NOON_S + JUMP_S + 1, id="by little more than may be"),
        pytest.param(at(130, 0, 3600), NOON_S, id="summer time ends"),
        pytest.param(at(130, 0, 10_800), NOON_S, id="summer time begins"),
    ],
)
def test_from_the_next_minute_on_the_new_clock_holds(wall: WallTime, start_s: float) -> None:
    first, segment = follow_wall((FIRST,), 130, wall)
    assert first is FIRST
    assert segment.base_s == 180
    assert segment.sitting.start_s == start_s + 180
    assert segment.sitting.utc_offset_s == wall.utc_offset_s
    assert segment.sitting.profile == "desk"


def test_a_new_day_is_a_new_segment() -> None:
    late_s = 10 * 3600.0  # midnight where it is 14 h at noon UTC
    assert follow_wall((FIRST,), late_s - 1, at(late_s - 1)) == (FIRST,)
    segments = follow_wall((FIRST,), late_s + 1, at(late_s + 1))
    assert [segment.base_s for segment in segments] == [0, late_s + 60]
    assert follow_wall(segments, late_s + 90, at(late_s + 90)) == segments


def test_a_clock_set_back_before_the_segment_has_begun_makes_none() -> None:
    segments = follow_wall((FIRST,), 130, at(130, 3600))
    assert follow_wall(segments, 150, at(150)) == (FIRST,)


def test_a_segment_begins_at_its_very_first_moment() -> None:
    assert follow_wall((FIRST,), 0, at(0)) == (FIRST,)
    segments = follow_wall((FIRST,), 130, at(130, 3600))
    assert follow_wall(segments, 180, at(180, 3600)) == segments


def test_the_first_segment_goes_by_the_clock_of_its_first_look() -> None:
    wall = at(120, 600, 3600)
    (segment,) = begin((FIRST,), 120, wall)
    assert (segment.base_s, segment.sitting.start_s) == (0, NOON_S + 600)
    assert segment.wall(120) == wall
    assert segment.sitting.profile == "desk"


def test_a_stream_that_was_watched_before_is_recorded_from_then_on() -> None:
    (segment,) = begin((FIRST,), 3665, at(3665), 3650)
    assert (segment.base_s, segment.sitting.start_s) == (3600, NOON_S + 3600)
    assert segment.wall(3665) == at(3665)
    ((kept, _),) = cut(Page(), (segment,), 3700)
    assert kept.sitting.end_t_s == 100


def test_each_segment_lasts_until_the_next() -> None:
    segments = follow_wall((FIRST,), 130, at(130, 3600))
    for t, lengths in ((150, [150]), (180, [180, 0]), (500, [180, 320])):
        cuts = cut(Page(), segments, t)
        assert [segment.sitting.end_t_s for segment, _ in cuts] == lengths


def test_everything_goes_to_the_segment_it_began_in() -> None:
    segments = follow_wall((FIRST,), 130, at(130, 3600))
    page = Page(
        minutes=(minute(2), minute(3)),
        episodes=tuple(Episode(t, 400, Verdict.GOOD) for t in (179, 180)),
        alerts=tuple(
            AlertRecord(t, Cause.SLUMP, 60, None, None, None, None, after_s=9) for t in (179, 180)
        ),
        breaks=(BreakRecord(179, 4), BreakRecord(180)),
    )
    (_, before), (_, after) = cut(page, segments, 400)
    assert [one.number for one in before.minutes + after.minutes] == [2, 0]
    episodes = before.episodes + after.episodes
    assert [(one.start_t, one.end_t) for one in episodes] == [(179, 400), (0, 220)]
    assert [(one.t_s, one.after_s) for one in before.alerts + after.alerts] == [(179, 9), (0, 9)]
    assert [(one.t_s, one.taken_after_s) for one in before.breaks + after.breaks] == [
        (179, 4),
        (0, None),
    ]


def test_a_segment_in_which_nothing_began_has_an_empty_page() -> None:
    segments = follow_wall((FIRST,), 130, at(130, 3600))
    pages = [page for _, page in cut(Page((minute(7),)), segments, 500)]
    assert pages == [Page(), Page((minute(4),))]


@given(
    st.lists(
        st.tuples(
            st.floats(1, 4000),  # until the next look at the clock
            st.one_of(st.just(0.0), st.floats(-90_000, 90_000)),  # set by so much
            st.sampled_from([0, 3600, 7200]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_minute_is_in_one_segment_and_tells_the_time_on_the_wall(
    story: list[tuple[float, float, int]],
) -> None:
    segments, t, ahead_s = (FIRST,), 0.0, 0.0
    for passed_s, set_by_s, offset_s in story:
        t, ahead_s = t + passed_s, ahead_s + set_by_s
        segments = follow_wall(segments, t, at(t, ahead_s, offset_s))
    numbers = range(math.floor(t / 60) + 5)
    kept = [
        (segment, one.number)
        for segment, page in cut(Page(tuple(minute(n) for n in numbers)), segments, 1e9)
        for one in page.minutes
    ]
    assert Counter(round(segment.base_s / 60) + n for segment, n in kept) == Counter(numbers)
    last, number = kept[-1]
    shown = last.wall(last.base_s + 60 * number)
    real = at(60 * numbers[-1], ahead_s, story[-1][2])
    assert abs(shown.unix_s - real.unix_s) <= JUMP_S + 1e-3
    assert shown.utc_offset_s == real.utc_offset_s
    assert all(a.base_s < b.base_s and b.base_s % 60 == 0 for a, b in pairwise(segments))
