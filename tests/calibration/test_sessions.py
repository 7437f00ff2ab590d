import gzip
import json
from functools import cache

import numpy as np
import pytest
from bench.compact import (
    pack_meshes,
    pack_places,
    pack_shares,
    unpack_meshes,
    unpack_places,
    unpack_shares,
)
from bench.sessions import Session, guided_times, load_sessions, write_tape
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.pose.landmarks import GUIDED_POSES
from posturecam.core.values import Pose, Unseen


@cache
def sessions(mode: str = "video") -> tuple[Session, ...]:
    return load_sessions(mode)


def test_there_are_two_sessions_of_each_of_32_bodies() -> None:
    bodies = [session.body for session in sessions()]

    assert len(bodies) == 64
    assert all(bodies.count(body) == 2 for body in bodies)


def test_a_session_offers_every_guided_pose_but_the_chair() -> None:
    guided = sessions()[0].guided()

    assert set(guided) == set(GUIDED_POSES) - {"slide"}
    assert len(guided["upright"]) == 6


def test_only_the_wanted_guided_poses_are_given() -> None:
    assert set(sessions()[0].guided(["slump"])) == {"upright", "slump"}


def test_changes_in_the_truth_are_against_the_upright_looks() -> None:
    session = sessions()[3]
    upright = (session.block == "A") & (session.pose == "upright")
    change = session.truth["cva_deg"] - session.truth["cva_deg"][upright].mean()

    assert np.allclose(change, session.truth["d_cva_deg"], atol=0.02)


@pytest.mark.parametrize("mode", ["video", "image"])
def test_landmarks_lie_where_the_truth_puts_the_shoulders(mode: str) -> None:
    session = sessions(mode)[5]
    observation, height = session.observations()[0], session.height

    assert isinstance(observation, Pose)
    true = np.array([session.truth["l_shoulder_x"][0], session.truth["l_shoulder_y"][0]]) / height
    assert np.hypot(*(observation.points[11] - true)) < 0.1


def test_looks_of_the_test_block_are_half_a_minute_apart() -> None:
    session = sessions()[0]
    times = session.times_s()

    assert (np.diff(times[session.tests()]) == 30).all()
    assert (np.diff(times[:24]) == 1).all()


def test_a_session_becomes_a_pose_tape(tmp_path) -> None:
    session = sessions()[0]
    write_tape(session, tmp_path / "one.tape.jsonl.gz")

    with gzip.open(tmp_path / "one.tape.jsonl.gz", "rt") as file:
        head, *lines = [json.loads(line) for line in file]
    assert head == {"format": "posturecam-tape", "version": 1, "width": 640, "height": 480}
    assert len(lines) == len(session.raws)
    assert np.shape(lines[0]["landmarks"]) == (33, 5)
    assert np.shape(lines[0]["face"]) == (468, 3)


def test_guided_times_are_what_calibrate_is_told() -> None:
    times = guided_times(sessions()[0])

    assert times["upright"] == (0.0, 6.0)
    assert times["slump"] == (6.0, 8.0)
    assert times["turn"] == (18.0, 22.0)


def test_an_empty_look_says_so() -> None:
    observations = [
        observation for session in sessions("image") for observation in session.observations()
    ]

    assert sum(isinstance(observation, Unseen) for observation in observations) == 14


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=9))
def test_places_come_back_to_a_step(values: list[float]) -> None:
    back = unpack_places(pack_places(np.array([*values, np.nan])))

    assert np.allclose(back[:-1], values, atol=0.51e-4)
    assert np.isnan(back[-1])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9))
def test_shares_come_back_to_a_step(values: list[float]) -> None:
    assert np.allclose(unpack_shares(pack_shares(np.array(values))), values, atol=0.51 / 255)


def test_meshes_come_back_and_missing_ones_stay_missing() -> None:
    random = np.random.default_rng(1)
    shapes = random.normal(size=(3, 468, 3))
    meshes = 0.5 + 0.01 * np.einsum("nk,kpc->npc", random.normal(size=(8, 3)), shapes)
    meshes[2] = np.nan

    back = unpack_meshes(pack_meshes(meshes))

    assert np.isnan(back[2]).all()
    assert np.allclose(np.delete(back, 2, 0), np.delete(meshes, 2, 0), atol=1e-5)


def test_true_places_agree_with_the_true_angle() -> None:
    session = sessions()[7]
    tragus = (session.points_cm["l_tragus"] + session.points_cm["r_tragus"]) / 2
    up, ahead = (tragus - session.points_cm["c7"])[:, 1:].T

    assert np.allclose(np.degrees(np.arctan2(up, ahead)), session.truth["cva_deg"], atol=0.15)
