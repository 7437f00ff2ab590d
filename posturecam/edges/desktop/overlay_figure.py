"""The figure of an exercise on the dark ground of a break screen."""

import tkinter as tk
from typing import Final

from posturecam.edges.desktop.overlay_messages import Strokes

SHEET: Final = 100.0
COLOURS: Final = {
    "plane": "#262d34",
    "water": "#182d38",
    "thing": "#59636d",
    "start": "#2a323a",
    "end": "#1c2f3a",
    "line": "#10151a",
    "far": "#6f7d8b",
    "trunk": "#8d9aa8",
    "head": "#c3ccd5",
    "near": "#aab6c2",
    "held": "#e0b84c",
    "blade": "#5f6c79",
    "face": "#10151a",
    "stretched": "#2fa9bd",
    "strengthened": "#e0764d",
    "moved": "#9a78d3",
    "relaxed": "#52a374",
    "arrow": "#ff9f5a",
}
"""By the role of a stroke, in the lightness that each has on the page."""


def draw_figure(page: tk.Misc, figure: Strokes, size: int) -> tk.Canvas:
    """Return a picture of `figure`, `size` pixels wide and high."""
    canvas = tk.Canvas(
        page, width=size, height=size, background="#14181d", borderwidth=0, highlightthickness=0
    )
    scale = size / SHEET
    for role, width, closed, points in figure:
        if role not in COLOURS or not points:
            continue
        places = [at * scale for point in points for at in point]
        _stroke(canvas, role, width * scale, places, closed=closed)
    return canvas


def _stroke(
    canvas: tk.Canvas, role: str, width: float, places: list[float], *, closed: bool
) -> None:
    colour = COLOURS[role]
    if len(places) == 2:  # one point: a dot
        x, y = places
        r = width / 2
        canvas.create_oval(x - r, y - r, x + r, y + r, fill=colour, outline="")
    elif closed:
        canvas.create_polygon(*places, fill=colour, outline=colour, width=width, joinstyle="round")
    else:
        canvas.create_line(*places, fill=colour, width=width, capstyle="round", joinstyle="round")
