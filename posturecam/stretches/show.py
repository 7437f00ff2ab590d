"""Exercises as plain text: rows of the list, lines of one exercise."""

from dataclasses import dataclass

from posturecam.core.values import Cause
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.exercises import (
    Dose,
    Evidence,
    Exercise,
    Kind,
    Muscle,
    Place,
    Source,
    Usually,
)
from posturecam.stretches.sentences import capital
from posturecam.stretches.warning_signs import short_notice

KINDS = {
    Kind.STRETCH: "stretch",
    Kind.STRENGTHEN: "strengthening",
    Kind.MOBILITY: "mobility",
    Kind.RELAX: "relaxation",
    Kind.COMFORT: "comfort",
    Kind.ASK_PHYSIO: "ask a physiotherapist",
    Kind.ACTIVITY: "activity",
}
PLACES = {
    Place.DESK: "at the desk",
    Place.STANDING: "standing",
    Place.FLOOR: "on the floor",
    Place.GYM: "with weights or a band",
    Place.WATER: "in the water",
    Place.ANY: "anywhere",
}
EVIDENCE = {
    Evidence.TRIAL: "supported by trials",
    Evidence.LABORATORY: "supported by measurements in a laboratory",
    Evidence.LEAFLET: "recommended by clinics; not tested on its own",
    Evidence.COMMON_PRACTICE: "common practice; no trial found",
    Evidence.COMFORT_ONLY: "for comfort; no good evidence",
    Evidence.NOT_JUDGED: "not judged here",
}
CAUSES = {
    Cause.FORWARD_HEAD: "head forward",
    Cause.ROUNDED_SHOULDERS: "shoulders rounded",
    Cause.SLUMP: "slumped",
    Cause.LEANING_IN: "leaning in",
    Cause.RAISED_SHOULDERS: "shoulders raised",
    Cause.HEAD_TILT: "head tilted",
    Cause.TOO_CLOSE: "too close to the screen",
    Cause.STILL_TOO_LONG: "still for too long",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list of exercises."""

    key: str
    name: str
    kind: str
    places: str
    dose: str


def listing(
    catalogue: Catalogue, cause: Cause | None = None, place: Place | None = None
) -> tuple[Row, ...]:
    """Return the exercises for `cause` and `place`, best fit for the cause first."""
    found = [
        exercise
        for exercise in catalogue.exercises
        if (cause is None or cause in exercise.answers) and (place is None or exercise.fits(place))
    ]
    if cause is not None:
        found.sort(key=lambda exercise: -exercise.answers[cause])
    return tuple(_row(exercise) for exercise in found)


def details(exercise: Exercise) -> tuple[str, ...]:
    """Return everything about `exercise`, line by line; "" separates paragraphs."""
    facts = (
        f"{exercise.name} ({KINDS[exercise.kind]}, {_places(exercise)})",
        *_named("Also called", exercise.other_names),
        *_named("Helps with", _helps_with(exercise)),
    )
    paragraphs = (
        facts,
        tuple(f"{number}. {step}" for number, step in enumerate(exercise.steps, 1)),
        _named("Dose", (dose_text(exercise.dose),)),
        tuple(muscle_text(muscle) for muscle in exercise.muscles),
        (*_named("Take care", exercise.cautions, " "), *_named("Not for", exercise.not_for, " ")),
        (_evidence(exercise), *_named("Sources", _sources(exercise))),
        (short_notice(),),
    )
    lines = [line for paragraph in paragraphs if paragraph for line in (*paragraph, "")]
    return tuple(lines[:-1])


def dose_text(dose: Dose) -> str:
    """Say a dose in words: "2 x 20 s on each side, 1 to 3 times a day"."""
    return ", ".join(part for part in (session_text(dose), dose.often) if part)


def session_text(dose: Dose) -> str:
    """Say what to do in one go: "2 sets of 8", "5 times on each side"; may be empty."""
    amount = _amount(dose)
    sets = f"{dose.sets} sets of {amount.removesuffix(' times')}" if dose.sets > 1 else amount
    return f"{sets} on each side" if dose.sides > 1 and sets else sets


def seconds_text(seconds: float) -> str:
    """Write whole seconds, or minutes from two minutes on: "30 s", "15 min"."""
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def muscle_text(muscle: Muscle) -> str:
    """Say what happens to a muscle: "Deep neck flexors: strengthened (typically weak)"."""
    usually = "" if muscle.usually is Usually.VARIES else f" (typically {muscle.usually.value})"
    return f"{capital(muscle.name)}: {muscle.effect.value}{usually}"


def _amount(dose: Dose) -> str:
    if dose.hold_s is None:
        return f"{dose.repetitions} times" if dose.repetitions else ""
    held = seconds_text(dose.hold_s)
    return f"{dose.repetitions} x {held}" if (dose.repetitions or 1) > 1 else held


def _row(exercise: Exercise) -> Row:
    return Row(
        key=exercise.key,
        name=exercise.name,
        kind=KINDS[exercise.kind],
        places=_places(exercise),
        dose=dose_text(exercise.dose),
    )


def _places(exercise: Exercise) -> str:
    return " or ".join(PLACES[place] for place in exercise.places)


def _helps_with(exercise: Exercise) -> tuple[str, ...]:
    ranked = sorted(exercise.answers, key=lambda cause: -exercise.answers[cause])
    return tuple(CAUSES[cause] for cause in ranked)


def _evidence(exercise: Exercise) -> str:
    return f"Evidence: {EVIDENCE[exercise.evidence]}. {exercise.evidence_note}".strip()


def _sources(exercise: Exercise) -> tuple[str, ...]:
    return tuple(_cite(source) for source in exercise.sources)


def _cite(source: Source) -> str:
    return f"{source.title} ({source.address})" if source.address else source.title


def _named(heading: str, parts: tuple[str, ...], between: str = "; ") -> tuple[str, ...]:
    reported = between.join(part for part in parts if part)
    return (f"{heading}: {reported}",) if reported else ()
