"""What the camera has seen of a set, as values for programs and as a line for people."""

from dataclasses import asdict
from typing import Any, Final

from posturecam.core.coach.movements import Set, Side
from posturecam.core.coach.seen import Form, Repetition, Seen
from posturecam.core.coach.visibility import Visibility
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.lead_words import FORMS

NOT_FOLLOWED: Final = "One camera in front cannot follow this exercise: time is counted."
NO_CAMERA: Final = "No camera is used: time is counted."


def not_visible(asked: Set, visibility: Visibility | None) -> str | None:
    """Say why the set was not wholly followed; None: it was.  Without a camera there is none."""
    if asked.movement is None:
        return NOT_FOLLOWED
    if visibility is None:
        return NO_CAMERA
    if visibility.worst is None:
        return None
    hidden_s, whole_s = visibility.hidden_s, visibility.whole_s
    return f"Not followed for {hidden_s:.0f} of {whole_s:.0f} s: {visibility.worst.value}."


def set_row(exercise: str, asked: Set, seen: Seen, why_not: str | None) -> dict[str, Any]:
    """Write what was `seen` of the `exercise`, in seconds of the stream."""
    return {
        "exercise": exercise,
        "reps_seen": len(seen.reps),
        "reps": [_rep_row(one) for one in seen.reps],
        "holds_s": [round(one.held_s, 2) for one in seen.reps],
        "partial": [number for number, one in enumerate(seen.reps, 1) if one.partial],
        "sides": _sides(asked, seen.reps),
        "not_visible": why_not,
        "form": [form.value for form in forms(seen)],
    }


def set_lines(exercise: Exercise, asked: Set, seen: Seen, why_not: str | None) -> tuple[str, ...]:
    """Say what was `seen` of the `exercise`, for people."""
    partial = sum(one.partial for one in seen.reps)
    number = len(seen.reps)
    repetitions = f"{number} repetition{'' if number == 1 else 's'} seen"
    counted = f"{exercise.name}: {', '.join(filter(None, (repetitions, half_text(partial))))}."
    sides = _sides(asked, seen.reps)
    held = ", ".join(f"{one.held_s:.1f}" for one in seen.reps)
    lines = (
        counted if asked.movement is not None else "",
        sides_text(sides[Side.LEFT], sides[Side.RIGHT]) if Side.LEFT in sides else "",
        f"Held for {held} s." if any(one.held_s for one in seen.reps) else "",
        *(FORMS[form] for form in forms(seen)),
        why_not or "",
    )
    return tuple(filter(None, lines))


def half_text(partial: int) -> str:
    """Say how many repetitions were `partial`; nothing where none was."""
    return f"{partial} of them half-hearted" if partial else ""


def sides_text(left: int, right: int) -> str:
    """Say how many repetitions each side has done."""
    return f"Left {left}, right {right}."


def forms(seen: Seen) -> tuple[Form, ...]:
    """Return what could be better, what helps most repetitions first."""
    said = [form for one in seen.reps for form in one.form]
    known = (*seen.form, *(form for form in Form if form in said))
    return tuple(sorted(dict.fromkeys(known), key=lambda form: -said.count(form)))


def _rep_row(one: Repetition) -> dict[str, Any]:
    row = asdict(one)
    times = {key: round(row[key], 3) for key in ("start_s", "peak_s", "end_s", "held_s")}
    return {**times, "side": one.side.value, "reach": round(one.reach, 3)} | {
        "partial": one.partial,
        "form": [form.value for form in one.form],
    }


def _sides(asked: Set, reps: tuple[Repetition, ...]) -> dict[str, int]:
    """Count the sides; a movement without sides has both."""
    if asked.sides == 1 and all(one.side is Side.BOTH for one in reps):
        return {Side.BOTH.value: len(reps)}
    sided = (Side.LEFT, Side.RIGHT)
    return {side.value: sum(one.side in (side, Side.BOTH) for one in reps) for side in sided}
