"""How far a study has come, in figures and words."""

import pytest

from posturecam.study.progress import Progress, in_words, share


def test_time_left_is_that_of_this_run() -> None:
    """What was there before says nothing of the speed."""
    progress = Progress(4, 1000, settled_bytes=600, worked_bytes=100, elapsed_s=30)
    assert progress.left_s == 120


def test_before_anything_is_measured_no_time_is_promised() -> None:
    progress = Progress(4, 1000, settled_bytes=600, elapsed_s=30)
    assert progress.left_s is None
    assert progress.speed is None
    assert in_words(progress) == "0 of 4 recordings"


def test_words_say_what_failed_and_what_is_left() -> None:
    progress = Progress(
        10,
        1000,
        done=3,
        failed=2,
        skipped=1,
        settled_bytes=500,
        worked_bytes=500,
        recorded_s=900,
        elapsed_s=300,
    )
    assert in_words(progress) == (
        "6 of 10 recordings, 2 failed, 1 skipped, 3.0 times as fast as recorded, 5 min left"
    )


def test_at_the_end_nothing_is_left() -> None:
    progress = Progress(
        1, 10, done=1, settled_bytes=10, worked_bytes=10, recorded_s=5, elapsed_s=10
    )
    assert in_words(progress) == "1 of 1 recordings, 0.5 times as fast as recorded"


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (Progress(2, 100, settled_bytes=25), 0.25),
        (Progress(2, 100, settled_bytes=100.0001), 1.0),
        (Progress(2, 0, done=1), 0.5),
        (Progress(0, 0), 1.0),
    ],
)
def test_share(progress: Progress, expected: float) -> None:
    assert share(progress) == expected
