"""A busy machine is no reason to give up what is asked of a desktop or is still on its way."""

import pytest

from posturecam.edges.desktop import (
    bounded_program,
    busy_bus,
    busy_microphone,
    busy_wayland,
    notifications,
    overlay_process,
    screen_lock,
    session_bus,
    sound,
    tray,
)
from tests.support.patience import PATIENCE_S

PATIENT = {
    bounded_program: "PATIENCE_S",
    busy_bus: "PATIENCE_S",
    busy_microphone: "PATIENCE_S",
    busy_wayland: "PATIENCE_S",
    notifications: "PATIENCE_S",
    overlay_process: "_END_S",
    screen_lock: "_PATIENCE_S",
    session_bus: "PATIENCE_S",
    sound: "LONGEST_S",
    tray: "_END_S",
}


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in PATIENT.items():
        monkeypatch.setattr(module, name, PATIENCE_S)
