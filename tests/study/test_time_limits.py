"""After how long a worker hangs: never where somebody still works."""

from posturecam.study.time_limits import limit_s
from posturecam.study.work import Recording

HOUR_S = 3600.0
RECORDING = Recording("/films/a", "a", "1", 500_000_000)


def test_an_hour_may_take_ten_times_as_long() -> None:
    assert limit_s("measure", RECORDING, HOUR_S) > 10 * HOUR_S


def test_what_is_longer_may_take_longer() -> None:
    limits = [limit_s("measure", RECORDING, hours * HOUR_S) for hours in range(3)]
    assert limits == sorted(set(limits))


def test_reading_depends_on_the_size_alone() -> None:
    large = Recording("/films/b", "b", "1", 5_000_000_000)
    assert limit_s("prepare", RECORDING, None) == limit_s("prepare", RECORDING, 9 * HOUR_S)
    assert limit_s("prepare", large, None) > limit_s("prepare", RECORDING, None)


def test_a_large_recording_has_time_to_be_fetched_again() -> None:
    large = Recording("s3://films/b", "b", "1", 5_000_000_000)
    assert limit_s("measure", large, HOUR_S) > limit_s("measure", RECORDING, HOUR_S)


def test_an_unknown_length_is_taken_from_the_size() -> None:
    assert limit_s("measure", RECORDING, None) > limit_s("measure", RECORDING, HOUR_S)
    assert limit_s("measure", RECORDING, None) < float("inf")
