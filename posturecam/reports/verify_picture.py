"""The plots of a comparison of two cameras as one PNG picture."""

import io
import re
from typing import Any, Final

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas

from posturecam.core.verify.verification import Verification
from posturecam.reports import style
from posturecam.reports.document import style_sheet
from posturecam.reports.verify_figures import Inks, against, over_time
from posturecam.reports.verify_words import headline

SIZE_IN: Final = (11.0, 4.4)
DOTS_PER_IN: Final = 150
WIDTHS: Final = (1.7, 1.0)  # over time, one against the other


def verify_picture(found: Verification) -> bytes:
    """Return the picture, with the sentence above it."""
    colours = light_colours()
    look = {key: colours.get(value, value) for key, value in style.LOOK.items() if _plain(value)}
    inks = Inks(*(colours[one] for one in (style.ACCENT, style.INK, style.LIMIT, style.FAINT)))
    with mpl.rc_context(look):
        canvas = Canvas(figsize=SIZE_IN, dpi=DOTS_PER_IN, facecolor="white", layout="constrained")
        wide, square = canvas.subplots(1, 2, width_ratios=WIDTHS)
        over_time(wide, found, inks)
        against(square, found, inks)
        canvas.suptitle(headline(found), x=0.02, ha="left", fontsize=12)
        printer: Any = FigureCanvasAgg(canvas)
        sink = io.BytesIO()
        printer.print_png(sink, metadata={"Software": None})
    return sink.getvalue()


def light_colours() -> dict[str, str]:
    """Return the colours of a light page for the stand-ins of `style`."""
    light = dict(re.findall(r"--(\w+): (#\w+)", style_sheet().partition("}")[0]))
    return {stand_in: light[name] for stand_in, name in style.VARIABLES.items()}


def _plain(value: Any) -> bool:
    return isinstance(value, (str, int, float))
