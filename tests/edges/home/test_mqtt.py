"""What reaches a real broker, what is taken from it, and what happens when it goes."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from posturecam.edges.home import mqtt
from posturecam.edges.home.mqtt import Waits, open_mqtt
from posturecam.edges.home.outlet import Nowhere, Outlet
from posturecam.edges.home.reports_once import Once
from posturecam.settings import Mqtt
from posturecam.view.commands import Pause, SnoozeAlerts, TookBreak, Unpause
from posturecam.view.glance import Glance, Light
from tests.support.brokers import (
    HOST,
    PASSWORD,
    USER,
    Broker,
    Reader,
    free_port,
    reading,
    running_broker,
)
from tests.support.companions import WELL, Broken, Remembering
from tests.support.events import ALERT, AWAY
from tests.support.patience import PATIENCE_S, wait_until

pytestmark = pytest.mark.desktop
pytest.importorskip("paho.mqtt.client")

BASE = "posturecam/desk"
AVAILABILITY, STATE, EVENT, DO = (
    f"{BASE}/{one}" for one in ("availability", "state", "event", "do")
)
CONFIG = "homeassistant/device/posturecam_desk/config"
AGAIN = "It is tried again."
QUICK = Waits(look_s=0.05, answer_s=PATIENCE_S, first_s=0.05, longest_s=0.2)
HASTY = replace(QUICK, answer_s=0.4)
BEYOND = Glance(Light.BEYOND, "head forward", well_s=725.0, alerts=1, alert="Head forward")


def wanted(broker: Broker, **more: Any) -> Mqtt:
    return Mqtt(host=HOST, port=broker.port, node="desk", **{"every_s": 0.1, **more})


def opened(
    settings: Mqtt,
    companion: Remembering | None = None,
    said: list[str] | None = None,
    waits: Waits = QUICK,
) -> AbstractContextManager[Outlet]:
    complaints: list[str] = [] if said is None else said
    return open_mqtt(settings, companion or Remembering(), complaints.append, waits=waits)


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    with running_broker(tmp_path) as found:
        yield found


@pytest.fixture
def reader(broker: Broker) -> Iterator[Reader]:
    with reading(broker) as found:
        yield found


def retained(broker: Broker, topic: str) -> str:
    """What somebody gets who comes later."""
    with reading(broker) as late:
        wait_until(lambda: bool(late.texts(topic)), topic)
        found: str
        ((found, is_retained),) = [(text, kept) for name, text, kept in late.got if name == topic]
        assert is_retained
        return found


def test_it_introduces_itself_shows_its_state_and_says_good_bye(
    broker: Broker, reader: Reader
) -> None:
    with opened(wanted(broker)) as outlet:
        outlet.state(WELL)
        wait_until(lambda: bool(reader.texts(STATE)), "the state")
        assert {topic for topic, _, _ in reader.got} == {CONFIG, AVAILABILITY, STATE}
        assert retained(broker, AVAILABILITY) == "online"
        assert json.loads(retained(broker, STATE)) == {
            "state": "well",
            "fault": None,
            "well_min": 12,
            "break_in_min": None,
            "alerts": 0,
            "paused": False,
            "snoozed": False,
        }
        assert json.loads(retained(broker, CONFIG))["device"]["name"] == "posturecam desk"

    reader.wait_for(AVAILABILITY, "offline")
    assert retained(broker, AVAILABILITY) == "offline"


def test_an_event_is_published_once_and_not_kept(broker: Broker, reader: Reader) -> None:
    with opened(wanted(broker)) as outlet:
        reader.wait_for(AVAILABILITY, "online")
        outlet.event(AWAY)
        outlet.event(ALERT)
        wait_until(lambda: bool(reader.texts(EVENT)), "the event")
        with reading(broker) as late:
            late.publish("x", "y")
            late.wait_for("x", "y")
            assert late.texts(EVENT) == []

    (text,) = reader.texts(EVENT)  # nobody is to know who is away
    assert json.loads(text) == {"event_type": "alert", **ALERT}


def test_an_event_at_the_very_end_is_published(broker: Broker, reader: Reader) -> None:
    with opened(wanted(broker)) as outlet:
        reader.wait_for(AVAILABILITY, "online")
        outlet.event(ALERT)
    wait_until(lambda: bool(reader.texts(EVENT)), "the event")


def test_the_state_is_published_on_change_and_not_too_often(
    broker: Broker, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(mqtt, "monotonic", lambda: now[0])

    def settle() -> None:
        """Wait until it has looked at least once more: an event goes out before the state."""
        before = len(reader.texts(EVENT))
        for turn in (1, 2):
            outlet.event(ALERT)
            wait_until(lambda turn=turn: len(reader.texts(EVENT)) >= before + turn, "an event")

    with opened(wanted(broker, every_s=60)) as outlet:
        outlet.state(WELL)
        wait_until(lambda: len(reader.texts(STATE)) == 1, "the first state")
        now[0] = 100.0
        outlet.state(WELL)
        settle()
        assert len(reader.texts(STATE)) == 1  # nothing has changed
        outlet.state(BEYOND)
        wait_until(lambda: len(reader.texts(STATE)) == 2, "the change")
        now[0] = 150.0
        outlet.state(WELL)
        settle()
        assert len(reader.texts(STATE)) == 2  # too soon
        now[0] = 160.0
        wait_until(lambda: len(reader.texts(STATE)) == 3, "the last state")

    assert [json.loads(text)["state"] for text in reader.texts(STATE)] == ["well", "beyond", "well"]


def test_commands_are_carried_out(broker: Broker, reader: Reader) -> None:
    companion = Remembering()
    with opened(wanted(broker), companion):
        reader.wait_for(AVAILABILITY, "online")
        config = json.loads(reader.texts(CONFIG)[0])["components"]
        pause = config["pause"]
        for entity, key in (
            (pause, "payload_on"),
            (pause, "payload_off"),
            (config["snooze"], "payload_press"),
            (config["took_break"], "payload_press"),
        ):
            reader.publish(entity["command_topic"], entity[key])
        reader.publish(DO, '{"do": "pause", "for_s": 1800}')
        wait_until(lambda: len(companion.asked) == 5, "the commands")

    assert companion.asked == [
        Pause(),
        Unpause(),
        SnoozeAlerts(900.0),
        TookBreak(),
        Pause(for_s=1800),
    ]


def test_the_button_snoozes_for_as_long_as_the_setting_says(broker: Broker, reader: Reader) -> None:
    def payload() -> str:
        return json.loads(reader.texts(CONFIG)[-1])["components"]["snooze"]["payload_press"]

    with opened(wanted(broker)) as outlet:
        reader.wait_for(AVAILABILITY, "online")
        outlet.state(replace(BEYOND, snooze_s=300.0))
        wait_until(lambda: json.loads(payload())["for_s"] == 300.0, "the new length")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pause",
        "[1]",
        '"pause"',
        '{"do": "quit"}',
        '{"do": "open"}',
        '{"do": "read_settings"}',
        '{"do": "snooze"}',
        '{"do": "snooze", "for_s": 1e9}',
        '{"do": "snooze", "for_s": NaN}',
        '{"do": "pause", "x": 1}',
        "[" * 100_000,
        "\x00\x01",
    ],
)
def test_what_is_no_command_is_left_aside(text: str, broker: Broker, reader: Reader) -> None:
    companion = Remembering()
    with opened(wanted(broker), companion):
        reader.wait_for(AVAILABILITY, "online")
        reader.publish(DO, text)
        reader.publish(DO, '{"do": "took_break"}')
        reader.publish(DO, '{"do": "took_break"}')  # refused, since it is the second
        reader.publish(DO, '{"do": "resume"}')
        wait_until(lambda: len(companion.asked) == 2, "the commands after it")
    assert companion.asked == [TookBreak(), Unpause()]


def test_a_fault_of_ours_ends_no_connection(
    broker: Broker, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    companion = Broken()
    with opened(wanted(broker), companion):
        reader.wait_for(AVAILABILITY, "online")
        reader.publish(DO, '{"do": "resume"}')
        reader.publish(DO, '{"do": "took_break"}')
        wait_until(lambda: bool(companion.asked), "the command after it")
    assert "ZeroDivisionError" in caplog.text
    assert reader.texts(AVAILABILITY).count("online") == 1


def test_a_command_that_was_left_there_is_old(broker: Broker, reader: Reader) -> None:
    companion = Remembering()
    reader.publish(DO, '{"do": "pause"}', retain=True)
    with opened(wanted(broker), companion):
        reader.wait_for(AVAILABILITY, "online")
        reader.publish(DO, '{"do": "resume"}')
        wait_until(lambda: bool(companion.asked), "the command")
    assert companion.asked == [Unpause()]


def test_commands_can_be_switched_off(broker: Broker, reader: Reader) -> None:
    companion = Remembering()
    with opened(wanted(broker, commands=False), companion) as outlet:
        reader.wait_for(AVAILABILITY, "online")
        reader.publish(DO, '{"do": "pause"}')
        outlet.event(ALERT)
        wait_until(lambda: bool(reader.texts(EVENT)), "what comes after it")
    assert companion.asked == []
    assert "command_topic" not in reader.texts(CONFIG)[0]


def test_when_home_assistant_starts_it_introduces_itself_again(
    broker: Broker, reader: Reader
) -> None:
    with opened(wanted(broker)):
        reader.wait_for(AVAILABILITY, "online")
        reader.publish("homeassistant/status", "offline")
        reader.publish("homeassistant/status", "online")
        wait_until(lambda: len(reader.texts(CONFIG)) == 2, "the second introduction")
    assert len(set(reader.texts(CONFIG))) == 1


def test_without_discovery_nobody_is_introduced(broker: Broker, reader: Reader) -> None:
    with opened(wanted(broker, discovery="", topic="home/me")) as outlet:
        outlet.state(WELL)
        wait_until(lambda: bool(reader.texts("home/me/desk/state")), "the state")
    assert {topic.rpartition("/")[0] for topic, _, _ in reader.got} == {"home/me/desk"}


def test_killed_it_is_offline_all_the_same(broker: Broker, reader: Reader, tmp_path: Path) -> None:
    """The last will, which the broker keeps for us."""
    script = f"""
