"""One number and one sentence: how much went beyond the limits, against the week before."""

from posturecam.core.insights.trend import LEAST_DAYS
from posturecam.core.insights.week_comparison import Comparison, Difference, Span
from posturecam.reports.amounts import count_text, percent_text, time_text
from posturecam.reports.findings import Findings
from posturecam.reports.least_data import Unit, amount_text
from posturecam.reports.progress_text import day_text

TOO_LITTLE = "judged, which is too little for a share"
SHARE = "{when} you were beyond your limits for {share} of the judged time"
LITTLE = (
    "{when} posture could be judged for {judged}; the share beyond your limits appears after "
    "{missing}."
)
TEXTS = {
    Difference.LESS: (
        ", down by {points} from the 7 days before ({before} %), which is more than days differ by "
        "chance."
    ),
    Difference.MORE: (
        ", up by {points} from the 7 days before ({before} %), which is more than days differ by "
        "chance."
    ),
    Difference.SAME: (
        ", no clear change from the 7 days before ({before} %): days differ by as much by chance."
    ),
    Difference.RECALIBRATED: (
        "; there is no comparison with the 7 days before because you calibrated again."
    ),
    Difference.TOO_LITTLE: (
        f"; a comparison with the 7 days before takes {LEAST_DAYS} measured days in both."
    ),
}


def number(found: Findings) -> str:
    """Return the share beyond the limits, or the judged time while that is too little."""
    now = found.weeks.now
    return percent_text(now.share) if _enough(found) else time_text(now.judged_s)


def label(found: Findings) -> str:
    """Say in a few words what the number is."""
    return "of the judged time beyond your limits" if _enough(found) else TOO_LITTLE


def sentence(found: Findings) -> str:
    """Say how much went beyond the limits, and how that compares with the week before."""
    weeks = found.weeks
    when = _when(weeks.now)
    if not _enough(found):
        judged_s = weeks.now.judged_s
        missing = amount_text(Unit.TIME, found.policy.balance.least_s - judged_s)
        return LITTLE.format(when=when, judged=time_text(judged_s), missing=missing)
    share = percent_text(weeks.now.share)
    return f"{SHARE.format(when=when, share=share)}{_against(weeks)}"


def _enough(found: Findings) -> bool:
    judged_s = found.weeks.now.judged_s
    return judged_s > 0 and judged_s >= found.policy.balance.least_s


def _against(weeks: Comparison) -> str:
    points = count_text(abs(weeks.points), "percentage point")
    return TEXTS[weeks.difference].format(points=points, before=weeks.before.percent)


def _when(span: Span) -> str:
    days = span.last_day - span.first_day + 1
    last = day_text(span.last_day)
    if days == 1:
        return f"On {last}"
    return f"In the {days} days to {last}"
