"""What the instance in the background is started with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Start:
    """What it watches, beside what the settings say."""

    source: str | None = None
    profile: str | None = None
    overrides: tuple[str, ...] = ()
