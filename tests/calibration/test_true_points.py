import numpy as np
import pytest
from bench.ablations import without_mesh
from bench.sessions import Session, load_sessions
from bench.true_points import EYES, with_true_head, with_true_shoulders

from posturecam.core.pose.head_pose import fit_head, make_template
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Pose


@pytest.fixture(scope="module")
def session() -> Session:
    return load_sessions()[8]


@pytest.mark.parametrize("point", ["shoulder", "acromion"])
def test_shoulders_are_put_where_they_truly_are(session: Session, point: str) -> None:
    observation = with_true_shoulders(session, point).observations()[30]

    assert isinstance(observation, Pose)
    x, y = observation.points[Body.LEFT_SHOULDER] * session.height
    assert x == pytest.approx(session.truth[f"l_{point}_x"][30])
    assert y == pytest.approx(session.truth[f"l_{point}_y"][30])


def test_the_mesh_turns_and_grows_as_the_true_head_does(session: Session) -> None:
    observations = with_true_head(session).observations()
    faces = [
        observation.face
        for observation in observations
        if isinstance(observation, Pose) and observation.face is not None
    ]
    template = make_template(faces[:6])
    fits = [fit_head(face, template) for face in faces]
    sizes = -np.log(session.truth["cam_to_eyes_cm"])

    assert len(faces) == len(observations)
    for name, values in (
        ("head_pitch_down_deg", [fit.pitch_deg for fit in fits]),
        ("head_yaw_deg", [fit.yaw_deg for fit in fits]),
        ("head_roll_deg", [fit.roll_deg for fit in fits]),
    ):
        off = np.array(values) - session.truth[name]
        assert off.std() < 2.0, name
    assert (np.log([fit.size for fit in fits]) - sizes).std() < 1e-6


def test_the_eyes_are_put_where_they_truly_are(session: Session) -> None:
    observation = with_true_head(session).observations()[40]

    assert isinstance(observation, Pose)
    assert observation.face is not None
    eyes = observation.face[list(EYES), :2].mean(axis=0) * session.height
    true = [
        (session.truth[f"l_eye_{axis}"][40] + session.truth[f"r_eye_{axis}"][40]) / 2
        for axis in "xy"
    ]
    assert eyes == pytest.approx(true, abs=0.5)


def test_without_the_mesh_a_head_keeps_its_shape(session: Session) -> None:
    observations = without_mesh(session).observations()
    faces = [
        observation.face
        for observation in observations
        if isinstance(observation, Pose) and observation.face is not None
    ]
    fits = [fit_head(face, make_template(faces[:6])) for face in faces]

    assert max(fit.misfit for fit in fits) < 1e-6
    assert max(abs(fit.pitch_deg) for fit in fits) < 1
