import numpy as np
from bench.photos import Photo, photo_row
from bench.sessions import load_sessions
from bench.side_points import from_the_side

from posturecam.core.measure.blended_view import side_share
from posturecam.core.measure.viewing_direction import direction_deg
from posturecam.core.values import Pose


def test_people_seen_from_the_side_are_measured_from_the_side() -> None:
    observations = from_the_side(load_sessions()[:4])
    off = observations["cva"] - observations["true_cva"]

    assert len(observations) == 100
    assert np.isfinite(observations["cva"]).all()
    assert np.sqrt(np.square(off).mean()) < 0.7 * np.sqrt(
        np.square(observations["true_cva"]).mean()
    )


def test_a_frontal_camera_is_never_taken_for_one_at_the_side() -> None:
    for session in load_sessions():
        observations = [
            observation
            for observation in session.guided(())["upright"]
            if isinstance(observation, Pose)
        ]
        assert side_share(direction_deg(observations)) == 0.0


def test_a_photograph_without_a_measurement_says_so() -> None:
    assert photo_row(Photo("a", "b", 12.3, None, None)) == ["a", "b", "12", "not measured"]
    assert photo_row(Photo("a", "b", 12.3, -20.4, 4.6))[3] == "-20 ± 5"
