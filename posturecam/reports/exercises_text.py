"""The catalogue of exercises as text and as plain values."""

from typing import Any

from posturecam.core.values import Cause
from posturecam.errors import InputError
from posturecam.stretches.catalogue import Catalogue, find
from posturecam.stretches.exercises import Place
from posturecam.stretches.figures import end_frame, moving_svg
from posturecam.stretches.show import Row, details, listing
from posturecam.stretches.warning_signs import full_notice


def listed(catalogue: Catalogue, cause: str | None, place: str | None) -> str:
    """List the exercises that fit, one a line, then the warning signs."""
    table = listing(_fitting(catalogue, cause, place))
    texts = [_line(row, max(len(row.key) for row in table)) for row in table]
    return "\n".join([*texts, "", "`posturecam stretch NAME` shows one.", "", *full_notice()])


def listed_values(catalogue: Catalogue, cause: str | None, place: str | None) -> dict[str, Any]:
    """List the exercises that fit, and the warning signs."""
    fitting = _fitting(catalogue, cause, place).exercises
    return {
        "exercises": [exercise.model_dump(mode="json") for exercise in fitting],
        "warning_signs": full_notice(),
    }


def one(catalogue: Catalogue, name: str, *, braille: bool) -> str:
    """Show the exercise `name`, with its figure if the terminal can write `braille` letters."""
    exercise = find(catalogue, name)
    drawn = end_frame(exercise) if braille else ()
    return "\n".join((*drawn, *([""] if drawn else []), *details(exercise)))


def one_values(catalogue: Catalogue, name: str) -> dict[str, Any]:
    """Give the exercise `name`; `figure` is an SVG document, or None if there is none."""
    exercise = find(catalogue, name)
    return {**exercise.model_dump(mode="json"), "figure": moving_svg(exercise)}


def _fitting(catalogue: Catalogue, cause: str | None, place: str | None) -> Catalogue:
    where = _known(Place, place, "place") if place else None
    fault = _known(Cause, cause, "cause") if cause else None
    keys = [row.key for row in listing(catalogue, fault, where)]
    fitting = tuple(catalogue[key] for key in keys)
    if not fitting:
        msg = f"No exercise fits {cause or 'every cause'} at {place}. Leave --place out."
        raise InputError(msg)
    return Catalogue(fitting)


def _known(kind: Any, name: str, what: str) -> Any:
    try:
        return kind(name.strip().lower().replace(" ", "_").replace("-", "_"))
    except ValueError:
        names = ", ".join(kind)
        msg = f"{name!r} is no {what}. There are: {names}."
        raise InputError(msg) from None


def _line(row: Row, width: int) -> str:
    return f"{row.key:<{width}}  {row.name}: {row.kind}, {row.places}. {row.dose}"
