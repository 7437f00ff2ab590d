import json
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from multiprocessing.connection import Client, Connection
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from posturecam.app.companion import commands
from posturecam.app.companion.start import Start
from posturecam.edges.control import client, server
from posturecam.edges.control.client import GONE, Instance, connected, is_running
from posturecam.edges.control.door import MOST
from posturecam.edges.control.meeting_place import key_in, meeting_place, runtime_dir
from posturecam.edges.control.server import open_control
from posturecam.edges.files import folders
from posturecam.edges.files.process_lock import INSTANCE, holder, only_one
from posturecam.errors import (
    InputError,
    NotRunningError,
    PosturecamError,
    SilentError,
    StorageError,
)
from posturecam.view.commands import OpenPage, Quit, SnoozeAlerts
from tests.support.answering import GLANCE, Desk
from tests.support.instances import be_patient
from tests.support.patience import wait_until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a socket in a folder")


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, short_folder: Path) -> Path:
    monkeypatch.setenv("POSTURECAM_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    monkeypatch.setattr(server, "APART_S", 0.01)
    be_patient(monkeypatch)
    return short_folder


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    with open_control(desk):
        yield desk


def raw() -> Connection:
    place = meeting_place()
    return Client(place.address, place.family)


def greeted() -> Connection:
    connection = raw()
    key = key_in(meeting_place().key_file.read_text(encoding="utf-8"))
    with suppress(*GONE):  # a door that is closed at once
        connection.send_bytes(json.dumps({"key": key}).encode())
    return connection


def test_a_command_arrives_and_its_answer_comes_back(desk: Desk) -> None:
    assert Instance().do(SnoozeAlerts(90.0)) == "done"
    assert desk.asked == [SnoozeAlerts(90.0)]


@pytest.mark.usefixtures("desk")
def test_a_refusal_is_the_same_error_with_the_same_exit_code() -> None:
    with pytest.raises(PosturecamError, match="not now") as refused:
        Instance().do(Quit())
    assert refused.value.exit_code == InputError.exit_code


@pytest.mark.usefixtures("desk")
def test_a_bug_in_one_request_is_an_answer_and_no_end(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(PosturecamError, match="Internal error") as failed:
        Instance().do(OpenPage())
    assert failed.value.exit_code == 1
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()
    assert Instance().do(SnoozeAlerts(1.0)) == "done"


@pytest.mark.usefixtures("desk")
def test_glance_and_state_and_the_last_hour() -> None:
    assert Instance().glance() == GLANCE
    assert Instance().state() == {"running": True, "asked": "state"}
    assert len(Instance().last_hour()) == 300_000
    assert is_running()


@pytest.mark.parametrize("pictures", [False, True])
def test_a_follower_gets_states_signs_of_life_and_pictures_if_wanted(
    desk: Desk, *, pictures: bool
) -> None:
    with Instance().follow(pictures=pictures) as messages:
        assert next(messages) == {"running": True}
        if pictures:
            assert next(messages) == b"\xff\xd8picture"
            wait_until(lambda: desk.looked == 1, "a look")
        else:
            assert desk.looked == 0
        assert next(messages) is None
    wait_until(lambda: desk.looked == 0, "the end of the look")


@pytest.mark.usefixtures("desk")
def test_it_knows_its_process_and_who_started_it() -> None:
    """On Windows a virtual environment's python.exe starts another one and waits for it."""
    assert Instance().is_child(os.getpid())
    assert Instance().is_child(os.getppid())
    assert not Instance().is_child(0)


def test_a_follower_is_let_go_when_the_instance_ends() -> None:
    with ExitStack() as stack:
        stack.enter_context(open_control(Desk()))
        messages = stack.enter_context(Instance().follow(pictures=False))
        assert next(messages) == {"running": True}


def test_without_an_instance_everything_says_so() -> None:
    assert not is_running()
    assert Instance().state() == {"running": False}
    for ask in (Instance().glance, Instance().last_hour, lambda: Instance().do(Quit())):
        with pytest.raises(NotRunningError, match="posturecam start"):
            ask()


def test_what_a_killed_instance_left_is_cleared_away() -> None:
    place = meeting_place()
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(place.address)
    place.key_file.write_text(f"old\n{place.address}\n", encoding="utf-8")
    assert not is_running()
    with open_control(Desk()):
        assert is_running()
    assert not place.key_file.exists()


@pytest.mark.parametrize(
    ("left", "answers"), [("{key}", True), ("{key}\n/nowhere\n", False), ("\0", False)]
)
@pytest.mark.usefixtures("desk")
def test_where_it_is_stands_with_its_key(left: str, *, answers: bool) -> None:
    """An instance from before an update has left its key alone; it can still be stopped."""
    file = meeting_place().key_file
    file.write_text(left.format(key=key_in(file.read_text(encoding="utf-8"))), encoding="utf-8")
    assert is_running() == answers


@pytest.mark.usefixtures("desk")
def test_nobody_else_can_enter_the_folder() -> None:
    place = meeting_place()
    assert runtime_dir().stat().st_mode & 0o777 == 0o700
    assert place.key_file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("harm", ["open to others", "a link", "a file"])
def test_a_folder_that_is_not_ours_alone_is_refused(runtime: Path, harm: str) -> None:
    folder = runtime_dir()
    folder.rmdir()
    if harm == "open to others":
        folder.mkdir(mode=0o755)
        folder.chmod(0o755)
    elif harm == "a link":
        folder.symlink_to(runtime)
    else:
        folder.write_text("")
    with pytest.raises(StorageError), open_control(Desk()):
        pass


def test_without_a_runtime_folder_there_is_one_among_temporary_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert runtime_dir().parent == tmp_path
    assert str(os.getuid()) in runtime_dir().name


def test_instances_with_other_folders_do_not_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    here = meeting_place().address
    monkeypatch.setenv("POSTURECAM_DATA_DIR", "/elsewhere")
    assert meeting_place().address != here


@pytest.mark.parametrize("key", ["", "0" * 64])
def test_without_the_key_nothing_is_answered(desk: Desk, key: str) -> None:
    with raw() as connection:
        connection.send_bytes(json.dumps({"key": key}).encode())
        with suppress(*GONE):  # a door that is closed by now
            connection.send_bytes(b'{"do": "quit"}')
        with pytest.raises((EOFError, OSError)):
            connection.recv_bytes()
    assert desk.asked == []


@pytest.mark.parametrize(
    "request_", [b"no json", b"[]", b'"text"', b"\xff\xfe", b"{" * 100_000, b"[" * 5000]
)
@pytest.mark.usefixtures("desk")
def test_nonsense_ends_only_its_own_connection(request_: bytes) -> None:
    with greeted() as connection:
        with suppress(*GONE):  # what is too long may be cut off while it is still sent
            connection.send_bytes(request_)
        with pytest.raises((EOFError, OSError)):
            connection.recv_bytes()
    assert is_running()


@pytest.mark.parametrize("request_", [b'{"do": "dance"}', b'{"do": "snooze"}', b"{}"])
def test_an_unknown_command_is_refused_in_words(desk: Desk, request_: bytes) -> None:
    with greeted() as connection:
        connection.send_bytes(request_)
        assert "error" in json.loads(connection.recv_bytes())
    assert desk.asked == []


@pytest.mark.usefixtures("desk")
def test_whoever_says_nothing_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "GREETING_S", 0.05)
    with raw() as connection, pytest.raises((EOFError, OSError)):
        connection.recv_bytes()


@pytest.mark.usefixtures("desk")
def test_a_crowd_is_bounded_and_goes_away_again() -> None:
    with ExitStack() as stack:
        crowd = [stack.enter_context(greeted()) for _ in range(MOST + 8)]
        wait_until(lambda: sum(one.poll() for one in crowd) >= 8, "doors that close")
        assert not is_running()
    wait_until(is_running, "a free place")


def test_a_follower_that_never_reads_holds_nobody_else_up(desk: Desk) -> None:
    desk.messages = [b'{"a": "' + b"x" * 4_000_000 + b'"}']
    with greeted() as lazy:
        lazy.send_bytes(b'{"ask": "follow", "pictures": false}')
        assert Instance().do(SnoozeAlerts(1.0)) == "done"


def test_a_silent_instance_is_taken_for_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = Event()

    class Stuck(Desk):
        def answer(self, what: str) -> dict[str, Any]:
            stuck.wait()
            return super().answer(what)

    monkeypatch.setattr(client, "PATIENCE_S", 0.05)
    with open_control(Stuck()), only_one(folders.data_dir() / "locks", INSTANCE):
        assert not is_running()
        with pytest.raises(SilentError, match=rf"does not answer.*\({os.getpid()}\)"):
            Instance().glance()
        with pytest.raises(SilentError):
            commands.start(Start())
        stuck.set()


def test_who_holds_no_lock_has_no_number() -> None:
    assert holder(folders.data_dir() / "locks", INSTANCE) == ""
    with pytest.raises(SilentError, match="end its process and"):
        raise SilentError


@pytest.mark.usefixtures("desk")
def test_a_connection_that_breaks_is_no_instance() -> None:
    with connected() as connection:
        connection.close()
        with pytest.raises(NotRunningError):
            client._send(connection, {})


def test_no_descriptor_left_is_waited_for(desk: Desk) -> None:
    """A listener that cannot accept at the moment is asked again."""
    calls = []

    class Full:
        key = ""

        def accept(self) -> Connection:
            calls.append(1)
            if len(calls) > 1:
                ending.set()
            raise OSError(24, "Too many open files")

    ending = Event()
    server._let_in(Full(), desk, ending)  # type: ignore[arg-type]
    assert len(calls) == 2
