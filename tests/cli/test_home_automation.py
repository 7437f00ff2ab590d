"""The running instance as a home sees it: one alert reaches hook, broker and bus; each can ask."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from posturecam.edges.control.client import Instance, is_running
from posturecam.view.glance import Light
from tests.support.brokers import HOST, Broker, reading, running_broker
from tests.support.desk import FORWARD, UPRIGHT, tape, with_profile
from tests.support.instances import until
from tests.support.paths import ROOT
from tests.support.patience import text_in, wait_until
from tests.support.session_bus import own_session_bus

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(sys.platform != "linux", reason="needs D-Bus"),
]
NAME, PATH = "org.posturecam.Posturecam1", "/org/posturecam/Posturecam1"
BASE = "posturecam/desk"
QUIET = ("notifications.desktop=false", "history.record=false", "alerts.hold_s=2")
SYSTEM_CALLS = "connect,sendto,sendmsg,sendmmsg,bind,listen"
INET = re.compile(r'(\w+)\(\d+, \{sa_family=AF_INET.*?htons\((\d+)\).*?"([\d.:]+)"')


@pytest.fixture(autouse=True)
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> Iterator[None]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    with_profile()
    with own_session_bus(tmp_path, monkeypatch):
        yield


@pytest.fixture
def story(tmp_path: Path) -> str:
    return str(tape(tmp_path / "bad.tape.jsonl", (1, UPRIGHT), (120, FORWARD)))


Running = subprocess.Popen[str]


@contextmanager
def running(story: str, *overrides: str, before: tuple[str, ...] = ()) -> Iterator[Running]:
    """The instance as a process of its own, after the words `before`."""
    more = [word for one in (*QUIET, *overrides) for word in ("--set", one)]
    words = [*before, sys.executable, "-m", "posturecam", "start", "--foreground"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [*words, "--source", story, *more], stderr=subprocess.PIPE, text=True, env=environment
    )
    try:
        wait_until(lambda: is_running() or process.poll() is not None, "the instance")
        if process.poll() is not None:
            said = process.communicate()[1]
            if "ptrace" in said:
                pytest.skip("strace may not trace here")
            pytest.fail(f"the instance has ended: {said}")
        yield process
    finally:
        process.kill()
        process.communicate()


def asked(broker: Broker) -> tuple[str, ...]:
    return (f"mqtt.host={HOST}", f"mqtt.port={broker.port}", "mqtt.node=desk", "mqtt.every_s=0.1")


def call(method: str, *arguments: str) -> str:
    words = ["gdbus", "call", "--session", "--dest", NAME, "--object-path", PATH]
    words += ["--method", f"{NAME}.{method}", "--", *arguments]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr.strip()


@pytest.mark.skipif(shutil.which("gdbus") is None, reason="needs gdbus (Debian: libglib2.0-bin)")
def test_an_alert_reaches_everybody_and_everybody_can_ask(story: str, tmp_path: Path) -> None:
    rows = tmp_path / "rows"
    hook = f"hooks.on_alert=sh -c 'cat >> {rows}'"
    with (
        running_broker(tmp_path) as broker,
        reading(broker) as reader,
        running(story, hook, *asked(broker)) as ours,
    ):
        first, _ = text_in(rows, "the hook", lambda text: "\n" in text).split("\n", maxsplit=1)
        wait_until(lambda: bool(reader.texts(f"{BASE}/event")), "the event")
        of_hook = json.loads(first)
        of_broker = json.loads(reader.texts(f"{BASE}/event")[0])
        assert (of_hook["event"], of_hook["cause"]) == ("alert", "forward_head")
        assert of_hook | {"event_type": "alert"} == of_broker | {"type": "event"}

        wait_until(
            lambda: json.loads(reader.texts(f"{BASE}/state")[-1])["fault"] == "Head forward",
            "the fault",
        )
        reader.publish(f"{BASE}/do", '{"do": "pause"}')
        until(Instance(), Light.PAUSED)
        wait_until(lambda: json.loads(reader.texts(f"{BASE}/state")[-1])["paused"], "the switch")
        assert call("Resume") == "('resuming ...',)"
        until(Instance(), Light.WELL, Light.BEYOND)
        assert call("Quit") == "('ending',)"
        assert ours.wait() == 0
        reader.wait_for(f"{BASE}/availability", "offline")


def test_killed_it_is_offline_and_the_next_start_is_clean(story: str, tmp_path: Path) -> None:
    with running_broker(tmp_path) as broker, reading(broker) as reader:
        with running(story, *asked(broker)) as ours:
            reader.wait_for(f"{BASE}/availability", "online")
            ours.send_signal(signal.SIGKILL)
            reader.wait_for(f"{BASE}/availability", "offline")
        before = len(reader.got)
        with running(story, *asked(broker)):
            wait_until(
                lambda: (f"{BASE}/availability", "online", False) in reader.got[before:],
                "the next start",
            )


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
@pytest.mark.parametrize("with_broker", [False, True], ids=["by default", "with a broker"])
def test_only_the_broker_is_connected_if_there_is_one(
    story: str, tmp_path: Path, *, with_broker: bool
) -> None:
    calls = tmp_path / "calls.txt"
    trace = ("strace", "-f", "-qq", "-e", f"trace={SYSTEM_CALLS}", "-o", str(calls))
    with (
        running_broker(tmp_path) as broker,
        reading(broker) as reader,
        running(story, *(asked(broker) if with_broker else ()), before=trace) as ours,
    ):
        until(Instance(), Light.BEYOND)
        if with_broker:
            wait_until(lambda: bool(reader.texts(f"{BASE}/state")), "the state")
        stop()
        ours.wait()

    inet = set(INET.findall(calls.read_text()))
    ends = {("bind", "0", "0.0.0.0"), ("connect", str(broker.port), HOST)}  # noqa: S104
    assert inet == (ends if with_broker else set())


def stop() -> None:
    subprocess.run(
        [sys.executable, "-m", "posturecam", "stop"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
