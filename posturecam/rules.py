"""Settings -> the policies of the core."""

from posturecam.core.alerting import AlertPolicy
from posturecam.core.assessment import Tolerances
from posturecam.core.breaks import BreakPolicy
from posturecam.core.holds import HoldPolicy
from posturecam.core.movement import MovementPolicy
from posturecam.core.presence import PresencePolicy
from posturecam.core.quiet import QuietPolicy
from posturecam.core.sampling import SamplingPolicy
from posturecam.settings import Settings

MINUTE_S = 60.0
LOOK_STANDS_S = 5.0  # one look says nothing about what comes later
BACK_AFTER_S = 1.0  # one look at somebody who passes by is no return


def tolerances(settings: Settings) -> Tolerances:
    """Return the limit of each fault."""
    limits = settings.limits
    return Tolerances(
        forward_head_deg=limits.forward_head_deg,
        rounded_shoulders_deg=limits.rounded_shoulders_deg,
        slump_cm=limits.slump_cm,
        slump_lean_deg=limits.slump_lean_deg,
        leaning_in_deg=limits.leaning_in_deg,
        raised_shoulders_cm=limits.raised_shoulders_cm,
        head_tilt_deg=limits.head_tilt_deg,
        too_close_cm=limits.too_close_cm,
    )


def alert_policy(settings: Settings) -> AlertPolicy:
    """Return how patient the alerts and the break reminders are."""
    alerts = settings.alerts
    return AlertPolicy(
        holds=HoldPolicy(
            hold_s=alerts.hold_s,
            share=alerts.share,
            clear_ratio=alerts.clear_ratio,
            clear_s=alerts.clear_s,
            forgive_s=alerts.forgive_s,
            look_stands_s=LOOK_STANDS_S,
            card_s=alerts.card_s,
        ),
        quiet=QuietPolicy(
            cooldown_s=alerts.cooldown_s,
            least_s=alerts.hold_s,
            max_per_hour=alerts.max_per_hour,
            reset_s=alerts.reset_s,
        ),
        presence=PresencePolicy(away_after_s=alerts.away_s, back_after_s=BACK_AFTER_S),
        breaks=_break_policy(settings),
        movement=movement_policy(settings),
        still_s=settings.limits.still_too_long_min * MINUTE_S,
    )


def movement_policy(settings: Settings) -> MovementPolicy:
    """Return what counts as a change of position."""
    breaks = settings.breaks
    return MovementPolicy(
        angle_deg=breaks.moved_deg,
        shift_cm=breaks.moved_cm,
        settle_s=breaks.moved_s,
        away_s=settings.alerts.away_s,
    )


def sampling_policy(settings: Settings) -> SamplingPolicy:
    """Return how often to look."""
    sampling = settings.sampling
    return SamplingPolicy(
        looks_per_s=sampling.looks_per_s,
        calm_s=sampling.calm_every_s,
        away_s=sampling.away_every_s,
        settle_s=sampling.calm_after_s,
        near=sampling.calm_below,
    )


def _break_policy(settings: Settings) -> BreakPolicy:
    breaks = settings.breaks
    return BreakPolicy(
        every_s=breaks.every_min * MINUTE_S,
        away_s=breaks.away_min * MINUTE_S,
        again_s=breaks.again_min * MINUTE_S,
        stirred_s=breaks.moved_min * MINUTE_S,
    )
