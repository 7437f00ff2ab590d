"""The models are part of the package; a bundle of the user's own takes their place."""

import zipfile
from pathlib import Path

import pytest

from posturecam.edges.mediapipe.bundles import (
    FACE_MEMBERS,
    POSE_MEMBERS,
    SHIPPED,
    Bundles,
    find_bundles,
    is_bundle,
)
from posturecam.errors import InputError, ModelError


def bundle(path: Path, members: frozenset[str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            archive.writestr(member, b"network" * 100)
    return path


@pytest.fixture
def shipped(tmp_path: Path) -> Bundles:
    return Bundles(
        bundle(tmp_path / "pose.task", POSE_MEMBERS), bundle(tmp_path / "face.task", FACE_MEMBERS)
    )


def test_the_package_carries_both_models() -> None:
    assert find_bundles() == SHIPPED
    assert is_bundle(SHIPPED.pose, POSE_MEMBERS)
    assert is_bundle(SHIPPED.face, FACE_MEMBERS)


@pytest.mark.parametrize("kind", ["pose", "face"])
@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "gone"])
def test_a_damaged_installation_says_how_to_mend_it(
    shipped: Bundles, kind: str, damage: str
) -> None:
    path: Path = getattr(shipped, kind)
    whole = path.read_bytes()
    changed = whole[:100] + bytes([whole[100] ^ 1]) + whole[101:]
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes({"cut": whole[:100], "changed": changed, "empty": b""}[damage])

    with pytest.raises(
        ModelError, match=rf"{path.name} is missing or damaged\. Install posturecam"
    ):
        find_bundles(shipped=shipped)


def test_own_bundles_are_used_instead(tmp_path: Path, shipped: Bundles) -> None:
    heavy = bundle(tmp_path / "heavy.task", POSE_MEMBERS)
    face = bundle(tmp_path / "own.task", FACE_MEMBERS)
    nothing = Bundles(tmp_path / "none", tmp_path / "none")
    assert find_bundles(pose=heavy, shipped=shipped) == Bundles(heavy, shipped.face)
    assert find_bundles(pose=heavy, face=face, shipped=nothing) == Bundles(heavy, face)


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no model file .*none\.task"):
        find_bundles(pose=tmp_path / "none.task")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 half a zip"])
def test_a_file_that_is_no_model(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.task"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"not a pose model .*pose_detector\.tflite"):
        find_bundles(pose=path)


def test_a_face_model_given_as_a_pose_model(shipped: Bundles) -> None:
    with pytest.raises(InputError, match="not a pose model"):
        find_bundles(pose=shipped.face)
