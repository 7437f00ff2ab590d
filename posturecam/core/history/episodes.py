"""Spells with what was measured in them: mean and worst amount of the cause, and its error."""

from dataclasses import dataclass

from posturecam.core.alerts.elapsed import Elapsed
from posturecam.core.history.spells import Spell, extend
from posturecam.core.values import Assessment, Cause, Reading, Unseen


@dataclass(frozen=True, slots=True)
class Run:
    """A spell; the amounts are of its cause, in its first `unit`, and None where it has none.

    `sd` is the typical measurement error of one look, which only the two angles have.
    """

    spell: Spell
    mean: float | None = None  # by time, in the bad direction
    worst: float | None = None
    sd: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """What one look says about the cause of its spell."""

    t: float
    amount: float
    sd: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class RunState:
    """The open spell and its samples."""

    spell: Spell | None = None
    samples: tuple[Sample, ...] = ()


def run_on(
    state: RunState, elapsed: Elapsed, now: Assessment, reading: Reading | Unseen
) -> tuple[RunState, tuple[Run, ...]]:
    """Take in one look: return the new state and the run it ended, if any.

    Looks of no length make no run.
    """
    spell, ended = extend(state.spell, elapsed, now)
    samples = _samples(now, reading)
    if not ended:
        return RunState(spell, (*state.samples, *samples)), ()
    runs = tuple(_run(one, state.samples) for one in ended if one.lasted_s > 0)
    return RunState(spell, samples), runs


def open_run(state: RunState) -> tuple[Run, ...]:
    """Return the run under way, if it has any length yet."""
    if state.spell is None or state.spell.lasted_s == 0:
        return ()
    return (_run(state.spell, state.samples),)


def _samples(now: Assessment, reading: Reading | Unseen) -> tuple[Sample, ...]:
    if not now.faults:
        return ()
    worst = now.faults[0]
    return (Sample(now.t, worst.amount, _sd(worst.cause, reading), worst.unit),)


def _sd(cause: Cause, reading: Reading | Unseen) -> float | None:
    if isinstance(reading, Unseen):
        return None
    errors = {
        Cause.FORWARD_HEAD: reading.cva_change_sd_deg,
        Cause.ROUNDED_SHOULDERS: reading.fsa_change_sd_deg,
    }
    return errors.get(cause)


def _run(spell: Spell, samples: tuple[Sample, ...]) -> Run:
    if not samples:
        return Run(spell)
    samples = tuple(sample for sample in samples if sample.unit == samples[0].unit)
    ends = (*(sample.t for sample in samples[1:]), spell.end_t)
    times = [max(0.0, end - sample.t) for sample, end in zip(samples, ends, strict=True)]
    held_s = sum(times)
    errors = [sample.sd for sample in samples if sample.sd is not None]
    return Run(
        spell,
        mean=sum(s.amount * time for s, time in zip(samples, times, strict=True)) / held_s,
        worst=max(sample.amount for sample in samples),
        sd=sum(errors) / len(errors) if errors else None,
        unit=samples[0].unit,
    )
