"""What one look shows, and why it shows nothing."""

from dataclasses import replace

import numpy as np
import pytest
from synthetic import Person, pose_of

from posturecam.core.head import make_template
from posturecam.core.landmarks import Body
from posturecam.core.sight import look_at
from posturecam.core.values import Unseen, Why

YOU = pose_of(Person())
TEMPLATE = make_template([YOU.face])


@pytest.mark.parametrize(
    ("x", "y", "why"),
    [
        pytest.param(0.0, 0.0, Why.FACE_HIDDEN, id="in the picture"),
        pytest.param(0.0, -0.7, Why.FACE_OUT, id="above it"),
        pytest.param(0.0, 0.7, Why.FACE_OUT, id="below it"),
        pytest.param(-1.0, 0.0, Why.FACE_OUT, id="left of it"),
        pytest.param(1.0, 0.0, Why.FACE_OUT, id="right of it"),
    ],
)
def test_without_a_face_it_matters_where_the_head_is(x: float, y: float, why: Why) -> None:
    points = YOU.points.copy()
    points[Body.NOSE] = points[[Body.LEFT_EAR, Body.RIGHT_EAR]].mean(axis=0)
    pose = replace(YOU, points=points + np.array((x, y)), face=None)
    assert look_at(pose, TEMPLATE) == Unseen(0.0, why)