import time
from posturecam.edges.home.mqtt import open_mqtt
from posturecam.edges.home.reports_once import Once
from posturecam.settings import Mqtt
from tests.support.companions import WELL, Remembering
settings = Mqtt(host="{HOST}", port={broker.port}, node="desk")
with open_mqtt(settings, Remembering(), print) as outlet:
    outlet.state(WELL)
    time.sleep(3600)
"""
    ours = subprocess.Popen([sys.executable, "-c", script], cwd=tmp_path, env=os.environ | PATH)
    try:
        reader.wait_for(AVAILABILITY, "online")
        wait_until(lambda: bool(reader.texts(STATE)), "the state")
    finally:
        ours.send_signal(signal.SIGKILL)
        ours.wait()

    reader.wait_for(AVAILABILITY, "offline")
    assert retained(broker, AVAILABILITY) == "offline"


PATH = {"PYTHONPATH": os.pathsep.join(sys.path)}


def test_a_broker_that_is_killed_and_comes_back_has_everything_again(
    broker: Broker, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    companion = Remembering()
    with opened(wanted(broker), companion, said) as outlet:
        outlet.state(WELL)
        with reading(broker) as first:
            wait_until(lambda: bool(first.texts(STATE)), "the state")
        broker.kill()
        wait_until(lambda: bool(said), "the complaint")
        outlet.event(ALERT)  # lost: it would come much later
        broker.start()
        with reading(broker) as second:
            wait_until(lambda: bool(second.texts(STATE)), "the state again")
            second.publish(DO, '{"do": "took_break"}')
            wait_until(lambda: bool(companion.asked), "a command")
            assert json.loads(second.texts(STATE)[-1])["state"] == "well"
            assert second.texts(AVAILABILITY)[-1] == "online"
            assert len(second.texts(CONFIG)) == 1
            assert second.texts(EVENT) == []

    assert said == [
        f"The MQTT broker {HOST}:{broker.port} cannot be reached: Connection refused. {AGAIN}"
    ]
    assert "Traceback" not in caplog.text


class Counted(threading.Event):
    """An end after five waits, which are noted and take no time."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []

    def is_set(self) -> bool:
        return len(self.waits) == 5

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout or 0.0)
        return self.is_set()


