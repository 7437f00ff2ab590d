"""The page's process as the instance sees it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from posturecam.app.companion import page_process
from posturecam.app.companion.page_process import OPENING, PageProcess
from posturecam.edges.control import own_process
from posturecam.errors import MissingError
from tests.support.patience import PATIENCE_S, wait_until

ANSWERS = """
import sys
print("opened", flush=True)
for number, line in enumerate(sys.stdin):
    print("again", number, repr(line), flush=True)
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """What is started in the place of `posturecam page-server`, and ended after the test."""
    path = tmp_path / "program.py"
    path.write_text(ANSWERS)
    monkeypatch.setattr(own_process, "own_command", lambda *_: [sys.executable, str(path)])
    started = []
    real = page_process.start_asked_part

    def start(*words: str) -> object:
        assert words == ("page-server",)
        started.append(real(*words))
        return started[-1]

    monkeypatch.setattr(page_process, "start_asked_part", start)
    monkeypatch.setattr(page_process, "ANSWER_S", PATIENCE_S)
    yield path
    for one in started:
        one.kill()
        one.stdin.close()
        one.wait()


@pytest.mark.usefixtures("program")
def test_it_is_started_once_and_then_asked() -> None:
    page = PageProcess()

    assert page.open() == "opened"
    assert page.open() == "again 0 'open\\n'"
    assert page.open() == "again 1 'open\\n'"


def test_after_it_has_ended_it_is_started_again(program: Path) -> None:
    program.write_text('print("opened", flush=True)')
    page = PageProcess()

    assert page.open() == "opened"
    wait_until(lambda: page._process.poll() is not None, "it to end")
    wait_until(lambda: page._process.stdin.closed, "its input to be closed")
    assert page.open() == "opened"


def test_one_that_ends_just_when_it_is_asked_is_started_again(program: Path) -> None:
    program.write_text('import sys; print("opened", flush=True); sys.stdin.readline()')
    page = PageProcess()

    assert page.open() == "opened"
    assert page.open() == "opened"


def test_one_that_takes_long_is_not_waited_for(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_process, "ANSWER_S", 0.05)
    program.write_text("import sys; sys.stdin.read()")

    assert PageProcess().open() == OPENING


def test_one_that_cannot_start_is_an_error_in_words(program: Path) -> None:
    program.write_text("import sys; sys.exit(1)")

    with pytest.raises(MissingError, match="The page cannot be shown"):
        PageProcess().open()
