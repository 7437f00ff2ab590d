"""Sets that are led, and what a camera says of them, in a few words."""

from collections.abc import Iterable

from posturecam.core.coach.leading import Lead, Stage, step
from posturecam.core.coach.movements import Movement, Set, Side
from posturecam.core.coach.plan import Breath, Pace, Plan
from posturecam.core.coach.seen import Form, Obstacle, Phase, Repetition, Seen

PACE = Pace(ready_s=4, go_s=2, back_s=2, rest_s=1, change_s=6, set_rest_s=30)
ONE_S = 2 + 2 + 1  # a repetition that is not held, by time
EVERY_S = 0.1
MOMENT_S = 0.6  # longer than it takes until a phase is shown


def plan(
    repetitions: int = 3,
    hold_s: float | None = None,
    sides: int = 1,
    *,
    followed: bool = True,
    sets: int = 1,
    alternate: bool = True,
    breath: Breath = Breath.FREE,
) -> Plan:
    movement = Movement.HEAD_TURN if followed else None
    return Plan(Set(movement, repetitions, hold_s, sides), PACE, sets, alternate, breath)


def rep(
    start_s: float,
    end_s: float,
    side: Side = Side.BOTH,
    *,
    partial: bool = False,
    held_s: float = 0.0,
    form: tuple[Form, ...] = (),
) -> Repetition:
    return Repetition(
        start_s, (start_s + end_s) / 2, end_s, held_s, side, 0.6 if partial else 1.0, partial, form
    )


def seen(
    *reps: Repetition,
    phase: Phase = Phase.REST,
    held_s: float = 0.0,
    obstacle: Obstacle | None = None,
    form: tuple[Form, ...] = (),
    reach: float = 0.0,
) -> Seen:
    return Seen(tuple(reps), phase, reach, held_s, obstacle=obstacle, form=form)


def pass_time(lead: Lead, for_s: float, now: Seen | None = None) -> Lead:
    """Let `for_s` pass in small steps, with the same view of the camera."""
    start_s = lead.t_s or 0.0
    steps = round(for_s / EVERY_S)
    if lead.t_s is None:
        lead = step(lead, start_s, now)
    for number in range(1, steps + 1):
        lead = step(lead, start_s + number * EVERY_S, now)
    return lead


def begun(asked: Plan, now: Seen | None = None) -> Lead:
    """A set that is past getting ready, and waits for the first repetition."""
    lead = pass_time(Lead(asked), PACE.ready_s, now)
    assert lead.stage is Stage.MOVE
    return lead


def moved(lead: Lead, sides: Iterable[Side], already: tuple[Repetition, ...] = ()) -> Lead:
    """Let somebody do a repetition of two seconds on each of `sides`, seen from rest to rest."""
    reps = already
    for side in sides:
        start_s = lead.t_s or 0.0
        lead = pass_time(lead, 2.0, seen(*reps, phase=Phase.GOING))
        reps = (*reps, rep(start_s, start_s + 2.0, side))
        lead = pass_time(lead, MOMENT_S, seen(*reps))
    return lead
