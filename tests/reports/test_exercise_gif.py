"""The figure of an exercise as a GIF."""

from io import BytesIO

from PIL import Image

from posturecam.reports.exercise_gif import gif
from posturecam.stretches.catalogue import builtin


def test_a_gif_moves_for_a_loop_and_is_small() -> None:
    data = gif(builtin()["walking"], 80)
    assert data is not None
    assert len(data) < 40_000
    with Image.open(BytesIO(data)) as image:
        assert image.size == (80, 80)
        lasts_ms = 0
        seen = set()
        for n in range(image.n_frames):
            image.seek(n)
            lasts_ms += image.info["duration"]
            seen.add(image.convert("RGB").tobytes())
        assert lasts_ms == 1400
        assert len(seen) > 8


def test_without_a_movement_there_is_none() -> None:
    assert gif(builtin()["neuromuscular_stimulation"]) is None
