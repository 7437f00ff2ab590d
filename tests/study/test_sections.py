"""Where a recording is cut."""

from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.pose.renewal import stretch_of
from posturecam.study.sections import cut, looked_at

TIMES = (
    st.lists(st.integers(0, 3000), unique=True).map(sorted).map(lambda ns: [n / 100 for n in ns])
)


def test_frames_are_looked_at_at_most_so_often() -> None:
    assert list(looked_at([0.0, 0.1, 0.2, 0.25, 0.5, 0.7, 2.0, 2.1], 4)) == [0, 0.25, 0.5, 2.0]


def test_sections_begin_at_fixed_times_and_reach_to_the_next() -> None:
    sections = cut([0.5, 9.9, 10.0, 19.0, 41.0], 10)

    assert [(one.number, one.start_s, one.end_s, one.times_s) for one in sections] == [
        (0, 0, 10, (0.5, 9.9)),
        (1, 10, 40, (10.0, 19.0)),
        (2, 40, 50, (41.0,)),
    ]


def test_a_short_recording_is_not_cut() -> None:
    assert cut([], 10) == ()
    assert cut([0.0, 9.99], 10) == ()


@given(TIMES, st.sampled_from((0.1, 0.7, 3.3)))
def test_every_frame_is_in_one_section(times: list[float], every_s: float) -> None:
    sections = cut(times, every_s)

    assert not sections or [t for one in sections for t in one.times_s] == times
    for one in sections:
        assert len({stretch_of(t, every_s) for t in one.times_s}) == 1
        assert all(one.start_s <= t < one.end_s or abs(t - one.start_s) < 1e-9 for t in one.times_s)


def test_a_stretch_begins_with_its_time() -> None:
    assert [stretch_of(t, 600.0) for t in (0.0, 599.9999999999999, 600.0, 1200.0)] == [0, 0, 1, 2]
