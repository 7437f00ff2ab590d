"""Every example of docs/home.md does what the page says."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from posturecam.cli.main import cli
from posturecam.edges.files.folders import settings_path
from posturecam.edges.files.settings_file import read_settings
from posturecam.edges.home.dbus import open_dbus
from posturecam.edges.home.hooks import open_hooks
from posturecam.edges.home.mqtt_commands import ALLOWED, read_command
from posturecam.edges.home.mqtt_discovery import discovery_text
from posturecam.edges.home.mqtt_messages import state_text
from posturecam.edges.home.mqtt_topics import topics_of
from posturecam.settings import Hooks, Mqtt
from posturecam.view.commands import NAMES, Pause, SnoozeAlerts, TookBreak
from posturecam.view.glance import Light
from tests.support.companions import WELL, Remembering
from tests.support.events import ALERT
from tests.support.paths import DOCS
from tests.support.patience import text_in, wait_until
from tests.support.session_bus import own_session_bus

PAGE = (DOCS / "home.md").read_text(encoding="utf-8")
DESK = topics_of(Mqtt(node="desk"))


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def console(program: str) -> list[list[str]]:
    lines = [line for block in blocks("console") for line in block.splitlines()]
    return [shlex.split(line) for line in lines if line.startswith(program)]


def settings_of_page() -> Any:
    for words in console("posturecam settings set"):
        assert CliRunner().invoke(cli, words[1:]).exit_code == 0
    return read_settings(settings_path())


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_the_hook_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    wanted = settings_of_page().hooks
    with open_hooks(wanted, pytest.fail) as hooks:
        hooks.event(ALERT)
    written = (tmp_path / "posture-alerts.jsonl").read_text()
    assert written == blocks("json")[0]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_the_script_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (script,) = blocks("sh")
    path = tmp_path / "posture-state"
    path.write_text(script)
    path.chmod(0o755)
    with open_hooks(Hooks(on_state=str(path), timeout_s=300), pytest.fail) as hooks:
        hooks.state(WELL)
        assert text_in(tmp_path / ".posture-state", "the file of the script") == "well\n"


def test_messages_are_those_of_the_page() -> None:
    _, state, published = map(json.loads, blocks("json"))
    assert state == {"type": "state", **asdict(WELL)}
    assert published == json.loads(state_text(WELL, presence=False))
    for light in Light:
        assert f"`{light.value}`" in PAGE


def test_the_settings_of_the_page() -> None:
    mqtt = settings_of_page().mqtt
    assert (mqtt.host, mqtt.user) == ("192.168.1.10", "posturecam")


def entity_ids() -> set[str]:
    """The names that Home Assistant makes of device and entity, in lower case with underscores."""
    text = discovery_text(DESK, presence=True, snooze_s=900.0)
    found = json.loads(text)
    device = found["device"]["name"]
    return {
        f"{one['platform']}.{device} {one['name']}".lower().replace(" ", "_")
        for one in found["components"].values()
    }


def test_the_entities_of_the_page_are_those_that_are_announced() -> None:
    named = set(re.findall(r"\b[a-z_]+\.posturecam_desk_\w+", PAGE))
    assert named == entity_ids()


def test_the_automation_publishes_what_is_taken() -> None:
    (yaml,) = blocks("yaml")
    (topic,) = re.findall(r"topic: (\S+)", yaml)
    (payload,) = re.findall(r"payload: '(.*)'", yaml)
    assert topic == DESK.commands
    assert read_command(payload.encode()) == SnoozeAlerts(3600)
    for topic in (DESK.availability, DESK.state, DESK.event, DESK.commands, DESK.discovery):
        assert f"`{topic.replace('desk', 'NODE')}`" in PAGE


def test_the_page_names_every_command_that_may_be_asked() -> None:
    (row,) = [line for line in PAGE.splitlines() if line.startswith("| `posturecam/NODE/do`")]
    for name, command in NAMES.items():
        is_named = f"`{name}`" in row or f'"{name}"' in row
        assert is_named is (command in ALLOWED), name


@pytest.fixture
def offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Remembering]:
    companion = Remembering()
    with own_session_bus(tmp_path, monkeypatch), open_dbus(companion):
        yield companion


@pytest.mark.desktop
@pytest.mark.skipif(sys.platform != "linux", reason="needs D-Bus")
def test_the_commands_of_the_page_work_on_a_bus(offered: Remembering) -> None:
    lines = [*console("gdbus introspect"), *console("busctl"), *console("dbus-send")]
    if missing := {words[0] for words in lines if shutil.which(words[0]) is None}:
        pytest.skip(f"needs {', '.join(missing)} (Debian: libglib2.0-bin, systemd, dbus)")
    first = lines[0]
    wait_until(lambda: run(first).returncode == 0, "the name on the bus")
    outputs = [run(words) for words in lines]

    assert [done.returncode for done in outputs] == [0] * 4, [done.stderr for done in outputs]
    assert "readonly s State = 'well'" in outputs[0].stdout
    assert outputs[1].stdout == 's "well"\n'
    assert outputs[2].stdout == 's "done: Pause"\n'
    assert 'string "done: TookBreak"' in outputs[3].stdout
    assert offered.asked == [Pause(for_s=900.0), TookBreak()]


def run(words: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, check=False)


@pytest.mark.desktop
@pytest.mark.skipif(shutil.which("gdbus") is None, reason="needs gdbus (Debian: libglib2.0-bin)")
def test_signals_can_be_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (words,) = console("gdbus monitor")
    log = tmp_path / "log"
    with (
        own_session_bus(tmp_path, monkeypatch),
        log.open("w") as sink,
        subprocess.Popen(words, stdout=sink) as monitor,
        open_dbus(Remembering()) as outlet,
    ):
        try:
            wait_until(lambda: "is owned by" in log.read_text(), "the monitor")
            outlet.event(ALERT)
            wait_until(lambda: "Alert ('forward_head', 60.0" in log.read_text(), "the signal")
        finally:
            monitor.kill()
