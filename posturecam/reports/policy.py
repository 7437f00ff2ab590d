"""Settings -> what a report depends on."""

from collections.abc import Mapping
from dataclasses import dataclass

from posturecam.core.insights.muscle_balance import BalancePolicy
from posturecam.core.insights.workplace_hints import HintPolicy
from posturecam.core.values import Cause
from posturecam.settings import Settings

MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class ReportPolicy:
    """The limits are those of the alerts; 0 stands for a fault that is switched off."""

    balance: BalancePolicy
    hints: HintPolicy
    followed_within_s: float
    cva_limit_deg: float
    fsa_limit_deg: float
    trunk: bool = True  # whether slumping or leaning in is to be judged

    @property
    def angle_limits(self) -> Mapping[Cause, float]:
        """The limit of every fault that rests on an angle, deg; 0 where it is switched off."""
        return {
            Cause.FORWARD_HEAD: self.cva_limit_deg,
            Cause.ROUNDED_SHOULDERS: self.fsa_limit_deg,
        }


def policy_of(settings: Settings) -> ReportPolicy:
    """Return what a report under `settings` depends on."""
    report, limits = settings.report, settings.limits
    least_s = report.least_min * MINUTE_S
    return ReportPolicy(
        balance=BalancePolicy(report.some_share, report.much_share, least_s),
        hints=_hints(settings, least_s),
        followed_within_s=report.followed_within_s,
        cva_limit_deg=limits.forward_head_deg,
        fsa_limit_deg=limits.rounded_shoulders_deg,
        trunk=max(limits.slump_cm, limits.slump_lean_deg, limits.leaning_in_deg) > 0,
    )


def _hints(settings: Settings, least_s: float) -> HintPolicy:
    hints = settings.hints
    return HintPolicy(
        pitch_deg=hints.pitch_deg,
        looking_down_share=hints.looking_down_share,
        distance_cm=hints.distance_cm,
        off_centre=hints.off_centre,
        yaw_deg=hints.yaw_deg,
        turned_share=hints.turned_share,
        camera_tilt_deg=hints.camera_tilt_deg,
        head_tilt_deg=hints.head_tilt_deg,
        raised_share=hints.raised_share,
        breaks_taken_share=hints.breaks_taken_share,
        still_s=hints.still_min * MINUTE_S,
        least_s=least_s,
    )
