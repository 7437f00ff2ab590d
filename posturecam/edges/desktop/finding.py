"""What one check of the doctor found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; a `needed` part that is not `ok` stops posturecam from working."""

    name: str
    ok: bool
    text: str
    next_step: str = ""
    needed: bool = True
