"""Two figures of the same thing come from the same sum."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.history.dose import Dose, Exposure, Judged, Measure, Weighted
from posturecam.core.history.records import Hour
from posturecam.core.history.report_data import DAY_S, Period, ReportData
from posturecam.core.insights.trend import Angles
from posturecam.core.values import Cause
from posturecam.reports import fault_shares, headline, words
from posturecam.reports.amounts import percent_text
from posturecam.reports.figures_angle import spread_figure
from posturecam.reports.figures_cause import limits_figure
from posturecam.reports.findings import Findings, findings
from posturecam.reports.policy import policy_of
from posturecam.reports.style import Figure
from posturecam.settings import Settings
from posturecam.stretches.catalogue import load_catalogue
from tests.support.history_world import faults

MONDAY = 20_003


def hour(day: int, poor_s: float, judged_s: float, shoulders_s: float) -> Hour:
    held = (
        Exposure(Cause.FORWARD_HEAD, poor_s, 1.5 * poor_s),
        Exposure(Cause.ROUNDED_SHOULDERS, poor_s * shoulders_s / judged_s, poor_s),
    )
    total = Dose(
        good_s=judged_s - poor_s,
        poor_s=poor_s,
        judged=replace(Judged(*[judged_s] * 6), shoulders_s=shoulders_s),
        faults=faults(*held),
        sums={
            Measure.CVA: Weighted.of(-4, 2, judged_s),
            Measure.FSA: Weighted.of(4, 3, shoulders_s),
        },
    )
    return Hour(day, 9, "a", total)


def with_fsa(one: Hour, fsa: Weighted) -> Hour:
    return replace(one, total=replace(one.total, sums={**one.total.sums, Measure.FSA: fsa}))


def report_of(hours: tuple[Hour, ...]) -> Findings:
    """Minutes whose means never reach a limit, though the head was beyond it now and then."""
    seconds = sum(h.total.measured_s for h in hours)
    shoulders_s = sum(h.total.judged.shoulders_s for h in hours)
    end_s = (MONDAY + 7) * DAY_S
    data = ReportData(
        Period(end_s - 7 * DAY_S, end_s), (), hours, hours, ((-4, seconds),), ((4, shoulders_s),),
        (), (), (), (), (),
    )  # fmt: skip
    return findings(data, policy_of(Settings()), load_catalogue())


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.floats(3600, 20_000), st.floats(0.1, 1)),
        min_size=1,
        max_size=5,
    )
)
def test_every_share_of_a_fault_is_the_same(days: list[tuple[float, float, float]]) -> None:
    hours = tuple(
        hour(MONDAY + n, share * judged_s, judged_s, seen * judged_s)
        for n, (share, judged_s, seen) in enumerate(days)
    )
    found = report_of(hours)
    said = "\n".join(fault_shares.fault_sentences(found))

    for cause in (Cause.FORWARD_HEAD, Cause.ROUNDED_SHOULDERS):
        held_s = sum(e.held_s for h in hours for e in h.total.exposures if e.cause is cause)
        judged_s = sum(h.total.judged.of_cause(cause) for h in hours)
        assert fault_shares.share_of(found, cause) == pytest.approx(held_s / judged_s)
        share = f"({percent_text(fault_shares.share_of(found, cause))} of the judged time)"
        assert (share in said) or judged_s < found.policy.balance.least_s


def test_histogram_bars_and_sentences_agree(found: Findings, drawn: dict[str, Figure]) -> None:
    said = "\n".join(fault_shares.fault_sentences(found))
    shares = {name: share for name, share, *_ in drawn["limits"].rows}

    for name, fault in (("spread-cva", "head forward"), ("spread-fsa", "shoulders rounded")):
        (noted,) = re.findall(r"Beyond your limit: ([\d]+ %) of the judged time", drawn[name].note)
        assert noted == shares[fault]
        assert f"{fault.capitalize()}: " in said
        assert f"({noted} of the judged time)" in said
        assert f">{noted}</text>" in drawn["limits"].svg


def test_minutes_that_hide_excursions_do_not_deny_them() -> None:
    """37 % in one figure and 0 % in the other: the means of the minutes were within the limit."""
    found = report_of(tuple(hour(MONDAY + n, 0.37 * 7200, 7200, 7200) for n in range(3)))

    assert "Beyond your limit: 37 % of the judged time." in spread_figure(found, Angles.CVA).note
    assert limits_figure(found).rows[0][1] == "37 %"
    assert dict(words.overview(found))["Beyond a limit"].endswith("(37 %)")
    assert headline.number(found) == "37 %"


def test_the_headline_of_a_week_is_the_share_of_the_whole_period() -> None:
    found = report_of((hour(MONDAY, 1000, 4000, 4000), hour(MONDAY + 1, 3000, 5000, 5000)))

    share = found.total.poor_s / found.total.measured_s
    assert found.weeks.now.share == pytest.approx(share)
    assert headline.number(found) == "44 %"


def test_a_fault_that_was_hardly_judged_has_a_time_but_no_share() -> None:
    found = report_of((hour(MONDAY, 3600, 7200, 1800),))
    said = "\n".join(fault_shares.fault_sentences(found))

    assert "Shoulders rounded: 15 min; judged in 25 % of the time." in said
    assert [row[0] for row in limits_figure(found).rows] == ["head forward"]


def test_a_little_is_not_nothing() -> None:
    assert percent_text(0.0) == "0 %"
    assert percent_text(0.004) == "under 1 %"
    assert percent_text(0.006) == "1 %"
    found = report_of((hour(MONDAY, 10, 7200, 7200),))
    assert "(under 1 % of the judged time)" in next(iter(fault_shares.fault_sentences(found)))


def test_muscles_are_not_called_tight_while_their_angle_is_unknown() -> None:
    """Shoulders at 3.7 +- 10 degrees, judged as rounded for a third of the time."""
    hours = tuple(
        with_fsa(one, Weighted.of(3.7, 9.5, 7200))
        for one in (hour(MONDAY + n, 2400, 7200, 7200) for n in range(4))
    )
    found = report_of(hours)

    uncertain = {one.cause: one.enough for one in found.certainties}
    assert uncertain == {Cause.FORWARD_HEAD: True, Cause.ROUNDED_SHOULDERS: False}
    assert "pectorals" not in {f.muscle.value for f in found.balance}
    assert "doorway_chest_stretch" not in {item.exercise.key for item in found.programme}
    sure = tuple(with_fsa(one, Weighted.of(8, 2, 7200)) for one in hours)
    assert "pectorals" in {f.muscle.value for f in report_of(sure).balance}
