"""What was seen in a section travels as bytes, and comes back bit by bit."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from posturecam.core.values import BODY_POINTS, FACE_POINTS, Frame, Observation, Pose, Why
from posturecam.edges.mediapipe.landmark_scale import to_face, to_pose
from posturecam.study.packing import narrow, widen
from posturecam.study.seen import Ends, ends_of, from_bytes, to_bytes
from tests.support.marks import Mark

ENDS = Ends((64, 48), "first", "next")
RANDOM = np.random.default_rng(7)


def marks(count: int) -> list[Mark]:
    """Landmarks of 32 bits, as a model gives them."""
    numbers = RANDOM.normal(size=(count, 5)).astype(np.float32).tolist()
    return [Mark(*row) for row in numbers]


def found(t: float) -> Pose:
    """Somebody as the landmarker finds them."""
    frame = Frame(t, np.zeros((48, 63, 3), np.uint8))
    pose = to_pose(frame, marks(BODY_POINTS), marks(BODY_POINTS))
    return replace(pose, face=to_face(frame, marks(FACE_POINTS)))


def back(*seen: Observation) -> list[Observation]:
    return list(from_bytes(to_bytes(seen, ENDS)))


def bits(one: Observation) -> object:
    """Everything in it, as plain values."""
    people = [
        (person.t, person.aspect, [_bits(getattr(person, name)) for name in NAMES])
        for person in one.people
    ]
    return one.t, one.why, one.reused, _bits(one.grey), people


NAMES = ("points", "visibility", "world", "face", "depth", "presence")


def _bits(array: NDArray[np.generic] | None) -> object:
    return None if array is None else (array.dtype.str, array.shape, array.tobytes())


GREY = np.arange(48 * 63, dtype=np.float32).reshape(48, 63) % 256
SOMEBODY = found(1 / 3)
PLAIN = Pose(
    0.1 + 0.2,
    RANDOM.normal(size=(BODY_POINTS, 2)),
    RANDOM.random(BODY_POINTS),
    RANDOM.normal(size=(BODY_POINTS, 3)),
    None,
    4 / 3,
)
TWO = Observation(1 / 3, (SOMEBODY, replace(SOMEBODY, face=None)), grey=GREY)
NOBODY = Observation(0.1 + 0.2, (), Why.NOBODY, reused=True)


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param((), id="nothing"),
        pytest.param((NOBODY,), id="nobody"),
        pytest.param((TWO, NOBODY, TWO), id="several"),
        pytest.param((Observation(0.1, (PLAIN,)), TWO), id="numbers of 64 bits"),
        pytest.param((replace(TWO, grey=GREY / 7),), id="a grey picture of fractions"),
        pytest.param((TWO, replace(TWO, t=2.0, grey=GREY[:7, :9])), id="another size"),
        pytest.param((replace(NOBODY, why=Why.PAUSED), NOBODY), id="reasons"),
    ],
)
def test_what_was_seen_comes_back(seen: Sequence[Observation]) -> None:
    assert list(map(bits, back(*seen))) == list(map(bits, seen))


def test_the_picture_is_left_out() -> None:
    frame = Frame(1 / 3, np.zeros((48, 64, 3), np.uint8))
    assert back(replace(TWO, frame=frame))[0].frame is None


def test_numbers_lie_as_the_landmarker_lays_them() -> None:
    (person, _) = back(TWO)[0].people
    assert person.points.strides == SOMEBODY.points.strides


def test_a_model_s_numbers_take_half() -> None:
    calm = [replace(TWO, t=float(n), grey=None) for n in range(20)]
    assert len(to_bytes(calm, ENDS)) < len(to_bytes([TWO], ENDS)) * 3
    one = Observation(0.0, (SOMEBODY,))
    numbers = 3 * FACE_POINTS + 8 * BODY_POINTS
    assert len(to_bytes([one], ENDS)) < 4 * numbers + 2000


def test_the_ends_can_be_read_without_the_rest() -> None:
    assert ends_of(to_bytes((TWO,), ENDS)[:4000]) == ENDS


def test_the_same_gives_the_same_bytes() -> None:
    assert to_bytes((TWO, NOBODY), ENDS) == to_bytes((TWO, NOBODY), ENDS)


ANY = arrays(np.float64, (3, 4), elements=st.floats(allow_nan=False, allow_infinity=False))


@given(ANY, st.sampled_from((1.0, 4 / 3, 63 / 48)))
def test_any_numbers_come_back(numbers: NDArray[np.float64], aspect: float) -> None:
    scale = np.full((3, 1), aspect)
    again = widen(narrow(numbers, scale), scale)
    assert again.tobytes() == numbers.tobytes()
