"""Everything that a report says, worked out once for all its forms."""

import math
from dataclasses import dataclass

from posturecam.core.history.dose import Dose
from posturecam.core.history.records import Origin
from posturecam.core.history.report_data import ReportData
from posturecam.core.history.totals import Breaks, Effect, breaks_taken, effect, total
from posturecam.core.insights.certainty import Certainty, certainties
from posturecam.core.insights.muscle_balance import Finding, balance
from posturecam.core.insights.trend import Angles, Progress, progress
from posturecam.core.insights.week_comparison import Comparison, compare_weeks
from posturecam.core.insights.workplace_hints import Hint, hints
from posturecam.reports.policy import ReportPolicy
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.programme import Item, programme


@dataclass(frozen=True, slots=True)
class Findings:
    """A period of the history, and what follows from it."""

    report_data: ReportData
    policy: ReportPolicy
    total: Dose
    effect: Effect
    breaks: Breaks
    cva: Progress
    fsa: Progress
    balance: tuple[Finding, ...]
    hints: tuple[Hint, ...]
    programme: tuple[Item, ...]
    weeks: Comparison
    certainties: tuple[Certainty, ...]

    @property
    def simulated(self) -> bool:
        """Whether any sitting was made up."""
        return any(sitting.origin is Origin.SIMULATED for sitting in self.report_data.sittings)


def findings(
    report_data: ReportData,
    policy: ReportPolicy,
    catalogue: Catalogue,
    camera_tilt_deg: float | None = None,
) -> Findings:
    """Work out what `report_data` amounts to."""
    summed = total(report_data.hours)
    pauses = breaks_taken(report_data.breaks)
    known = certainties(report_data.hours, policy.angle_limits)
    uncertain = {one.cause for one in known if not one.enough}
    muscles = balance(policy.balance, summed.exposures, summed.judged, uncertain)
    return Findings(
        report_data=report_data,
        policy=policy,
        total=summed,
        effect=effect([dated.alert for dated in report_data.alerts], policy.followed_within_s),
        breaks=pauses,
        cva=progress(Angles.CVA, report_data.longer),
        fsa=progress(Angles.FSA, report_data.longer),
        balance=muscles,
        hints=hints(policy.hints, summed, pauses, camera_tilt_deg),
        programme=programme(muscles, catalogue),
        weeks=_weeks(report_data, policy),
        certainties=known,
    )


def _weeks(report_data: ReportData, policy: ReportPolicy) -> Comparison:
    """Compare the latest days of the period, a week at most, with the week before them."""
    hours = report_data.hours
    last_day = hours[-1].day if hours else 0
    days = math.ceil(report_data.period.days)
    return compare_weeks(report_data.longer, last_day, days, policy.balance.least_s)
