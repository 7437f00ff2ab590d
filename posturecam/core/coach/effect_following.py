"""Did it help: follows the frames around an exercise, and says how far the fault came back.

Before: the last minute until the alert, in which the fault was held.  After: a minute once the
exercise is over and the person sits again.  Then for how long the fault stays away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from posturecam.core.alerts.elapsed import Elapsed
from posturecam.core.alerts.requests import Dismiss, ExerciseDone, Request
from posturecam.core.alerts.sustained_fault import Hold, HoldPolicy, advance, sustained
from posturecam.core.coach.effect import Sample, difference, measured_s, sample_of
from posturecam.core.history.records import ExerciseEffect
from posturecam.core.values import (
    Assessment,
    Cause,
    Event,
    EventKind,
    Fault,
    Reading,
    Unseen,
)

BEFORE_S: Final = 60.0  # as long as a fault is held until its alert, by default
AFTER_S: Final = 60.0  # as long as before: the scatter of both is alike
SETTLE_S: Final = 10.0  # to sit down and put the hands back, by judgement
WITHIN_S: Final = 300.0  # until then a minute must have been measured; by judgement
ANSWERS_S: Final = 900.0  # for which an exercise answers an alert; by judgement
LOST_S: Final = 300.0  # not judged for longer: nobody knows whether the fault stayed away


class Stage(StrEnum):
    """What is new about an exercise."""

    DONE = "done"
    KNOWN = "known"  # how far the fault came back
    OVER = "over"  # and for how long it stayed there


@dataclass(frozen=True, slots=True)
class News:
    """What is new about the exercise that was done for `asked` at stream time `done_t`."""

    stage: Stage
    asked: Event
    done_t: float
    effect: ExerciseEffect | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """An exercise whose effect is being followed."""

    asked: Event
    done_t: float
    judged_t: float  # when the fault was judged last
    before: tuple[Sample, ...]
    after: tuple[Sample, ...] = ()
    hold: Hold = field(default_factory=Hold)  # of the fault, since the exercise
    effect: ExerciseEffect | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Following:
    """What is kept between two frames."""

    newest: tuple[Assessment, Reading | Unseen] | None = None  # whose time runs
    recent: Mapping[Cause, tuple[Sample, ...]] = field(default_factory=dict)
    asked: Event | None = None  # the alert or break whose exercise is not done yet
    before: tuple[Sample, ...] = ()  # of its fault
    trial: Trial | None = None


def follow_effect(
    policy: HoldPolicy,
    state: Following,
    elapsed: Elapsed,
    now: Assessment,
    reading: Reading | Unseen,
    events: Sequence[Event] = (),
    requests: Sequence[Request] = (),
) -> tuple[Following, tuple[News, ...]]:
    """Take in one frame: return the new state and what is new."""
    state = _remember(state, elapsed, now, reading)
    state, news = _pursue(policy, state, elapsed, now)
    for request in requests:
        if isinstance(request, ExerciseDone):
            state, done = _begin(state, now.t)
            news += done
        elif isinstance(request, Dismiss):
            state = replace(state, asked=None)
    for event in events:
        state = _ask(state, event)
    return state, news


def end_of(state: Following) -> tuple[News, ...]:
    """Return what is known when nobody watches any more: the fault has stayed away until then."""
    trial = state.trial
    if trial is None:
        return ()
    effect = trial.effect or difference(trial.before, trial.after)
    if effect is None:
        return ()
    stayed = replace(effect, stayed_s=trial.judged_t - trial.done_t, stays=True)
    return (News(Stage.OVER, trial.asked, trial.done_t, stayed),)


def _remember(
    state: Following, elapsed: Elapsed, now: Assessment, reading: Reading | Unseen
) -> Following:
    """Let the newest frame stand, and keep what was measured in the last minute."""
    recent, trial = dict(state.recent), state.trial
    last, seen = state.newest or (now, reading)
    samples = (
        (fault, sample_of(seen, fault, elapsed.stood_s))
        for fault in last.measured
        if isinstance(seen, Reading)
    )
    for fault, sample in samples:
        lately = (*recent.get(fault.cause, ()), sample)
        recent[fault.cause] = _newest(lately, now.t - BEFORE_S)
        trial = _taken_in(trial, fault.cause, sample)
    return replace(state, newest=(now, reading), recent=recent, trial=trial)


def _taken_in(trial: Trial | None, cause: Cause, sample: Sample) -> Trial | None:
    if trial is None or trial.asked.cause is not cause:
        return trial
    if trial.effect is not None or sample.t < trial.done_t + SETTLE_S:
        return replace(trial, judged_t=sample.t)
    return replace(trial, judged_t=sample.t, after=(*trial.after, sample))


def _newest(samples: tuple[Sample, ...], since_t: float) -> tuple[Sample, ...]:
    return tuple(one for one in samples if one.t >= since_t)


def _ask(state: Following, event: Event) -> Following:
    """Remember an alert or break that proposes an exercise."""
    if event.kind not in (EventKind.ALERT, EventKind.BREAK_DUE) or event.stretch is None:
        return state
    if event.cause is None:
        return replace(state, asked=event, before=())
    samples = _newest(state.recent.get(event.cause, ()), event.t - BEFORE_S)
    return replace(state, asked=event, before=samples)


def _begin(state: Following, t: float) -> tuple[Following, tuple[News, ...]]:
    """An exercise was done: what was followed until now ends, and its own effect is followed."""
    ended, asked = end_of(state), state.asked
    state = replace(state, asked=None, trial=None)
    if asked is None or t > asked.t + ANSWERS_S:
        return state, ended
    done = News(Stage.DONE, asked, t)
    return replace(state, trial=Trial(asked, t, t, state.before)), (*ended, done)


def _pursue(
    policy: HoldPolicy, state: Following, elapsed: Elapsed, now: Assessment
) -> tuple[Following, tuple[News, ...]]:
    """See whether the effect is known, and whether it is over."""
    trial = state.trial
    if trial is None:
        return state, ()
    hold = advance(policy, trial.hold, elapsed, _fault(now, trial.asked.cause))
    trial = replace(trial, hold=hold)
    if now.t > trial.judged_t + LOST_S:
        return replace(state, trial=None), end_of(replace(state, trial=trial))
    is_back = sustained(policy, hold, policy.hold_s / 2)
    trial, news = _measure(trial, now.t, is_back=is_back)
    if trial is None or not is_back or trial.effect is None:
        return replace(state, trial=trial), news
    stayed_s = max(0.0, now.t - hold.lasted_s - trial.done_t)
    over = News(Stage.OVER, trial.asked, trial.done_t, replace(trial.effect, stayed_s=stayed_s))
    return replace(state, trial=None), (*news, over)


def _measure(trial: Trial, t: float, *, is_back: bool) -> tuple[Trial | None, tuple[News, ...]]:
    """Work out the effect once enough was measured, or there is no more to come."""
    if trial.effect is not None:
        return trial, ()
    late = is_back or t > trial.done_t + WITHIN_S
    if measured_s(trial.after) < AFTER_S and not late:
        return trial, ()
    effect = difference(trial.before, trial.after)
    if effect is None:
        return None, ()
    known = News(Stage.KNOWN, trial.asked, trial.done_t, effect)
    return replace(trial, effect=effect), (known,)


def _fault(now: Assessment, cause: Cause | None) -> Fault | None:
    return next((fault for fault in now.measured if fault.cause is cause), None)
