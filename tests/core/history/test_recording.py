"""What waits to be written, and when that is due; nothing is written here."""

import pytest

from posturecam.core.history.recording import Recording, is_due, sections, take
from posturecam.core.history.records import Origin, Sitting
from posturecam.core.history.wall_clock import ClockSegment, WallTime
from posturecam.core.values import Verdict
from tests.support.history_world import following, tick

NOON_S = 1_728_302_400.0
FIRST = ClockSegment(0.0, Sitting(NOON_S, 0, "desk", "c", "1", "{}", Origin.WATCH))


def recorded(*times: float, walls: tuple[WallTime | None, ...] = ()) -> Recording:
    recording = Recording((FIRST,))
    clocks = walls or (None,) * len(times)
    for one, wall in zip(following(map(tick, times)), clocks, strict=True):
        recording = take(recording, one, wall)
    return recording


def test_minutes_wait_and_the_one_under_way_is_written_too() -> None:
    ((segment, page),) = sections(recorded(50, 58, 66))

    assert [(one.number, one.dose.good_s) for one in page.minutes] == [(0, 10), (1, 6)]
    assert [(one.verdict, one.lasted_s) for one in page.episodes] == [(Verdict.GOOD, 16)]
    assert segment.sitting.end_t_s == 66


def test_nothing_taken_in_is_a_sitting_of_no_length() -> None:
    ((segment, page),) = sections(Recording((FIRST,)))

    assert (segment.sitting.end_t_s, page.minutes) == (0, ())


def test_a_run_that_goes_on_with_the_stream_is_a_sitting_of_its_own() -> None:
    before, *later = following(map(tick, (3650, 3658, 3666)))
    recording = Recording((FIRST,))
    for one in later:
        recording = take(recording, one, WallTime(NOON_S + one.assessment.t, 0))
    ((segment, page),) = sections(recording)

    assert before.elapsed.last is None
    assert segment.sitting.start_s == NOON_S + 3600
    assert segment.sitting.end_t_s == 66
    assert [(one.number, one.dose.good_s) for one in page.minutes] == [(0, 2), (1, 6)]


@pytest.mark.parametrize(
    ("tried_t", "every_s", "due"),
    [
        pytest.param(None, 20, True, id="never tried"),
        pytest.param(40, 20, False, id="tried lately"),
        pytest.param(38, 20, True, id="exactly as long ago"),
        pytest.param(None, None, False, id="only at the end"),
    ],
)
def test_when_it_is_due(tried_t: float | None, every_s: float | None, due: bool) -> None:  # noqa: FBT001
    recording = recorded(50, 58)

    assert is_due(Recording((FIRST,), t=recording.t, tried_t=tried_t), every_s) is due
    assert not is_due(Recording((FIRST,)), every_s)


def test_the_clock_of_the_first_frame_holds_and_one_that_is_set_begins_another_segment() -> None:
    set_by_s = 3600.0
    walls = [WallTime(NOON_S + 300 + t, 0) for t in (50, 58)]
    walls += [WallTime(NOON_S + 300 + t + set_by_s, 0) for t in (66, 200)]
    found = list(sections(recorded(50, 58, 66, 200, walls=tuple(walls))))

    starts = [segment.sitting.start_s - NOON_S for segment, _ in found]
    assert starts == [300, 300 + 120 + set_by_s]
    assert [segment.sitting.end_t_s for segment, _ in found] == [120, 80]
