"""Settings of how an exercise is led."""

from typing import Literal

from posturecam.settings.describing import Section, setting


class Coaching(Section):
    """How exercises are led and followed."""

    voice: Literal["off", "sound", "speech"] = setting(
        "off", "lead exercises silently, with a sound at each count and change, or with a voice"
    )
    looks_per_s: float = setting(
        8.0, "frames per second while an exercise is followed", "1/s", ge=2, le=30
    )
