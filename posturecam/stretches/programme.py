"""The exercise programme that follows from a pattern: what to stretch, strengthen, how often.

What is for each day, and how much of it, is in `programme_day.py`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from posturecam.core.insights.muscle_balance import Finding, Likelihood, Muscle, State
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.choose import may_come
from posturecam.stretches.exercises import Exercise, Kind, Place

FORMS = {
    State.TIGHT: "stretch",
    State.WEAK: "strengthen",
}
# For each finding the exercises that meet it, the gentlest first, by their keys.
ANSWERS: dict[tuple[Muscle, State], tuple[str, ...]] = {
    (Muscle.SUBOCCIPITALS, State.TIGHT): ("chin_tuck",),
    (Muscle.LEVATOR, State.TIGHT): ("levator_scapulae_stretch",),
    (Muscle.UPPER_TRAPEZIUS, State.TIGHT): ("upper_trapezius_stretch", "shrug_and_drop"),
    (Muscle.PECTORALS, State.TIGHT): ("doorway_chest_stretch", "seated_thoracic_extension"),
    (Muscle.DEEP_NECK_FLEXORS, State.WEAK): ("chin_tuck", "chin_nod_lying"),
    (Muscle.MID_LOW_TRAPEZIUS, State.WEAK): ("scapular_squeeze", "band_row", "prone_ytw"),
    (Muscle.SERRATUS, State.WEAK): ("wall_slide", "wall_angel"),
    (Muscle.UPPER_BACK, State.WEAK): ("seated_thoracic_extension", "postural_reset"),
}
DAILY = "every working day"
THRICE = "three days a week, with a day between"
WEEKENDS = "at weekends"
SWIMMING = "swimming"
ACTIVITIES = ("walking", SWIMMING)
MOST = 7  # a programme nobody has time for helps nobody


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise of the programme, for `muscles`, so `often`.

    One that is `kept` was in the programme before; the pattern does not ask for it any more.
    """

    exercise: Exercise
    does: str  # "stretch" or "strengthen"
    muscles: tuple[Muscle, ...]
    often: str
    kept: bool = False

    @property
    def strengthens(self) -> bool:
        """Whether it needs a day of rest afterwards."""
        return self.often == THRICE


def proposable(catalogue: Catalogue, place: Place, exclude: Collection[str]) -> Catalogue:
    """Return what a programme may ask for at `place`; walking and swimming have their own."""
    return Catalogue(
        tuple(
            one
            for one in catalogue.exercises
            if may_come(one, place, exclude) or (one.key in ACTIVITIES and one.key not in exclude)
        )
    )


def programme(findings: Sequence[Finding], catalogue: Catalogue) -> tuple[Item, ...]:
    """Return one or two exercises for every finding, likeliest first, at most `MOST` in all."""
    there = {exercise.key: exercise for exercise in catalogue.exercises}
    items: dict[str, Item] = {}
    for turn in (0, 1):  # one exercise for everything before a second one for anything
        for finding in findings:
            keys = [key for key in ANSWERS[finding.muscle, finding.state] if key in there]
            for key in keys[turn : turn + 1] if turn < finding.likelihood else ():
                items[key] = _item(there[key], finding, items.get(key))
    return tuple(items.values())[:MOST]


def kept_on(items: Sequence[Item], done: Collection[str], catalogue: Catalogue) -> tuple[Item, ...]:
    """Return `items`, and after them what was `done` of the programme and is not asked for now."""
    keys = {item.exercise.key for item in items}
    extra = {
        one.key: replace(
            _item(one, Finding(muscle, state, Likelihood.POSSIBLE, ()), None), kept=True
        )
        for one in catalogue.exercises
        for (muscle, state), answers in ANSWERS.items()
        if one.key in answers and one.key in done and one.key not in keys
    }
    return (*items, *extra.values())


def activities(catalogue: Catalogue) -> tuple[Item, ...]:
    """Return what is for weekends: to walk, and to swim."""
    there = {exercise.key: exercise for exercise in catalogue.exercises}
    return tuple(Item(there[key], "move", (), WEEKENDS) for key in ACTIVITIES if key in there)


def _item(exercise: Exercise, finding: Finding, known: Item | None) -> Item:
    if known is None:
        often = _often(exercise, FORMS[finding.state])
        return Item(exercise, FORMS[finding.state], (finding.muscle,), often)
    muscles = (*known.muscles, finding.muscle)
    does = known.does if FORMS[finding.state] in known.does else "stretch and strengthen"
    return Item(exercise, does, muscles, _often(exercise, does))


def _often(exercise: Exercise, does: str) -> str:
    """Return how often: whatever strengthens has a day of rest between."""
    strengthens = exercise.kind is Kind.STRENGTHEN or FORMS[State.WEAK] in does
    return THRICE if strengthens else DAILY
