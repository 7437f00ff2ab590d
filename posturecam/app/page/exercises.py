"""The exercises as the page shows them, the user's own among them."""

from typing import Any

from posturecam.app.policies import catalogue_of, picture_of
from posturecam.errors import InputError
from posturecam.settings import Settings
from posturecam.stretches.catalogue import Catalogue, builtin
from posturecam.stretches.exercises import Exercise, Kind
from posturecam.stretches.figures import moving_svg, still_svg, title
from posturecam.stretches.lead_plan import plan_of
from posturecam.stretches.show import (
    CAUSES,
    EVIDENCE,
    KINDS,
    PLACES,
    dose_text,
    muscle_text,
)
from posturecam.stretches.warning_signs import (
    ASK_FIRST,
    DISCLAIMER,
    EMERGENCY,
    SOON,
    STOP_RULE,
)

SVG = "image/svg+xml"


def exercises(settings: Settings) -> dict[str, Any]:
    """Return every exercise; `problem` says what is wrong with the user's own file, if so."""
    catalogue, problem = _shown(settings)
    return {
        "exercises": [row(one, settings) for one in catalogue.exercises],
        "stop": STOP_RULE,
        "warning_signs": [
            {"heading": group.heading, "signs": list(group.signs)}
            for group in (EMERGENCY, SOON, ASK_FIRST)
        ],
        "disclaimer": DISCLAIMER,
        "problem": problem,
    }


def figure(key: str, settings: Settings, *, moves: bool) -> tuple[bytes, str]:
    """Return the figure of an exercise, which moves or shows its end, and its media type.

    Of an exercise without a movement it is the picture that the user's file has for it.

    Raises:
        InputError: There is none.
    """
    known = {one.key: one for one in _shown(settings)[0].exercises}
    if key in known:
        drawn = (moving_svg if moves else still_svg)(known[key])
        if drawn is not None:
            return drawn.encode(), SVG
        if picture := picture_of(known[key], settings):
            return picture.data, picture.media_type
    msg = f"No exercise {key!r} has a figure."
    raise InputError(msg)


def _shown(settings: Settings) -> tuple[Catalogue, str]:
    """Return the exercises, and what is wrong with the user's own file, if so."""
    try:
        return catalogue_of(settings), ""
    except InputError as error:
        return builtin(), str(error)


def row(one: Exercise, settings: Settings) -> dict[str, Any]:
    """Return one exercise in words; `figure` says what its figure shows, empty if it has none."""
    ranked = sorted(one.answers, key=lambda cause: -one.answers[cause])
    return {
        "key": one.key,
        "name": one.name,
        "kind": KINDS[one.kind],
        "places": [PLACES[place] for place in one.places],
        "causes": [cause.value for cause in ranked],
        "helps_with": [CAUSES[cause] for cause in ranked],
        "steps": list(one.steps),
        "dose": dose_text(one.dose),
        "muscles": [muscle_text(muscle) for muscle in one.muscles],
        "cautions": list(one.cautions),
        "not_for": list(one.not_for),
        "evidence": f"{EVIDENCE[one.evidence]}. {one.evidence_note}".strip(),
        "sources": [{"title": each.title, "address": each.address} for each in one.sources],
        "offered": one.offered and one.key not in settings.stretches.exclude,
        "ask_first": one.kind is Kind.ASK_PHYSIO,
        "figure": title(one) if one.movement is not None or one.picture else "",
        "leads": _is_led(one),
        "follows": one.followed is not None,
    }


def _is_led(one: Exercise) -> bool:
    """Whether the exercise can be led."""
    try:
        plan_of(one)
    except InputError:
        return False
    return True
