"""A real MQTT broker (mosquitto) on this computer, and somebody who reads along."""

import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.support.patience import wait_until

HOST = "127.0.0.1"
USER, PASSWORD = "desk", "s3cretpw"


@dataclass(slots=True)
class Broker:
    """A broker on a port of its own; it keeps nothing on disk."""

    folder: Path
    port: int
    lines: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it listens."""
        config = self.folder / "mosquitto.conf"
        config.write_text("\n".join([f"listener {self.port} {HOST}", *self.lines, ""]))
        with (self.folder / "mosquitto.log").open("ab") as log:
            self.process = subprocess.Popen(
                [program("mosquitto"), "-c", config], stdout=log, stderr=log
            )
        wait_until(self._listens, "the broker to listen")

    def kill(self) -> None:
        """End it as a power cut does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((HOST, self.port)) == 0


@contextmanager
def running_broker(folder: Path, *more: str, user: str = "", tls: bool = False) -> Iterator[Broker]:
    """Run a broker for the length of the block; with `user` it asks for the password."""
    # Started by root it would change to a user who may not read the folder.
    lines = [*more, "user root", "log_type all", f"allow_anonymous {str(not user).lower()}"]
    if user:
        passwords = folder / "passwords"
        words = [program("mosquitto_passwd"), "-b", "-c", passwords, user, PASSWORD]
        subprocess.run(words, check=True)
        lines.append(f"password_file {passwords}")
    if tls:
        make_certificates(folder)
        for key, name in (("cafile", "ca.pem"), ("certfile", "broker.pem"), ("keyfile", "key.pem")):
            lines.append(f"{key} {folder / name}")
    broker = Broker(folder, free_port(), tuple(lines))
    broker.start()
    try:
        yield broker
    finally:
        broker.kill()


def make_certificates(folder: Path) -> None:
    """Make a certificate authority, and a certificate for 127.0.0.1 signed by it."""
    openssl(folder, "ca.pem", "ca.key", "/CN=own authority", "basicConstraints=critical,CA:TRUE")
    authority = ("-CA", "ca.pem", "-CAkey", "ca.key")
    openssl(folder, "broker.pem", "key.pem", "/CN=broker", f"subjectAltName=IP:{HOST}", *authority)


def openssl(folder: Path, out: str, key: str, name: str, extension: str, *more: str) -> None:
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    words += ["-days", "2", "-subj", name, "-addext", extension, "-keyout", key, "-out", out]
    subprocess.run([program("openssl"), *words, *more], cwd=folder, check=True, capture_output=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def program(name: str) -> str:
    found = shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if found is None:
        pytest.skip(f"needs {name} (Debian: mosquitto openssl)")
    return found


@dataclass(slots=True)
class Reader:
    """Whatever is published, in order: topic, text, whether it was retained."""

    client: Any
    got: list[tuple[str, str, bool]] = field(default_factory=list)
    subscribed: threading.Event = field(default_factory=threading.Event)

    def texts(self, topic: str) -> list[str]:
        return [text for name, text, _ in list(self.got) if name == topic]

    def wait_for(self, topic: str, text: str) -> None:
        wait_until(lambda: text in self.texts(topic), f"{text!r} in {topic}")

    def publish(self, topic: str, text: str, *, retain: bool = False) -> None:
        self.client.publish(topic, text, qos=1, retain=retain).wait_for_publish()


@contextmanager
def reading(broker: Broker, *, user: str = "") -> Iterator[Reader]:
    """Read every topic for the length of the block."""
    mqtt = pytest.importorskip("paho.mqtt.client")
    enums = pytest.importorskip("paho.mqtt.enums")
    client = mqtt.Client(enums.CallbackAPIVersion.VERSION2)
    reader = Reader(client)
    if user:
        client.username_pw_set(user, PASSWORD)
    if (broker.folder / "ca.pem").exists():
        client.tls_set(ca_certs=str(broker.folder / "ca.pem"))
    client.on_connect = lambda *_: client.subscribe("#", qos=1)
    client.on_subscribe = lambda *_: reader.subscribed.set()
    client.on_message = lambda _c, _d, m: reader.got.append((m.topic, m.payload.decode(), m.retain))
    client.connect(HOST, broker.port)
    client.loop_start()
    wait_until(reader.subscribed.is_set, "the reader to be subscribed")
    try:
        yield reader
    finally:
        client.disconnect()
        client.loop_stop()
        # paho closes its last sockets when nobody refers to it any more.
        client.on_connect = client.on_subscribe = client.on_message = reader.client = None
