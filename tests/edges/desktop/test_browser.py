import threading
import webbrowser
from pathlib import Path

import pytest

from posturecam.edges.desktop import browser
from posturecam.edges.desktop.browser import open_in_browser
from tests.support.browser_script import BrowserScript


@pytest.mark.skipif(webbrowser.os.name == "nt", reason="a browser that is a shell script")
def test_the_users_browser_gets_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = BrowserScript(tmp_path, monkeypatch)
    monkeypatch.setattr(webbrowser, "_tryorder", None)

    assert open_in_browser("http://127.0.0.1:1/")
    assert script.asked == ["http://127.0.0.1:1/"]


def test_without_a_browser_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _: False)

    assert not open_in_browser("http://127.0.0.1:1/")


@pytest.mark.parametrize("fault", [webbrowser.Error("none"), OSError("gone")])
def test_a_browser_that_fails_is_none(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> bool:
        raise fault

    monkeypatch.setattr(webbrowser, "open", fail)

    assert not open_in_browser("http://127.0.0.1:1/")


def test_a_browser_that_stays_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = threading.Event()
    monkeypatch.setattr(browser, "OPENED_S", 0.01)
    monkeypatch.setattr(webbrowser, "open", lambda _: closed.wait(300))

    assert open_in_browser("http://127.0.0.1:1/")
    closed.set()
