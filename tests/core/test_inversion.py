"""The posterior against a slow search for the most likely posture, and against finite steps."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import least_squares
from test_mixture import evidence, known
from test_mixture import seen as shown

from posturecam.core import sagittal
from posturecam.core.inversion import CUES, SIGHTS, SIZE, Belief, Evidence, update
from posturecam.core.kinds import USUAL
from posturecam.core.mixture import before
from posturecam.core.sagittal import CHANGES, KNOWN


def expected_look(mean: np.ndarray, look: Evidence) -> np.ndarray:
    """Geometry, and what the person's own gains add to it."""
    gains = mean[KNOWN:SIZE].reshape(SIGHTS, CUES)
    geometry, _ = sagittal.seen(
        mean[:CHANGES],
        mean[CHANGES:KNOWN],
        look.face_radius,
        look.face_down,
        np.radians(look.yaw_deg),
    )
    return geometry + gains @ np.concatenate((mean[:CHANGES], look.asides))


def most_likely(prior: Belief, look: Evidence) -> np.ndarray:
    """Search all parameters for the best compromise between `prior` and `look`."""
    spread, doubt = np.linalg.cholesky(prior.covariance[0]), np.linalg.cholesky(look.noise)

    def misfit(step: np.ndarray) -> np.ndarray:
        left_over = look.change - expected_look(prior.mean[0] + spread @ step, look)
        return np.concatenate((step, np.linalg.solve(doubt, left_over)))

    return prior.mean[0] + spread @ least_squares(misfit, np.zeros(SIZE)).x


@pytest.mark.parametrize(
    ("kind", "moves"),
    [
        pytest.param("lean_in", {"C7_AHEAD": 18, "LEAN": 18, "CVA": -6, "C7_UP": -3}, id="in"),
        pytest.param("lean_back", {"C7_AHEAD": -15, "LEAN": -15}, id="back"),
        pytest.param("look_down", {"PITCH": 35, "CVA": -12}, id="down"),
    ],
)
def test_large_movements_end_at_the_most_likely_posture(kind: str, moves: dict[str, float]) -> None:
    """A picture is no straight line in the posture: to go along its slope once is not enough."""
    prior = before(known(0.3), [USUAL[kind]]).belief
    look = replace(evidence(shown(**moves), 0.5), yaw_deg=8, asides=np.array([0.6, 3.0]))
    found, _ = update(prior, look)
    assert found.mean[0, :CHANGES] == pytest.approx(most_likely(prior, look)[:CHANGES], abs=0.1)
