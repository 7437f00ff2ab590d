"""Frames -> episodes: for how long the same was the case, and how far its fault went.

One episode is open at a time.  It keeps sums, so that a frame costs the same after four hours.
"""

from dataclasses import dataclass, replace

from posturecam.core.alerts.elapsed import Elapsed
from posturecam.core.history.dose import Weighted
from posturecam.core.values import Assessment, Cause, Reading, Unseen, Verdict, Why


@dataclass(frozen=True, slots=True)
class Episode:
    """From `start_t` to `end_t` the verdict, its worst cause and its reason were the same.

    The amounts are of the cause, in its first `unit`, and None where there is none.  `sd` is the
    typical measurement error of one frame, which only the two angles have.
    """

    start_t: float
    end_t: float
    verdict: Verdict
    cause: Cause | None = None  # of a poor episode
    why: Why | None = None  # of an unknown one
    mean: float | None = None  # by time, in the bad direction
    worst: float | None = None
    sd: float | None = None
    unit: str | None = None

    @property
    def lasted_s(self) -> float:
        """Duration in seconds."""
        return self.end_t - self.start_t


@dataclass(frozen=True, slots=True)
class Sample:
    """The amount of a fault in one frame, and its error."""

    amount: float
    unit: str
    sd: float | None


@dataclass(frozen=True, slots=True)
class OpenEpisode:
    """The episode under way: how it began, and what it adds up to until `t`."""

    begun: Episode
    t: float
    newest: Sample | None = None  # whose time runs
    worst: float | None = None
    amount: Weighted | None = None
    error: Weighted | None = None


def run_on(
    state: OpenEpisode | None, elapsed: Elapsed, now: Assessment, reading: Reading | Unseen
) -> tuple[OpenEpisode, tuple[Episode, ...]]:
    """Take in one frame: return the episode under way and the one that it ended, if any.

    A gap belongs to no episode, and frames of no length make none.
    """
    sample = _sample(now, reading)
    if state is None:
        return _begin(now, sample), ()
    state = _stand(state, now.t - elapsed.gap_s)
    if elapsed.gap_s == 0 and _same(state.begun, now):
        return _take_in(state, sample), ()
    return _begin(now, sample), open_episode(state)


def open_episode(state: OpenEpisode | None) -> tuple[Episode, ...]:
    """Return the episode under way, if it has any length yet."""
    if state is None or state.t <= state.begun.start_t:
        return ()
    mean = None if state.amount is None else state.amount.mean
    sd = None if state.error is None else state.error.mean
    return (replace(state.begun, end_t=state.t, mean=mean, worst=state.worst, sd=sd),)


def _sample(now: Assessment, reading: Reading | Unseen) -> Sample | None:
    if not now.faults:
        return None
    worst = now.faults[0]
    return Sample(worst.amount, worst.unit, _sd(worst.cause, reading))


def _begin(now: Assessment, sample: Sample | None) -> OpenEpisode:
    episode = Episode(now.t, now.t, now.verdict, _cause(now), now.why)
    if sample is None:
        return OpenEpisode(episode, now.t)
    return OpenEpisode(replace(episode, unit=sample.unit), now.t, sample, sample.amount)


def _stand(state: OpenEpisode, t: float) -> OpenEpisode:
    """Let the newest sample stand until `t`."""
    newest, seconds = state.newest, t - state.t
    if newest is None:
        return OpenEpisode(state.begun, t)
    amount = _plus(state.amount, newest.amount, seconds)
    error = _plus(state.error, newest.sd, seconds)
    return OpenEpisode(state.begun, t, newest, state.worst, amount, error)


def _take_in(state: OpenEpisode, sample: Sample | None) -> OpenEpisode:
    """Take in a frame of the same episode; an amount in another unit is left out."""
    if sample is None or state.worst is None or sample.unit != state.begun.unit:
        return state
    worst = max(state.worst, sample.amount)
    return OpenEpisode(state.begun, state.t, sample, worst, state.amount, state.error)


def _plus(added: Weighted | None, value: float | None, seconds: float) -> Weighted | None:
    if value is None:
        return added
    one = Weighted.of(value, 0.0, seconds)
    return one if added is None else added + one


def _sd(cause: Cause, reading: Reading | Unseen) -> float | None:
    if isinstance(reading, Unseen):
        return None
    errors = {
        Cause.FORWARD_HEAD: reading.cva_change_sd_deg,
        Cause.ROUNDED_SHOULDERS: reading.fsa_change_sd_deg,
    }
    return errors.get(cause)


def _cause(now: Assessment) -> Cause | None:
    return now.faults[0].cause if now.faults else None


def _same(begun: Episode, now: Assessment) -> bool:
    return (begun.verdict, begun.cause, begun.why) == (now.verdict, _cause(now), now.why)
