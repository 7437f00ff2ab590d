"""The running instance at a glance: what a tray icon, a status line or a home automation shows."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from posturecam.view.times import hours_text, upcoming_text

SNOOZE_S: Final = 15 * 60.0  # the default of notifications.snooze_min
_MINUTE_S: Final = 60.0


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
    LEADING = "leading"  # an exercise


@dataclass(frozen=True, slots=True)
class Glance:
    """How things are now; durations in seconds."""

    light: Light
    sentence: str  # `sitting well for 12 minutes`
    detail: str = ""  # by how much, why nothing is measured, what to do
    today_s: float = 0.0  # judged today, since the instance was started
    well_s: float = 0.0  # of that, sitting well
    break_in_s: float | None = None  # until the next break of either kind; None: no reminders
    snoozed_s: float = 0.0  # for which no alerts will come; 0: they come
    paused_until: str = ""  # `15:30`, `tomorrow`; empty: not paused, or until resumed
    hushed: str = ""  # why alerts wait just now: `in a call`; empty: they do not
    waiting: int = 0  # alerts and breaks that wait
    alerts: int = 0  # today, since the instance was started
    alert: str = ""  # title of the alert that is on
    stretch: str = ""  # key of the exercise it proposes
    profile: str = ""
    source: str = ""
    snooze_s: float = SNOOZE_S  # for which a snooze is offered
    leading: str = ""  # the exercise that is led, and how far it is: `chin tuck, 3 of 8`


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
    Light.LEADING: "leading an exercise",
}
"""Each state in words."""


_NOTHING_YET: Final = {Light.STARTING, Light.UNCALIBRATED, Light.CALIBRATING}


def lines(glance: Glance) -> list[str]:
    """Put `glance` into a few lines for people."""
    first = ": ".join(filter(None, (glance.sentence, glance.detail)))
    return [first, *filter(None, (_sat(glance), _next(glance), _quiet(glance)))]


def _sat(glance: Glance) -> str:
    if not glance.today_s:
        return ""
    share = round(100 * glance.well_s / glance.today_s)
    well, whole = _passed(glance.well_s), _passed(glance.today_s)
    return f"sat well for {well} of {whole} measured ({share} %)"


def _next(glance: Glance) -> str:
    if glance.light in _NOTHING_YET:
        return ""
    alerts = f"{glance.alerts} alert{'' if glance.alerts == 1 else 's'}"
    if glance.break_in_s is None:
        return alerts
    due = (
        "a break is due"
        if glance.break_in_s <= 0
        else f"break in {upcoming_text(glance.break_in_s)}"
    )
    return f"{due}, {alerts}"


def _quiet(glance: Glance) -> str:
    facts = (
        f"paused until {glance.paused_until}" if glance.paused_until else "",
        f"no alerts for {upcoming_text(glance.snoozed_s)}" if glance.snoozed_s else "",
        f"alerts wait: {glance.hushed}" if glance.hushed else "",
    )
    return ", ".join(filter(None, facts))


def _passed(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < _MINUTE_S else hours_text(seconds)
