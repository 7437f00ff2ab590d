"""Guided poses of the people on the tapes, and upright again in their place."""

import numpy as np
import pytest
from bench.sessions import Session, load_sessions

from posturecam.core.measure.calibration import calibrate
from posturecam.core.measure.profile import Profile
from tests.support.calibrated import made

POSES = ("slump", "head_forward", "lean_in", "lean_back", "look_down", "turn", "shrug")


@pytest.fixture(scope="module")
def sessions() -> tuple[Session, ...]:
    return load_sessions()[2::8]


def calibrated(guided: dict, session: Session) -> Profile:
    return made(calibrate(guided, (session.width, session.height)))


def test_poses_that_were_shown_are_used(sessions: tuple[Session, ...]) -> None:
    for session in sessions:
        profile = calibrated(session.guided(POSES), session)
        assert {one.pose for one in profile.left_out} == set(), session.number


def test_upright_in_their_place_is_left_out(sessions: tuple[Session, ...]) -> None:
    left_out = []
    for session in sessions:
        observations = session.observations()
        again = [
            observations[number] for number in session.tests() if session.pose[number] == "upright"
        ]
        guided = {**session.guided(()), **dict.fromkeys(POSES, again)}
        left_out.append(len(calibrated(guided, session).left_out) / len(POSES))
    assert np.mean(left_out) > 0.95
