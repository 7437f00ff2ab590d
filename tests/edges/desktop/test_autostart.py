"""Where posturecam is started at login, by which entry, and what becomes of an older one."""

import os
import sys
from pathlib import Path

import pytest

from posturecam.edges.desktop import autostart_status as status_module
from posturecam.edges.desktop.autostart import (
    READ_XDG,
    FilePlace,
    RunKey,
    own_words,
    places,
    reads_xdg,
    switch_off,
    switch_on,
)
from posturecam.edges.desktop.autostart_status import Status, autostart_status
from posturecam.edges.desktop.desktop_file import autostart_text, read_entry
from posturecam.edges.desktop.xdg_folders import config_home, data_home
from posturecam.errors import InputError, StorageError

COMMAND = ("/usr/bin/true", "-m", "posturecam")
root_only = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere"
)


@pytest.fixture
def session(tmp_path: Path) -> dict[str, str]:
    """A session under a desktop that reads XDG autostart."""
    (tmp_path / "run" / "systemd").mkdir(parents=True)
    return {
        "HOME": str(tmp_path),
        "XDG_CURRENT_DESKTOP": "ubuntu:GNOME",
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
    }


@pytest.fixture
def sway(session: dict[str, str]) -> dict[str, str]:
    """A session under a window manager that reads none."""
    return session | {"XDG_CURRENT_DESKTOP": "sway"}


def entry_file(tmp_path: Path) -> Path:
    return tmp_path / ".config" / "autostart" / "posturecam.desktop"


def unit_file(tmp_path: Path) -> Path:
    return tmp_path / ".config" / "systemd" / "user" / "posturecam.service"


@pytest.mark.parametrize("desktop", sorted(READ_XDG))
def test_desktops_that_read_it(session: dict[str, str], desktop: str) -> None:
    assert reads_xdg(session | {"XDG_CURRENT_DESKTOP": desktop.title()})


def test_others_are_left_to_systemd_where_it_runs(sway: dict[str, str], tmp_path: Path) -> None:
    assert not reads_xdg(sway)
    assert reads_xdg(sway | {"XDG_CURRENT_DESKTOP": ""})
    assert reads_xdg(sway | {"XDG_RUNTIME_DIR": str(tmp_path)})
    assert reads_xdg({"XDG_CURRENT_DESKTOP": "sway"})


def test_an_entry_for_a_desktop(session: dict[str, str], tmp_path: Path) -> None:
    chosen = switch_on(COMMAND, places(session, "linux"))
    assert (chosen.kind, chosen.where) == ("XDG autostart", str(entry_file(tmp_path)))
    assert entry_file(tmp_path).read_text() == autostart_text(COMMAND)
    assert not unit_file(tmp_path).exists()


def test_a_unit_for_a_window_manager(sway: dict[str, str], tmp_path: Path) -> None:
    chosen = switch_on(COMMAND, places(sway, "linux", graphical=True))
    assert (chosen.kind, chosen.where) == ("systemd user unit", str(unit_file(tmp_path)))
    link = unit_file(tmp_path).parent / "graphical-session.target.wants" / "posturecam.service"
    assert link.readlink() == unit_file(tmp_path)
    assert "PartOf=graphical-session.target" in unit_file(tmp_path).read_text()

    switch_on(COMMAND, places(sway, "linux", graphical=False))
    assert not link.is_symlink()
    other = unit_file(tmp_path).parent / "default.target.wants" / "posturecam.service"
    assert other.readlink() == unit_file(tmp_path)


def test_it_is_never_started_twice(
    session: dict[str, str], sway: dict[str, str], tmp_path: Path
) -> None:
    for environ, there in ((session, entry_file), (sway, unit_file), (session, entry_file)):
        switch_on(COMMAND, places(environ, "linux"))
        files = (entry_file(tmp_path), unit_file(tmp_path))
        assert [file for file in files if file.exists()] == [there(tmp_path)]


