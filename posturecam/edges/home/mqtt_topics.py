"""The MQTT topics of one computer."""

import platform
import re
from dataclasses import dataclass
from typing import Final

from posturecam.settings import Mqtt

ONLINE: Final = "online"
OFFLINE: Final = "offline"
_OTHER = re.compile(r"[^A-Za-z0-9_-]+")
_NODE_CHARACTERS: Final = 64  # as many as mqtt.node may have


@dataclass(frozen=True, slots=True)
class Topics:
    """Where posturecam publishes, and where it reads."""

    node: str  # name of this computer
    availability: str  # `online` or `offline`, retained; the last will is `offline`
    state: str  # JSON, retained
    event: str  # JSON, not retained
    commands: str  # JSON, read; empty: none are accepted
    discovery: str  # JSON, retained; empty: not announced
    hub_status: str  # `online` when Home Assistant starts, read; empty: not read


def topics_of(wanted: Mqtt) -> Topics:
    """Return the topics that the settings ask for."""
    node = wanted.node or own_name()
    base = f"{wanted.topic}/{node}"
    prefix = wanted.discovery
    return Topics(
        node=node,
        availability=f"{base}/availability",
        state=f"{base}/state",
        event=f"{base}/event",
        commands=f"{base}/do" if wanted.commands else "",
        discovery=f"{prefix}/device/posturecam_{node}/config" if prefix else "",
        hub_status=f"{prefix}/status" if prefix else "",
    )


def own_name() -> str:
    """Return the host name without its domain, as far as a topic may hold it."""
    name = _OTHER.sub("-", platform.node().partition(".")[0]).strip("-")
    return name[:_NODE_CHARACTERS] or "computer"
