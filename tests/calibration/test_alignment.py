"""The clock of a camera at the side is found on rendered people, and not that of a stranger."""

from dataclasses import replace

import alignment as script
import pytest
from bench.recordings import CACHE

from posturecam.core.verify.alignment import ONLY_LARGE, Alignment, NotAligned, align

TAPES = CACHE / script.EVERY_FRAME.name


@pytest.fixture(scope="module")
def pairs() -> list[script.Pair]:
    names = [name for pair in script.CLIPS for name in pair]
    if not all((TAPES / f"{name}{script.SUFFIX}").exists() for name in names):
        pytest.skip(
            "the pose tapes of the clips are not kept (calibration/alignment.py makes them)"
        )
    return list(script.clips())


@pytest.mark.slow
def test_a_shifted_and_stretched_copy_is_aligned_within_a_tenth(pairs: list[script.Pair]) -> None:
    for pair in pairs:
        found = align(pair.front, [replace(one, t=(one.t + 71.23) / 1.01) for one in pair.side])

        assert isinstance(found, Alignment)
        for t in (0.0, 45.0, 90.0):
            assert found.to_front((t + 71.23) / 1.01) == pytest.approx(t, abs=0.1)


@pytest.mark.slow
def test_somebody_else_with_the_same_script_is_refused(pairs: list[script.Pair]) -> None:
    one, other = pairs

    assert align(one.front, other.side) == NotAligned(ONLY_LARGE)
