"""Wheel and folder bring every file of the program along: page, sounds, icons, texts, models."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.paths import ROOT

PACKAGE = ROOT / "posturecam"
NEVER = (".pyc", ".pyo")


def source_files() -> set[str]:
    """Every file of the program that git knows, and the models that the build makes."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "posturecam"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("this copy of the source is no git repository")
    known = {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}
    models = {str(path.relative_to(ROOT)) for path in (PACKAGE / "models").iterdir()}
    return {Path(name).as_posix() for name in known | models}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        capture_output=True,
        check=True,
    )
    (made,) = folder.glob("*.whl")
    return made


def packaged(names: list[str]) -> set[str]:
    return {
        name
        for name in names
        if name.startswith("posturecam/") and not name.endswith((*NEVER, "/"))
    }


@pytest.mark.slow
def test_the_wheel_holds_every_file_and_no_other(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert packaged(archive.namelist()) == source_files()


@pytest.mark.slow
def test_the_wheel_installs_every_file(wheel: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
         "--disable-pip-version-check", "--no-compile", "--target", tmp_path, wheel],
        check=True,
    )  # fmt: skip
    installed = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")]
    there = {name for name in packaged(installed) if (tmp_path / name).is_file()}
    assert there == source_files()


def test_the_folder_collects_every_file_that_is_no_module() -> None:
    hooks = pytest.importorskip("PyInstaller.utils.hooks")
    collected = {Path(source).resolve() for source, _ in hooks.collect_data_files("posturecam")}
    wanted = {(ROOT / name).resolve() for name in source_files() if not name.endswith(".py")}
    assert collected == wanted
