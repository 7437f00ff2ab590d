"""Each icon is unlike the others: by shape alone, and on light and dark panels."""

from itertools import combinations

import numpy as np
import pytest

from posturecam.edges.desktop.tray_icons import SIZES_PX, icon, pixmaps
from posturecam.view.glance import Light

ALL = [(light, False) for light in Light] + [(Light.BEYOND, True)]
PANELS = {"light": 0xF0, "dark": 0x30}
STANDS_OUT = 3.0  # WCAG 2.1, 1.4.11: contrast of what is not text
SIZES = (16, 22, 24, 32)


def rgba(light: Light, size: int, *, urgent: bool) -> np.ndarray:
    return np.asarray(icon(light, size, urgent=urgent), float) / 255


def luminance(rgb: np.ndarray) -> np.ndarray:
    """Relative luminance by WCAG 2.1."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize(("light", "urgent"), ALL)
def test_it_stands_out(light: Light, panel: str, size: int, *, urgent: bool) -> None:
    pixels = rgba(light, size, urgent=urgent)
    ground = np.full(3, PANELS[panel] / 255)
    alpha = pixels[..., 3:]
    shown = luminance(pixels[..., :3] * alpha + ground * (1 - alpha)) + 0.05
    behind = luminance(ground) + 0.05
    contrast = np.maximum(shown, behind) / np.minimum(shown, behind)
    assert np.count_nonzero(contrast >= STANDS_OUT) >= size * size / 12


@pytest.mark.parametrize("size", SIZES)
def test_without_any_colour_the_shapes_differ(size: int) -> None:
    shapes = {
        (light, urgent): np.where(
            rgba(light, size, urgent=urgent)[..., 3] > 0.5,
            1 + (luminance(rgba(light, size, urgent=urgent)[..., :3]) > 0.5),
            0,
        )
        for light, urgent in ALL
    }
    for one, other in combinations(shapes, 2):
        differing = np.count_nonzero(shapes[one] != shapes[other])
        assert differing >= size * size / 16, (one, other)


def test_nothing_is_cut_off_but_the_corners_stay_free() -> None:
    for light, urgent in ALL:
        alpha = rgba(light, 16, urgent=urgent)[..., 3]
        assert alpha.sum() > 0
        assert alpha[0, 0] < 1


def test_panels_get_alpha_first() -> None:
    sizes = [(width, height) for width, height, _ in pixmaps(Light.WELL)]
    assert sizes == [(size, size) for size in SIZES_PX]
    for width, height, argb in pixmaps(Light.WELL):
        red, green, blue, alpha = np.asarray(icon(Light.WELL, int(str(width)))).reshape(-1, 4).T
        found = np.frombuffer(argb, np.uint8).reshape(width * height, 4).T
        np.testing.assert_array_equal(found, [alpha, red, green, blue])


def test_an_icon_is_drawn_once() -> None:
    assert pixmaps(Light.AWAY) is pixmaps(Light.AWAY)
    assert icon(Light.AWAY, 16) is icon(Light.AWAY, 16)
