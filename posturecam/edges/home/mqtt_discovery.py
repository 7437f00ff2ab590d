"""How the computer introduces itself to Home Assistant: one device with its entities.

One retained message for the whole device (Home Assistant's "device discovery", since 2024.11).  An
entity that names only its platform is removed there.
"""

import json
from typing import Any, Final

import posturecam
from posturecam.edges.home.mqtt_messages import event_types, states
from posturecam.edges.home.mqtt_topics import OFFLINE, ONLINE, Topics
from posturecam.view.commands import Command, Pause, SnoozeAlerts, TookBreak, Unpause, row_of

_MINUTES: Final = {"device_class": "duration", "unit_of_measurement": "min"}
_Entity = dict[str, Any]


def discovery_text(topics: Topics, *, presence: bool, snooze_s: float) -> str:
    """Return the message that makes Home Assistant know the device."""
    entities = {
        **_sensors(topics, presence=presence),
        "present": _presence(topics) if presence else {"platform": "binary_sensor"},
        **_controls(topics, snooze_s),
    }
    return json.dumps(
        {
            "device": {
                "identifiers": [f"posturecam_{topics.node}"],
                "name": f"posturecam {topics.node}",
                "model": "webcam posture monitor",
                "sw_version": posturecam.__version__,
            },
            "origin": {"name": "posturecam", "sw_version": posturecam.__version__},
            "availability_topic": topics.availability,
            "payload_available": ONLINE,
            "payload_not_available": OFFLINE,
            "qos": 1,
            "components": {key: _named(topics, key, entity) for key, entity in entities.items()},
        }
    )


def _named(topics: Topics, key: str, entity: _Entity) -> _Entity:
    """Give an entity that stays the name by which Home Assistant knows it again."""
    if "name" not in entity:
        return entity
    return {**entity, "unique_id": f"posturecam_{topics.node}_{key}"}


def _sensors(topics: Topics, *, presence: bool) -> dict[str, _Entity]:
    return {
        "state": _sensor(
            topics, "State", "state", device_class="enum", options=states(presence=presence)
        ),
        "fault": _sensor(topics, "Posture fault", "fault or 'none'"),
        "well": _sensor(
            topics, "Sat well today", "well_min", **_MINUTES, state_class="total_increasing"
        ),
        "break_in": _sensor(topics, "Break due in", "break_in_min", **_MINUTES),
        "alerts": _sensor(topics, "Alerts today", "alerts", state_class="total_increasing"),
        "event": {
            "platform": "event",
            "name": "Event",
            "state_topic": topics.event,
            "event_types": event_types(presence=presence),
        },
    }


def _sensor(topics: Topics, name: str, value: str, **more: Any) -> _Entity:
    return {
        "platform": "sensor",
        "name": name,
        "state_topic": topics.state,
        "value_template": f"{{{{ value_json.{value} }}}}",
        **more,
    }


def _presence(topics: Topics) -> _Entity:
    """`None` is what Home Assistant reads as unknown."""
    return {
        "platform": "binary_sensor",
        "name": "At the desk",
        "device_class": "occupancy",
        "state_topic": topics.state,
        "value_template": "{{ {true: 'ON', false: 'OFF'}.get(value_json.present, 'None') }}",
    }


def _controls(topics: Topics, snooze_s: float) -> dict[str, _Entity]:
    """Return switch and buttons, or what removes them where no commands are accepted."""
    if not topics.commands:
        buttons = ("snooze", "took_break")
        return {"pause": {"platform": "switch"}, **{one: {"platform": "button"} for one in buttons}}
    return {
        "pause": {
            "platform": "switch",
            "name": "Paused",
            "state_topic": topics.state,
            "value_template": "{{ 'ON' if value_json.paused else 'OFF' }}",
            "state_on": "ON",
            "state_off": "OFF",
            "command_topic": topics.commands,
            "payload_on": _message(Pause()),
            "payload_off": _message(Unpause()),
        },
        "snooze": _button(topics, "Snooze", SnoozeAlerts(snooze_s)),
        "took_break": _button(topics, "Took a break", TookBreak()),
    }


def _button(topics: Topics, name: str, command: Command) -> _Entity:
    return {
        "platform": "button",
        "name": name,
        "command_topic": topics.commands,
        "payload_press": _message(command),
    }


def _message(command: Command) -> str:
    return json.dumps({key: value for key, value in row_of(command).items() if value})
