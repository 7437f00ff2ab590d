"""What the D-Bus interface is called, and which of its properties are signalled."""

from typing import Any, Final

from posturecam.view.glance import Glance

NAME: Final = "org.posturecam.Posturecam1"
"""Bus name and interface; the number changes when programs that use it would have to."""
PATH: Final = "/org/posturecam/Posturecam1"


def announced(glance: Glance) -> dict[str, Any]:
    """Return the properties whose changes are signalled.

    Times that pass all the while are not among them; they are there to be read.
    """
    return {
        "State": glance.light.value,
        "Sentence": glance.sentence,
        "Detail": glance.detail,
        "Alert": glance.alert,
        "Stretch": glance.stretch,
        "PausedUntil": glance.paused_until,
        "Hushed": glance.hushed,
        "Alerts": glance.alerts,
    }
