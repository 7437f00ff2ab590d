"""The exercise programme as cards: figure, steps, and boxes to tick for one week."""

from collections.abc import Sequence

from posturecam.reports.balance_text import EFFECT, NO_PROGRAMME, TICKS
from posturecam.reports.html import paragraphs, safe
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.figures import moving_svg, strip_svg
from posturecam.stretches.programme import DAILY, Item
from posturecam.stretches.show import session_text

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'  # needless within HTML
OTHER_DAYS = WEEKDAYS[::2]  # three days a week, with a day between


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
{_drawing(exercise)}
<h3>{safe(exercise.name)}</h3>
<p><strong>{safe(amount)}</strong></p><p>To {safe(item.does)}: {safe(muscles)}.</p>
<ol>{steps}</ol><p class="care">{safe(care)}</p>
{_boxes(item)}</article>"""


def _drawing(exercise: Exercise) -> str:
    """Return the figure that moves, and the strip for paper and for those who want no motion."""
    moving, strip = moving_svg(exercise), strip_svg(exercise)
    if moving is None or strip is None:
        return ""
    drawn = (
        (name, svg.replace(NAMESPACE, "")) for name, svg in (("moves", moving), ("strip", strip))
    )
    return "".join(f'<div class="drawing {name}">{svg}</div>' for name, svg in drawn)


def _boxes(item: Item) -> str:
    days = WEEKDAYS if item.often == DAILY else OTHER_DAYS
    boxes = "".join(
        f'<label><input type="checkbox"><span aria-hidden="true">{day[:3]}</span>'
        f'<span class="unseen">{safe(item.exercise.name)}, {day}</span></label>'
        for day in days
    )
    return f'<div class="boxes">{boxes}</div>'
