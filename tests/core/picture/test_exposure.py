from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from posturecam.core.picture.exposure import UNTRUSTED, noise, unusable, why_nobody
from posturecam.core.values import Why
from posturecam.edges.sources.video import open_video
from tests.support.paths import SAMPLES

NOISE = np.random.default_rng(1).normal(0, 1, (480, 640, 3))


def filled(red: int, green: int, blue: int) -> np.ndarray:
    return np.full((480, 640, 3), (red, green, blue), dtype=np.uint8)


def noisy(level: int, sd: float = 8.0) -> np.ndarray:
    return np.clip(level + sd * NOISE, 0, 255).astype(np.uint8)


def sample(name: str = "desk_p2_laptop") -> np.ndarray:
    with open_video(str(SAMPLES / f"{name}.mp4")) as source:
        frame = source.read(0.0)
    assert frame is not None
    return frame.image


def by_a_sensor(image: np.ndarray, electrons: float) -> np.ndarray:
    """What a sensor makes of `image` that gets so many electrons for white, gain making up."""
    random = np.random.default_rng(2)
    light = (image / 255) ** 2.2
    counted = random.poisson(light * electrons) + random.normal(0, 3, image.shape)
    return (255 * np.clip(counted / electrons, 0, 1) ** (1 / 2.2)).astype(np.uint8)


def as_mjpeg(image: np.ndarray, quality: int) -> np.ndarray:
    _, packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(packed, cv2.IMREAD_COLOR).astype(np.uint8)


@pytest.mark.parametrize(
    ("image", "why"),
    [
        pytest.param(filled(0, 0, 0), Why.TOO_DARK, id="lens covered"),
        pytest.param(filled(255, 255, 255), Why.TOO_BRIGHT, id="blown out"),
        pytest.param(filled(0, 135, 0), Why.BLANK, id="the green of a broken stream"),
        pytest.param(filled(128, 128, 128), Why.BLANK, id="grey cover"),
        pytest.param(noisy(60), None, id="dim room"),
        pytest.param(noisy(128), None, id="ordinary"),
        pytest.param(filled(128, 128, 128)[:1, :1], Why.BLANK, id="one pixel"),
        pytest.param(noisy(128, sd=25), None, id="noisy"),
        pytest.param(noisy(128, sd=45), Why.TOO_DARK, id="nothing but noise"),
        pytest.param(noisy(128, sd=60)[:12], None, id="too small to tell noise"),
    ],
)
def test_pictures_that_show_nothing(image: np.ndarray, why: Why | None) -> None:
    assert unusable(image) is why


@pytest.mark.parametrize(
    ("level", "why"), [(20, Why.TOO_DARK), (128, Why.NOBODY), (240, Why.TOO_BRIGHT)]
)
def test_the_light_is_blamed_only_where_it_may_be_the_reason(level: int, why: Why) -> None:
    assert why_nobody(noisy(level)) is why


def halved(level: int) -> np.ndarray:
    """A picture of this mean brightness, one half brighter by enough to show something."""
    image = filled(level - 4, level - 4, level - 4)
    image[:, :320] += 8
    return image


@pytest.mark.parametrize(
    ("level", "why"),
    [(8, Why.TOO_DARK), (11, None), (244, None), (247, Why.TOO_BRIGHT)],
)
def test_black_and_white_are_as_far_from_what_can_be_measured(level: int, why: Why | None) -> None:
    assert unusable(halved(level)) is why


@pytest.mark.parametrize(
    ("level", "why"),
    [(39, Why.TOO_DARK), (41, Why.NOBODY), (214, Why.NOBODY), (216, Why.TOO_BRIGHT)],
)
def test_dim_and_glaring_are_as_far_from_good_light(level: int, why: Why) -> None:
    assert why_nobody(halved(level)) is why


@pytest.mark.parametrize(("sd", "why"), [(8, Why.NOBODY), (20, Why.TOO_DARK)])
def test_noise_is_blamed_where_people_are_missed_for_it(sd: float, why: Why) -> None:
    assert why_nobody(noisy(128, sd)) is why


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.mp4")), ids=lambda path: path.stem)
def test_a_picture_in_good_light_is_not_noisy(path: Path) -> None:
    image = sample(path.stem)
    assert noise(image) < 2.5
    assert all(noise(as_mjpeg(image, quality)) < 2.5 for quality in (10, 30, 60))


