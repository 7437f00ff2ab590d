"""The line figure of an exercise on the dark ground of a break screen."""

import tkinter as tk
from typing import Any, Final

from posturecam.edges.desktop.overlay_messages import Strokes

SHEET: Final = 100.0
STYLES: Final[dict[str, dict[str, Any]]] = {
    "thing": {"fill": "#7f8790", "width": 2.0},
    "before": {"fill": "#9aa3ad", "width": 2.0, "dash": (2, 6)},
    "body": {"fill": "#dfe5ec", "width": 3.0},
    "moved": {"fill": "#4fc3d7", "width": 3.6},
    "arrow": {"fill": "#ff9f5a", "width": 2.2, "arrow": "last"},
}
"""How each role of a stroke is drawn; widths in hundredths of the sheet."""


def draw_figure(page: tk.Misc, figure: Strokes, size: int) -> tk.Canvas:
    """Return a picture of `figure`, `size` pixels wide and high."""
    canvas = tk.Canvas(
        page, width=size, height=size, background="#14181d", borderwidth=0, highlightthickness=0
    )
    scale = size / SHEET
    for role, points in figure:
        style = STYLES.get(role)
        if style is None or len(points) < 2:
            continue
        drawn = {**style, "width": style["width"] * scale, "capstyle": "round"}
        canvas.create_line(*(at * scale for point in points for at in point), **drawn)
    return canvas
