"""What one run leaves to the next."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from posturecam.app.watch.run import Carried, Learner
from posturecam.core.measure.measuring import UNSEEN_CAMERA

BEGUN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ME: Learner = ("0", "default", BEGUN)
LEARNED = replace(UNSEEN_CAMERA, taught=None)
STORED = replace(UNSEEN_CAMERA, taught=None)


def test_what_was_learned_goes_on_with_the_same_person_and_camera() -> None:
    carried = Carried()
    carried.teach(ME, STORED)
    assert carried.camera is STORED
    carried.camera = LEARNED
    carried.teach(ME, STORED)
    assert carried.camera is LEARNED


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(("1", "default", BEGUN), id="another camera"),
        pytest.param(("0", "standing", BEGUN), id="another profile"),
        pytest.param(("0", "default", BEGUN.replace(hour=10)), id="calibrated since"),
    ],
)
def test_nothing_learned_of_one_is_taken_for_another(other: Learner) -> None:
    carried = Carried()
    carried.teach(ME, STORED)
    carried.camera = LEARNED
    carried.teach(other, STORED)
    assert carried.camera is STORED
