"""The licences of what is in the folder for people without Python."""

import importlib.metadata
import sys
from pathlib import Path

import click
import licences
import pytest
from licences import licences_of

from tests.support.paths import ROOT

CLICK = Path(click.__file__)


def headings(text: str) -> list[str]:
    return [part.split("\n", 2)[1] for part in text.split("=" * 100 + "\n")[1:]]


def test_a_package_comes_with_the_text_of_its_licence(tmp_path: Path) -> None:
    text = licences_of([CLICK], ROOT, tmp_path)
    version = importlib.metadata.version("click")
    assert f"- click {version}: BSD-3-Clause" in text
    assert "Redistributions in binary form must reproduce" in text
    assert [name.split()[0] for name in headings(text)] == [
        "posturecam",
        "Python",
        "click",
        "pyinstaller",
    ]


def test_what_is_not_in_the_folder_is_not_named(tmp_path: Path) -> None:
    assert "pytest" not in {name.split()[0] for name in headings(licences_of([], ROOT, tmp_path))}


def test_its_own_licence_and_notice_are_in_it(tmp_path: Path) -> None:
    text = licences_of([], ROOT, tmp_path)
    for name in ("LICENSE", "NOTICE"):
        assert (ROOT / name).read_text(encoding="utf-8").strip() in text
    assert "x264 and x265" in text


def test_what_the_build_made_itself_is_nobody_elses(tmp_path: Path) -> None:
    made = tmp_path / "base_library.zip"
    made.touch()
    assert "base_library.zip" not in licences_of([made], ROOT, tmp_path)


def test_a_library_of_the_system_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "_package", lambda _path: None)
    library = tmp_path / "libodd.so.1"
    library.touch()
    text = licences_of([library], ROOT, tmp_path / "work")
    assert "- libodd.so.1: of the system on which it was built" in text


@pytest.mark.skipif(not Path("/usr/share/doc/libc6/copyright").exists(), reason="of Debian")
@pytest.mark.parametrize("python", ["/usr", "/opt/python"])
def test_debian_knows_the_licence_of_its_libraries(
    python: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "base_prefix", python)
    library = Path("/lib/ld-linux.so.2").resolve()
    known = next(Path("/usr/lib").glob("*-linux-gnu/libc.so.6"), library)
    text = licences_of([known], ROOT, tmp_path)
    assert "- libc6: see below" in text
    assert Path("/usr/share/doc/libc6/copyright").read_text(encoding="utf-8").strip() in text
