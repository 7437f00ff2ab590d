"""What was done of each exercise, and whether it helped: in sentences, and for programs."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from posturecam.core.coach.effect import SURE
from posturecam.core.history.records import CountedBy, StretchRecord
from posturecam.core.values import Cause
from posturecam.reports.amounts import count_text, time_text
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.experience_words import back_text


@dataclass(frozen=True, slots=True)
class Helped:
    """How far one fault came back after an exercise, on average, with its standard error.

    `stayed_s` is the middle one of the times for which it stayed; `least` says that some of them
    were longer, since nobody watched any more.
    """

    cause: Cause
    times: int
    back: float  # in `unit`
    error: float
    unit: str
    stayed_s: float | None
    least: bool


@dataclass(frozen=True, slots=True)
class Exercised:
    """One exercise in a period: how often it was done, what was seen, and what came of it."""

    exercise: str
    times: int
    repetitions: int | None  # seen by the camera, in all; None: it saw none of them
    partial: int
    hurt: int
    skipped: int
    helped: tuple[Helped, ...]


def exercised(records: Sequence[StretchRecord]) -> tuple[Exercised, ...]:
    """Add up `records` by exercise, the most frequent first."""
    keys = sorted({one.exercise for one in records})
    found = [_exercised(key, [o for o in records if o.exercise == key]) for key in keys]
    return tuple(sorted(found, key=lambda one: -one.times))


def exercise_sentences(records: Sequence[StretchRecord], catalogue: Catalogue) -> tuple[str, ...]:
    """Say for each exercise how often it was done, what was seen, and whether it helped."""
    names = {exercise.key: exercise.name for exercise in catalogue.exercises}
    done = exercised(records)
    ordered = sorted(done, key=lambda one: (-one.times, names.get(one.exercise, one.exercise)))
    return tuple(f"{names.get(one.exercise, one.exercise)}: {_said(one)}" for one in ordered)


def exercise_values(records: Sequence[StretchRecord]) -> list[dict[str, Any]]:
    """Return the same for programs."""
    return [asdict(one) for one in exercised(records)]


def _exercised(key: str, records: Sequence[StretchRecord]) -> Exercised:
    seen = [one for one in records if one.counted_by is CountedBy.CAMERA]
    counted = [one.repetitions for one in seen if one.repetitions is not None]
    return Exercised(
        exercise=key,
        times=sum(not one.skipped for one in records),
        repetitions=sum(counted) if counted else None,
        partial=sum(one.partial or 0 for one in seen),
        hurt=sum(one.hurt for one in records),
        skipped=sum(one.skipped for one in records),
        helped=tuple(_helped(records)),
    )


def _helped(records: Sequence[StretchRecord]) -> Iterator[Helped]:
    """Average the effects on each fault, by the unit in which it was measured."""
    kinds = {(o.cause, o.effect.unit) for o in records if o.cause and o.effect}
    for cause, unit in sorted(kinds):
        effects = [o.effect for o in records if o.cause is cause and o.effect]
        effects = [effect for effect in effects if effect.unit == unit]
        backs = [effect.back for effect in effects]
        mean, error = _mean(backs, [effect.error for effect in effects])
        stays = sorted(e.stayed_s for e in effects if e.stayed_s is not None)
        middle = stays[(len(stays) - 1) // 2] if stays else None
        least = any(effect.stays for effect in effects)
        yield Helped(cause, len(effects), mean, error, unit, middle, least)


def _mean(values: Sequence[float], errors: Sequence[float]) -> tuple[float, float]:
    """Return the mean and its standard error: by the errors or by the scatter, the larger one."""
    count = len(values)
    mean = math.fsum(values) / count
    by_errors = math.hypot(*errors) / count
    scatter = math.fsum((value - mean) ** 2 for value in values) / max(count - 1, 1)
    return mean, max(by_errors, math.sqrt(scatter / count))


def _said(one: Exercised) -> str:
    parts = [
        _times(one.times) if one.times else "not done",
        *_counted(one),
        *map(_effect, one.helped),
    ]
    if one.hurt:
        parts.append(f"it hurt {_times(one.hurt)}")
    if one.skipped:
        parts.append(f"skipped {_times(one.skipped)}")
    return "; ".join(parts)


def _counted(one: Exercised) -> tuple[str, ...]:
    if one.repetitions is None:
        return ()
    partial = f" ({one.partial} not whole)" if one.partial else ""
    return (f"{count_text(one.repetitions, 'repetition')} seen{partial}",)


def _effect(one: Helped) -> str:
    error = SURE * one.error
    unit = "degrees" if one.unit == "deg" else one.unit
    if one.back <= error:
        return f"no change beyond the error ({one.back:+.1f} +- {error:.1f} {unit})"
    fact = back_text(one.cause, one.back, one.unit)
    measured = f"(+- {error:.0f}, measured {_times(one.times)})"
    if one.stayed_s is None:
        return f"{fact} {measured}"
    least = "at least " if one.least else ""
    return f"{fact} {measured} and stayed so for {least}{time_text(one.stayed_s)}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
