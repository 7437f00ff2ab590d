"""What an entry of an autostart starts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry starts; no words where it cannot be read."""

    words: tuple[str, ...]
    off: bool = False  # it is there, but switched off in the desktop's own settings
