"""The model is fetched once, checked, and kept whole or not at all."""

import errno
import hashlib
import io
import os
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from rich.console import Console

from posturecam.edges import model_assembling, model_fetching, model_file
from posturecam.edges.model_fetching import NETWORKS, Network, downloaders, fetch_networks
from posturecam.edges.model_file import (
    FACE_MEMBERS,
    POSE_MEMBERS,
    Bundles,
    ensure_bundles,
    is_bundle,
    kept_bundles,
)
from posturecam.edges.model_progress import shown_download
from posturecam.errors import InputError, ModelError, StorageError

CONTENT = {name: f"network {name}".encode() * 1000 for name in NETWORKS}


def ignore(_done_bytes: int, _whole_bytes: int) -> None:
    """Nobody wants to know how far the download is."""


def wheel(contents: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in contents.items():
            archive.writestr(NETWORKS[name].member, content)
    return packed.getvalue()


def bundle(path: Path, members: frozenset[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            archive.writestr(member, b"network" * 100)
    return path


Playing = Callable[[str], None]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Playing:
    """Put a program of our own in the place of pip; its last argument is the folder."""

    def play(program: str) -> None:
        script = tmp_path / "pip.py"
        script.write_text(
            f"import pathlib, sys, time\nfolder = pathlib.Path(sys.argv[-1])\n{program}"
        )
        words = (sys.executable, "-I", "-S", str(script))
        monkeypatch.setattr(model_fetching, "downloaders", lambda _folder: iter([words]))

    return play


@pytest.fixture
def small_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand-ins for the networks, and for their assembling."""
    small = {
        name: Network(NETWORKS[name].member, hashlib.sha256(content).hexdigest())
        for name, content in CONTENT.items()
    }
    monkeypatch.setattr(model_fetching, "NETWORKS", small)

    def zipped(members: frozenset[str]) -> Callable[[bytes, bytes], bytes]:
        def pack(*networks: bytes) -> bytes:
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w") as archive:
                for member, network in zip(sorted(members), networks, strict=True):
                    archive.writestr(zipfile.ZipInfo(member), network)
            return packed.getvalue()

        return pack

    monkeypatch.setattr(model_assembling, "pose_bundle", zipped(POSE_MEMBERS))
    monkeypatch.setattr(model_assembling, "face_bundle", zipped(FACE_MEMBERS))


@pytest.fixture
def served(tmp_path: Path, command: Playing) -> Path:
    """A download that works; the file counts how often it was done."""
    stored, count = tmp_path / "stored", tmp_path / "count"
    stored.write_bytes(wheel(CONTENT))
    command(f"""
(folder / "mediapipe-0-py3-none-any.whl").write_bytes(pathlib.Path({str(stored)!r}).read_bytes())
with open({str(count)!r}, "a") as count: count.write("x")
time.sleep(0.15)
""")
    return count


def left_behind(cache: Path) -> list[str]:
    return sorted(path.name for path in (cache / "models").glob("*"))


@pytest.mark.usefixtures("small_networks")
def test_fetched_once_and_then_never_again(tmp_path: Path, served: Path) -> None:
    told: list[tuple[int, int]] = []
    made = ensure_bundles(tmp_path / "cache", lambda done, whole: told.append((done, whole)))
    assert made == kept_bundles(tmp_path / "cache")
    assert is_bundle(made.pose, POSE_MEMBERS)
    assert is_bundle(made.face, FACE_MEMBERS)
    assert left_behind(tmp_path / "cache") == ["face_landmarker.task", "pose_landmarker.task"]
    assert told[-1][0] > 0
    assert all(done <= whole for done, whole in told)

    assert ensure_bundles(tmp_path / "cache", ignore) == made
    assert served.read_text() == "x"


@pytest.mark.usefixtures("small_networks", "served")
@pytest.mark.parametrize("kind", ["pose", "face"])
@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "gone"])
def test_a_damaged_bundle_is_made_again(tmp_path: Path, kind: str, damage: str) -> None:
    made = ensure_bundles(tmp_path, ignore)
    path, members = {"pose": (made.pose, POSE_MEMBERS), "face": (made.face, FACE_MEMBERS)}[kind]
    whole = path.read_bytes()
    middle = len(whole) // 2
    changed = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes({"cut": whole[:middle], "changed": changed, "empty": b""}[damage])
    assert not is_bundle(path, members)
    ensure_bundles(tmp_path, ignore)
    assert path.read_bytes() == whole


@pytest.mark.usefixtures("small_networks", "served")
def test_two_first_starts_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    def start_another(_done: int, _whole: int) -> None:
        if not others:
            others.append(ensure_bundles(tmp_path, ignore))

    others: list[Bundles] = []
    made = ensure_bundles(tmp_path, start_another)
    assert others == [made]
    assert is_bundle(made.pose, POSE_MEMBERS)
    assert left_behind(tmp_path) == ["face_landmarker.task", "pose_landmarker.task"]


@pytest.mark.parametrize(
    ("program", "says"),
    [
        pytest.param(
            "sys.exit('WARNING: NewConnectionError: no name resolution\\nERROR: No matching')",
            "no connection",
            id="no network",
        ),
        pytest.param(
            "sys.exit('ERROR: [Errno 28] No space left on device')", "Free 100 MB", id="full"
        ),
        pytest.param(
            "sys.exit('ERROR: the moon is wrong.')", "model: the moon is wrong. Run", id="other"
        ),
        pytest.param("sys.exit(7)", "ended with 7", id="says nothing"),
        pytest.param("", "is missing from the download", id="nothing came"),
        pytest.param(
            "(folder / 'a.whl').write_bytes(b'PK no zip')",
            "is missing from the download",
            id="no zip",
        ),
    ],
)
def test_a_failed_download_says_what_to_do(
    tmp_path: Path, command: Playing, program: str, says: str
) -> None:
    command(program)
    with pytest.raises(ModelError, match=says) as told:
        ensure_bundles(tmp_path, ignore)
    assert "\n" not in str(told.value)
    assert left_behind(tmp_path) == []


@pytest.mark.usefixtures("small_networks")
def test_a_network_with_another_checksum_is_refused(tmp_path: Path, command: Playing) -> None:
    stored = tmp_path / "stored"
    stored.write_bytes(wheel(CONTENT | {"face_detector": b"something else"}))
    command(f"(folder / 'a.whl').write_bytes(pathlib.Path({str(stored)!r}).read_bytes())")
    with pytest.raises(ModelError, match=r"face_detection_short_range.tflite .*wrong checksum"):
        ensure_bundles(tmp_path, ignore)
    assert left_behind(tmp_path) == []


@pytest.mark.usefixtures("small_networks", "served")
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_while_writing_leaves_no_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fill_up(path: Path, content: bytes) -> int:
        with path.open("wb") as sink:
            sink.write(content[: len(content) // 2])
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "write_bytes", fill_up)
    with pytest.raises(StorageError, match=r"disk is full.*POSTURECAM_CACHE_DIR"):
        ensure_bundles(tmp_path / "cache", ignore)
    assert left_behind(tmp_path / "cache") == []


def test_a_cache_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match=r"Cannot keep the pose model in .*POSTURECAM_CACHE_DIR"):
        ensure_bundles(tmp_path / "cache", ignore)


@pytest.mark.usefixtures("small_networks", "served")
def test_what_a_killed_start_left_behind_is_removed(tmp_path: Path) -> None:
    old, new = tmp_path / "models" / ".fetching-old", tmp_path / "models" / ".fetching-new"
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "half").touch()
    os.utime(old, (time.time() - 7200,) * 2)
    ensure_bundles(tmp_path, ignore)
    assert not old.exists()
    assert new.exists()  # another start may be at work there


def test_an_interrupted_download_stops_its_helper(tmp_path: Path, command: Playing) -> None:
    mark = tmp_path / "pid"
    command(f"import os\npathlib.Path({str(mark)!r}).write_text(str(os.getpid()))\ntime.sleep(60)")

    def interrupt(_done: int, _whole: int) -> None:
        if mark.exists() and mark.read_text():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ensure_bundles(tmp_path, interrupt)
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)
    assert left_behind(tmp_path) == []


# --- ways to download ---------------------------------------------------------------------------


def program(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def without_pip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A Python without pip and a PATH with nothing but the folder returned."""
    found = model_fetching.importlib.util.find_spec
    monkeypatch.setattr(
        model_fetching.importlib.util,
        "find_spec",
        lambda name: None if name == "pip" else found(name),
    )
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_python_with_pip_needs_nothing_else(tmp_path: Path) -> None:
    (only,) = downloaders(tmp_path)
    assert only[:4] == (sys.executable, "-m", "pip", "download")
    assert only[-1] == "--dest"


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
def test_pip_and_uv_on_the_path_are_found(without_pip: Path, tmp_path: Path) -> None:
    for name in ("pip", "uv"):
        program(without_pip / name, "exit 1")
    first, second = islice(downloaders(tmp_path), 2)
    assert Path(first[0]).name == "pip"
    assert Path(second[0]).name == "uv"
    assert second[-1] == "--target"


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
@pytest.mark.usefixtures("small_networks")
def test_what_uv_unpacks_is_found(without_pip: Path, tmp_path: Path) -> None:
    stored = tmp_path / "stored"
    stored.write_bytes(wheel(CONTENT))
    unzip = f"{sys.executable} -m zipfile -e {stored}"
    program(without_pip / "uv", f'for last; do :; done; {unzip} "$last"')
    assert fetch_networks(tmp_path, ignore) == CONTENT


@pytest.mark.slow
@pytest.mark.usefixtures("without_pip")
def test_the_pip_that_comes_with_python_is_the_last_resort(tmp_path: Path) -> None:
    (own,) = downloaders(tmp_path)
    assert (tmp_path / "pip") in Path(own[0]).parents
    done = subprocess.run([own[0], "-m", "pip", "--version"], capture_output=True, check=True)
    assert done.stdout.startswith(b"pip")


@pytest.mark.usefixtures("without_pip")
def test_without_any_way_to_download(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_fetching, "_python_with_pip", lambda _folder: None)
    with pytest.raises(ModelError, match="neither pip nor uv is on the PATH"):
        ensure_bundles(tmp_path, ignore)


def test_a_python_that_cannot_make_a_pip(tmp_path: Path) -> None:
    (tmp_path / "pip").write_text("a file where the folder should be")
    assert model_fetching._python_with_pip(tmp_path / "pip") is None


def test_a_downloader_that_cannot_be_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_fetching, "downloaders", lambda _: iter([(str(tmp_path / "none"),)]))
    with pytest.raises(ModelError, match="No such file"):
        ensure_bundles(tmp_path / "cache", ignore)


# --- a model of the user's own ------------------------------------------------------------------


def test_bundles_of_ones_own_need_no_download(tmp_path: Path) -> None:
    own = Bundles(
        bundle(tmp_path / "heavy.task", POSE_MEMBERS), bundle(tmp_path / "face.task", FACE_MEMBERS)
    )
    assert ensure_bundles(tmp_path / "cache", ignore, pose=own.pose, face=own.face) == own
    assert not (tmp_path / "cache").exists()


@pytest.mark.usefixtures("small_networks", "served")
def test_a_pose_bundle_of_ones_own_still_wants_the_face(tmp_path: Path) -> None:
    own = bundle(tmp_path / "heavy.task", POSE_MEMBERS)
    made = ensure_bundles(tmp_path / "cache", ignore, pose=own)
    assert made == Bundles(own, kept_bundles(tmp_path / "cache").face)


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no model file .*none\.task"):
        ensure_bundles(tmp_path, ignore, pose=tmp_path / "none.task")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 half a zip"])
def test_a_file_that_is_no_model(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.task"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"not a pose model .*pose_detector\.tflite"):
        ensure_bundles(tmp_path, ignore, pose=path)


def test_a_face_model_given_as_a_pose_model(tmp_path: Path) -> None:
    path = bundle(tmp_path / "face.task", FACE_MEMBERS)
    with pytest.raises(InputError, match="not a pose model"):
        ensure_bundles(tmp_path, ignore, pose=path)


# --- progress -----------------------------------------------------------------------------------


def test_nothing_is_drawn_without_a_download() -> None:
    sink = io.StringIO()
    with shown_download(Console(file=sink, force_terminal=True)):
        pass
    assert sink.getvalue() == ""


def test_a_download_draws_its_bytes() -> None:
    sink = io.StringIO()
    with shown_download(Console(file=sink, force_terminal=True, width=100)) as progress:
        progress(10_000_000, 35_600_000)
    assert "Fetching the pose model, once" in sink.getvalue()
    assert "10.0/35.6 MB" in sink.getvalue()


def test_the_second_start_finds_the_model_at_once(tmp_path: Path) -> None:
    made = model_file.kept_bundles(tmp_path)
    bundle(made.pose, POSE_MEMBERS)
    bundle(made.face, FACE_MEMBERS)
    assert ensure_bundles(tmp_path, ignore) == made
