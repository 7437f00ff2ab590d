import ctypes
import sys
from types import SimpleNamespace

import pytest

from posturecam.edges.mediapipe.bundles import Bundles
from posturecam.edges.mediapipe.freed_memory import give_back
from posturecam.edges.mediapipe.landmarker import open_landmarker


@pytest.fixture
def trimmed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What glibc was asked to keep, each time."""
    asked: list[int] = []
    monkeypatch.setattr(sys, "platform", "linux")
    library = SimpleNamespace(malloc_trim=asked.append)
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: library)
    return asked


def test_glibc_is_asked_to_keep_nothing(trimmed: list[int]) -> None:
    give_back()
    assert trimmed == [0]


def test_other_systems_are_left_alone(trimmed: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    give_back()
    assert trimmed == []


@pytest.mark.usefixtures("trimmed")
def test_a_linux_without_glibc_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: SimpleNamespace())
    give_back()


@pytest.mark.model
def test_memory_is_given_back_once_the_models_are_closed(
    bundles: Bundles, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []
    monkeypatch.setattr(
        "posturecam.edges.mediapipe.landmarker.give_back", lambda: given.append("back")
    )
    with open_landmarker(bundles):
        assert given == []
    assert given == ["back"]