def test_a_broker_is_tried_less_and_less_often() -> None:
    waits = Waits(first_s=1.0, longest_s=5.0)
    once = Once(lambda _: None)
    settings = Mqtt(host=HOST, port=free_port())
    publisher = mqtt._Publisher(settings, Remembering(), once, waits)
    for first in ([1.0, 2.0, 4.0, 5.0, 5.0], [5.0] * 5):
        publisher.ended = ended = Counted()
        publisher.run()
        assert ended.waits == first

    client = SimpleNamespace(subscribe=lambda *_, **__: None, publish=lambda *_, **__: None)
    publisher._on_connect(client, None, None, SimpleNamespace(is_failure=False), None)
    publisher.ended = ended = Counted()
    publisher.run()
    assert ended.waits[0] == 1.0


def test_a_broker_that_never_answers_is_reported_and_left(tmp_path: Path) -> None:
    said: list[str] = []
    with socket.create_server((HOST, 0)) as silent:
        port = silent.getsockname()[1]
        with opened(Mqtt(host=HOST, port=port, node="desk"), said=said, waits=HASTY) as outlet:
            outlet.state(WELL)
            talks = [silent.accept()[0] for _ in range(2)]  # it is tried again
            wait_until(lambda: bool(said), "the complaint")
        for talk in talks:
            talk.close()

    assert said == [f"The MQTT broker {HOST}:{port} does not answer."]
    assert threads() == []
    assert list(tmp_path.iterdir()) == []


