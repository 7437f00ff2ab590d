"""Tests leave the folders of whoever runs them alone, and each other's modules."""

import importlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from posturecam.edges.files import folders
from tests.support.full_disk import full_disk

PLACES = (folders.settings_path, folders.profiles_dir, folders.log_path)
Place = Callable[[], Path]
OF_WHOEVER_RUNS_THIS = tuple(place().parent for place in PLACES)  # as pytest was started


@pytest.fixture(scope="module")
def of_the_module() -> tuple[Path, ...]:
    return tuple(place() for place in PLACES)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_each_test_has_its_own(place: Place, tmp_path: Path) -> None:
    assert place().is_relative_to(tmp_path)


def test_a_fixture_shared_by_tests_has_none_of_the_users(
    of_the_module: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert all(one.is_relative_to(tmp_path_factory.getbasetemp()) for one in of_the_module)
    assert not {one.parent for one in of_the_module} & set(OF_WHOEVER_RUNS_THIS)


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on files")
def test_what_is_compiled_on_a_full_disk_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("before_it", "here_on_it", "elsewhere_on_it"):
        (tmp_path / f"{name}.py").write_text("WORDS = 'more than there is room for'\n")

    importlib.import_module("before_it")
    with full_disk(20):
        importlib.import_module("here_on_it")
        elsewhere = [sys.executable, "-c", "import elsewhere_on_it"]
        subprocess.run(elsewhere, cwd=tmp_path, check=True)

    kept = [file.name.partition(".")[0] for file in tmp_path.rglob("*.pyc")]
    assert kept == ["before_it"]
