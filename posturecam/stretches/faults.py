"""What pydantic found wrong with an exercise file, in sentences a user can act on."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

from pydantic import ValidationError

from posturecam.core.coach.movements import Movement as Followed
from posturecam.core.coach.plan import Breath
from posturecam.core.values import Cause
from posturecam.stretches.exercises import (
    Dose,
    Effect,
    Evidence,
    Exercise,
    Kind,
    Leading,
    Muscle,
    Place,
    Source,
    Usually,
)
from posturecam.stretches.figure.movement import Movement, Point, Prop, Show, View
from posturecam.stretches.suggest import hint

_FIELDS = (
    tuple(Exercise.model_fields)
    + tuple(Dose.model_fields)
    + tuple(Muscle.model_fields)
    + tuple(Source.model_fields)
    + tuple(Leading.model_fields)
    + tuple(Movement.model_fields)
)
LONGEST: Final = 60  # letters of a wrong value that are shown
_PLAIN = {
    "missing": "is missing",
    "too_short": "is empty",
    "string_too_short": "is too short",
    "string_type": "must be text in quotes",
    "tuple_type": "must be a list in square brackets",
    "string_pattern_mismatch": "may have small letters, digits and _ only, a letter first",
}
_CHOICES: dict[str, type[StrEnum]] = {
    "kind": Kind,
    "places": Place,
    "effect": Effect,
    "usually": Usually,
    "evidence": Evidence,
    "answers": Cause,
    "breath": Breath,
    "followed": Followed,
    "view": View,
    "show": Show,
    "props": Prop,
    "arrow": Point,
}


def sentences(entry: str, error: ValidationError) -> tuple[str, ...]:
    """Return a sentence for every fault in `error`, with the entry and the field it is in."""
    faults = error.errors()
    return tuple(f"{entry}: {_sentence(fault)}" for fault in faults if not _follows(fault, faults))


def _follows(fault: Any, faults: Sequence[Any]) -> bool:
    """Return whether a list is too short only because its entries are faulty."""
    where = fault["loc"]
    return fault["type"] == "too_short" and any(
        other["loc"][: len(where)] == where and len(other["loc"]) > len(where) for other in faults
    )


def _sentence(fault: Any) -> str:
    where, kind, wrong = _where(fault["loc"]), fault["type"], fault["input"]
    if kind == "value_error":
        return str(fault["ctx"]["error"])
    if kind == "extra_forbidden":
        return f"{where} is not a field{hint(fault['loc'][-1], _FIELDS)}"
    if kind == "enum":
        return f"{where}: {wrong!r} is not known{hint(wrong, _choices(fault['loc']))}"
    if kind in _PLAIN:
        return f"{where} {_PLAIN[kind]}"
    return f"{where}: {_lower(fault['msg'])}, got {shorten(repr(wrong))}"


def shorten(text: str) -> str:
    """Cut what somebody wrote where it would fill the screen."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."


def _choices(loc: Sequence[str | int]) -> tuple[str, ...]:
    named = [_CHOICES[part] for part in loc if isinstance(part, str) and part in _CHOICES]
    return tuple(named[-1]) if named else ()


def _where(loc: Sequence[str | int]) -> str:
    """Write the place of a fault as a reader counts: ("muscles", 0, "name") is muscles 1, name."""
    words = [str(part + 1) if isinstance(part, int) else part for part in loc if part != "[key]"]
    return ", ".join(words).replace("steps, ", "step ") or "entry"


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