def test_switching_off_leaves_nothing(
    session: dict[str, str], sway: dict[str, str], tmp_path: Path
) -> None:
    switch_on(COMMAND, places(sway, "linux"))
    there = switch_off(places(session, "linux"))
    assert [place.kind for place in there] == ["systemd user unit"]
    config = tmp_path / ".config"
    assert [one for one in config.rglob("*") if not one.is_dir() or one.is_symlink()] == []
    assert switch_off(places(session, "linux")) == ()


def test_macos_and_windows(session: dict[str, str], tmp_path: Path) -> None:
    (agent,) = places(session, "darwin")
    expected = tmp_path / "Library" / "LaunchAgents" / "org.example.posturecam.plist"
    assert (agent.kind, agent.where) == ("launch agent", str(expected))
    switch_on(COMMAND, (agent,))
    entry = agent.read()
    assert entry is not None
    assert entry.words == COMMAND


class Values:
    """A key of a registry."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.values.get(name)

    def set(self, name: str, value: str) -> None:
        self.values[name] = value

    def delete(self, name: str) -> None:
        self.values.pop(name, None)


def test_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    values = Values()
    key = RunKey(values)
    assert key.read() is None
    assert switch_on(("C:\\my venv\\pythonw.exe", "-m"), (key,)) is key
    assert values.values == {"posturecam": '"C:\\my venv\\pythonw.exe" -m'}
    assert key.where.endswith(r"CurrentVersion\Run\posturecam")
    assert switch_off((key,)) == (key,)
    assert (values.values, switch_off((key,))) == ({}, ())
    monkeypatch.setattr("posturecam.edges.desktop.run_key.import_module", lambda _name: values)
    assert [place.kind for place in places({}, "win32")] == ["Run key"]


def test_our_command_waits_for_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    python = [sys.executable, "-P", "-m", "posturecam"]
    assert own_words() == (*python, "start", "--foreground", "--autostarted")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_words() == (sys.executable, "start", "--foreground", "--autostarted")


def test_a_path_that_is_no_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/b\udcff/python")
    with pytest.raises(InputError, match="not UTF-8"):
        own_words()


def test_folders_of_the_desktop(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    assert config_home(home) == tmp_path / ".config"
    assert data_home(home) == tmp_path / ".local" / "share"
    assert config_home(home | {"XDG_CONFIG_HOME": "/c"}) == Path("/c")
    assert data_home(home | {"XDG_DATA_HOME": "relative"}) == tmp_path / ".local" / "share"


@pytest.mark.parametrize("home", ["/nonexistent/home", "relative"])
def test_without_a_home(home: str) -> None:
    with pytest.raises(InputError, match="Set HOME"):
        places({"HOME": home}, "linux")


def test_without_any_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    with pytest.raises(InputError, match="Set HOME"):
        places({}, "linux")


def test_a_folder_that_cannot_be_made(session: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / ".config").write_text("a file")
    with pytest.raises(StorageError, match="Cannot write"):
        switch_on(COMMAND, places(session, "linux"))


@root_only
def test_a_read_only_folder(session: dict[str, str], tmp_path: Path) -> None:
    switch_on(COMMAND, places(session, "linux"))
    entry_file(tmp_path).parent.chmod(0o500)
    with pytest.raises(StorageError, match="Cannot write"):
        switch_on(COMMAND, places(session, "linux"))
    with pytest.raises(StorageError, match="Cannot delete"):
        switch_off(places(session, "linux"))
    assert read_entry(entry_file(tmp_path).read_text()).words == COMMAND


def test_an_entry_that_is_a_folder_is_reported(session: dict[str, str], tmp_path: Path) -> None:
    entry_file(tmp_path).mkdir(parents=True)
    found = autostart_status(session)
    assert not found.on
    assert "cannot be read" in found.problem
    with pytest.raises(StorageError, match="Cannot"):
        switch_on(COMMAND, places(session, "linux"))
    with pytest.raises(StorageError, match="Cannot delete"):
        switch_off(places(session, "linux"))


def test_status_of_nothing(session: dict[str, str]) -> None:
    assert autostart_status(session) == Status(on=False)


def test_status_of_our_own_entry(session: dict[str, str], tmp_path: Path) -> None:
    switch_on(own_words(), places(session, "linux"))
    found = autostart_status(session)
    path = str(entry_file(tmp_path))
    assert found == Status(
        on=True, kind="XDG autostart", where=path, command=own_words(), ours=True
    )


@pytest.mark.parametrize(
    ("words", "on", "problem"),
    [
        pytest.param(COMMAND, True, "This is another posturecam", id="another installation"),
        pytest.param(
            (sys.executable, "-m", "posturecam", "start"),
            True,
            "made by another version",
            id="another version",
        ),
        pytest.param(("/none/python", "-m"), False, "is not there any more", id="it was removed"),
    ],
)
def test_status_of_what_is_not_ours(
    session: dict[str, str],
    words: tuple[str, ...],
    problem: str,
    *,
    on: bool,
) -> None:
    switch_on(words, places(session, "linux"))
    found = autostart_status(session)
    assert (found.on, found.ours, found.command) == (on, False, words)
    assert problem in found.problem
    assert found.problem.endswith("`posturecam autostart on` replaces it.")
    switch_on(own_words(), places(session, "linux"))
    assert autostart_status(session).problem == ""


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("X-GNOME-Autostart-enabled=true", "X-GNOME-Autostart-enabled=false"), "switched off"),
        (("Terminal=false", "Hidden=true"), "switched off"),
        (("Exec=", 'Exec="'), "damaged"),
    ],
)
def test_status_of_a_changed_entry(
    session: dict[str, str], tmp_path: Path, change: tuple[str, str], problem: str
) -> None:
    switch_on(own_words(), places(session, "linux"))
    path = entry_file(tmp_path)
    path.write_text(path.read_text().replace(*change, 1))
    found = autostart_status(session)
    assert (found.on, found.where) == (False, str(path))
    assert problem in found.problem


def test_status_of_a_unit_that_systemd_does_not_start(sway: dict[str, str], tmp_path: Path) -> None:
    switch_on(own_words(), places(sway, "linux"))
    assert autostart_status(sway).on
    (unit_file(tmp_path).parent / "default.target.wants" / "posturecam.service").unlink()
    found = autostart_status(sway)
    assert (found.on, "switched off" in found.problem) == (False, True)


def test_the_entry_that_works_is_the_one_reported(
    session: dict[str, str], sway: dict[str, str]
) -> None:
    """Somebody has moved from one desktop to another."""
    by_desktop, by_systemd = places(session, "linux")
    by_desktop.write(("/none/python",))
    by_systemd.write(own_words())
    for environ in (session, sway):
        assert autostart_status(environ).kind == "systemd user unit"


def test_a_text_that_is_no_text(session: dict[str, str], tmp_path: Path) -> None:
    path = entry_file(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"[Desktop Entry]\nExec=\xff\xfe\n")
    assert not autostart_status(session).on


def test_a_link_is_written_through(tmp_path: Path) -> None:
    """Some keep their settings elsewhere and link to them."""
    kept, link = tmp_path / "dotfiles" / "entry.desktop", tmp_path / "autostart" / "entry.desktop"
    for path in (kept, link):
        path.parent.mkdir()
    kept.write_text("")
    link.symlink_to(kept)
    FilePlace("XDG autostart", link, autostart_text, read_entry).write(COMMAND)
    assert link.is_symlink()
    assert read_entry(kept.read_text()).words == COMMAND


def test_what_is_untried_is_named() -> None:
    assert status_module.UNTRIED == {"darwin": "macOS", "win32": "Windows"}