def threads() -> list[threading.Thread]:
    wait_until(
        lambda: not [one for one in threading.enumerate() if one.name == "posturecam-mqtt"],
        "the thread to end",
    )
    return [one for one in threading.enumerate() if one.name.startswith("posturecam")]


def test_a_broker_that_talks_something_else_is_left(caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server((HOST, 0)) as web:
        port = web.getsockname()[1]
        with opened(Mqtt(host=HOST, port=port)):
            for _ in range(2):
                talk = web.accept()[0]
                talk.recv(1000)
                talk.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 20)
                talk.close()
    assert "Traceback" not in caplog.text


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.touch(mode=0o600)
    path.write_text(f"{PASSWORD}\n")
    return path


def test_with_user_and_password_file(tmp_path: Path, password_file: Path) -> None:
    with running_broker(tmp_path, user=USER) as broker, reading(broker, user=USER) as reader:
        settings = wanted(broker, user=USER, password_file=str(password_file))
        with opened(settings):
            reader.wait_for(AVAILABILITY, "online")


@pytest.mark.parametrize(
    ("text", "mode", "fault"),
    [
        ("wrong\n", 0o600, "refuses the connection: Not authorized"),
        (f"{PASSWORD}\n", 0o640, "Other users can read mqtt.password_file"),
        (None, 0o600, "cannot be read: No such file"),
    ],
)
def test_a_password_that_does_not_work_is_reported_once(
    text: str | None,
    mode: int,
    fault: str,
    tmp_path: Path,
    password_file: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    said: list[str] = []
    password_file.unlink()
    if text is not None:
        password_file.write_text(text)
        password_file.chmod(mode)
    with running_broker(tmp_path, user=USER) as broker:
        settings = wanted(broker, user=USER, password_file=str(password_file))
        with opened(settings, said=said):
            wait_until(lambda: bool(said), "the complaint")
    assert len(said) == 1
    assert fault in said[0]
    assert PASSWORD not in said[0] + caplog.text


def test_with_tls_and_an_authority_of_ones_own(tmp_path: Path, password_file: Path) -> None:
    with (
        running_broker(tmp_path, user=USER, tls=True) as broker,
        reading(broker, user=USER) as reader,
    ):
        settings = wanted(
            broker,
            tls=True,
            ca_file=str(tmp_path / "ca.pem"),
            user=USER,
            password_file=str(password_file),
        )
        with opened(settings) as outlet:
            outlet.state(WELL)
            reader.wait_for(AVAILABILITY, "online")
            wait_until(lambda: bool(reader.texts(STATE)), "the state")
    assert PASSWORD not in (tmp_path / "mosquitto.log").read_text()


# paho leaves it to the garbage collector to close a socket whose handshake has failed.
@pytest.mark.filterwarnings("ignore:Exception ignored in. <ssl.SSLSocket:Warning")
@pytest.mark.parametrize(
    ("ca_file", "host", "fault"),
    [
        ("", HOST, "cannot be reached: "),
        ("none.pem", HOST, "cannot be used: No such file"),
        ("mosquitto.conf", HOST, "mosquitto.conf cannot be used"),
        ("ca.pem", "localhost", "Hostname mismatch"),
    ],
)
def test_a_broker_that_cannot_prove_who_it_is_gets_nothing(
    ca_file: str, host: str, fault: str, tmp_path: Path
) -> None:
    said: list[str] = []
    with running_broker(tmp_path, tls=True) as broker, reading(broker) as reader:
        path = str(tmp_path / ca_file) if ca_file else ""
        settings = Mqtt(host=host, port=broker.port, tls=True, ca_file=path)
        with opened(settings, said=said):
            wait_until(lambda: bool(said), "the complaint")
        assert reader.got == []
    assert fault in said[0]


def test_without_a_broker_the_client_is_not_even_imported(tmp_path: Path) -> None:
    script = """
import sys, threading
from posturecam.edges.home.open_home import open_home
from posturecam.settings import Settings
from tests.support.companions import WELL, Broken, Remembering
from tests.support.events import ALERT
with open_home(Settings(), Remembering(), print) as outlet:
    outlet.event(ALERT); outlet.state(WELL)
    assert [t.name for t in threading.enumerate()] == ["MainThread", "posturecam-dbus"]
assert not [name for name in sys.modules if name.startswith(("paho", "keyring"))]
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | PATH,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setitem(sys.modules, "paho.mqtt.client", None)
    with opened(Mqtt(host=HOST, port=free_port()), said=said) as outlet:
        assert isinstance(outlet, Nowhere)
        outlet.event(ALERT)
        outlet.state(WELL)
    assert said == [
        "MQTT needs the package paho-mqtt: pip install 'posturecam[home]'. Nothing is published."
    ]
