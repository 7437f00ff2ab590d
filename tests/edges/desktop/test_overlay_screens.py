"""Where screens and strips are."""

import sys
from types import SimpleNamespace

import pytest
import screeninfo
from hypothesis import given
from hypothesis import strategies as st

from posturecam.edges.desktop.overlay_screens import Area, distinct, in_use, screens, strips

LEFT, RIGHT = Area(0, 0, 800, 600), Area(800, -100, 640, 480)
ROOT = SimpleNamespace(winfo_screenwidth=lambda: 1000, winfo_screenheight=lambda: 700)


def test_a_place_as_tk_writes_it() -> None:
    assert LEFT.geometry == "800x600+0+0"
    assert RIGHT.geometry == "640x480+800-100"


def test_a_mirrored_screen_counts_once() -> None:
    assert distinct([LEFT, LEFT, Area(0, 0, 640, 480), RIGHT, Area(9, 9, 0, 0)]) == (LEFT, RIGHT)


def test_the_screen_in_use_is_the_one_with_the_pointer() -> None:
    assert in_use((LEFT, RIGHT), (799, 599)) is LEFT
    assert in_use((LEFT, RIGHT), (800, -100)) is RIGHT
    assert in_use((LEFT, RIGHT), (5000, 0)) is LEFT


@pytest.mark.parametrize("found", [[], None])
def test_where_screens_are_unknown_the_whole_desktop_is_one(
    monkeypatch: pytest.MonkeyPatch, found: list[Area] | None
) -> None:
    def monitors(_way: str | None) -> list[Area]:
        if found is None:
            msg = "no enumerators"
            raise screeninfo.ScreenInfoError(msg)
        return found

    monkeypatch.setattr(screeninfo, "get_monitors", monitors)
    assert screens(ROOT) == (Area(0, 0, 1000, 700),)


@pytest.mark.parametrize(
    ("platform", "ways"), [("linux", ["xinerama", None]), ("win32", [None]), ("darwin", [None])]
)
def test_x11_is_asked_for_its_monitors_first(
    monkeypatch: pytest.MonkeyPatch, platform: str, ways: list[str | None]
) -> None:
    asked: list[str | None] = []

    def monitors(way: str | None) -> list[Area]:
        asked.append(way)
        if way == "xinerama":
            msg = "not active"
            raise screeninfo.ScreenInfoError(msg)
        return [LEFT, RIGHT]

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(screeninfo, "get_monitors", monitors)
    assert screens(ROOT) == (LEFT, RIGHT)
    assert asked == ways


@given(st.integers(-3000, 3000), st.integers(-3000, 3000), st.integers(40, 300), st.integers(1, 12))
def test_strips_are_the_edge_of_a_screen_without_overlap(
    x: int, y: int, size: int, thick: int
) -> None:
    screen = Area(x, y, size, size + 9)
    covered = [
        (px, py)
        for strip in strips(screen, thick)
        for px in range(strip.x, strip.x + strip.width)
        for py in range(strip.y, strip.y + strip.height)
    ]
    inner = (screen.width - 2 * thick) * (screen.height - 2 * thick)
    assert len(covered) == len(set(covered)) == screen.width * screen.height - inner
    assert all(screen.holds(*point) for point in covered)
