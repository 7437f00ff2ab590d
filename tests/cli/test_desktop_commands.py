"""`posturecam autostart` and `posturecam desktop-entry`."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posturecam.cli.main import cli
from posturecam.edges.desktop import session


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CURRENT_DESKTOP", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


def test_on_status_off(home: Path) -> None:
    entry = home / ".config" / "autostart" / "posturecam.desktop"
    assert run("autostart", "status").output.startswith("off: posturecam does not start")

    on = run("autostart", "on")
    assert on.exit_code == 0
    assert on.output.startswith("posturecam starts when you log in (XDG autostart).\n")
    assert str(entry) in on.output
    assert f"{sys.executable} -P -m posturecam start --foreground --autostarted" in on.output
    assert "POSTURECAM_DATA_DIR" in on.output

    found = json.loads(run("autostart", "status", "--json").output)
    assert (found["on"], found["ours"], found["where"]) == (True, True, str(entry))
    assert run("autostart", "status").output.startswith("on: posturecam starts when you log in")

    assert run("autostart", "off").output.startswith("posturecam no longer starts")
    assert not entry.exists()
    assert "nothing was changed" in run("autostart", "off").output


def test_status_says_what_is_wrong(home: Path) -> None:
    run("autostart", "on")
    entry = home / ".config" / "autostart" / "posturecam.desktop"
    entry.write_text("[Desktop Entry]\nExec=/no\x1bne -m\n")
    shown = run("autostart", "status").output
    assert shown.startswith("off: the entry has no effect (XDG autostart).")
    assert "is not there any more; `posturecam autostart on` replaces it." in shown
    assert "\x1b" not in shown


def test_a_window_manager_without_autostart(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "run" / "systemd").mkdir(parents=True)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home / "run"))
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "sway")
    shown = run("autostart", "on").output
    assert "systemd user unit" in shown
    assert "at every login, ssh included" in shown


def test_where_it_is_untried_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr("posturecam.edges.desktop.autostart.places.__defaults__", ("darwin",))
    for words in ("on", "status"):
        shown = run("autostart", words).output
        assert "launch agent" in shown
        assert "Autostart is untried on macOS: please report what happens." in shown


def test_without_a_home_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/nonexistent")
    for words in (("autostart", "on"), ("autostart", "status"), ("desktop-entry",)):
        result = run(*words)
        assert result.exit_code == 2
        assert "Set HOME" in result.stderr


def test_a_folder_that_cannot_be_written(home: Path) -> None:
    (home / ".config").write_text("a file")
    result = run("autostart", "on")
    assert result.exit_code == 2
    assert "Cannot write" in result.stderr


def test_the_entry_of_the_menu(home: Path) -> None:
    entry = home / ".local" / "share" / "applications" / "posturecam.desktop"
    assert str(entry) in run("desktop-entry").output
    assert entry.exists()
    assert run("desktop-entry", "--remove").output == "posturecam is not in the menu any more.\n"
    assert not entry.exists()
    assert run("desktop-entry", "--remove").output == "There was no entry.\n"


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_elsewhere_there_is_no_such_entry(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(sys, "platform", system)
    result = run("desktop-entry")
    assert result.exit_code == 2
    assert "posturecam open" in result.stderr


def test_autostarted_it_waits_for_the_session_first(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    monkeypatch.setattr(session, "wait_for_session", lambda: order.append("session"))
    monkeypatch.setattr(
        "posturecam.app.companion.instance.serve", lambda _wish: order.append("serve")
    )
    assert run("start", "--foreground", "--autostarted").exit_code == 0
    assert order == ["session", "serve"]
    assert "autostarted" not in run("start", "--help").output


def test_the_tray_of_other_systems_says_when_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pystray", None)
    result = run("tray")
    assert result.exit_code == 3
    assert "no tray" in result.stderr
