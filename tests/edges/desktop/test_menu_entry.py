"""Posturecam in the menu of a Linux desktop."""

import os
import sys
from pathlib import Path

import pytest
from PIL import Image

from posturecam.edges.desktop.desktop_file import read_entry
from posturecam.edges.desktop.menu_entry import entry_path, remove_entry, write_entry
from posturecam.errors import StorageError


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "dä ta")}


def test_entry_and_icons_are_written_and_removed(environ: dict[str, str], tmp_path: Path) -> None:
    written = write_entry(environ)
    data = tmp_path / "dä ta"
    assert written[0] == data / "applications" / "posturecam.desktop"
    words = read_entry(written[0].read_text()).words
    assert words == (sys.executable, "-P", "-m", "posturecam", "open")
    theme = data / "icons" / "hicolor"
    for size in (48, 128, 256):
        with Image.open(theme / f"{size}x{size}" / "apps" / "posturecam.png") as icon:
            assert icon.size == (size, size)
    assert "<svg" in (theme / "scalable" / "apps" / "posturecam.svg").read_text()

    assert set(remove_entry(environ)) == set(written)
    assert [path for path in data.rglob("*") if path.is_file()] == []
    assert remove_entry(environ) == ()


def test_desktops_look_at_the_icons_again(environ: dict[str, str], tmp_path: Path) -> None:
    theme = tmp_path / "dä ta" / "icons" / "hicolor"
    for change in (write_entry, write_entry, remove_entry):
        theme.mkdir(parents=True, exist_ok=True)
        os.utime(theme, (1, 1))
        change(environ)
        assert theme.stat().st_mtime > 1


def test_it_may_be_written_again(environ: dict[str, str]) -> None:
    write_entry(environ)
    entry_path(environ).write_text("of another version")
    write_entry(environ)
    assert "Exec=" in entry_path(environ).read_text()


def test_a_folder_that_cannot_be_made(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "dä ta").write_text("a file")
    with pytest.raises(StorageError, match="Cannot write"):
        write_entry(environ)
