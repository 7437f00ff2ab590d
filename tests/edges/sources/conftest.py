"""What is waited for in a test is short; a machine that is busy meanwhile is no silent camera."""

import pytest

from posturecam.edges.sources import live, watchdog


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let silence and hangs be made of many looks, as at a desk, and not of a single late one."""
    monkeypatch.setattr(live, "SLICE_S", 0.02)
    for name in ("SILENT_STEP_S", "HANGS_STEP_S"):
        monkeypatch.setattr(watchdog, name, 0.04)  # twice the longest wait of the reader
