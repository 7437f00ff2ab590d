"""Exercises that are led, as the page gets them."""

from dataclasses import replace
from typing import Any

from posturecam.core.coach.leading import Stage
from posturecam.core.coach.movements import Side
from posturecam.core.coach.seen import Phase
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.warning_signs import EMERGENCY
from posturecam.view.lesson import Lesson, row_of

_SHRUG = builtin()["shrug_and_drop"]
GOING = Lesson(
    exercise=_SHRUG.key,
    name=_SHRUG.name,
    say="Lift your shoulders towards your ears.",
    count=3,
    of=8,
    stage=Stage.MOVE,
    phase=Phase.GOING,
    reach=0.7,
    breath="in",
    form="A little slower.",
    progress=0.25,
    steps=_SHRUG.steps,
)
HOLDING = replace(GOING, say="Hold.", phase=Phase.HOLD, left_s=3.2, share=0.36, reach=1.05, form="")
SIDED = replace(
    GOING,
    exercise="neck_rotation",
    name="Neck rotation",
    say="Turn your head slowly to the left.",
    side=Side.LEFT,
    by_time=True,
    form="",
    left_s=1.4,
    share=0.3,
    note="The camera does not look (paused): time is counted.",
)
HURTING = replace(
    GOING,
    say="Stop, and let go slowly. Do any of these apply to you?",
    stage=Stage.OVER,
    form="",
    asking=True,
    signs=EMERGENCY.signs,
)
OFFERING = replace(
    HURTING,
    say="Leave this one out today. Would you like to do Chin tuck instead?",
    signs=(),
    offer="chin_tuck",
)
OVER = replace(
    GOING,
    say="Done: Shrug and drop.",
    stage=Stage.OVER,
    form="",
    finished=True,
    progress=1.0,
    summary=("Shrug and drop: 8 of 8 repetitions, 8 seen by the camera, 1 of them half-hearted.",),
)
LESSONS = {
    "leading": GOING,
    "holding": HOLDING,
    "sided": SIDED,
    "hurting": HURTING,
    "offering": OFFERING,
    "led": OVER,
}


def rows() -> dict[str, dict[str, Any]]:
    """Each lesson as it is in a state."""
    return {name: row_of(lesson) for name, lesson in LESSONS.items()}
