"""What libraries print to descriptor 2 is kept away, and comes back afterwards."""

import os
import threading

import pytest

from posturecam.edges.clock import now_s
from posturecam.edges.quiet import quiet


def shout(text: str) -> None:
    os.write(2, text.encode())


def test_quiet_inside_and_loud_after(capfd: pytest.CaptureFixture[str]) -> None:
    shout("before ")
    with quiet():
        shout("inside ")
    shout("after")
    assert capfd.readouterr().err == "before after"


def test_overlapping_blocks_of_two_threads(capfd: pytest.CaptureFixture[str]) -> None:
    inside, go = threading.Event(), threading.Event()

    def other() -> None:
        with quiet():
            inside.set()
            go.wait(5)
            shout("inside ")

    thread = threading.Thread(target=other)
    with quiet():
        thread.start()
        inside.wait(5)
    shout("still inside ")
    go.set()
    thread.join()
    shout("after")
    assert capfd.readouterr().err == "after"


def test_loud_again_after_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError), quiet():
        raise ZeroDivisionError
    shout("after")
    assert capfd.readouterr().err == "after"


def test_the_clock_goes_forward() -> None:
    first = now_s()
    assert now_s() >= first
