"""All figures that the data of a report carry."""

from collections.abc import Callable, Iterator

from posturecam.core.insights.trend import Angles
from posturecam.reports import fault_shares, words
from posturecam.reports.figures_angle import spread_figure, trend_figure
from posturecam.reports.figures_cause import alerts_figure, limits_figure, pain_figure
from posturecam.reports.figures_day import day_figure
from posturecam.reports.figures_time import days_figure, heat_figure
from posturecam.reports.findings import Findings
from posturecam.reports.least_data import enough
from posturecam.reports.style import Figure


def figures(found: Findings) -> Iterator[Figure]:
    """Give every figure that there are enough data for, in the order of the report."""
    data = found.report_data
    if fault_shares.shared_faults(found):
        yield limits_figure(found)
    if data.last_day and data.hours:
        offset_s, period = words.local_offset_s(found), data.period
        ends = period.since_s + offset_s, period.until_s + offset_s
        day = day_figure(data.last_day, data.hours, *ends)
        yield from (day,) if day else ()
    yield from (draw() for name, draw in _gated(found).items() if enough(found, name))


def _gated(found: Findings) -> dict[str, Callable[[], Figure]]:
    """Return the figures that wait for their least amount of data alone."""
    data = found.report_data
    return {
        "heat": lambda: heat_figure(data.hours),
        "days": lambda: days_figure(data.hours),
        "spread-cva": lambda: spread_figure(found, Angles.CVA),
        "trend-cva": lambda: trend_figure(found, found.cva),
        "spread-fsa": lambda: spread_figure(found, Angles.FSA),
        "trend-fsa": lambda: trend_figure(found, found.fsa),
        "alerts": lambda: alerts_figure(found),
        "pain": lambda: pain_figure(data.hours, data.pain, words.local_offset_s(found)),
    }
