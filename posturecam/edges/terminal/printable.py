"""Names of files and cameras may hold anything; none of it may steer the terminal."""

from dataclasses import replace

from posturecam.stretches.wording import AlertText
from posturecam.view.screen import Screen


def clean(text: str) -> str:
    """Return `text`, as from a file's name, without what would steer the terminal."""
    return "".join(
        one if one.isprintable() or one == "\n" else "\N{REPLACEMENT CHARACTER}" for one in text
    )


def clean_screen(screen: Screen) -> Screen:
    """Return `screen` with all that is not worded by posturecam alone made clean."""
    return replace(
        screen,
        heading=clean(screen.heading).replace("\n", " "),
        headline=replace(screen.headline, detail=clean(screen.headline.detail)),
        note=clean(screen.note),
        answer=clean(screen.answer),
        card=None if screen.card is None else _clean_card(screen.card),
    )


def _clean_card(card: AlertText) -> AlertText:
    steps = tuple(map(clean, card.steps))
    return AlertText(clean(card.title), clean(card.body), steps, clean(card.notice))
