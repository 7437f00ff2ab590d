"""What goes into the folder for people without Python, and what Windows and macOS ask of it."""

import ast
import importlib.util
import plistlib
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import folder_contents
import pytest
from folder_systems import CAMERA_TEXT, ENTITLEMENTS, MANIFEST, info_plist, version_file

import posturecam
import posturecam.cli.main
from posturecam.edges.mediapipe.system_libraries import PACKAGES
from tests.support.paths import ROOT

SPEC = (ROOT / "bundling" / "posturecam.spec").read_text(encoding="utf-8")
linux = pytest.mark.skipif(sys.platform != "linux", reason="of Linux")


@linux
def test_every_library_that_the_system_may_lack_comes_along() -> None:
    pytest.importorskip("PyInstaller")
    brought = {Path(path).name for path, _ in folder_contents.last_resort()}
    assert brought == set(folder_contents.LAST_RESORT)
    by_pyinstaller = {"libglib-2.0.so.0", "libgthread-2.0.so.0"}  # which leaves out drivers only
    assert PACKAGES.keys() - brought == by_pyinstaller


@linux
def test_a_system_without_them_cannot_build(monkeypatch: pytest.MonkeyPatch) -> None:
    bindepend = pytest.importorskip("PyInstaller.depend.bindepend")
    monkeypatch.setattr(bindepend, "resolve_library_path", lambda _name: None)
    with pytest.raises(RuntimeError, match=r"libxcb\.so\.1, .*libGLESv2\.so\.2"):
        folder_contents.last_resort()


def test_hidden_imports_are_there() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    missing = [name for name in folder_contents.HIDDEN if importlib.util.find_spec(name) is None]
    assert missing == []
    assert "paho-mqtt>=2.1" in extras["optional-dependencies"]["home"]


def test_nothing_that_the_program_imports_is_left_out() -> None:
    out = "|".join(set(folder_contents.EXCLUDED) - set(folder_contents.STUDY))
    for path in (ROOT / "posturecam").rglob("*.py"):
        found = re.search(rf"^\s*(import|from) ({out})\b", path.read_text("utf-8"), re.MULTILINE)
        assert found is None, (path, found)


def test_no_part_of_the_program_forks_python() -> None:
    """Workers of `multiprocessing` would need freeze_support in the folder's programs."""
    forks = re.compile(r"multiprocessing import|multiprocessing\.(?!connection)|ProcessPool")
    for path in (ROOT / "posturecam").rglob("*.py"):
        assert not forks.search(path.read_text("utf-8")), path


@linux
@pytest.mark.skipif(shutil.which("strip") is None, reason="needs binutils")
def test_symbols_are_removed_where_nobody_has_patched(tmp_path: Path) -> None:
    plain, patched = tmp_path / "a" / "x.so", tmp_path / "av.libs" / "x.so.1"
    for path in (plain, patched):
        path.parent.mkdir()
        code = ["cc", "-x", "c", "-shared", "-g", "-fPIC", "-o", str(path), "-"]
        if shutil.which("cc") is None:
            pytest.skip("needs a compiler")
        subprocess.run(code, input=b"int f(void) { return 1; }", check=True)
    before = patched.read_bytes()
    size = folder_contents.size_bytes(tmp_path)

    saved = folder_contents.strip(tmp_path)

    assert saved > 0
    assert folder_contents.size_bytes(tmp_path) == size - saved
    assert patched.read_bytes() == before


def test_the_glibc_that_is_needed_is_the_newest_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.so").write_bytes(b"\0GLIBC_2.4\0GLIBC_2.17\0")
    (tmp_path / "b.so.6").write_bytes(b"x\0GLIBC_2.31\0GLIBCXX_3.4\0")
    (tmp_path / "b.txt").write_bytes(b"\0GLIBC_2.99\0")
    (tmp_path / "c.so").symlink_to(tmp_path / "a.so")
    assert folder_contents.least_glibc(tmp_path) == 31


def test_the_spec_is_python_and_names_files_that_are_there() -> None:
    ast.parse(SPEC)
    for name in re.findall(r'BUNDLING / "([^"]+)"', SPEC):
        assert (ROOT / "bundling" / name).is_file()
    assert 'collect_data_files("posturecam")' in SPEC


def test_macos_is_asked_for_the_camera_with_a_reason() -> None:
    said = plistlib.loads(plistlib.dumps(info_plist(posturecam.__version__)))
    assert said["NSCameraUsageDescription"] == CAMERA_TEXT
    assert said["LSUIElement"] is True
    assert said["CFBundleShortVersionString"] == posturecam.__version__
    granted = plistlib.loads(plistlib.dumps(ENTITLEMENTS))
    assert granted["com.apple.security.device.camera"] is True


def test_windows_reads_version_and_manifest() -> None:
    (call,) = [node.value for node in ast.parse(version_file("1.2.3", "posturecamw")).body]
    assert isinstance(call, ast.Call)
    text = ast.unparse(call)
    assert "filevers=(1, 2, 3, 0)" in text
    assert "StringStruct('OriginalFilename', 'posturecamw.exe')" in text
    nodes = ET.fromstring(MANIFEST).iter()  # noqa: S314 (our own text)
    settings = {node.tag.rpartition("}")[2]: node.text for node in nodes}
    assert settings["dpiAwareness"] == "PerMonitorV2"
    assert settings["longPathAware"] == "true"


def test_a_double_click_shows_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(
        sys.modules["posturecam.cli.main"], "main", lambda: started.append(sys.argv[1:])
    )
    for arguments in ([], ["doctor"]):
        monkeypatch.setattr(sys, "argv", ["posturecamw", *arguments])
        sys.modules.pop("windowed", None)
        importlib.import_module("windowed")
    assert started == [["open"], ["doctor"]]
