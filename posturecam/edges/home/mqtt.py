"""Publishes events and state over MQTT, and takes commands from there, in a thread of its own.

Without `mqtt.host` nothing is connected, and the MQTT client is not even imported.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

from posturecam.edges.home.mqtt_client import (
    ANSWER_S,
    NO_PAHO,
    client_name,
    connect,
    is_installed,
    no_answer,
    refused,
    step,
)
from posturecam.edges.home.mqtt_commands import read_command
from posturecam.edges.home.mqtt_discovery import discovery_text
from posturecam.edges.home.mqtt_messages import event_text, state_text
from posturecam.edges.home.mqtt_topics import OFFLINE, ONLINE, Topics, topics_of
from posturecam.edges.home.outlet import EventRow, Nowhere, Outlet
from posturecam.edges.home.reports_once import Once
from posturecam.errors import PosturecamError
from posturecam.settings import Mqtt
from posturecam.view.commands import Companion
from posturecam.view.glance import SNOOZE_S, Glance

_EVENTS: Final = 32  # that may wait to be published; events are minutes apart
_END_S: Final = 2.0  # for the last message: as long as somebody waits for a program to end

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waits:
    """How long is waited for the broker, in seconds; by judgement."""

    look_s: float = 0.5  # for a message; so late an event is published at most
    answer_s: float = ANSWER_S  # for its answer to a connection
    first_s: float = 1.0  # before it is tried again; doubled each time
    longest_s: float = 120.0  # before it is tried again


@contextmanager
def open_mqtt(
    wanted: Mqtt,
    companion: Companion,
    complain: Callable[[str], object],
    *,
    waits: Waits = Waits(),
) -> Iterator[Outlet]:
    """Be connected to the broker of the settings for the length of the block, if there is one.

    `complain` is called from any thread, once for each reason why there is no connection.
    """
    once = Once(complain)
    if not wanted.host:
        yield Nowhere()
    elif not is_installed():
        once.say(f"{NO_PAHO}. Nothing is published.")
        yield Nowhere()
    else:
        publisher = _Publisher(wanted, companion, once, waits)
        thread = threading.Thread(target=publisher.run, name="posturecam-mqtt", daemon=True)
        thread.start()
        try:
            yield publisher
        finally:
            publisher.ended.set()
            thread.join(_END_S)


class _Publisher:
    """The connection.  `event` and `state` belong to any thread, all else to its own."""

    def __init__(self, wanted: Mqtt, companion: Companion, once: Once, waits: Waits) -> None:
        self.ended = threading.Event()
        self._wanted, self._companion, self._once, self._waits = wanted, companion, once, waits
        self._topics: Topics = topics_of(wanted)
        self._snooze_s = self._announced_s = SNOOZE_S
        self._events: deque[str] = deque(maxlen=_EVENTS)
        self._state = ""
        self._published, self._published_s = "", float("-inf")
        self._connected = False
        self._wait_s = waits.first_s

    def event(self, row: EventRow) -> None:
        """Publish an event, if there is a connection now."""
        if text := event_text(row, presence=self._wanted.presence):
            self._events.append(text)

    def state(self, glance: Glance) -> None:
        """Publish the state when it has changed, not more often than the settings say."""
        self._state = state_text(glance, presence=self._wanted.presence)
        self._snooze_s = glance.snooze_s

    def run(self) -> None:
        """Be connected until the end; connect again where that fails."""
        while not self.ended.is_set():
            try:
                self._once_connected()
            except PosturecamError as error:
                self._once.say(f"{error} It is tried again.")
            except Exception:  # noqa: BLE001 (whatever a client throws, it is tried again)
                _log.warning("the connection to the MQTT broker failed", exc_info=True)
            self._connected = False
            if self.ended.wait(self._wait_s):
                return
            self._wait_s = min(2 * self._wait_s, self._waits.longest_s)

    def _once_connected(self) -> None:
        """Connect, and publish until the connection or the run ends."""
        client = connect(
            self._wanted,
            client_name(self._topics.node),
            self._topics,
            on_connect=self._on_connect,
            on_message=self._on_message,
        )
        late_s = monotonic() + self._waits.answer_s
        while step(client, self._waits.look_s) and not self.ended.is_set():
            if self._connected:
                self._publish(client)
            elif monotonic() > late_s:
                self._once.say(no_answer(self._wanted))
                break
        self._leave(client)

    def _on_connect(
        self, client: Any, _data: object, _flags: object, code: Any, *_: object
    ) -> None:
        if code.is_failure:
            self._once.say(refused(self._wanted, code))
            return
        self._connected, self._wait_s = True, self._waits.first_s
        self._published, self._published_s = "", float("-inf")
        self._events.clear()
        for topic in filter(None, (self._topics.hub_status, self._topics.commands)):
            client.subscribe(topic, qos=1)
        self._announce(client)

    def _announce(self, client: Any) -> None:
        self._introduce(client)
        client.publish(self._topics.availability, ONLINE, qos=1, retain=True)

    def _introduce(self, client: Any) -> None:
        """Say which entities there are, and for how long the button snoozes."""
        snooze_s = self._announced_s = self._snooze_s
        if self._topics.discovery:
            presence = self._wanted.presence
            text = discovery_text(self._topics, presence=presence, snooze_s=snooze_s)
            client.publish(self._topics.discovery, text, qos=1, retain=True)

    def _publish(self, client: Any) -> None:
        if self._snooze_s != self._announced_s:
            self._introduce(client)
        while self._events:
            client.publish(self._topics.event, self._events.popleft(), qos=1)
        state, now_s = self._state, monotonic()
        if state != self._published and now_s - self._published_s >= self._wanted.every_s:
            client.publish(self._topics.state, state, qos=1, retain=True)
            self._published, self._published_s = state, now_s

    def _on_message(self, client: Any, _data: object, message: Any) -> None:
        if message.topic == self._topics.hub_status:
            if message.payload == ONLINE.encode():
                self._announce(client)
        elif not message.retain:  # one that was left there would be carried out at each start
            self._follow(message.payload)

    def _follow(self, payload: bytes) -> None:
        try:
            self._companion.do(read_command(payload))
        except PosturecamError as error:
            _log.info("an MQTT command was not carried out: %s", error)
        except Exception:  # noqa: BLE001 (the connection must not end with it)
            _log.warning("a command over MQTT failed", exc_info=True)

    def _leave(self, client: Any) -> None:
        """Say `offline`, since a proper end sends no last will, and go."""
        with suppress(Exception):
            if self._connected:
                self._publish(client)
                last = client.publish(self._topics.availability, OFFLINE, qos=1, retain=True)
                until_s = monotonic() + _END_S / 2
                while not last.is_published() and monotonic() < until_s:
                    if not step(client, self._waits.look_s):
                        break
            client.disconnect()
