"""A busy machine is no reason to give up what is still on its way."""

import pytest

from posturecam.edges.home import dbus, hooks, mqtt
from tests.support.patience import PATIENCE_S


@pytest.fixture(autouse=True)
def patient_end(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (dbus, hooks, mqtt):
        monkeypatch.setattr(module, "_END_S", PATIENCE_S)
