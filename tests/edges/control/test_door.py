"""The door of the instance: made again when its folder goes, and never in another one's place."""

import logging
import os
import re
import shutil
import socket
import stat
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest

from posturecam.edges.control import client, door, meeting_place
from posturecam.edges.control.client import is_running
from posturecam.edges.control.door import PipeDoor, SocketDoor, open_door
from posturecam.edges.control.server import open_control
from posturecam.errors import RunningError, StorageError
from tests.support.answering import Desk
from tests.support.patience import wait_until

on_posix = pytest.mark.skipif(os.name == "nt", reason="a socket in a folder")


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, short_folder: Path) -> Path:
    monkeypatch.setenv("POSTURECAM_DATA_DIR", str(tmp_path / "data"))
    folders = short_folder / "temporary", short_folder / "run"
    for folder in folders:
        folder.mkdir(mode=0o700)
    temporary, run = folders
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(run))
    monkeypatch.setattr(door, "LOOK_S", 0.01)
    return run


@pytest.fixture
def opened() -> Iterator[SocketDoor]:
    with closing(SocketDoor()) as one:
        yield one


def place() -> meeting_place.MeetingPlace:
    return meeting_place.meeting_place()


def leads_in(one: SocketDoor) -> bool:
    """Whether the key that a client would read opens `one`, at the address that it would use."""
    with ExitStack() as stack:
        try:
            stack.enter_context(client.connected())
        except client.NotRunningError:
            return False
        while (visitor := one.accept()) is not None:
            with visitor, suppress(EOFError):  # who only asks whether somebody is there
                return one.key.encode() in visitor.recv_bytes()
    return False


def folder_goes() -> None:
    """Go in one step: the door may be making it again at the same time."""
    folder = place().key_file.parent
    gone = folder.rename(folder.with_name("gone"))
    shutil.rmtree(gone)


def key_goes() -> None:
    place().key_file.unlink()


def socket_goes() -> None:
    Path(place().address).unlink()


@on_posix
@pytest.mark.parametrize("harm", [folder_goes, key_goes, socket_goes])
def test_what_is_cleared_away_is_made_again_for_this_user_alone(
    opened: SocketDoor, harm: object
) -> None:
    assert callable(harm)
    for _ in range(2):
        harm()
        assert not leads_in(opened)
        assert opened.accept() is None
        assert leads_in(opened)
        assert stat.S_IMODE(place().key_file.parent.stat().st_mode) == 0o700
        for file in (place().key_file, Path(place().address)):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


@on_posix
def test_at_logout_it_moves_to_the_temporary_files_and_back(
    opened: SocketDoor, runtime: Path
) -> None:
    shutil.rmtree(runtime)
    assert opened.accept() is None
    elsewhere = place().key_file
    assert runtime not in elsewhere.parents
    assert leads_in(opened)
    runtime.mkdir(mode=0o700)
    assert opened.accept() is None
    assert runtime in place().key_file.parents
    assert leads_in(opened)
    assert list(elsewhere.parent.iterdir()) == []


@on_posix
def test_while_all_is_there_nothing_is_made_again(opened: SocketDoor) -> None:
    before = place().key_file.stat()
    assert opened.accept() is None
    after = place().key_file.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@on_posix
def test_what_cannot_be_made_again_is_said_once_and_tried_on(
    opened: SocketDoor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    folder = place().key_file.parent
    folder.chmod(0o755)
    for _ in range(3):
        assert opened.accept() is None
    assert [one.levelname for one in caplog.records] == ["WARNING"]
    folder.chmod(0o700)
    shutil.rmtree(folder)
    assert opened.accept() is None
    assert leads_in(opened)


@on_posix
def test_a_folder_too_deep_for_a_socket_is_said(
    runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = runtime / ("x" * 120)
    deep.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    with pytest.raises(StorageError, match="too long"):
        SocketDoor()


@on_posix
def test_a_second_one_without_the_lock_does_not_take_the_place(opened: SocketDoor) -> None:
    with pytest.raises(RunningError, match="running already"):
        open_door()
    assert leads_in(opened)


@on_posix
def test_one_that_is_too_busy_to_answer_keeps_its_place() -> None:
    with socket.socket(socket.AF_UNIX) as busy, ExitStack() as stack:
        busy.bind(place().address)
        busy.listen(0)
        for _ in range(2):
            visitor = stack.enter_context(socket.socket(socket.AF_UNIX))
            visitor.settimeout(0)
            visitor.connect_ex(place().address)
        with pytest.raises(RunningError):
            SocketDoor()
    assert Path(place().address).exists()


@on_posix
def test_another_ones_place_is_left_alone(opened: SocketDoor) -> None:
    """The lock's file may be deleted as well, and the next `start` finds nobody."""
    folder_goes()
    with closing(SocketDoor()) as other:
        assert opened.accept() is None
        assert leads_in(other)
        opened.close()
        assert leads_in(other)


@on_posix
def test_a_running_instance_is_found_again() -> None:
    with open_control(Desk()):
        folder_goes()
        wait_until(is_running, "the new meeting place")
    assert list(place().key_file.parent.iterdir()) == []


class Pipe:
    """A listener as `multiprocessing` has it on Windows."""

    made: list[str]

    def __init__(self, address: str, family: str, backlog: int) -> None:
        assert (family, backlog) == ("AF_PIPE", door.MOST)
        assert not place().key_file.exists()  # nobody may read a name that is not taken yet
        self.made.append(address)

    def accept(self) -> str:
        return "somebody"

    def close(self) -> None:
        self.made.append("closed")


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    made: list[str] = []
    monkeypatch.setattr(Pipe, "made", made, raising=False)
    monkeypatch.setattr(door, "Listener", Pipe)
    monkeypatch.setattr(sys, "platform", "win32")
    return made


def test_on_windows_the_pipe_has_a_name_that_nobody_can_guess(windows: list[str]) -> None:
    for _ in range(2):
        one = open_door()
        assert isinstance(one, PipeDoor)
        left = place().key_file.read_text(encoding="utf-8")
        assert meeting_place.key_in(left) == one.key
        assert meeting_place.address_in(left) == windows[-1]
        assert one.accept() == "somebody"
        one.close()
        assert not place().key_file.exists()
    first, _, second, _ = windows
    assert first != second
    assert all(re.fullmatch(r"\\\\\.\\pipe\\posturecam-[0-9a-f]{32}", n) for n in (first, second))


def test_on_windows_another_ones_key_is_left_alone(windows: list[str]) -> None:
    one = open_door()
    place().key_file.write_text("key\nanother pipe\n", encoding="utf-8")
    one.close()
    assert place().key_file.exists()
    assert windows[-1] == "closed"


def test_on_windows_the_wait_ends_by_coming_oneself(
    windows: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    came = []

    class Came:
        def __init__(self, *where: str) -> None:
            came.append(where)

        def close(self) -> None:
            raise OSError

    monkeypatch.setattr(door, "Client", Came)
    open_door().wake()
    assert came == [(windows[0], "AF_PIPE")]
