"""Every setting, once: default, range, unit and one line of help.

`posturecam settings` lists these, `--set SECTION.KEY=VALUE` overrides them, and app.py turns them
into the policies of the core, which have no defaults of their own.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


def _setting(default: Any, help_: str, unit: str = "", **limits: Any) -> Any:
    return Field(default, description=help_, json_schema_extra={"unit": unit}, **limits)


class _Section(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, coerce_numbers_to_str=True
    )


class Camera(_Section):
    """Where the picture comes from."""

    source: str = _setting("0", "camera by number or name, or a file, stream address or folder")
    width: int = _setting(640, "picture width asked of a live camera", "px", ge=160, le=3840)
    height: int = _setting(480, "picture height asked of a live camera", "px", ge=120, le=2160)
    fps: float = _setting(15.0, "rate asked of a live camera", "1/s", ge=1, le=60)
    view: Literal["auto", "front", "side"] = _setting("auto", "from where the camera sees you")


class Model(_Section):
    """The pose model."""

    path: str = _setting("", "a pose bundle (.task) of your own; empty: the one posturecam makes")


class Sampling(_Section):
    """How often to look."""

    looks_per_s: float = _setting(4.0, "looks in a second", "1/s", ge=0.1, le=30)


class Limits(_Section):
    """How far from your calibration each posture may go before it counts as a fault."""

    forward_head_deg: float = _setting(
        8.0, "loss of craniovertebral angle; 0 switches it off", "deg", ge=0, le=45
    )
    rounded_shoulders_deg: float = _setting(
        12.0, "gain of forward shoulder angle; 0 switches it off", "deg", ge=0, le=60
    )


class Alerts(_Section):
    """When a fault becomes an alert."""

    hold_s: float = _setting(60.0, "how long a fault must last", "s", ge=1, le=3600)
    cooldown_s: float = _setting(600.0, "silence after an alert", "s", ge=0, le=7200)


class Breaks(_Section):
    """Reminders to get up, whatever the posture."""

    every_min: float = _setting(
        30.0, "time sitting until a break is due; 0 switches breaks off", "min", ge=0, le=240
    )


class Settings(_Section):
    """All settings."""

    camera: Camera = Camera()
    model: Model = Model()
    sampling: Sampling = Sampling()
    limits: Limits = Limits()
    alerts: Alerts = Alerts()
    breaks: Breaks = Breaks()
