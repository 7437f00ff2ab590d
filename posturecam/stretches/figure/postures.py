"""The postures that movements start from, from `postures.toml`."""

import tomllib
from enum import StrEnum
from importlib.resources import files
from typing import Any, Final, Self

from pydantic import model_validator

from posturecam.stretches.checked import Checked
from posturecam.stretches.figure import joints
from posturecam.stretches.figure.movement import Anchor, Place, Prop, sorted_row


class Pin(StrEnum):
    """What stays where it is when the angles change."""

    NONE = "none"
    GROUND = "ground"  # the lowest point of the feet is on the floor
    KNEES = "knees"


class Posture(Checked):
    """A starting posture; `angles` and `contacts` as in a keyframe."""

    angles: dict[str, float]
    contacts: dict[str, Anchor | Place]
    props: tuple[Prop, ...] = ()
    pin: Pin = Pin.NONE

    @model_validator(mode="before")
    @classmethod
    def _sort(cls, row: dict[str, Any]) -> dict[str, Any]:
        return sorted_row(row, ("props", "pin"))

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if problems := joints.impossible(self.angles):
            raise ValueError("; ".join(problems))
        return self


def _read() -> dict[str, Posture]:
    text = files("posturecam.stretches.figure").joinpath("postures.toml").read_text("utf-8")
    rows = tomllib.loads(text)["posture"]
    return {name: Posture.model_validate(row) for name, row in rows.items()}


POSTURES: Final = _read()
