"""What is stored, deleting it, and the proof that nothing leaves this computer."""

import os
import socket
import sys
from pathlib import Path

import pytest

from posturecam.app.page import proof as proofs
from posturecam.app.page.proof import proof
from posturecam.app.page.records import OwnRecords
from posturecam.app.page.set_up import beyond_the_folders
from posturecam.edges.desktop.desktop_file import autostart_text
from posturecam.edges.desktop.open_handles import End, Family, Handles, Socket
from posturecam.edges.files import folders
from posturecam.edges.files.folders import data_dir, log_path, profiles_dir, settings_path
from posturecam.edges.files.learned_file import beside
from posturecam.edges.files.process_lock import INSTANCE, only_one
from posturecam.edges.history.database import history_path
from posturecam.errors import InputError
from posturecam.settings import Settings
from tests.support.desk import with_profile
from tests.support.page_records import NOW, DeskLive, recorded

WHAT = ["profiles", "learned", "history", "report", "log", "settings"]


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody's own entries in menu and autostart."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


@pytest.fixture
def records() -> OwnRecords:
    return OwnRecords(DeskLive(), lambda: NOW)


@pytest.fixture
def full(records: OwnRecords) -> OwnRecords:
    """Everything that can be stored, is."""
    profile = with_profile()
    profile.with_name("default.toml.bak").write_text("old", encoding="utf-8")
    beside(profile).write_text("{}", encoding="utf-8")
    (profiles_dir() / "gone.learned.json").write_text("{}", encoding="utf-8")
    recorded()
    (data_dir() / "history-damaged-20260101-000000.db").write_bytes(b"x" * 10)
    (data_dir() / "report.html").write_text("report", encoding="utf-8")
    log_path().parent.mkdir(parents=True, exist_ok=True)
    log_path().write_text("log\n", encoding="utf-8")
    log_path().with_name("posturecam.log.1").write_text("older\n", encoding="utf-8")
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text("[alerts]\nhold_s = 45\n", encoding="utf-8")
    return records


def stored(records: OwnRecords) -> dict[str, int]:
    return {one["what"]: len(one["files"]) for one in records.privacy()["stores"] if one["what"]}


def test_everything_is_listed_with_its_size(full: OwnRecords) -> None:
    rows = full.privacy()["stores"]
    assert [one["what"] for one in rows] == [*WHAT, ""]
    assert stored(full) == {
        "profiles": 2,
        "learned": 2,
        "history": 2,
        "report": 1,
        "log": 2,
        "settings": 1,
    }
    by_what = {one["what"]: one for one in rows}
    assert by_what["log"]["bytes"] == len("log\nolder\n")
    assert by_what["settings"]["where"] == str(settings_path())
    assert all(one["keeps"] for one in rows)


def test_other_files_are_listed_too(full: OwnRecords) -> None:
    (data_dir() / "locks").mkdir()
    (data_dir() / "locks" / "default.lock").write_text("1", encoding="utf-8")
    others = full.privacy()["stores"][-2]
    assert (others["name"], others["files"]) == (
        "Other files",
        [str(data_dir() / "locks" / "default.lock")],
    )


def test_what_is_in_memory_is_listed_unless_it_is_off(records: OwnRecords) -> None:
    assert records.privacy()["stores"][-1]["name"] == "Last hour"
    records.save_settings({"page.last_hour": False}, ())
    assert records.privacy()["stores"][-1]["name"] == "Settings"


@pytest.mark.parametrize("what", WHAT)
def test_one_store_goes_and_the_others_stay(full: OwnRecords, what: str) -> None:
    before = stored(full)
    done = full.delete(what)
    assert len(done["deleted"]) == 1
    assert len(done["stays"]) == (1 if what == "history" else 0)
    after = stored(full)
    gone = {"profiles": ("profiles", "learned")}.get(what, (what,))
    emptied = {"history": 1, "log": 1}  # the file itself stays, with nothing in it
    assert after == before | {one: emptied.get(one, 0) for one in gone}


def test_an_empty_history_is_said_to_be_empty(full: OwnRecords) -> None:
    def empty() -> bool:
        (found,) = [one for one in full.privacy()["stores"] if one["what"] == "history"]
        return bool(found["empty"])

    assert not empty()
    assert "nothing in it" in full.delete("history")["stays"][0]
    assert empty()
    full.answer_self_check({"pain": 1, "keep": True})
    assert not empty()
    full.delete("history")
    history_path().write_bytes(b"no history" * 100)
    assert not empty()


def test_nothing_of_the_deleted_is_left_in_the_files(full: OwnRecords) -> None:
    assert b"forward_head" in history_path().read_bytes()
    full.delete("history")
    full.delete("log")
    assert b"forward_head" not in history_path().read_bytes()
    assert log_path().read_bytes() == b""


