"""The page's process: it opens the browser without showing its token, and ends by itself."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from posturecam.app.page import serve
from tests.support.browser_script import BrowserScript
from tests.support.paths import ROOT
from tests.support.patience import PATIENCE_S, wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a browser that is a script")
TOKEN = re.compile(r"http://127\.0\.0\.1:\d+/\?token=([\w-]{43})")


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BrowserScript:
    return BrowserScript(tmp_path, monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "run"
    made.mkdir(mode=0o700)
    return made


@contextmanager
def started(
    folder: Path, idle_s: float = 300.0, again_s: float = 60.0, *awaited: str
) -> Iterator[subprocess.Popen[str]]:
    times = str(idle_s), str(again_s)
    words = [sys.executable, "-m", "tests.support.page_process", str(folder), *times, *awaited]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.kill()


def test_the_browser_gets_a_file_that_leads_to_the_page(
    folder: Path, browser: BrowserScript
) -> None:
    with started(folder) as process:
        assert said(process) == serve.OPENED
        wait_until(lambda: bool(browser.asked), "the browser")

        (asked,) = browser.asked
        assert asked.startswith(f"file://{folder}/open-")
        invited = invitation(browser)
        with fetch(invited) as page:
            assert "posturecam_" in page.headers["Set-Cookie"]
        wait_until(lambda: not list(folder.iterdir()), "the file to be deleted")
        assert len(browser.asked) == 1


def test_no_process_shows_a_token(folder: Path, browser: BrowserScript) -> None:
    """Other users can read the words that every process was started with."""
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("/proc shows the words of all processes")
    with started(folder) as process:
        said(process)
        wait_until(lambda: bool(browser.asked), "the browser")
        fetch(invitation(browser)).close()
        environment = Path(f"/proc/{process.pid}/environ").read_bytes()

    token = TOKEN.search(browser.files[0])
    words = browser.words.read_bytes()
    assert token is not None
    assert browser.asked[0].encode() in words, "the browser's own words"
    assert token[1].encode() not in words + environment


def test_each_line_opens_it_once_more_with_a_token_of_its_own(
    folder: Path, browser: BrowserScript
) -> None:
    with started(folder) as process:
        assert said(process) == serve.OPENED
        write(process, "open\n")
        assert said(process) == serve.OPENED
        wait_until(lambda: len(browser.files) == 2, "the browser")

        tokens = {TOKEN.search(one)[1] for one in browser.files}  # type: ignore[index]
        assert len(tokens) == 2
        ports = {re.search(r":(\d+)/", one)[1] for one in browser.files}  # type: ignore[index]
        assert len(ports) == 1


def test_a_browser_that_may_not_read_the_file_gets_the_address(
    folder: Path, browser: BrowserScript
) -> None:
    """As the snaps of Firefox and Chromium: they open the file, see nothing, and never come."""
    with started(folder, again_s=0.5) as process:
        said(process)
        wait_until(lambda: len(browser.asked) == 2, "the second way")

        assert TOKEN.fullmatch(browser.asked[1])
        fetch(browser.asked[1]).close()


def test_without_a_browser_it_says_which_file_to_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "")
    monkeypatch.setenv("PATH", "/nowhere")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with started(folder) as process:
        answer = said(process)

        path = Path(answer.split()[-1])
        assert answer == serve.BY_HAND.format(path)
        fetch(TOKEN.search(path.read_text())[0]).close()  # type: ignore[index]


@pytest.mark.usefixtures("browser")
def test_a_folder_that_is_gone_is_said_and_the_page_goes_on(folder: Path) -> None:
    with started(folder) as process:
        said(process)
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()
        write(process, "open\n")

        assert said(process).startswith("Cannot write")
        assert process.poll() is None


@pytest.mark.usefixtures("browser")
def test_it_ends_by_itself_when_nobody_looks(folder: Path) -> None:
    with started(folder, idle_s=0.5) as process:
        said(process)

        assert process.wait(PATIENCE_S) == 0
        assert not list(folder.iterdir())


@pytest.mark.slow
def test_it_stays_while_somebody_looks_even_when_the_instance_is_gone(
    folder: Path, browser: BrowserScript
) -> None:
    with started(folder, 1.0, 60.0, "awaited") as process:
        said(process)
        wait_until(lambda: bool(browser.files), "the browser")
        with follow(invitation(browser)) as stream:
            assert process.stdin is not None
            process.stdin.close()  # as when the instance is killed
            for _ in range(20):  # four seconds, of five states each
                while not stream.readline().startswith(b"data: "):
                    pass
            assert process.poll() is None
        assert process.wait(PATIENCE_S) == 0


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.usefixtures("browser")
def test_it_leaves_no_file_behind_when_it_is_ended(folder: Path, name: signal.Signals) -> None:
    with started(folder) as process:
        said(process)
        assert list(folder.iterdir())

        process.send_signal(name)

        assert process.wait(PATIENCE_S) == 0
        assert not list(folder.iterdir())


@pytest.mark.usefixtures("browser")
def test_the_next_start_after_a_kill_is_clean(folder: Path) -> None:
    with started(folder) as process:
        said(process)
        (left,) = folder.iterdir()
        process.kill()
        process.wait(PATIENCE_S)
    assert left.exists()

    with started(folder) as process:
        said(process)
        assert not left.exists()


def invitation(browser: BrowserScript) -> str:
    found = TOKEN.search(browser.files[0])
    assert found is not None
    return found[0]


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def write(process: subprocess.Popen[str], text: str) -> None:
    assert process.stdin is not None
    process.stdin.write(text)
    process.stdin.flush()


def follow(invited: str) -> Any:
    with fetch(invited) as page:
        cookie = page.headers["Set-Cookie"].partition(";")[0]
        place = re.search(r"url=(/[^/]+/)", page.read().decode())
    assert place is not None
    return fetch(f"{invited.partition('/?')[0]}{place[1]}api/follow", cookie)


def fetch(address: str, cookie: str = "") -> Any:
    return urlopen(Request(address, headers={"Cookie": cookie}))  # noqa: S310 - of this server
