"""When to keep quiet: after an alert, while snoozed, and when the hour has had its share."""

from dataclasses import dataclass, replace

MOST_DOUBLINGS = 2  # of the silence, by judgement: 10 minutes grow to 20 and to 40
HOUR_S = 3600.0  # the hour of `max_per_hour`


@dataclass(frozen=True, slots=True)
class CooldownPolicy:
    """Silence in seconds."""

    cooldown_s: float  # after an alert; doubled when it was ignored or dismissed
    least_s: float  # after an alert, however short the cool-down
    max_per_hour: int
    reset_s: float  # of good posture that bring the cool-down back to its first length


@dataclass(frozen=True, slots=True)
class Cooldown:
    """What was said lately, and how it was taken."""

    alerted_t: tuple[float, ...] = ()  # alerts of the last hour
    silent_from_t: float | None = None  # when the present silence began
    doublings: int = 0
    dismissed: bool = False  # the last alert, or followed
    corrected: bool = True  # since the last alert
    snoozed_until_t: float | None = None


def silent_until_t(policy: CooldownPolicy, cooldown: Cooldown) -> float:
    """Return the end of the silence after the last alert."""
    if cooldown.silent_from_t is None:
        return float("-inf")
    silence_s = policy.cooldown_s * 2.0**cooldown.doublings
    return cooldown.silent_from_t + max(silence_s, policy.least_s)


def may_notify(policy: CooldownPolicy, cooldown: Cooldown, t: float) -> bool:
    """Whether an alert may be given at `t`, the silence after the last one aside."""
    lately = [reported for reported in cooldown.alerted_t if reported > t - HOUR_S]
    return cooldown.snoozed_until_t is None and len(lately) < policy.max_per_hour


def notify(cooldown: Cooldown, t: float) -> Cooldown:
    """Note an alert; if the one before was ignored, the silence doubles."""
    ignored = not cooldown.corrected and not cooldown.dismissed
    return replace(
        grow_louder(cooldown, t),
        silent_from_t=t,
        doublings=min(cooldown.doublings + ignored, MOST_DOUBLINGS),
        dismissed=False,
        corrected=False,
    )


def grow_louder(cooldown: Cooldown, t: float) -> Cooldown:
    """Note the repetition of an alert within its silence."""
    lately = tuple(reported for reported in cooldown.alerted_t if reported > t - HOUR_S)
    return replace(cooldown, alerted_t=(*lately, t))


def dismiss(cooldown: Cooldown) -> Cooldown:
    """Double the silence: the user has seen the alert and wants none of it."""
    if cooldown.silent_from_t is None or cooldown.dismissed or cooldown.corrected:
        return cooldown
    doublings = min(cooldown.doublings + 1, MOST_DOUBLINGS)
    return replace(cooldown, dismissed=True, doublings=doublings)


def follow_up(cooldown: Cooldown) -> Cooldown:
    """Note that the alert was followed: it is not repeated, and the silence is not doubled."""
    return cooldown if cooldown.silent_from_t is None else replace(cooldown, dismissed=True)


def correct(policy: CooldownPolicy, cooldown: Cooldown, good_s: float) -> Cooldown:
    """Bring the silence back to its first length once good posture has lasted."""
    if good_s < policy.reset_s or (cooldown.corrected and not cooldown.doublings):
        return cooldown
    return replace(cooldown, doublings=0, corrected=True)