def test_all_goes_and_it_is_said_what_stays(full: OwnRecords) -> None:
    done = full.delete("all")
    assert done["deleted"][0] == "Calibrations"
    assert {"History", "Last report", "Log", "Settings"} < set(done["deleted"])
    emptied, remembered = done["stays"]
    assert emptied == f"The file of the history, with nothing in it: {history_path()}."
    assert remembered.startswith("What the running posturecam remembers")
    left = {path.name for path in data_dir().rglob("*") if path.is_file()}
    assert left == {"history.db"}
    assert not settings_path().exists()


def test_deleting_nothing_deletes_nothing(records: OwnRecords) -> None:
    gone = OwnRecords(DeskLive("gone"), lambda: NOW)
    assert gone.delete("all") == {"deleted": [], "stays": []}
    assert not history_path().exists()
    with pytest.raises(InputError, match="profiles, learned, history"):
        records.delete("pictures")


def test_what_was_learned_stays_while_it_is_in_use(full: OwnRecords) -> None:
    with only_one(data_dir() / "locks", "default"):
        done = full.delete("learned")
    assert done["deleted"] == []
    assert "The learned data of default is in use" in done["stays"][0]
    assert [path.name for path in profiles_dir().glob("*.json")] == ["default.learned.json"]


def test_files_of_the_user_in_the_folder_stay(full: OwnRecords) -> None:
    (profiles_dir() / "notes.txt").write_text("mine", encoding="utf-8")
    done = full.delete("all")
    assert (profiles_dir() / "notes.txt").exists()
    assert "notes.txt" in done["stays"][1]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is barred to root")
def test_what_cannot_be_deleted_stays_with_its_reason(full: OwnRecords) -> None:
    folder = folders.cache_dir()
    folder.chmod(0o500)
    try:
        done = full.delete("log")
    finally:
        folder.chmod(0o700)
    assert done["deleted"] == []
    assert "Log: Cannot delete" in done["stays"][0]


