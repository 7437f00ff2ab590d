"""Which poses somebody is led through before two cameras, and for how long."""

from dataclasses import dataclass
from itertools import cycle
from typing import Final

from posturecam.app.calibrate.guided import LESSONS, READY_S, UPRIGHT
from posturecam.errors import InputError

POSES: Final = (
    "head_forward",
    "slump",
    "lean_in",
    "look_down",
    "shoulders_rounded",
    "turn",
)
"""What moves the head, most telling first; the last three are no forward head, or not alone."""

HOLD_S: Final = 6.0  # long enough to get there slowly and stay for a while
BACK_S: Final = 3.0  # from a pose to sitting tall again
REST_S: Final = 4.0  # sitting tall before the next pose
LEAST_POSES: Final = 2  # both cameras must see the head go forward, and come back, twice


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: `ready_s` to get there, `hold_s` to stay."""

    pose: str
    todo: str
    ready_s: float
    hold_s: float

    @property
    def lasts_s(self) -> float:
        """How long it takes in all."""
        return self.ready_s + self.hold_s


def steps(for_s: float) -> tuple[Step, ...]:
    """Return the steps that fit into `for_s`: upright, then pose after pose with rests between.

    Raises:
        InputError: The time is too short to show anything.
    """
    upright = Step(UPRIGHT, LESSONS[UPRIGHT].todo, READY_S, LESSONS[UPRIGHT].lasts_s)
    least_s = upright.lasts_s + LEAST_POSES * _round_s()
    if for_s < least_s:
        msg = f"Two cameras need at least {least_s:.0f} s to compare. Give --for {least_s:.0f}s."
        raise InputError(msg)
    rounds = int((for_s - upright.lasts_s) / _round_s())
    found = [upright]
    for _, pose in zip(range(rounds), cycle(POSES), strict=False):
        found += _round(pose)
    return tuple(found)


def _round(pose: str) -> tuple[Step, Step]:
    return (
        Step(pose, LESSONS[pose].todo, READY_S, HOLD_S),
        Step(UPRIGHT, "Sit tall again, slowly.", BACK_S, REST_S),
    )


def _round_s() -> float:
    return sum(step.lasts_s for step in _round(UPRIGHT))
