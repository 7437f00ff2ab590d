"""What is published over MQTT: numbers and words of the state, and events; no picture, no landmark.

Whether somebody is there is part of it only where the settings ask for it.  Without that, being
away and being hard to judge look alike.
"""

import json
import math
from typing import Any, Final

from posturecam.core.values import EventKind
from posturecam.edges.home.outlet import EventRow
from posturecam.view.glance import Glance, Light

IDLE: Final = "idle"
"""Nobody is judged now: the one word for `away` and `unsure` where presence is not published."""
PRESENCE: Final = frozenset({EventKind.AWAY, EventKind.BACK})
MINUTE_S: Final = 60.0
_PRESENT: Final = {
    Light.WELL: True,
    Light.BEYOND: True,
    Light.UNSURE: True,
    Light.CALIBRATING: True,
    Light.LEADING: True,
    Light.AWAY: False,
}


def states(*, presence: bool) -> list[str]:
    """Return every word that `state` can be."""
    return list(dict.fromkeys(_word(light, presence=presence) for light in Light))


def event_types(*, presence: bool) -> list[str]:
    """Return every word that `event_type` can be."""
    return [kind.value for kind in EventKind if presence or kind not in PRESENCE]


def state_text(glance: Glance, *, presence: bool) -> str:
    """Return the state as JSON; times are whole minutes, so that it changes no more often."""
    row: dict[str, Any] = {
        "state": _word(glance.light, presence=presence),
        "fault": glance.alert or None,
        "well_min": int(glance.well_s // MINUTE_S),
        "break_in_min": _minutes_up(glance.break_in_s),
        "alerts": glance.alerts,
        "paused": glance.light is Light.PAUSED,
        "snoozed": glance.snoozed_s > 0,
    }
    if presence:
        row["present"] = _PRESENT.get(glance.light)
    return json.dumps(row, ensure_ascii=False)


def event_text(row: EventRow, *, presence: bool) -> str:
    """Return an event as JSON, with the key that Home Assistant asks for; "" to keep it back."""
    kind = row.get("event", "")
    if not presence and kind in PRESENCE:
        return ""
    return json.dumps({"event_type": kind, **row}, ensure_ascii=False, default=str)


def _word(light: Light, *, presence: bool) -> str:
    hidden = not presence and light in (Light.AWAY, Light.UNSURE)
    return IDLE if hidden else light.value


def _minutes_up(seconds: float | None) -> int | None:
    return None if seconds is None else max(0, math.ceil(seconds / MINUTE_S))
