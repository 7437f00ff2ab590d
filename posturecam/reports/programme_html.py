"""The exercise programme as cards: figure, steps, and boxes to tick for one week."""

from collections.abc import Sequence

from posturecam.reports.balance_text import EFFECT, NO_PROGRAMME, TICKS
from posturecam.reports.html import paragraphs, safe
from posturecam.stretches.drawing import STYLES, Role, svg
from posturecam.stretches.figures import FIGURES
from posturecam.stretches.programme import DAILY, Item
from posturecam.stretches.show import session_text

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
OTHER_DAYS = WEEKDAYS[::2]  # three days a week, with a day between
VARIABLES = {
    Role.THING: "unknown",
    Role.BEFORE: "unknown",
    Role.BODY: "ink",
    Role.MOVED: "accent",
    Role.ARROW: "poor",
}


def programme_html(items: Sequence[Item]) -> str:
    """Write the programme; a sentence where there is none yet."""
    if not items:
        return paragraphs((NO_PROGRAMME,))
    cards = "".join(_card(item) for item in items)
    return f'{paragraphs((EFFECT, TICKS))}<div class="cards">{cards}</div>'


def _card(item: Item) -> str:
    exercise = item.exercise
    muscles = ", ".join(muscle.value for muscle in item.muscles)
    amount = ", ".join(filter(None, (session_text(exercise.dose), item.often)))
    steps = "".join(f"<li>{safe(step)}</li>" for step in exercise.steps)
    care = " ".join((*exercise.cautions, *(f"Not for: {text}" for text in exercise.not_for)))
    return f"""<article class="card">
<div class="drawing">{_drawing(exercise.key, exercise.name)}</div>
<h3>{safe(exercise.name)}</h3>
<p><strong>{safe(amount)}</strong></p><p>To {safe(item.does)}: {safe(muscles)}.</p>
<ol>{steps}</ol><p class="care">{safe(care)}</p>
{_boxes(item)}</article>"""


def _drawing(key: str, name: str) -> str:
    """Return the line figure in the colours of the page; empty if there is none."""
    figure = FIGURES.get(key)
    if figure is None:
        return ""
    drawn = svg(figure, name)
    for role, style in STYLES.items():
        rest = style.split(" ", 1)[1]
        drawn = drawn.replace(style, f'style="stroke:var(--{VARIABLES[role]})" {rest}')
    return drawn.replace(' xmlns="http://www.w3.org/2000/svg"', "")


def _boxes(item: Item) -> str:
    days = WEEKDAYS if item.often == DAILY else OTHER_DAYS
    boxes = "".join(
        f'<label><input type="checkbox"><span aria-hidden="true">{day[:3]}</span>'
        f'<span class="unseen">{safe(item.exercise.name)}, {day}</span></label>'
        for day in days
    )
    return f'<div class="boxes">{boxes}</div>'
