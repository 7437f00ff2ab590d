from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from posturecam.core.values import Frame, Verdict
from posturecam.edges.files.annotation import COLOURS, FAINT, annotate
from posturecam.edges.files.video_writer import record_film
from posturecam.errors import StorageError
from posturecam.view.gauges import Gauge
from posturecam.view.headline import Headline
from posturecam.view.screen import Screen
from tests.support.synthetic import Person, pose_of

SCREEN = Screen(
    t=0.0,
    heading="",
    headline=Headline("head forward", "", Verdict.POOR, lasted="for 5 seconds"),
    gauges=(
        Gauge("Neck angle (CVA)", -11.2, 11.2, 2.6, 8.0),
        Gauge("Shoulders (FSA)", None, None, None, 12.0, "not measurable now"),
    ),
)


def headed(**changes: object) -> Screen:
    return replace(SCREEN, headline=replace(SCREEN.headline, **changes))  # type: ignore[arg-type]


POSE = pose_of(Person())


def picture(width: int = 640, height: int = 480) -> Frame:
    return Frame(0.0, np.full((height, width, 3), 128, np.uint8))


def test_the_picture_itself_is_left_alone() -> None:
    frame = picture()

    drawn = annotate(frame, POSE, SCREEN, (640, 480))

    assert drawn.shape == frame.image.shape
    assert (frame.image == 128).all()
    assert (drawn != 128).any()


def test_the_shoulders_are_joined_in_the_colour_of_the_verdict() -> None:
    drawn = annotate(picture(), POSE, SCREEN, (640, 480))

    left, right = POSE.points[11] * 480, POSE.points[12] * 480
    x, y = ((left + right) / 2).round().astype(int)
    assert tuple(drawn[y, x]) == COLOURS[Verdict.POOR]


def test_shoulders_that_were_not_judged_have_no_colour_of_a_verdict() -> None:
    drawn = annotate(picture(), POSE, headed(scope="neck only"), (640, 480))

    left, right = POSE.points[11] * 480, POSE.points[12] * 480
    x, y = ((left + right) / 2).round().astype(int)
    assert tuple(drawn[y, x]) == FAINT


def test_without_a_picture_there_is_a_dark_one() -> None:
    drawn = annotate(None, None, headed(verdict=Verdict.UNKNOWN), (320, 240))

    assert drawn.shape == (240, 320, 3)
    assert drawn[:100].max() < 40


@pytest.mark.parametrize("size", [(64, 48), (48, 64), (17, 9), (1920, 1080)])
def test_any_size_can_be_drawn_on(size: tuple[int, int]) -> None:
    drawn = annotate(picture(*size), POSE, SCREEN, size)

    assert drawn.shape == (size[1], size[0], 3)


def test_points_far_outside_the_picture_do_no_harm() -> None:
    far = replace(POSE, points=POSE.points * 1e9)

    annotate(picture(), far, SCREEN, (640, 480))


def frames_of(path: Path) -> list[tuple[float, int, int]]:
    with av.open(str(path)) as container:
        return [
            (round(float(frame.time or 0), 3), frame.width, frame.height)
            for frame in container.decode(video=0)
        ]


def test_odd_sizes_and_uneven_times_make_a_film(tmp_path: Path) -> None:
    times = [0.0, 0.04, 1.5, 1.5, 9.0]
    with record_film(tmp_path / "film.mp4") as film:
        for t in times:
            film.write(t, picture(321, 241).image)

    assert frames_of(tmp_path / "film.mp4") == [(t, 320, 240) for t in times]


def test_a_night_between_two_pictures_is_shown(tmp_path: Path) -> None:
    with record_film(tmp_path / "film.mp4") as film:
        for t in (0.0, 0.5, 8 * 3600.0):
            film.write(t, picture(320, 240).image)

    assert [t for t, *_ in frames_of(tmp_path / "film.mp4")] == [0.0, 0.5, 8 * 3600.0]


def test_pictures_that_change_their_size_are_fitted(tmp_path: Path) -> None:
    with record_film(tmp_path / "film.mp4") as film:
        film.write(0.0, picture(320, 240).image)
        film.write(1.0, picture(640, 480).image)

    assert [(width, height) for _, width, height in frames_of(tmp_path / "film.mp4")] == [
        (320, 240),
        (320, 240),
    ]


def test_a_film_that_breaks_off_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        break_off(tmp_path / "film.mp4")

    assert list(tmp_path.iterdir()) == []


def break_off(path: Path) -> None:
    with record_film(path) as film:
        film.write(0.0, picture().image)
        raise ZeroDivisionError


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"\.mp4 files"), record_film(tmp_path / "film.gif"):
        pass


def test_the_banner_says_what_the_verdict_is_about() -> None:
    whole = annotate(picture(), None, SCREEN, (640, 480))
    limited = annotate(picture(), None, headed(scope="neck only"), (640, 480))

    assert (whole != limited).any()


def test_what_a_verdict_is_about_has_room_before_how_long_it_lasted() -> None:
    """In a narrow picture there is room for one of the two."""
    about = {"state": "too close to the screen", "scope": "neck and trunk only"}
    drawn = [
        annotate(picture(480, 640), None, headed(**about, lasted=lasted), (480, 640))
        for lasted in ("", "for 1 hour and 12 minutes")
    ]

    assert (drawn[0] == drawn[1]).all()


def test_a_third_gauge_has_room_of_its_own() -> None:
    slump = Gauge("Slump", 4.6, 4.6, 0.4, 3.0, unit="cm")
    two = annotate(picture(), None, SCREEN, (640, 480))
    three = annotate(picture(), None, replace(SCREEN, gauges=(*SCREEN.gauges, slump)), (640, 480))

    def strip(image: np.ndarray) -> int:
        return int((image[:, 0].max(axis=1) < 128).sum())

    assert strip(two) < strip(three) < strip(two) + 40
    assert (three[-20:] > 128).any()  # the last gauge is inside the picture
