import numpy as np
import pytest

from posturecam.core.picture import unusable, why_nobody
from posturecam.core.values import Why

NOISE = np.random.default_rng(1).integers(-40, 41, (480, 640, 3))


def filled(red: int, green: int, blue: int) -> np.ndarray:
    return np.full((480, 640, 3), (red, green, blue), dtype=np.uint8)


def noisy(level: int) -> np.ndarray:
    return np.clip(level + NOISE, 0, 255).astype(np.uint8)


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
    ],
)
def test_pictures_that_show_nothing(image: np.ndarray, why: Why | None) -> None:
    assert unusable(image) is why


@pytest.mark.parametrize(
    ("level", "why"), [(20, Why.TOO_DARK), (128, Why.NOBODY), (240, Why.TOO_BRIGHT)]
)
def test_the_light_is_blamed_only_where_it_may_be_the_reason(level: int, why: Why) -> None:
    assert why_nobody(noisy(level)) is why
