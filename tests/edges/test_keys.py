import io
import os
import sys
from pathlib import Path

import pytest

from posturecam.edges.keys import no_keys, open_keys

if sys.platform == "win32":
    pytest.skip("a pseudo terminal needs POSIX", allow_module_level=True)

import pty
import termios


def test_where_there_is_no_terminal_nothing_is_pressed(tmp_path: Path) -> None:
    (tmp_path / "in").write_text("q")
    with (tmp_path / "in").open() as file, open_keys(file) as read:
        assert read is no_keys
        assert read() == ""
    with open_keys(None) as read:
        assert read() == ""
    with open_keys(io.StringIO("q")) as read:
        assert read() == ""


def test_keys_come_one_by_one_without_waiting_and_the_terminal_is_put_back() -> None:
    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    with os.fdopen(slave, "r") as stdin:
        with open_keys(stdin) as read:
            assert read() == ""
            os.write(master, b"sd")
            assert read() == "sd"
            assert read() == ""
            assert termios.tcgetattr(stdin)[3] & termios.ECHO == 0
        assert termios.tcgetattr(stdin)[3] == before[3]
    os.close(master)


def test_a_terminal_that_closes_is_no_error() -> None:
    master, slave = pty.openpty()
    with os.fdopen(slave, "r") as stdin, open_keys(stdin) as read:
        os.close(master)
        assert read() == ""
