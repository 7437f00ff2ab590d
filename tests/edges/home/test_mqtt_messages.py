"""What may leave the computer over MQTT, word by word."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from posturecam.core.values import EventKind
from posturecam.edges.home import mqtt_topics
from posturecam.edges.home.mqtt_discovery import discovery_text
from posturecam.edges.home.mqtt_messages import event_text, event_types, state_text, states
from posturecam.edges.home.mqtt_topics import topics_of
from posturecam.settings import Mqtt
from posturecam.view.glance import Glance, Light
from tests.support.companions import WELL
from tests.support.events import ALERT, AWAY

FULL = Glance(
    *(Light.BEYOND, "a sentence", "a detail"),
    today_s=5000.0,
    well_s=119.9,
    break_in_s=60.1,
    snoozed_s=1.0,
    paused_until="15:30",
    hushed="in a call",
    waiting=2,
    alerts=3,
    alert="Head forward",
    stretch="chin_tuck",
    profile="ann",
    source="rtsp://ann:s3cret@camera",
)
COMPONENTS = {"state", "fault", "well", "break_in", "alerts", "event", "present"}
CONTROLS = {"pause", "snooze", "took_break"}


def test_nothing_else_is_in_the_state() -> None:
    """Neither texts about the person nor names of profile, program or camera."""
    row = {
        "state": "beyond",
        "fault": "Head forward",
        "well_min": 1,
        "break_in_min": 2,
        "alerts": 3,
        "paused": False,
        "snoozed": True,
    }
    assert json.loads(state_text(FULL, presence=False)) == row
    assert json.loads(state_text(FULL, presence=True)) == {**row, "present": True}


@pytest.mark.parametrize(
    ("light", "state", "state_with_presence", "present"),
    [
        (Light.WELL, "well", "well", True),
        (Light.BEYOND, "beyond", "beyond", True),
        (Light.UNSURE, "idle", "unsure", True),
        (Light.AWAY, "idle", "away", False),
        (Light.PAUSED, "paused", "paused", None),
        (Light.CAMERA_LOST, "camera_lost", "camera_lost", None),
        (Light.STARTING, "starting", "starting", None),
        (Light.UNCALIBRATED, "uncalibrated", "uncalibrated", None),
        (Light.CALIBRATING, "calibrating", "calibrating", True),
    ],
)
def test_who_is_away_is_not_known_unless_that_is_wanted(
    light: Light, state: str, state_with_presence: str, *, present: bool | None
) -> None:
    hidden = json.loads(state_text(Glance(light, ""), presence=False))
    shown = json.loads(state_text(Glance(light, ""), presence=True))

    assert hidden["state"] == state
    assert (shown["state"], shown["present"]) == (state_with_presence, present)
    assert hidden["paused"] is (light is Light.PAUSED)
    assert state in states(presence=False)
    assert state_with_presence in states(presence=True)


def test_away_and_hard_to_judge_look_alike() -> None:
    texts = {
        state_text(replace(WELL, light=light), presence=False)
        for light in (Light.AWAY, Light.UNSURE)
    }
    assert len(texts) == 1


@pytest.mark.parametrize(("left_s", "minutes"), [(None, None), (-5.0, 0), (0.0, 0), (0.1, 1)])
def test_a_break_is_due_in_minutes_that_are_not_over(
    left_s: float | None, minutes: int | None
) -> None:
    text = state_text(replace(WELL, break_in_s=left_s), presence=False)
    assert json.loads(text)["break_in_min"] == minutes


def test_coming_and_going_is_published_only_on_request() -> None:
    assert event_text(AWAY, presence=False) == ""
    assert json.loads(event_text(AWAY, presence=True))["event_type"] == "away"
    assert json.loads(event_text(ALERT, presence=False)) == {"event_type": "alert", **ALERT}
    assert set(event_types(presence=True)) - set(event_types(presence=False)) == {"away", "back"}
    assert event_types(presence=True) == [kind.value for kind in EventKind]


def test_the_device_and_its_entities() -> None:
    topics = topics_of(Mqtt(node="desk"))
    found = json.loads(discovery_text(topics, presence=True, snooze_s=900.0))
    entities = found["components"]

    assert topics.discovery == "homeassistant/device/posturecam_desk/config"
    assert found["device"]["identifiers"] == ["posturecam_desk"]
    assert found["origin"]["name"] == "posturecam"
    assert (found["availability_topic"], found["payload_available"]) == (
        "posturecam/desk/availability",
        "online",
    )
    assert set(entities) == COMPONENTS | CONTROLS
    assert {key: one["platform"] for key, one in entities.items()} == {
        **dict.fromkeys(("state", "fault", "well", "break_in", "alerts"), "sensor"),
        "event": "event",
        "present": "binary_sensor",
        "pause": "switch",
        **dict.fromkeys(("snooze", "took_break"), "button"),
    }
    for key, one in entities.items():
        assert one["unique_id"] == f"posturecam_desk_{key}"
    assert entities["state"]["options"] == states(presence=True)
    assert json.loads(entities["snooze"]["payload_press"]) == {"do": "snooze", "for_s": 900.0}
    assert json.loads(entities["pause"]["payload_on"]) == {"do": "pause"}
    assert json.loads(entities["pause"]["payload_off"]) == {"do": "resume"}


TEMPLATES = {
    key: one["value_template"].removeprefix("{{").removesuffix("}}").strip()
    for key, one in json.loads(
        discovery_text(topics_of(Mqtt(node="desk")), presence=True, snooze_s=900.0)
    )["components"].items()
    if "value_template" in one
}


def rendered(glance: Glance) -> dict[str, str]:
    """The templates of Jinja that are used mean the same in Python, but for `true` and `false`."""
    row = SimpleNamespace(**json.loads(state_text(glance, presence=True)))
    names = {"value_json": row, "true": True, "false": False}
    return {key: str(eval(text, {}, names)) for key, text in TEMPLATES.items()}  # noqa: S307


def test_every_template_reads_what_is_published() -> None:
    assert rendered(FULL) == {
        "state": "beyond",
        "fault": "Head forward",
        "well": "1",
        "break_in": "2",
        "alerts": "3",
        "present": "ON",
        "pause": "OFF",
    }
    paused = rendered(Glance(Light.PAUSED, ""))
    assert (paused["fault"], paused["present"], paused["pause"]) == ("none", "None", "ON")
    assert paused["break_in"] == "None"
    assert rendered(Glance(Light.AWAY, ""))["present"] == "OFF"


def test_what_is_not_wanted_is_taken_out_of_home_assistant() -> None:
    topics = topics_of(Mqtt(node="desk", commands=False))
    found = json.loads(discovery_text(topics, presence=False, snooze_s=900.0))["components"]

    assert found["present"] == {"platform": "binary_sensor"}
    assert found["pause"] == {"platform": "switch"}
    assert found["snooze"] == found["took_break"] == {"platform": "button"}
    assert "away" not in found["state"]["options"]


@pytest.mark.parametrize(
    ("host_name", "node"),
    [
        ("desk", "desk"),
        ("desk.example.org", "desk"),
        ("Ann's Büro+#/", "Ann-s-B-ro"),
        ("", "computer"),
        ("x" * 100, "x" * 64),
    ],
)
def test_the_computer_is_named_so_that_a_topic_can_hold_it(
    host_name: str, node: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mqtt_topics.platform, "node", lambda: host_name)
    topics = topics_of(Mqtt(topic="home/x", discovery=""))
    assert topics.node == node
    assert topics.state == f"home/x/{node}/state"
    assert (topics.discovery, topics.hub_status) == ("", "")
