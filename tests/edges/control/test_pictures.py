import cv2
import numpy as np
import pytest

from posturecam.edges.control.pictures import WIDEST, jpeg_of


def read(data: bytes) -> np.ndarray:
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return picture[:, :, ::-1]


def half_red(width: int, height: int) -> np.ndarray:
    image = np.zeros((height, width, 3), np.uint8)
    image[:, : width // 2, 0] = 200
    return image


def test_a_picture_arrives_as_in_a_mirror_and_in_its_colours() -> None:
    data = jpeg_of(half_red(64, 48))
    assert data.startswith(b"\xff\xd8")
    seen = read(data)
    assert seen.shape == (48, 64, 3)
    assert seen[24, 48].tolist() == pytest.approx([200, 0, 0], abs=8)
    assert seen[24, 16].tolist() == pytest.approx([0, 0, 0], abs=8)


def test_wide_pictures_are_made_smaller() -> None:
    assert read(jpeg_of(half_red(1920, 1080))).shape == (360, WIDEST, 3)