def test_a_log_that_cannot_be_emptied_stays_with_its_reason(
    full: OwnRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    def barred(_path: Path, *_mode: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", barred)
    assert full.delete("log")["stays"] == [
        f"Log: Cannot empty {log_path()}: Permission denied. Check who may write it."
    ]


def test_what_the_user_has_set_up_is_named(records: OwnRecords) -> None:
    assert records.privacy()["set_up"] == []
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text(
        '[camera]\nsource = "rtsp://me:secret@cam/live"\n[mqtt]\nhost = "home.lan"\nuser = "me"\n'
        '[hooks]\non_alert = "beep"\non_state = "log"\n',
        encoding="utf-8",
    )
    broker, camera, hooks = records.privacy()["set_up"]
    assert "home.lan" in broker
    assert "rtsp://***@cam/live" in camera
    assert "hooks.on_alert, hooks.on_state" in hooks
    assert "MQTT password" in [one["name"] for one in records.privacy()["stores"]]


def test_what_is_kept_elsewhere_is_listed_and_not_deleted(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path), "XDG_CURRENT_DESKTOP": "GNOME"}
    if sys.platform != "linux":
        pytest.skip("these entries are those of Linux")
    assert beyond_the_folders(Settings(), environ) == []
    entry = tmp_path / ".local/share/applications/posturecam.desktop"
    start = tmp_path / ".config/autostart/posturecam.desktop"
    for path in (entry, start):
        path.parent.mkdir(parents=True)
        path.write_text(autostart_text(["/usr/bin/true"]), encoding="utf-8")
    rows = beyond_the_folders(Settings(), environ)
    assert [(one["name"], one["where"]) for one in rows] == [
        ("Start at login", str(start)),
        ("Menu entry", str(entry)),
    ]
    assert {one["what"] for one in rows} == {""}
    assert [one["name"] for one in beyond_the_folders(Settings(), environ, "win32")] == [
        "Start at login"
    ]
    assert beyond_the_folders(Settings(), {}) == []


# The proof


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
def test_this_process_is_proved(records: OwnRecords, tmp_path: Path) -> None:
    with (tmp_path / "open").open("w", encoding="utf-8"), socket.socket() as waiting:
        waiting.bind(("127.0.0.1", 0))
        waiting.listen()
        found = records.privacy()
        port = waiting.getsockname()[1]
    assert found["shown"] is True
    assert str(tmp_path / "open") in [one["path"] for one in found["open_files"]]
    local = [one["local"] for one in found["listening"] if one["here"]]
    assert f"127.0.0.1:{port}" in local
    assert found["summary"] == "Nothing is connected to another computer."
    assert f"/proc/{os.getpid()}/fd" in found["how"]


def shown(monkeypatch: pytest.MonkeyPatch, *handles: Handles | None) -> dict[str, object]:
    """The proof of an instance and its page, which have these open."""
    of = dict(enumerate(handles))
    monkeypatch.setattr(proofs, "family", lambda *_: Family(dict.fromkeys(of, "us"), ("firefox",)))
    monkeypatch.setattr(proofs, "handles_of", lambda pid, *_: of[pid])
    return proof(0, "linux")


def handles(*sockets: Socket, paths: tuple[str, ...] = (), local: tuple[str, ...] = ()) -> Handles:
    return Handles("us", 0, paths, sockets, local, 2)


def to(remote: str, local: str = "127.0.0.1", state: str = "connected") -> Socket:
    return Socket("tcp", End(local, 4000), End(remote, 1883 if state == "connected" else 0), state)


def process(proc: Path, pid: int, command: str, opened: Path) -> None:
    """Record a process that only the first process started."""
    folder = proc / str(pid)
    (folder / "fd").mkdir(parents=True)
    (folder / "fd" / "3").symlink_to(opened)
    (folder / "stat").write_text(f"{pid} (python) S 1 0", encoding="utf-8")
    (folder / "cmdline").write_text(command.replace(" ", "\0") + "\0", encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
@pytest.mark.parametrize(
    ("held_by", "command", "seen"),
    [
        ("20", "python -m posturecam start --foreground", [20, 30]),
        ("20", "vim notes", [30]),  # the number of one that was killed, given to another program
        ("", "python -m posturecam start --foreground", [30]),
        ("30", "python -m posturecam start --foreground", [30]),
    ],
)
def test_a_page_that_outlived_its_instance_proves_the_next_one(
    tmp_path: Path, held_by: str, command: str, seen: list[int]
) -> None:
    camera = tmp_path / "video0"
    process(tmp_path, 20, command, camera)
    process(tmp_path, 30, "python -m posturecam page-server", tmp_path / "page")
    with only_one(data_dir() / "locks", INSTANCE):
        (data_dir() / "locks" / f"{INSTANCE}.lock").write_text(held_by, encoding="ascii")
        found = proof(30, "linux", tmp_path)
    assert [one["pid"] for one in found["processes"]] == seen
    assert (str(camera) in [one["path"] for one in found["open_files"]]) == (20 in seen)
    assert all(f"/proc/{pid}/fd" in found["how"] for pid in seen)


def test_a_connection_elsewhere_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    broker = to("192.168.1.34", "192.168.1.20")
    found = shown(monkeypatch, handles(broker, to("127.0.0.1")), handles(broker))
    assert found["summary"] == "Connected to other computers: 192.168.1.34:1883."
    assert [one["here"] for one in found["connections"]] == [False, True, False]  # type: ignore[attr-defined]


def test_a_door_to_the_network_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    wide, narrow = (to("0.0.0.0", one, "listening") for one in ("0.0.0.0", "127.0.0.1"))  # noqa: S104
    found = shown(monkeypatch, handles(wide, narrow))
    assert found["summary"] == (
        "Nothing is connected to another computer. Others on your network can reach: 0.0.0.0:4000."
    )
    assert [one["here"] for one in found["listening"]] == [False, True]  # type: ignore[attr-defined]


def test_devices_sockets_and_other_programs_show(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = ("/dev/null", "/dev/video0", "/home/me/history.db")
    found = shown(monkeypatch, handles(paths=paths, local=("", "/run/bus", "")))
    kinds = [one["kind"] for one in found["open_files"]]  # type: ignore[attr-defined]
    assert kinds == ["device", "camera", "file"]
    assert found["local"] == [
        {"process": "us", "name": "without a name", "number": 2},
        {"process": "us", "name": "/run/bus", "number": 1},
    ]
    assert (found["other"], found["started"]) == (2, ["firefox"])


def test_what_may_not_be_looked_into_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = shown(monkeypatch, handles(), None)
    assert found["shown"] is False
    assert "may not be looked into" in str(found["summary"])
    assert shown(monkeypatch, None)["summary"] == "Another process may not be looked into."


@pytest.mark.parametrize(
    ("platform", "words"),
    [("darwin", "lsof -nP -i -a -p 7"), ("win32", "-OwningProcess 7"), ("aix", "tools")],
)
def test_elsewhere_it_says_how_to_look(platform: str, words: str) -> None:
    found = proof(7, platform)
    assert (found["shown"], found["connections"]) == (False, [])
    assert words in found["summary"]
