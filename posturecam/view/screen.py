"""Everything that a screen shows of `watch`, as values: a terminal draws it, a page may too."""

from dataclasses import dataclass, field

from posturecam.core.values import Cause, Event
from posturecam.monitor import Rules, Tick
from posturecam.stretches.wording import AlertText
from posturecam.view.card import card_of
from posturecam.view.footer import Footer, footer_of
from posturecam.view.gauges import Gauge, gauges, split
from posturecam.view.headline import Headline, headline_of, opening


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything that is to be seen at a moment; `t` in seconds of the stream."""

    t: float
    heading: str  # source and profile
    headline: Headline
    gauges: tuple[Gauge, ...] = ()
    card: AlertText | None = None
    footer: Footer = field(default_factory=Footer)
    note: str = ""  # about the program itself
    help: bool = False  # what the keys do is shown, in the place of the card
    answer: str = ""  # what the last key did
    opening: bool = False  # before the first frame
    more: tuple[Gauge, ...] = ()  # what else is measured, for whoever has room for it
    cause: Cause | None = None  # what the card is about; None: a break, or no card
    stretch: str = ""  # key of the exercise on the card
    unit: str = ""  # in which the card gives its amount: `deg`, `cm`
    micro: bool = False  # the card is of a micro-break


@dataclass(frozen=True, slots=True)
class Around:
    """What the screen needs beside a tick."""

    source: str
    profile: str
    note: str = ""
    help: bool = False
    card: Event | None = None
    alerts: int = 0
    answer: str = ""
    paused: bool = False  # by hand, now; the tick may be older

    @property
    def heading(self) -> str:
        """What is watched: `camera 0, profile default`."""
        return f"{self.source}, profile {self.profile}"


def compose(tick: Tick, rules: Rules, around: Around) -> Screen:
    """Put `tick` into words and gauges."""
    shown, more = split(tick, gauges(tick, rules))
    return Screen(
        t=tick.assessment.t,
        heading=around.heading,
        headline=headline_of(tick, rules.alerts, paused=around.paused),
        gauges=shown,
        card=card_of(around.card, rules),
        footer=footer_of(tick, rules.alerts, around.alerts),
        note=around.note,
        help=around.help,
        answer=around.answer,
        more=more,
        cause=around.card.cause if around.card else None,
        stretch=(around.card.stretch or "") if around.card else "",
        unit=(around.card.unit or "") if around.card else "",
        micro=around.card is not None and around.card.micro,
    )


def compose_opening(around: Around) -> Screen:
    """Say that camera and model are being opened: there is no tick yet."""
    return Screen(
        t=0.0,
        heading=around.heading,
        headline=opening(around.source, paused=around.paused),
        note=around.note,
        help=around.help,
        answer=around.answer,
        opening=True,
    )
