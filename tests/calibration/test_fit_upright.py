"""What upright people look like is what was learned, and holds for people left out."""

import numpy as np
import pytest
from bench.sessions import load_sessions
from fit_upright import SHARE, Stills, learn_hints, scores_left_out, stills_of

from posturecam.core.measure import learned_upright


@pytest.fixture(scope="module")
def stills() -> Stills:
    return stills_of(load_sessions())


def test_the_module_holds_what_the_script_learns(stills: Stills) -> None:
    assert np.array(learned_upright.HINTS) == pytest.approx(learn_hints(stills), rel=1e-2)


def test_people_left_out_who_slump_are_asked_back_oftener(stills: Stills) -> None:
    scores = scores_left_out(stills)
    upright = stills.pose == "upright"
    asked = scores < np.percentile(scores[upright], SHARE)
    assert asked[upright].mean() == pytest.approx(0.05, abs=0.01)
    assert asked[stills.slumped].mean() > 0.3
