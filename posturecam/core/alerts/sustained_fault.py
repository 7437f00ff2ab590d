"""How long a fault has been held, in seconds: how many frames there are changes nothing.

An observation stands until the next one, for a few seconds at most.  Time in which none stands, or
none that could judge the fault, is a gap: a short one stops the count, a long one ends it.
"""

from dataclasses import dataclass, replace

from posturecam.core.alerts.elapsed import Elapsed
from posturecam.core.values import Fault

EPSILON_S = 1e-6  # rounding of sums of many short times


@dataclass(frozen=True, slots=True)
class HoldPolicy:
    """How patient to be.  With a short hold, gaps and corrections shrink to it."""

    hold_s: float  # a fault must last this long ...
    share: float  # ... for this part of the time, 0 to 1
    clear_ratio: float  # below this part of its limit a fault counts as corrected ...
    clear_s: float  # ... once it has lasted this long
    forgive_s: float  # a longer gap ends the hold
    card_s: float  # held this long, an alert is repeated once, louder; more than a hold

    @property
    def clear_after_s(self) -> float:
        """How long the correction must last."""
        return min(self.clear_s, self.hold_s / 3)

    @property
    def under_after_s(self) -> float:
        """How long just staying within the limit must last to count as corrected too."""
        return self.hold_s / 2

    @property
    def forgive_up_to_s(self) -> float:
        """The longest gap that leaves a hold alive."""
        return min(self.forgive_s, self.hold_s)

    @property
    def stands_at_most_s(self) -> float:
        """For how long one observation stands: a single one never makes a hold."""
        return self.hold_s / 2


@dataclass(frozen=True, slots=True)
class Hold:
    """The watch on one fault.  `runs` are the spans of the fault, counted from the first one."""

    fault: Fault | None = None  # what the newest observation measured; None: it could not
    lasted_s: float = 0.0  # since the fault began, gaps left out; 0: it is not there
    counted_s: float = 0.0  # seconds beyond the limit / the share asked for
    sum_s: float = 0.0  # of ratio x seconds beyond the limit
    runs: tuple[tuple[float, float], ...] = ()
    good_s: float = 0.0  # well below the limit
    under_s: float = 0.0  # within the limit
    gap_s: float = 0.0  # not measured

    @property
    def held_s(self) -> float:
        """How long the fault has lasted; interruptions count as far as they are forgiven."""
        return min(self.lasted_s, self.counted_s)


def advance(policy: HoldPolicy, hold: Hold, elapsed: Elapsed, fault: Fault | None) -> Hold:
    """Let time pass, then take in what the newest observation measured."""
    stood_s = 0.0
    if hold.fault is not None:
        stood_s = min(elapsed.stood_s, policy.stands_at_most_s)
        hold = _let_stand(policy, hold, hold.fault.ratio, stood_s)
    gap_s = hold.gap_s + elapsed.stood_s + elapsed.gap_s - stood_s
    if gap_s > policy.forgive_up_to_s + EPSILON_S:
        hold = Hold()
    gap_s = gap_s if fault is None else 0.0
    if not hold.runs:
        return Hold(fault, good_s=hold.good_s, under_s=hold.under_s, gap_s=gap_s)
    return replace(hold, fault=fault, gap_s=gap_s)


def sustained(policy: HoldPolicy, hold: Hold, window_s: float) -> bool:
    """Whether the fault has filled its share of the last `window_s` seconds."""
    begin = hold.lasted_s - window_s
    inside_s = sum(end - max(start, begin) for start, end in hold.runs if end > begin)
    return begin >= -EPSILON_S and inside_s >= policy.share * window_s - EPSILON_S


def corrected(policy: HoldPolicy, hold: Hold) -> bool:
    """Whether the fault has been well below its limit, or within it, for long enough."""
    good = hold.good_s >= policy.clear_after_s - EPSILON_S
    return good or hold.under_s >= policy.under_after_s - EPSILON_S


def mean_ratio(policy: HoldPolicy, hold: Hold) -> float:
    """How far the fault went on average while it lasted, in limits; 0 before it began."""
    return hold.sum_s / (hold.counted_s * policy.share) if hold.counted_s else 0.0


def _let_stand(policy: HoldPolicy, hold: Hold, ratio: float, stood_s: float) -> Hold:
    """Let the `ratio` measured last stand for `stood_s` seconds."""
    if ratio >= 1:
        return _add(policy, hold, ratio, stood_s)
    good_s = hold.good_s + stood_s if ratio < policy.clear_ratio else 0.0
    under_s = hold.under_s + stood_s
    better = Hold(good_s=good_s, under_s=under_s)
    if not hold.runs or corrected(policy, better):
        return better
    return replace(hold, lasted_s=hold.lasted_s + stood_s, good_s=good_s, under_s=under_s)


def _add(policy: HoldPolicy, hold: Hold, ratio: float, stood_s: float) -> Hold:
    """Add a span of the fault, joined to the one before if nothing came between."""
    start, end = hold.lasted_s, hold.lasted_s + stood_s
    runs = hold.runs
    if runs and hold.under_s == 0:
        start, runs = runs[-1][0], runs[:-1]
    recent = tuple(run for run in runs if run[1] > end - policy.hold_s)
    return replace(
        hold,
        lasted_s=end,
        counted_s=hold.counted_s + stood_s / policy.share,
        sum_s=hold.sum_s + ratio * stood_s,
        runs=(*recent, (start, end)),
        good_s=0.0,
        under_s=0.0,
    )
