"""Starting and stopping while somebody else does so too."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import pytest

from posturecam.app.companion import commands
from posturecam.edges.control.server import open_control
from posturecam.edges.files import folders
from posturecam.edges.files.process_lock import INSTANCE, only_one
from posturecam.errors import MissingError, RunningError
from posturecam.view.commands import Command, OpenPage
from tests.support.answering import Desk

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a socket in a folder")
SAID = b"Error: There is no camera."


class Process:
    """One that was started, and ends when it is asked for the third time, if at all."""

    def __init__(self, pid: int, returncode: int | None = None) -> None:
        self.pid, self.returncode, self._asked = pid, returncode, 0

    def poll(self) -> int | None:
        self._asked += 1
        return self.returncode if self._asked > 2 else None


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    monkeypatch.setattr(commands, "ASK_EVERY_S", 0.001)


@pytest.fixture
def winner() -> Iterator[Desk]:
    """The instance, which is this process."""
    desk = Desk()
    with only_one(folders.data_dir() / "locks", INSTANCE), open_control(desk):
        yield desk


def await_(process: Process) -> None:
    commands._await(process, BytesIO(SAID))


@pytest.mark.usefixtures("winner")
def test_only_whose_process_answers_has_started_it() -> None:
    await_(Process(os.getpid()))
    with pytest.raises(RunningError, match="running already"):
        await_(Process(0, returncode=2))


def test_who_came_second_waits_until_the_first_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its process ends at the lock, before the other one can be reached."""
    with ExitStack() as stack:
        stack.enter_context(only_one(folders.data_dir() / "locks", INSTANCE))
        naps = iter([None, None, None, None, lambda: stack.enter_context(open_control(Desk()))])

        def nap(_seconds: float) -> None:
            if (then := next(naps, None)) is not None:
                then()

        monkeypatch.setattr(commands.time, "sleep", nap)
        with pytest.raises(RunningError, match="running already"):
            await_(Process(0, returncode=2))


def test_what_ends_by_itself_says_why() -> None:
    with pytest.raises(MissingError, match=r"^There is no camera\.$") as ended:
        await_(Process(0, returncode=3))
    assert ended.value.exit_code == 3


def test_what_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "START_S", 0.01)
    with pytest.raises(MissingError, match="does not answer"):
        await_(Process(0))


def test_stopped_means_that_another_one_may_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """The socket closes first, and what is still written at the end takes its time."""
    with ExitStack() as instance:
        instance.enter_context(only_one(folders.data_dir() / "locks", INSTANCE))
        control = instance.enter_context(ExitStack())
        control.enter_context(open_control(_Obedient()))
        ends: Iterator[Callable[[], None]] = iter([control.close, lambda: None, instance.close])
        monkeypatch.setattr(commands.time, "sleep", lambda _: next(ends)())
        assert commands.stop() == "posturecam has ended."
        assert next(ends, None) is None


def test_what_does_not_stop_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "START_S", 0.01)
    with open_control(_Obedient()), pytest.raises(MissingError, match="does not end"):
        commands.stop()


def test_the_page_opens_whoever_has_started_the_instance(
    monkeypatch: pytest.MonkeyPatch, winner: Desk
) -> None:
    def too_late(*_: object, **__: object) -> str:
        raise RunningError

    monkeypatch.setattr(commands, "_is_there", lambda: False)
    monkeypatch.setattr(commands, "start", too_late)
    monkeypatch.setattr(winner, "do", lambda command: type(command).__name__)
    assert commands.open_page() == OpenPage.__name__


class _Obedient(Desk):
    def do(self, command: Command) -> str:
        self.asked.append(command)
        return "done"
