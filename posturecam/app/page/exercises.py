"""The exercises as the page shows them, the user's own among them."""

from functools import cache
from typing import Any

from posturecam.app.policies import catalogue_of
from posturecam.errors import InputError
from posturecam.settings import Settings
from posturecam.stretches.catalogue import Catalogue, builtin, find
from posturecam.stretches.exercises import Exercise, Kind
from posturecam.stretches.figure import svg
from posturecam.stretches.figure.scene import scene_of
from posturecam.stretches.figures import FIGURES
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


def exercises(settings: Settings) -> dict[str, Any]:
    """Return every exercise; `problem` says what is wrong with the user's own file, if so."""
    catalogue, problem = builtin(), ""
    try:
        catalogue = catalogue_of(settings)
    except InputError as error:
        problem = str(error)
    return {
        "exercises": [row(one, catalogue, settings) for one in catalogue.exercises],
        "stop": STOP_RULE,
        "warning_signs": [
            {"heading": group.heading, "signs": list(group.signs)}
            for group in (EMERGENCY, SOON, ASK_FIRST)
        ],
        "disclaimer": DISCLAIMER,
        "problem": problem,
    }


def figure(settings: Settings, key: str, *, still: bool) -> str:
    """Return the figure of an exercise as SVG that moves, or `still` with its beginning behind it.

    Raises:
        InputError: There is no such exercise, or it has no movement.
    """
    exercise = find(catalogue_of(settings), key)
    if any(exercise is one for one in builtin().exercises):
        return _builtin_figure(exercise.key, still=still)
    return _drawn(exercise, still=still)


@cache
def _builtin_figure(key: str, *, still: bool) -> str:
    """Draw an exercise that never changes once: it takes a quarter of a second."""
    return _drawn(builtin()[key], still=still)


def _drawn(exercise: Exercise, *, still: bool) -> str:
    scene, name = scene_of(exercise), exercise.name
    if scene is None:
        msg = f"There is no figure of {name!r}."
        raise InputError(msg)
    return svg.still(scene, name) if still else svg.moving(scene, name, exercise.key)


def row(one: Exercise, catalogue: Catalogue, settings: Settings) -> dict[str, Any]:
    """Return one exercise in words, and its figure as strokes on a sheet of 100 x 100."""
    ranked = sorted(one.answers, key=lambda cause: -one.answers[cause])
    own = catalogue is not builtin() and one not in builtin().exercises
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
        "figure": [] if own else _figure(one),
        "moves": one.movement is not None,
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


def _figure(one: Exercise) -> list[dict[str, Any]]:
    """Return the strokes of the figure, if there is one."""
    return [
        {"role": stroke.role.value, "points": [list(point) for point in stroke.points]}
        for stroke in FIGURES.get(one.key, ())
    ]
