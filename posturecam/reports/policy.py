"""Settings -> what a report depends on."""

from collections.abc import Mapping
from dataclasses import dataclass

from posturecam.core.insights.muscle_balance import BalancePolicy
from posturecam.core.insights.workplace_hints import HintPolicy
from posturecam.core.values import Cause
from posturecam.settings import Settings

MINUTE_S = 60.0

# From which figure on a hint for the workplace is given, where no setting says it; by judgement.
LOOKING_DOWN_SHARE = 0.4  # of the time at the desk: more than reading a page now and then
TURNED_SHARE = 0.25  # of the time at the desk: a second screen that is used a lot
OFF_CENTRE = 0.15  # picture widths from the middle
CAMERA_TILT_DEG = 20.0  # up or down
HEAD_TILT_DEG = 6.0  # on average, to one side
RAISED_SHARE = 0.15  # of the time in which it could be judged
BREAKS_TAKEN_SHARE = 0.34  # of the breaks that were due: a third or fewer
STILL_S = 3600.0  # in one position


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
        balance=BalancePolicy(report.much_share / 4, report.much_share, least_s),
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
        looking_down_share=LOOKING_DOWN_SHARE,
        distance_cm=hints.distance_cm,
        off_centre=OFF_CENTRE,
        yaw_deg=hints.yaw_deg,
        turned_share=TURNED_SHARE,
        camera_tilt_deg=CAMERA_TILT_DEG,
        head_tilt_deg=HEAD_TILT_DEG,
        raised_share=RAISED_SHARE,
        breaks_taken_share=BREAKS_TAKEN_SHARE,
        still_s=STILL_S,
        least_s=least_s,
    )
