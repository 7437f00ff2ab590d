"""When to keep quiet: after an alert, while snoozed, and when the hour has had its share."""

from dataclasses import dataclass, replace

MOST_DOUBLINGS = 2  # of the silence: 10 minutes grow to 20 and to 40
HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class QuietPolicy:
    """Silence in seconds."""

    cooldown_s: float  # after an alert; doubled when it was ignored or dismissed
    least_s: float  # after an alert, however short the cool-down
    max_per_hour: int
    reset_s: float  # good posture for so long brings the cool-down back to its first length


@dataclass(frozen=True, slots=True)
class Quiet:
    """What was said lately, and how it was taken."""

    told_t: tuple[float, ...] = ()  # alerts of the last hour
    silent_from_t: float | None = None  # when the present silence began
    doublings: int = 0
    dismissed: bool = False  # the last alert
    corrected: bool = True  # since the last alert
    snoozed_until_t: float | None = None


def silent_until_t(policy: QuietPolicy, quiet: Quiet) -> float:
    """Return the end of the silence after the last alert."""
    if quiet.silent_from_t is None:
        return float("-inf")
    silence_s = policy.cooldown_s * 2.0**quiet.doublings
    return quiet.silent_from_t + max(silence_s, policy.least_s)


def may_tell(policy: QuietPolicy, quiet: Quiet, t: float) -> bool:
    """Whether an alert may be given at `t`, the silence after the last one aside."""
    lately = [told for told in quiet.told_t if told > t - HOUR_S]
    return quiet.snoozed_until_t is None and len(lately) < policy.max_per_hour


def tell(quiet: Quiet, t: float) -> Quiet:
    """Note an alert; if the one before was ignored, the silence doubles."""
    ignored = not quiet.corrected and not quiet.dismissed
    return replace(
        grow_louder(quiet, t),
        silent_from_t=t,
        doublings=min(quiet.doublings + ignored, MOST_DOUBLINGS),
        dismissed=False,
        corrected=False,
    )


def grow_louder(quiet: Quiet, t: float) -> Quiet:
    """Note the repetition of an alert within its silence."""
    lately = tuple(told for told in quiet.told_t if told > t - HOUR_S)
    return replace(quiet, told_t=(*lately, t))


def dismiss(quiet: Quiet) -> Quiet:
    """Double the silence: the user has seen the alert and wants none of it."""
    if quiet.silent_from_t is None or quiet.dismissed or quiet.corrected:
        return quiet
    doublings = min(quiet.doublings + 1, MOST_DOUBLINGS)
    return replace(quiet, dismissed=True, doublings=doublings)


def correct(policy: QuietPolicy, quiet: Quiet, good_s: float) -> Quiet:
    """Bring the silence back to its first length once good posture has lasted."""
    if good_s < policy.reset_s:
        return quiet
    return replace(quiet, doublings=0, corrected=True)
