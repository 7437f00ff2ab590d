"""A busy machine is no reason to give up what is still on its way."""

import pytest

from posturecam.edges.desktop import session_bus
from posturecam.edges.home import checks, dbus, hooks, mqtt, mqtt_client
from tests.support.patience import PATIENCE_S


@pytest.fixture(autouse=True)
def patient_end(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (dbus, hooks, mqtt):
        monkeypatch.setattr(module, "_END_S", PATIENCE_S)
    for module in (dbus, mqtt_client):
        monkeypatch.setattr(module, "_CONNECT_S", PATIENCE_S)
    monkeypatch.setattr(mqtt_client, "ANSWER_S", PATIENCE_S)
    monkeypatch.setattr(session_bus, "PATIENCE_S", PATIENCE_S)
    monkeypatch.setattr(checks, "_PATIENCE_S", PATIENCE_S)
