"""A screen with an alert, and what it looks like in a terminal."""

import io

from rich.console import Console

from posturecam.core.values import Level, Verdict
from posturecam.edges.terminal.render import draw
from posturecam.stretches.wording import AlertText
from posturecam.view.footer import Footer
from posturecam.view.gauges import Gauge
from posturecam.view.headline import Headline
from posturecam.view.screen import Screen

CARD = AlertText(
    "Head forward",
    "For 1 minute your head has been about 11 degrees further forward than when you calibrated.",
    ("Sit tall.", "Slide your head back.", "Hold for 5 seconds."),
    "Stop if you get dizzy.",
)
POOR = Screen(
    t=12.0,
    heading="camera 0, profile default",
    headline=Headline(
        state="head forward",
        detail="head forward by 11° (limit 8°)",
        verdict=Verdict.POOR,
        level=Level.NOTICE,
        lasted="for 1 minute",
    ),
    gauges=(
        Gauge("Neck angle (CVA)", -11.2, 11.2, 2.6, 8.0),
        Gauge("Shoulders (FSA)", None, None, None, 12.0, "not measurable now"),
    ),
    card=CARD,
    footer=Footer(
        others=("12:31 watched", "break in 17 min", "2 alerts", "seat at 45 cm", "62 cm away")
    ),
)


def drawn(screen: Screen, width: int = 80, height: int = 24, **how: object) -> str:
    console = Console(file=io.StringIO(), width=width, height=height, **how)  # type: ignore[arg-type]
    console.print(draw(screen, width, height))
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]
