"""The running instance at a glance: what a tray icon, a status line or a home automation shows."""

from dataclasses import dataclass
from enum import StrEnum


class Light(StrEnum):
    """The state of things in one of a few shapes."""

    WELL = "well"
    BEYOND = "beyond"  # a limit is exceeded
    UNSURE = "unsure"  # somebody is there, but it cannot be judged
    AWAY = "away"
    PAUSED = "paused"
    CAMERA_LOST = "camera_lost"
    STARTING = "starting"
    UNCALIBRATED = "uncalibrated"  # no calibration yet: nothing is measured
    CALIBRATING = "calibrating"


@dataclass(frozen=True, slots=True)
class Glance:
    """How things are now; durations in seconds."""

    light: Light
    sentence: str  # `sitting well for 12 minutes`
    detail: str = ""  # by how much, why nothing is measured, what to do
    today_s: float = 0.0  # judged in this run
    well_s: float = 0.0  # of that, sitting well
    break_in_s: float | None = None  # until the next break of either kind; None: no reminders
    snoozed_s: float = 0.0  # for which no alerts will come; 0: they come
    paused_until: str = ""  # `15:30`, `tomorrow`; empty: not paused, or until resumed
    hushed: str = ""  # why alerts wait just now: `in a call`; empty: they do not
    waiting: int = 0  # alerts and breaks that wait
    alerts: int = 0  # in this run
    alert: str = ""  # title of the alert that is on
    stretch: str = ""  # key of the exercise it proposes
    profile: str = ""
    source: str = ""


SHOWN: dict[Light, str] = {
    Light.WELL: "sitting well",
    Light.BEYOND: "beyond a limit",
    Light.UNSURE: "not sure",
    Light.AWAY: "away",
    Light.PAUSED: "paused",
    Light.CAMERA_LOST: "camera lost",
    Light.STARTING: "starting",
    Light.UNCALIBRATED: "not calibrated yet",
    Light.CALIBRATING: "calibrating",
}
"""Each state in words."""
