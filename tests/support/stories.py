"""What the tests of the alerts share: stories of sitting, told in seconds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from posturecam.core.alerts.alerting import AlertPolicy, AlertState, step
from posturecam.core.alerts.breaks import BreakPolicy
from posturecam.core.alerts.cooldown import CooldownPolicy
from posturecam.core.alerts.elapsed import elapsed_since
from posturecam.core.alerts.position_changes import MovementPolicy
from posturecam.core.alerts.presence import PresencePolicy
from posturecam.core.alerts.requests import Request
from posturecam.core.alerts.sustained_fault import HoldPolicy
from posturecam.core.values import (
    Assessment,
    Cause,
    Event,
    EventKind,
    Fault,
    Reading,
    Unseen,
    Verdict,
    View,
    Why,
)

NEUTRAL = Reading(0.0, View.FRONT, 0.0, 1.0, 0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 60.0, 0.0, 0.0)

HASTY = AlertPolicy(  # small, so that every boundary is hit often
    holds=HoldPolicy(hold_s=4, share=0.75, clear_ratio=0.5, clear_s=2, forgive_s=3, card_s=10),
    cooldown=CooldownPolicy(cooldown_s=8, least_s=4, max_per_hour=1000, reset_s=6),
    presence=PresencePolicy(away_s=3, back_after_s=1),
    breaks=BreakPolicy(every_s=0, away_s=20, again_s=10, moved_s=5, micro_every_s=0, micro_s=20),
    movement=MovementPolicy(moved_deg=8, moved_cm=5, moved_s=1, away_s=3),
    still_too_long_s=0,
    frame_stands_s=2,
)
PATIENT = AlertPolicy(  # as the settings have it
    holds=HoldPolicy(hold_s=60, share=0.8, clear_ratio=0.5, clear_s=5, forgive_s=10, card_s=240),
    cooldown=CooldownPolicy(cooldown_s=600, least_s=60, max_per_hour=4, reset_s=30),
    presence=PresencePolicy(away_s=10, back_after_s=1),
    breaks=BreakPolicy(
        every_s=1800, away_s=120, again_s=600, moved_s=120, micro_every_s=0, micro_s=20
    ),
    movement=MovementPolicy(moved_deg=8, moved_cm=5, moved_s=3, away_s=10),
    still_too_long_s=0,
    frame_stands_s=5,
)

Measured = dict[Cause, float]


@dataclass(frozen=True, slots=True)
class Moment:
    """One look of a story: ratios of faults, or why nothing was seen."""

    t: float
    seen: Measured | Why
    requests: tuple[Request, ...] = ()
    reading: Reading = NEUTRAL


def opinion(moment: Moment) -> Assessment:
    if isinstance(moment.seen, Why):
        return Assessment(moment.t, Verdict.UNKNOWN, why=moment.seen)
    measured = tuple(Fault(cause, 10 * r, 10.0, "deg") for cause, r in moment.seen.items())
    faults = sorted((f for f in measured if f.ratio >= 1), key=lambda f: f.ratio, reverse=True)
    verdict = Verdict.POOR if faults else Verdict.GOOD
    return Assessment(moment.t, verdict, tuple(faults), measured=measured)


def reading(moment: Moment) -> Reading | Unseen:
    if isinstance(moment.seen, Why):
        return Unseen(moment.t, moment.seen)
    return replace(moment.reading, t=moment.t)


def take(
    policy: AlertPolicy, state: AlertState, last: Assessment | None, moment: Moment
) -> tuple[AlertState, tuple[Event, ...], Assessment]:
    """One step of the alert machine."""
    now = opinion(moment)
    elapsed = elapsed_since(last, now.t, policy.frame_stands_s)
    state, events = step(policy, state, elapsed, now, reading(moment), moment.requests)
    return state, events, now


def replay(
    policy: AlertPolicy, story: Iterable[Moment]
) -> Iterator[tuple[AlertState, tuple[Event, ...]]]:
    state: AlertState = AlertState()
    last: Assessment | None = None
    for moment in story:
        state, events, last = take(policy, state, last, moment)
        yield state, events


def events(policy: AlertPolicy, story: Iterable[Moment]) -> list[Event]:
    return [event for _, happened in replay(policy, story) for event in happened]


def times(happened: Sequence[Event], kind: EventKind) -> list[float]:
    return [event.t for event in happened if event.kind is kind]


HEAD = {Cause.FORWARD_HEAD: 1.5}
BETWEEN = {Cause.FORWARD_HEAD: 0.7}
WELL = {Cause.FORWARD_HEAD: 0.1}
NOBODY = Why.NOBODY


def sitting(*parts: tuple[Measured | Why, float], looks_per_s: float = 1) -> list[Moment]:
    """Looks at an even rate; each part is what is seen and for how many seconds."""
    story: list[Moment] = []
    start = 0.0
    for seen, lasting_s in parts:
        count = round(lasting_s * looks_per_s)
        story += [Moment(start + n / looks_per_s, seen) for n in range(count)]
        start += lasting_s
    return story


def asking(story: list[Moment], at_s: float, request: Request) -> list[Moment]:
    """The same story with a request at the first look from `at_s` on."""
    index = next(i for i, moment in enumerate(story) if moment.t >= at_s)
    asked = replace(story[index], requests=(*story[index].requests, request))
    return [*story[:index], asked, *story[index + 1 :]]


def later(story: list[Moment], by_s: float) -> list[Moment]:
    return [replace(moment, t=moment.t + by_s) for moment in story]
