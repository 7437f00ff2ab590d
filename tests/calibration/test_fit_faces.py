"""Bare faces stray from their calibrated shape no further than was learned."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from bench.sessions import Session, load_sessions
from fit_faces import Faces, faces_of, learn_faces, strays_left_out, written

from posturecam.core.body import learned_faces
from posturecam.core.measure.calibration import calibrate
from posturecam.core.measure.estimator import measure_in_sitting
from posturecam.core.measure.face_change import FaceChange, FaceChangePolicy, follow_face
from posturecam.core.measure.plausibility import qualify
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.values import Pose
from tests.support.calibrated import made


@pytest.fixture(scope="module")
def sessions() -> tuple[Session, ...]:
    return load_sessions()


@pytest.fixture(scope="module")
def faces(sessions: tuple[Session, ...]) -> Faces:
    return faces_of(sessions)


def test_the_module_holds_what_the_script_learns(faces: Faces) -> None:
    fresh = learn_faces(faces)
    assert np.array(learned_faces.EXPECTED) == pytest.approx(np.array(fresh["EXPECTED"]), rel=1e-2)
    for stored, row in zip(learned_faces.WEIGHTS, fresh["WEIGHTS"], strict=True):
        assert stored == pytest.approx(row[: len(stored)], rel=1e-2, abs=1e-3)


def test_bare_looks_at_people_left_out_are_seldom_strange(faces: Faces) -> None:
    found = strays_left_out(faces) / learned_faces.LIMIT
    shown = np.isfinite(found)
    assert shown.mean() > 0.75
    assert np.mean(found[shown] > 1) <= 0.006
    upright = shown & (faces.pose == "upright")
    assert np.mean(found[upright] > 0.8) <= 0.004


def test_no_sitting_on_the_tapes_is_taken_for_a_changed_face(
    sessions: tuple[Session, ...],
) -> None:
    assert not any(any(changes(session)) for session in sessions[::4])


def changes(session: Session) -> Iterator[bool]:
    """Whether the face counts as changed after each look, 10 s apart."""
    profile = made(calibrate(session.guided(()), (session.width, session.height)))
    state, policy, camera = FaceChange(), FaceChangePolicy(20, 2), CameraBelief()
    prepared = prepare(profile)
    for number, observation in enumerate(session.observations()):
        if isinstance(observation, Pose):
            now = replace(observation, t=10.0 * number)
            camera, seen = measure_in_sitting(prepared, camera, now)
            measured = qualify(now, seen, profile.front)
            state = follow_face(
                policy, state, now, measured, prepared.front and prepared.front.template
            )
            yield state.changed


def test_what_is_written_can_be_read() -> None:
    for name in ("EXPECTED", "WEIGHTS", "LIMIT"):
        space: dict[str, object] = {}
        exec("from typing import Final\n" + written(name, getattr(learned_faces, name)), space)  # noqa: S102 - our own text
        assert space[name] == getattr(learned_faces, name)
