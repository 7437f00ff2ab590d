"""The one style of all figures: matplotlib to inline SVG that takes its colours from the page.

Figures are drawn in stand-in colours, which become CSS variables: light, dark and paper are then
the page's affair.  Text stays text.
"""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import matplotlib as mpl
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas

WIDTH_IN, HEIGHT_IN, BOTTOM_IN, TICKS_IN = 4.3, 2.7, 0.55, 0.32
LETTER_IN = 0.08  # width of a letter of a label
INK, FAINT, GRID = "#010101", "#020202", "#030303"
GOOD, POOR, UNKNOWN, ACCENT, LIMIT = "#040404", "#050505", "#060606", "#070707", "#080808"
VARIABLES = {
    INK: "ink",
    FAINT: "faint",
    GRID: "grid",
    GOOD: "good",
    POOR: "poor",
    UNKNOWN: "unknown",
    ACCENT: "accent",
    LIMIT: "limit",
}
LOOK: Any = {
    "axes.axisbelow": True,
    "axes.edgecolor": FAINT,
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.prop_cycle": cycler(color=[ACCENT]),
    "axes.labelsize": 11,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "font.size": 11,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "legend.columnspacing": 1.0,
    "legend.edgecolor": "none",
    "legend.facecolor": "none",
    "legend.fontsize": 10,
    "legend.handlelength": 1.2,
    "legend.handletextpad": 0.5,
    "legend.labelcolor": INK,
    "lines.linewidth": 1.8,
    "svg.fonttype": "none",
    "text.color": INK,
    "xtick.color": INK,
    "xtick.labelsize": 10,
    "ytick.color": INK,
    "ytick.labelsize": 10,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the same in words: `alt` in a sentence, `rows` under `header` in numbers."""

    name: str
    title: str
    alt: str
    svg: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def draw(
    name: str,
    paint: Callable[[Axes], None],
    height_in: float = HEIGHT_IN,
    *,
    labels: Sequence[str] = (),
    top: bool = False,
    right: bool = False,
    bottom: bool = True,
) -> str:
    """Let `paint` draw on one pair of axes and return the SVG, to be put into a page.

    Room is left for the `labels` of the rows, for a legend on `top`, for an axis on the `right` and
    for the label of the axis at the `bottom`.
    """
    with mpl.rc_context({**LOOK, "svg.hashsalt": name}):
        canvas = Canvas(figsize=(WIDTH_IN, height_in))
        canvas.patch.set_visible(False)
        left = max((len(label) * LETTER_IN for label in labels), default=0.52) + 0.2
        width = WIDTH_IN - left - (0.6 if right else 0.12)
        low = BOTTOM_IN if bottom else TICKS_IN
        height = height_in - low - (0.36 if top else 0.12)
        axes = canvas.add_axes(
            (left / WIDTH_IN, low / height_in, width / WIDTH_IN, height / height_in)
        )
        axes.patch.set_visible(False)
        paint(axes)
        text, printer = io.StringIO(), cast("Any", FigureCanvasSVG(canvas))
        printer.print_svg(text, metadata={"Date": None, "Creator": None})
    return _inline(text.getvalue())


def _inline(svg: str) -> str:
    """Leave the bare `<svg>`: no prologue, no metadata, no names but those referred to."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<style[^>]*>.*?</style>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<defs>\s*</defs>\s*", "", svg)
    used = set(re.findall(r"#([\w.-]+)[\")]", svg))
    svg = re.sub(
        r' id="([^"]*)"', lambda found: found.group() if found.group(1) in used else "", svg
    )
    svg = re.sub(r"font: ([\d.]+)px [^;\"]*", r"font-size: \1px", svg)
    for colour, name in VARIABLES.items():
        svg = svg.replace(colour, f"var(--{name})")
    head = 'aria-hidden="true" focusable="false"'
    return re.sub(r'<svg [^>]*?(viewBox="[^"]*")[^>]*>', rf"<svg {head} \1>", svg, count=1)
