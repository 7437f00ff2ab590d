"""One number and one sentence."""

from dataclasses import replace

import pytest

from posturecam.core.insights.week_comparison import Comparison, Difference, Span
from posturecam.reports import headline
from posturecam.reports.findings import Findings

MONDAY = 20_003
HOURS_10_S = 36_000.0
FALL = ", down by 8 percentage points from the 7 days before (33 %), which is more than days differ"
RISE = ", up by 1 percentage point from the 7 days before (24 %), which is more than days differ"


def span(share: float, first: int = MONDAY, days: int = 7, judged_s: float = HOURS_10_S) -> Span:
    return Span(first, first + days - 1, share * judged_s, judged_s, 5)


def told(
    found: Findings, now: Span, before: float = 0.33, difference: Difference = Difference.LESS
) -> Findings:
    return replace(found, weeks=Comparison(now, span(before, MONDAY - 7), difference, 0.05))


@pytest.mark.parametrize(
    ("before", "difference", "end"),
    [
        (0.33, Difference.LESS, f"{FALL} by chance."),
        (0.24, Difference.MORE, f"{RISE} by chance."),
        (
            0.29,
            Difference.SAME,
            ", no clear change from the 7 days before (29 %): days differ by as much by chance.",
        ),
        (
            0.29,
            Difference.RECALIBRATED,
            "; there is no comparison with the 7 days before because you calibrated again.",
        ),
        (
            0.29,
            Difference.TOO_LITTLE,
            "; a comparison with the 7 days before takes 2 measured days in both.",
        ),
    ],
)
def test_every_comparison_in_one_sentence(
    found: Findings, before: float, difference: Difference, end: str
) -> None:
    week = told(found, span(0.25), before, difference)

    assert headline.number(week) == "25 %"
    assert headline.label(week) == "of the judged time beyond your limits"
    start = "In the 7 days to 13 Oct 2024 you were beyond your limits for 25 % of the judged time"
    assert headline.sentence(week) == start + end


def test_a_single_day_and_a_few(found: Findings) -> None:
    assert headline.sentence(told(found, span(0.25, days=1))).startswith("On 7 Oct 2024 you were")
    three = headline.sentence(told(found, span(0.25, days=3)))
    assert three.startswith("In the 3 days to 9 Oct 2024 you were")


def test_the_least_time_is_that_of_the_setting(found: Findings) -> None:
    least_s = found.policy.balance.least_s

    assert headline.number(told(found, span(0.25, judged_s=least_s))) == "25 %"
    little = told(found, span(0.25, judged_s=least_s - 60))
    assert headline.number(little) == "59 min"
    assert headline.sentence(little).endswith("appears after 1 more minute of measured time.")


def test_nothing_judged_has_no_share_even_without_a_least_time(found: Findings) -> None:
    free = replace(
        found, policy=replace(found.policy, balance=replace(found.policy.balance, least_s=0.0))
    )

    assert headline.number(told(free, span(0.0, judged_s=0.0))) == "0 s"
    assert headline.number(told(free, span(0.5, judged_s=10.0))) == "50 %"
