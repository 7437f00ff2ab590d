"""What the doctor says about hooks, MQTT and D-Bus."""

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from posturecam.edges.desktop.finding import Finding
from posturecam.edges.home import checks, mqtt_client
from posturecam.edges.home.checks import home_checks
from posturecam.edges.home.dbus import open_dbus
from posturecam.settings import Settings
from tests.support.brokers import HOST, PASSWORD, USER, free_port, reading, running_broker
from tests.support.companions import Remembering
from tests.support.patience import wait_until
from tests.support.session_bus import own_session_bus


def found(name: str, **settings: dict[str, Any]) -> Finding:
    finding = home_checks(Settings.model_validate(settings))[name]()
    assert finding.name == name
    assert not finding.needed
    assert finding.ok is not bool(finding.next_step)
    return finding


def test_nothing_set_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mqtt_client, "connect", pytest.fail)
    assert found("hooks").text == "none set"
    assert found("MQTT").text == "no broker set (mqtt.host); nothing is sent"
    assert found("D-Bus", home={"dbus": False}).text == "switched off (home.dbus)"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX command line")
def test_the_programs_of_hooks_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    file = tmp_path / "no-program"
    file.touch()
    sound = f"{sys.executable} -c x"

    assert found("hooks", hooks={"on_alert": sound, "on_state": sound}).text == (
        "on_alert, on_state: the programs are there"
    )
    bad = found(
        "hooks", hooks={"on_alert": f"{file} s3cret", "on_break": "x 'y", "on_state": sound}
    )
    assert bad.text == (
        f"on_alert: there is no program '{file}'; "
        "on_break: The command line cannot be read: no closing quotation"
    )


@pytest.mark.desktop
def test_a_broker_is_tried(tmp_path: Path) -> None:
    pytest.importorskip("paho.mqtt.client")
    password = tmp_path / "password"
    password.touch(mode=0o600)
    password.write_text(PASSWORD)
    with running_broker(tmp_path, user=USER) as broker, reading(broker, user=USER) as reader:
        here = {"host": HOST, "port": broker.port}
        full = {**here, "user": USER, "password_file": str(password)}
        assert found("MQTT", mqtt=full).text == f"connected to {HOST}:{broker.port}, not encrypted"
        refused = found("MQTT", mqtt=here)
        assert refused.text.endswith("refuses the connection: Not authorized")
        password.chmod(0o644)
        assert "chmod 600" in found("MQTT", mqtt=full).text
        assert reader.got == []


@pytest.mark.desktop
def test_an_encrypted_broker_is_tried(tmp_path: Path) -> None:
    pytest.importorskip("paho.mqtt.client")
    with running_broker(tmp_path, tls=True) as broker:
        ca_file = str(tmp_path / "ca.pem")
        sound = {"host": HOST, "port": broker.port, "tls": True, "ca_file": ca_file}
        assert found("MQTT", mqtt=sound).text.endswith(", encrypted")


def test_a_broker_that_is_not_there() -> None:
    pytest.importorskip("paho.mqtt.client")
    port = free_port()
    text = found("MQTT", mqtt={"host": HOST, "port": port}).text
    assert text == f"The MQTT broker {HOST}:{port} cannot be reached: Connection refused"


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "paho.mqtt.client", None)
    assert "pip install 'posturecam[home]'" in found("MQTT", mqtt={"host": HOST}).text


def test_a_broker_that_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        def disconnect(self) -> None:
            pass

    monkeypatch.setattr(mqtt_client, "ANSWER_S", 0.05)
    monkeypatch.setattr(mqtt_client, "connect", lambda *_, **__: Silent())
    for goes_on in (True, False):
        monkeypatch.setattr(mqtt_client, "step", lambda *_, goes_on=goes_on: goes_on)
        assert found("MQTT", mqtt={"host": HOST}).text.endswith("1883 does not answer")


@pytest.mark.parametrize(
    ("mqtt", "ok"),
    [
        ({"host": "home.example.org", "user": "ann"}, False),
        ({"host": "home.example.org", "user": "ann", "tls": True}, True),
        ({"host": "home.example.org"}, True),
        ({"host": "localhost", "user": "ann"}, True),
        ({"host": "127.0.0.1", "user": "ann"}, True),
    ],
)
def test_a_password_in_the_clear_is_a_note(
    mqtt: dict[str, Any], monkeypatch: pytest.MonkeyPatch, *, ok: bool
) -> None:
    monkeypatch.setattr(checks, "probe", lambda _: None)
    assert found("MQTT", mqtt=mqtt).ok is ok


def test_no_bus_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    monkeypatch.setattr(sys, "platform", "linux")
    assert found("D-Bus").text == "there is no session bus here"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert found("D-Bus").ok


@pytest.mark.desktop
@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon (Debian: dbus)")
def test_a_bus_with_and_without_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with own_session_bus(tmp_path, monkeypatch):
        free = "org.posturecam.Posturecam1 is offered while it runs"
        assert found("D-Bus").text == free
        with open_dbus(Remembering()):
            wait_until(lambda: found("D-Bus").text != free, "the name")
            assert found("D-Bus").text == "org.posturecam.Posturecam1 is offered"
