"""A thin border around every screen: four strips each, above everything, that take no clicks."""

import sys
import tkinter as tk
from typing import Final

from posturecam.edges.desktop.click_through import let_clicks_through
from posturecam.edges.desktop.overlay_messages import Border
from posturecam.edges.desktop.overlay_screens import Area, screens, strips

THIN: Final = 180  # of the height of a screen: 6 pixels of 1080; seen at the edge of the eye
LEAST: Final = 4  # pixels
RAISE_MS: Final = 1000  # between two times that the strips are put on top again


def draw_border(root: tk.Tk, border: Border) -> None:
    """Open the strips; they go with `root`."""
    windows = [
        _strip(root, area, border.colour)
        for screen in screens(root)
        for area in strips(screen, thickness(screen))
    ]
    root.update()  # they have to be there before they can let anything through
    for window in windows:
        let_clicks_through(window)
    _raise(root, windows)


def thickness(screen: Area) -> int:
    """Return how many pixels wide the border of `screen` is."""
    return max(LEAST, screen.height // THIN)


def _strip(root: tk.Tk, area: Area, colour: str) -> tk.Toplevel:
    window = tk.Toplevel(root, background=colour, borderwidth=0, highlightthickness=0)
    window.overrideredirect(boolean=True)
    window.geometry(area.geometry)
    window.attributes("-topmost", "1")
    if sys.platform == "darwin":
        window.attributes("-alpha", 1.0)  # drawn without a shadow then
    return window


def _raise(root: tk.Tk, windows: list[tk.Toplevel]) -> None:
    for window in windows:
        window.lift()
    root.after(RAISE_MS, _raise, root, windows)
