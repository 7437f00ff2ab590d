import io
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest

from posturecam.edges.terminal import keys as module
from posturecam.edges.terminal.keys import named, open_keys
from tests.support.patience import PATIENCE_S

if sys.platform == "win32":
    pytest.skip("a pseudo terminal needs POSIX", allow_module_level=True)

import pty
import signal
import termios


def test_where_there_is_no_terminal_nothing_is_pressed(tmp_path: Path) -> None:
    (tmp_path / "in").write_text("q")
    heard: list[str] = []
    with (tmp_path / "in").open() as file, open_keys(file, heard.append):
        pass
    for nothing in (None, io.StringIO("q")):
        with open_keys(nothing, heard.append):
            pass
    assert heard == []


class Typist:
    """Types at a pseudo terminal, and notes what is heard."""

    def __init__(self) -> None:
        self.master, slave = pty.openpty()
        self.stdin = os.fdopen(slave, "r")
        self.heard: Queue[tuple[str, threading.Thread]] = Queue()
        self.wants_s: float | None = None

    def hear(self, keys: str) -> float | None:
        self.heard.put((keys, threading.current_thread()))
        return self.wants_s

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def next(self) -> str:
        return self.heard.get(timeout=PATIENCE_S)[0]


@pytest.fixture
def typist() -> Iterator[Typist]:
    one = Typist()
    yield one
    one.stdin.close()
    os.close(one.master)


@contextmanager
def listening(typist: Typist) -> Iterator[None]:
    with open_keys(typist.stdin, typist.hear):
        assert typist.next() == ""  # it listens from now on
        yield


def test_keys_are_heard_while_the_program_does_something_else_and_the_terminal_is_put_back(
    typist: Typist,
) -> None:
    before = termios.tcgetattr(typist.stdin)
    with listening(typist):
        typist.type("sD")
        keys, thread = typist.heard.get(timeout=PATIENCE_S)
        assert keys == "sd"
        assert thread is not threading.main_thread()
        assert termios.tcgetattr(typist.stdin)[3] & termios.ECHO == 0
    assert termios.tcgetattr(typist.stdin)[3] == before[3]


def test_it_is_called_again_after_as_long_as_it_wants(typist: Typist) -> None:
    typist.wants_s = 0.01
    with listening(typist):
        assert [typist.next() for _ in range(3)] == ["", "", ""]
        typist.wants_s = None


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGWINCH", "SIGCONT"])
def test_signals_are_heard_though_the_main_thread_hangs(typist: Typist, name: str) -> None:
    number = getattr(signal, name)
    came = []
    before = signal.signal(number, lambda *_: came.append(1))
    heard_first = []
    try:
        with listening(typist):
            if number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: heard_first.append(typist.next()))
            os.kill(os.getpid(), number)
            if not heard_first:
                heard_first.append(typist.next())
    finally:
        signal.signal(number, before)
    assert heard_first == ["\x03" if number in (signal.SIGINT, signal.SIGTERM) else ""]
    assert came == []


def test_a_fault_in_hearing_is_logged_and_the_next_key_is_heard(
    typist: Typist, caplog: pytest.LogCaptureFixture
) -> None:
    faults: list[Exception] = [OSError("the terminal has gone"), ZeroDivisionError()]

    def hear(keys: str) -> None:
        typist.hear(keys)
        if keys:
            raise faults.pop()

    with open_keys(typist.stdin, hear):
        assert typist.next() == ""
        typist.type("a")
        assert typist.next() == "a"
        typist.type("b")
        assert typist.next() == "b"
    assert [record.exc_info[0] for record in caplog.records] == [ZeroDivisionError]
    caplog.clear()


def test_a_terminal_that_closes_is_no_error_and_is_not_read_again_and_again() -> None:
    typist = Typist()
    with listening(typist):
        os.close(typist.master)
        assert typist.next() == ""
        time.sleep(0.05)
        assert typist.heard.empty()
    typist.stdin.close()


@pytest.mark.parametrize(
    ("raw", "keys"),
    [
        pytest.param("p", "p", id="a key"),
        pytest.param("PQ", "pq", id="caps lock"),
        pytest.param("\x1b[A\x1b[D", "", id="arrows"),
        pytest.param("\x1bOPs\x1b[15~", "s", id="F keys"),
        pytest.param("\x1b[1;5Dq", "q", id="control and arrow"),
        pytest.param("\x1bp", "", id="alt"),
        pytest.param("\x1b", "", id="escape"),
        pytest.param("sudo apt update", "", id="pasted"),
        pytest.param("\x04", "\x04", id="control d"),
    ],
)
def test_which_keys(raw: str, keys: str) -> None:
    assert named(raw) == keys


def test_a_sequence_that_comes_in_pieces_is_no_key(
    typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_REST_OF_SEQUENCE_S", PATIENCE_S)
    with listening(typist):
        typist.type("\x1b[")
        typist.type("D")
        typist.type("x")
        heard = ""
        while "x" not in heard:
            heard += typist.next()
    assert heard == "x"