def test_the_darker_the_noisier_whatever_gain_makes_of_it() -> None:
    pictures = [by_a_sensor(sample(), electrons) for electrons in (2000, 200, 50, 12)]
    levels = [noise(picture) for picture in pictures]
    assert all(darker > lighter + 1 for lighter, darker in pairwise(levels))
    assert [unusable(picture) for picture in pictures] == [None, None, None, Why.TOO_DARK]


def small(image: np.ndarray) -> Image.Image:
    return Image.fromarray(image).resize((320, 240))


def ordered(image: np.ndarray, levels: int) -> np.ndarray:
    """A picture of `levels` steps of each colour, dithered by Bayer's pattern of 8 x 8."""
    pattern = np.zeros((1, 1))
    for _ in range(3):
        pattern = np.block([[4 * pattern, 4 * pattern + 2], [4 * pattern + 3, 4 * pattern + 1]])
    height, width, _ = image.shape
    shifts = np.tile(pattern / 64 - 0.5, (height // 8 + 1, width // 8 + 1))[:height, :width, None]
    steps = np.round(image / 255 * (levels - 1) + shifts)
    return (np.clip(steps, 0, levels - 1) * 255 / (levels - 1)).astype(np.uint8)


def woven(image: np.ndarray, pixels: int) -> np.ndarray:
    """A picture with every second square of so many pixels darker: a weave, or a wallpaper."""
    y, x = np.mgrid[: image.shape[0], : image.shape[1]] // pixels
    return np.where(((x + y) % 2 == 0)[..., None], image, image * 0.6).astype(np.uint8)


def bright(image: np.ndarray) -> np.ndarray:
    return np.clip(image * 1.4 + 40, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    "image",
    [
        pytest.param(lambda image: ordered(image, 8), id="ordered dither"),
        pytest.param(lambda image: np.asarray(small(image).quantize(8).convert("RGB")), id="GIF"),
        pytest.param(lambda image: ordered(np.asarray(small(bright(image))), 8), id="bright GIF"),
        pytest.param(lambda image: woven(image, 1), id="checks of one pixel"),
        pytest.param(lambda image: woven(image, 2), id="checks of two pixels"),
        pytest.param(lambda image: woven(image, 5), id="checks of five pixels"),
        pytest.param(lambda image: image // 64 * 64, id="posterised"),
        pytest.param(lambda image: as_mjpeg(ordered(image, 8), 30), id="dithered, then JPEG"),
    ],
)
def test_a_pattern_is_no_grain(image: Callable[[np.ndarray], np.ndarray]) -> None:
    assert why_nobody(image(sample())) is Why.NOBODY
    assert unusable(image(sample())) is None


def test_interlaced_fields_are_no_grain() -> None:
    image = sample().copy()
    image[1::2] = np.roll(image, 12, axis=1)[1::2]
    assert noise(image) < 2.5


def test_grain_is_grain_through_jpeg_and_a_palette() -> None:
    dark = by_a_sensor(sample(), 12)
    assert unusable(as_mjpeg(dark, 60)) is Why.TOO_DARK
    palette = np.asarray(Image.fromarray(dark).quantize(64, dither=0).convert("RGB"))
    assert why_nobody(palette) is Why.TOO_DARK


@pytest.mark.parametrize("size", [(24, 32), (15, 640), (480, 23), (16, 24), (1, 1)])
def test_pictures_of_any_size_have_a_noise(size: tuple[int, int]) -> None:
    assert noise(noisy(128)[: size[0], : size[1]]) < UNTRUSTED


@given(sd=st.floats(2, 30))
def test_the_noise_is_found_and_edges_and_slopes_are_none(sd: float) -> None:
    plain = np.full((240, 320, 3), 100.0)
    plain[:, 160:] += 40
    plain += np.linspace(0, 20, 240)[:, None, None]
    image = np.clip(plain + sd * NOISE[:240, 200:520], 0, 255).astype(np.uint8)
    assert noise(image) == pytest.approx(sd, rel=0.1, abs=0.3)
