"""What an exercise did, and why it is proposed more or less often, in sentences."""

from typing import Final

from posturecam.core.coach.effect import SURE, is_sure
from posturecam.core.history.records import ExerciseEffect
from posturecam.core.values import Cause
from posturecam.stretches.experience import Experience
from posturecam.stretches.sentences import capital

BACK: Final = {
    Cause.FORWARD_HEAD: "your head came back by {amount}",
    Cause.ROUNDED_SHOULDERS: "your shoulders came back by {amount}",
    Cause.SLUMP: "you came up by {amount} from your slump",
    Cause.LEANING_IN: "you leaned in {amount} less",
    Cause.RAISED_SHOULDERS: "your shoulders came down by {amount}",
    Cause.HEAD_TILT: "your head came up by {amount} from its tilt",
    Cause.TOO_CLOSE: "you sat {amount} further from the screen",
}
HELPED: Final = "it helped by {amount}"
UNITS: Final = {"deg": "degrees", "cm": "cm"}
DECIMALS: Final = {"deg": 0, "cm": 1}
"""By judgement: limits are about ten degrees, but a few centimetres."""
NO_CHANGE: Final = "After {name}: no change beyond the error ({back} +- {error} {unit})."
NO_BETTER: Final = "After {name}: no better than before ({back} +- {error} {unit})."
CHANGE: Final = "After {name}: {fact} (+- {error})."
ONE_TIME: Final = "the one time"
NOT_KNOWN: Final = "Nothing is known yet; it is proposed as the fault asks for."
EVEN_FROM, EVEN_UP_TO = 0.9, 1.1
"""Weights between which nobody notices a difference.  By judgement: one turn in ten."""


def effect_text(name: str, cause: Cause | None, effect: ExerciseEffect) -> str:
    """Say how far the fault came back after the exercise `name`; claim nothing below the error."""
    decimals, back = DECIMALS[effect.unit], _rounded(effect.back, effect.unit)
    error = f"{max(10**-decimals, SURE * effect.error):.{decimals}f}"  # never nothing
    if back and is_sure(effect):
        return CHANGE.format(
            name=name, fact=back_text(cause, effect.back, effect.unit), error=error
        )
    text = NO_BETTER if back and effect.back < -SURE * effect.error else NO_CHANGE
    unit = UNITS[effect.unit]
    return text.format(name=name, back=f"{back:+.{decimals}f}", error=error, unit=unit)


def back_text(cause: Cause | None, back: float, unit: str) -> str:
    """Say how far a fault came back: "your head came back by 4 degrees"."""
    said = HELPED if cause is None else BACK.get(cause, HELPED)
    return said.format(amount=f"{_rounded(back, unit):.{DECIMALS[unit]}f} {UNITS[unit]}")


def reason_text(known: Experience) -> str:
    """Say why an exercise is proposed more or less often than the fault asks for."""
    if known.hurt:
        return "Not proposed since it hurt, until you say otherwise."
    reasons = " and ".join(filter(None, (_helped(known), _left(known))))
    if not reasons:
        return NOT_KNOWN
    return f"{_often(known.weight)}: {reasons}."


def _often(weight: float) -> str:
    if EVEN_FROM <= weight <= EVEN_UP_TO:
        return "Proposed as often as at first"
    return capital(f"proposed {'more' if weight > 1 else 'less'} often")


def _helped(known: Experience) -> str:
    if not known.tried:
        return ""
    if known.back is None or not _rounded(known.back, known.unit):
        often = ONE_TIME if known.tried == 1 else f"in any of {known.tried} times"
        return f"no change beyond the error {often}"
    fact = back_text(known.cause, known.back, known.unit)
    often = ONE_TIME if known.tried == 1 else f"in {known.helped} of {known.tried} times"
    return f"{fact} {often}"


def _rounded(back: float, unit: str) -> float:
    """Round as it is said; never to minus nothing."""
    return round(back, DECIMALS[unit]) + 0.0


def _left(known: Experience) -> str:
    offered = known.done + known.left
    if not offered:
        return ""
    if not known.left:
        return f"you did it {'once' if known.done == 1 else f'{known.done} times'}"
    often = ONE_TIME if offered == 1 else f"{known.left} of {offered} times"
    return f"you left it out {often}"
