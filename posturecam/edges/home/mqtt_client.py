"""Connects to the user's MQTT broker (paho-mqtt), with password, certificate and last will."""

import selectors
from pathlib import Path
from time import monotonic
from typing import Any, Final

from posturecam.edges.home.mqtt_password import password_of
from posturecam.edges.home.mqtt_topics import OFFLINE, Topics, own_name
from posturecam.edges.sources.source_name import printable
from posturecam.errors import InputError, MissingError
from posturecam.settings import Mqtt

PLAIN_PORT: Final = 1883  # registered with IANA for MQTT
TLS_PORT: Final = 8883  # and for MQTT over TLS
KEEPALIVE_S: Final = 30  # without a word for 1.5 times this we are gone (MQTT 3.1.1, 3.1.2.10)
_CONNECT_S: Final = 5.0  # for TCP and TLS; a broker nearby takes milliseconds
ANSWER_S: Final = 10.0  # for the broker's answer to a connection; by judgement
_LOOK_S: Final = 0.1  # between two looks whether the answer is there
NO_PAHO: Final = "MQTT needs the package paho-mqtt: pip install 'posturecam[home]'"


def port_of(wanted: Mqtt) -> int:
    """Return the port of the broker."""
    return wanted.port or (TLS_PORT if wanted.tls else PLAIN_PORT)


def where(wanted: Mqtt) -> str:
    """Name the broker, as it may be shown."""
    return f"{printable(wanted.host)}:{port_of(wanted)}"


def is_installed() -> bool:
    """Return whether there is a client to make; nothing is imported without a broker."""
    try:
        import paho.mqtt.client  # noqa: F401, PLC0415 (an extra)
    except ImportError:
        return False
    return True


def connect(wanted: Mqtt, name: str, topics: Topics | None, **callbacks: Any) -> Any:
    """Connect to the broker as `name` and return the client; its answer is still to come.

    With `topics` it has a last will.  `callbacks` are named as paho names them.

    Raises:
        MissingError: paho-mqtt or the keyring is missing.
        InputError: The broker cannot be reached, or password or certificate cannot be used.
    """
    client = _client(wanted, name)
    if topics is not None:
        client.will_set(topics.availability, OFFLINE, qos=1, retain=True)
    for event, callback in callbacks.items():
        setattr(client, event, callback)
    try:
        client.connect(wanted.host, port_of(wanted), KEEPALIVE_S)
    except (OSError, ValueError) as error:
        reason = getattr(error, "verify_message", None) or getattr(error, "strerror", None)
        msg = f"The MQTT broker {where(wanted)} cannot be reached: {reason or error}."
        raise InputError(msg) from error
    return client


def step(client: Any, timeout_s: float) -> bool:
    """Read and write what there is, at the latest after `timeout_s`; False once it is over.

    paho's own `loop` would open a port of this computer to wake itself up; this listens nowhere.
    """
    socket = client.socket()
    if socket is None:
        return False
    unread = getattr(socket, "pending", int)()  # decrypted already, so no sign of it outside
    with selectors.DefaultSelector() as selector:
        writing = selectors.EVENT_WRITE if client.want_write() else 0
        selector.register(socket, selectors.EVENT_READ | writing)
        ready = dict(selector.select(0 if unread else timeout_s))
    mask = next(iter(ready.values()), 0) | (selectors.EVENT_READ if unread else 0)
    if mask & selectors.EVENT_READ and client.loop_read() != 0:
        return False
    if mask & selectors.EVENT_WRITE and client.loop_write() != 0:
        return False
    return bool(client.loop_misc() == 0)


def probe(wanted: Mqtt) -> None:
    """Connect to the broker and leave it again, without a word to anybody else.

    Raises:
        MissingError: paho-mqtt or the keyring is missing.
        InputError: The broker does not take us.
    """
    answers: list[Any] = []
    name = f"{client_name(own_name())}-doctor"
    client = connect(wanted, name, None, on_connect=lambda *answer: answers.append(answer[3]))
    until_s = monotonic() + ANSWER_S
    while not answers and monotonic() < until_s and step(client, _LOOK_S):
        pass
    client.disconnect()
    if not answers:
        raise InputError(no_answer(wanted))
    if answers[0].is_failure:
        raise InputError(refused(wanted, answers[0]))


def client_name(node: str) -> str:
    """Return the name under which the broker knows the computer `node`."""
    return f"posturecam-{node}"


def no_answer(wanted: Mqtt) -> str:
    """Say that the broker is silent."""
    return f"The MQTT broker {where(wanted)} does not answer."


def refused(wanted: Mqtt, why: object) -> str:
    """Say that the broker does not want us."""
    return f"The MQTT broker {where(wanted)} refuses the connection: {why}."


def _client(wanted: Mqtt, name: str) -> Any:
    try:
        from paho.mqtt.client import Client  # noqa: PLC0415 (an extra)
        from paho.mqtt.enums import CallbackAPIVersion  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise MissingError(NO_PAHO) from error
    client = Client(CallbackAPIVersion.VERSION2, client_id=name)
    client.connect_timeout = _CONNECT_S
    if wanted.user:
        client.username_pw_set(wanted.user, password_of(wanted))
    if wanted.tls:
        _encrypt(client, wanted.ca_file)
    return client


def _encrypt(client: Any, ca_file: str) -> None:
    path = str(Path(ca_file).expanduser()) if ca_file else None
    try:
        client.tls_set(ca_certs=path)
    except (OSError, ValueError) as error:
        msg = f"mqtt.ca_file {path} cannot be used: {getattr(error, 'strerror', None) or error}."
        raise InputError(msg) from error
