"""Somebody at a desk in poor light: found and measured, or called too dark, never called away."""

import numpy as np
import pytest

from posturecam.core.values import Frame, Why
from posturecam.edges.mediapipe.bundles import Bundles
from posturecam.edges.mediapipe.landmarker import open_landmarker
from posturecam.edges.sources.video import open_video
from tests.support.paths import SAMPLES

SAMPLE = SAMPLES / "slouch_p1_laptop.mp4"


def at_night(image: np.ndarray, electrons: float) -> np.ndarray:
    """What a sensor makes of `image` that gets so many electrons for white, gain making up."""
    random = np.random.default_rng(3)
    light = (image / 255) ** 2.2
    counted = random.poisson(light * electrons) + random.normal(0, 3, image.shape)
    return (255 * np.clip(counted / electrons, 0, 1) ** (1 / 2.2)).astype(np.uint8)


@pytest.mark.model
def test_somebody_in_poor_light_is_found_or_it_is_too_dark(bundles: Bundles) -> None:
    with open_video(str(SAMPLE)) as source, open_landmarker(bundles) as finder:
        frame = source.read(0.0)
        assert frame is not None
        observations = [
            finder.find(Frame(float(number), at_night(frame.image, electrons)))
            for number, electrons in enumerate((2000, 200, 45, 30, 20, 12))
        ]
    assert [bool(observation.people) for observation in observations[:2]] == [True, True]
    assert {observation.why for observation in observations} == {None, Why.TOO_DARK}
    assert observations[-1].why is Why.TOO_DARK
