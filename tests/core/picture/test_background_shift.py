"""Whether the camera still looks at the same scene."""

import csv
from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.picture.background_shift import (
    Background,
    BackgroundPolicy,
    displacement,
    follow_background,
    outlines,
)
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import BODY_POINTS, Grey, Observation, Pose, Why
from posturecam.edges.sources.pose_source import shrunk
from posturecam.edges.sources.video import open_video
from tests.support.backgrounds import HEIGHT, WIDTH, room, seen
from tests.support.paths import SAMPLES
from tests.support.synthetic import Person, pose_of

POLICY = BackgroundPolicy(moved_by=0.02, moved_s=3, every_s=1)


def observations(greys: Sequence[Grey | None], every_s: float = 1.0) -> list[bool]:
    """Whether the camera counts as moved after each look."""
    background, moved = Background(), []
    for number, grey in enumerate(greys):
        background = follow_background(
            POLICY, background, Observation(number * every_s, (), Why.NOBODY, grey=grey)
        )
        moved.append(background.moved)
    return moved


HERE, ELSEWHERE, PLAIN = seen(), seen(down=5), np.full((HEIGHT, WIDTH), 99, np.float32)
DARKER, OTHER = (0.6 * HERE).astype(np.float32), seen(wall=room(2))


@pytest.mark.parametrize(
    ("greys", "expected"),
    [
        pytest.param([HERE] * 9, False, id="nothing happens"),
        pytest.param([HERE, *[ELSEWHERE] * 3], False, id="bumped for a moment"),
        pytest.param([HERE, *[ELSEWHERE] * 4], True, id="moved"),
        pytest.param([HERE, *[ELSEWHERE] * 4, HERE], False, id="moved and put back"),
        pytest.param([HERE, *[ELSEWHERE] * 4, PLAIN], True, id="moved, then nothing to see"),
        pytest.param([HERE, *[ELSEWHERE, HERE] * 4], False, id="shaken"),
        pytest.param([HERE, *[seen(down=1)] * 9], False, id="by less than counts"),
        pytest.param([HERE, *[DARKER] * 9], False, id="the light was dimmed"),
        pytest.param([HERE, *[OTHER] * 9], False, id="another room: nothing to compare"),
        pytest.param([PLAIN, *[HERE] * 9], False, id="a plain wall at the start"),
        pytest.param([HERE, *[None, ELSEWHERE] * 5], True, id="no picture in between"),
        pytest.param([HERE, *[ELSEWHERE[:48]] * 9], False, id="another size: a new start"),
    ],
)
def test_when_the_camera_counts_as_moved(greys: list[Grey | None], *, expected: bool) -> None:
    assert observations(greys)[-1] is expected


def test_comparing_can_be_switched_off_and_is_not_done_at_every_look() -> None:
    off = BackgroundPolicy(moved_by=0, moved_s=3, every_s=1)
    start = follow_background(POLICY, Background(), Observation(0.0, (), Why.NOBODY, grey=HERE))
    assert follow_background(off, start, Observation(9.0, (), Why.NOBODY, grey=ELSEWHERE)) is start
    assert (
        follow_background(POLICY, start, Observation(0.5, (), Why.NOBODY, grey=ELSEWHERE)) is start
    )


@given(down=st.integers(-30, 30), right=st.integers(-30, 30))
def test_the_displacement_is_found(down: int, right: int) -> None:
    """Outlines are two pixels wide: less than that may pass for nothing."""
    found = displacement(outlines(HERE, ()), outlines(seen(down, right), ()))
    far = np.hypot(down, right)
    assert found == pytest.approx(far) or (far < 3 and found == 0.0)


def test_a_person_who_moves_is_not_the_background() -> None:
    person = pose_of(Person())
    behind = outlines(HERE, (person,))
    x, y = person.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]].mean(axis=0) * HEIGHT
    assert not behind[int(y), int(x)]
    assert behind.any()


def truth(name: str) -> list[tuple[float, Pose]]:
    """Where the person of a sample is, by its table."""
    poses = []
    table = (SAMPLES / f"{name}.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        points = np.zeros((BODY_POINTS, 2))
        for side, ear, shoulder in (
            ("l", Body.LEFT_EAR, Body.LEFT_SHOULDER),
            ("r", Body.RIGHT_EAR, Body.RIGHT_SHOULDER),
        ):
            points[ear] = float(row[f"{side}_tragus_x"]), float(row[f"{side}_tragus_y"])
            points[shoulder] = float(row[f"{side}_acromion_x"]), float(row[f"{side}_acromion_y"])
        whole = np.ones(BODY_POINTS), np.zeros((BODY_POINTS, 3))
        poses.append((float(row["t"]), Pose(float(row["t"]), points / 480, *whole, None, 4 / 3)))
    return poses


def moved_after(name: str, matrix: np.ndarray | None) -> list[bool]:
    """Play a sample, second by second, the camera being moved half way through."""
    background, moved, poses = Background(), [], truth(name)
    with open_video(str(SAMPLES / f"{name}.mp4")) as source:
        while (frame := source.read(len(moved))) is not None and len(moved) < 14:
            image = frame.image
            if matrix is not None and len(moved) >= 7:
                size = image.shape[1], image.shape[0]
                image = cv2.warpAffine(image, matrix, size, borderMode=cv2.BORDER_REPLICATE)
            person = min(poses, key=lambda pose: abs(pose[0] - frame.t))[1]
            background = follow_background(
                POLICY, background, Observation(len(moved), (person,), grey=shrunk(image))
            )
            moved.append(background.moved)
    return moved


LOWERED = np.array([[1, 0, 0], [0, 1, 24]], np.float32)
TURNED = cv2.getRotationMatrix2D((320, 240), 1, 1) + np.array([[0, 0, 16], [0, 0, 10]])


@pytest.mark.parametrize(
    ("name", "matrix"),
    [
        pytest.param("slouch_p2_q34", LOWERED, id="lid tilted"),
        pytest.param("slouch_p1_side", LOWERED, id="tilted at the side"),
        pytest.param("slouch_p1_side", TURNED, id="knocked"),
    ],
)
def test_a_camera_moved_in_the_rooms_of_the_samples(name: str, matrix: np.ndarray) -> None:
    moved = moved_after(name, matrix)
    assert moved[-1]
    assert sum(before != after for before, after in pairwise(moved)) == 1


@pytest.mark.parametrize("name", ["slouch_p2_q34", "slouch_p1_side", "slouch_p2_laptop"])
def test_a_slouch_is_no_moved_camera(name: str) -> None:
    assert not any(moved_after(name, None))
