"""A screen as a message: plain values under the names that the page knows."""

from dataclasses import asdict
from typing import Any

from posturecam.view.gauges import Gauge
from posturecam.view.screen import Screen


def screen_row(screen: Screen) -> dict[str, Any]:
    """Write `screen` as values that JSON has; all gauges, those of a small screen first."""
    return {
        "t": screen.t,
        "heading": screen.heading,
        "headline": asdict(screen.headline),
        "gauges": [gauge_row(gauge) for gauge in (*screen.gauges, *screen.more)],
        "small": len(screen.gauges),
        "card": _card_row(screen),
        "footer": asdict(screen.footer),
        "note": screen.note,
        "help": screen.help,
        "answer": screen.answer,
        "opening": screen.opening,
        **_about(screen),
    }


def gauge_row(gauge: Gauge) -> dict[str, Any]:
    """Write `gauge` with its texts, so that every program rounds alike."""
    return {
        **asdict(gauge),
        "text": gauge.text,
        "amount": gauge.amount,
        "span": list(gauge.span),
        "is_beyond": gauge.is_beyond,
    }


def _card_row(screen: Screen) -> dict[str, Any] | None:
    if screen.card is None:
        return None
    return {**asdict(screen.card), **_about(screen)}


def _about(screen: Screen) -> dict[str, Any]:
    """What the card is about."""
    return {
        "cause": screen.cause,
        "stretch": screen.stretch,
        "unit": screen.unit,
        "micro": screen.micro,
    }
