"""Whether a system can be asked to let clicks through; on X11 test_overlay.py clicks for real."""

import ctypes
import sys
from types import SimpleNamespace

import pytest

from posturecam.edges.desktop import click_through
from posturecam.edges.desktop.click_through import let_clicks_through
from tests.support.display import kept_display

WINDOW = SimpleNamespace(winfo_id=lambda: 0, wm_frame=lambda: "0x2a")


def test_windows_marks_the_window_as_transparent(monkeypatch: pytest.MonkeyPatch) -> None:
    """As documented for WS_EX_TRANSPARENT with WS_EX_LAYERED; not tried on Windows."""
    asked: list[tuple[object, ...]] = []
    user32 = SimpleNamespace(
        GetWindowLongW=lambda handle, index: asked.append((handle, index)) or 0x100,
        SetWindowLongW=lambda *call: asked.append(call) or 0x100,
    )
    monkeypatch.setattr(ctypes, "WinDLL", lambda _name: user32, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert let_clicks_through(WINDOW)
    assert asked == [(0x2A, -20), (0x2A, -20, 0x100 | 0x20 | 0x80 | 0x80000 | 0x08000000)]


def test_macos_cannot_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not let_clicks_through(WINDOW)


def test_without_a_display_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":65530")
    assert not let_clicks_through(WINDOW)


def test_without_the_library_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click_through, "find_library", lambda name: f"/no/such/{name}.so")
    assert not let_clicks_through(WINDOW)


@pytest.mark.desktop
def test_without_the_extension_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_display(monkeypatch):
        xlib, xext = click_through._libraries()
        bare = SimpleNamespace(XShapeQueryExtension=lambda *_: 0)
        monkeypatch.setattr(click_through, "_libraries", lambda: (xlib, bare))
        assert not let_clicks_through(WINDOW)
    assert xext is not None
