"""How every part of a catalogue is checked."""

from pydantic import BaseModel, ConfigDict


class Checked(BaseModel):
    """Frozen values without unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
