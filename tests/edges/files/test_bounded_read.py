"""No file of posturecam's own is read without a bound."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from posturecam.cli.main import cli
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.atomic_write import backup_of
from posturecam.edges.files.bounded_read import read_text
from posturecam.edges.files.settings_edit import set_in_file
from tests.support.desk import calibrated, with_profile

HUGE = 1 << 30  # a file with a hole: it takes no room on the disk
LARGE = 8 << 20
MUCH_KB = 200_000  # more than reading a bounded file takes


def huge(path: Path, size: int = HUGE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.truncate(path, size)
    return path


def own(path: Path) -> tuple[str, ...]:
    return ("stretch", "--set", f"stretches.own_file={path}")


USES: dict[str, Callable[[Path], tuple[object, ...]]] = {
    "settings": lambda path: ("settings", "check", path),
    "profile": lambda path: ("profiles", "show", path),
    "profile to import": lambda path: ("profiles", "import", path),
    "exercises": own,
}


def run(*words: object) -> str:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == 2, result.output
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_file_that_is_too_large(
    tmp_path: Path, use: Callable[[Path], tuple[object, ...]]
) -> None:
    resource = pytest.importorskip("resource")
    path = huge(tmp_path / "huge.toml")
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert " MB; is it the right file?" in run(*use(path))

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < MUCH_KB


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_pipe_that_nobody_writes_to(
    tmp_path: Path, use: Callable[[Path], tuple[object, ...]]
) -> None:
    os.mkfifo(tmp_path / "pipe.toml")

    assert "it is a pipe, not a file" in run(*use(tmp_path / "pipe.toml"))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device of Unix")
@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_device_without_an_end(tmp_path: Path, use: Callable[[Path], tuple[object, ...]]) -> None:
    (tmp_path / "zero.toml").symlink_to("/dev/zero")

    assert " MB; is it the right file?" in run(*use(tmp_path / "zero.toml"))


def test_the_settings_in_use_and_those_to_be_changed() -> None:
    huge(folders.settings_path())

    assert "1 MB; is it the right file?" in run("stretch")
    assert "1 MB; is it the right file?" in run("settings", "set", "alerts.hold_s=9")


def test_a_profile_in_the_folder_is_listed_as_damaged_and_can_be_replaced() -> None:
    path = huge(with_profile(), LARGE)

    (entry,) = profile_store.entries(folders.profiles_dir())
    assert "4 MB; is it the right file?" in entry.problem
    profile_store.save(folders.profiles_dir(), "default", calibrated())
    assert profile_store.load(folders.profiles_dir(), "default")
    assert backup_of(path).stat().st_size == LARGE


@pytest.mark.parametrize("nested", ["a = " + "[" * 5000, "a = " + "{x=" * 3000])
def test_what_is_nested_without_an_end(tmp_path: Path, nested: str) -> None:
    path = tmp_path / "deep.toml"
    path.write_text(nested)
    folders.settings_path().parent.mkdir(parents=True)

    for use in USES.values():
        run(*use(path))
    assert "is not TOML" in run("profiles", "show", path)
    folders.settings_path().write_text(nested)
    assert "is not TOML" in run("settings", "set", "alerts.hold_s=9")


def test_what_fits_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf1234\r\n")

    assert read_text(path, 9) == "1234\r\n"
    with pytest.raises(OSError, match="right file"):
        read_text(path, 8)
    assert set_in_file(tmp_path / "s.toml", ["alerts.hold_s=9"]) == ()
