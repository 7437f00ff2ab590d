"""The side figure is what was measured, on the scale of the limits."""

from dataclasses import replace
from itertools import pairwise

import pytest

from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.core.values import Reading, Unseen, Why
from posturecam.monitor import Tick
from posturecam.settings import Settings
from posturecam.view.figure import SideFigure, figure_of
from posturecam.view.gauges import gauges
from posturecam.view.moment import Moment, message_of
from tests.support.companions import WELL
from tests.support.desk import UPRIGHT, ListedObservations, calibrated, sitting

RULES = rules_of(Settings())


def tick_of(**changes: float) -> Tick:
    observations = ListedObservations(sitting((3, UPRIGHT.moved(**changes))))
    return list(monitor.watch(observations, calibrated().profile, RULES, Nobody()))[-1]


@pytest.fixture(scope="module")
def upright() -> Tick:
    return tick_of()


def measured(tick: Tick) -> SideFigure:
    figure = figure_of(tick, RULES)
    assert figure is not None
    return figure


def changed(tick: Tick, **values: float | None) -> SideFigure:
    assert isinstance(tick.reading, Reading)
    return measured(replace(tick, reading=replace(tick.reading, **values)))


def test_a_head_pushed_forward_shows_as_far_as_gauge_and_headline_say() -> None:
    tick = tick_of(cva=-18)
    figure, (neck, shoulders, *_) = measured(tick), gauges(tick, RULES)

    assert figure.cva_change_deg is not None
    assert figure.cva_change_deg < -8
    assert (figure.cva_change_deg, figure.cva_sd_deg) == (neck.shown, neck.sd)
    assert (figure.fsa_change_deg, figure.fsa_sd_deg) == (shoulders.shown, shoulders.sd)
    assert (figure.cva_limit_deg, figure.fsa_limit_deg) == (8.0, 12.0)


def test_what_a_nod_or_a_shrug_explains_is_not_drawn(upright: Tick) -> None:
    nodding = changed(upright, cva_change_deg=-9.6, head_pitch_change_deg=30.0)
    assert nodding.cva_change_deg == pytest.approx(0.0)
    assert nodding.head_pitch_deg == 30.0
    shrugging = changed(upright, fsa_change_deg=14.0, shoulder_elevation_change_cm=2.0)
    assert shrugging.fsa_change_deg == pytest.approx(0.0)
    assert shrugging.shoulder_elevation_cm == 2.0


def test_a_slump_is_how_far_the_neck_has_sunk_beyond_sitting_back(upright: Tick) -> None:
    assert changed(upright, sink_cm=4.0, neck_ahead_cm=0.0).slump_cm == 4.0
    sat_back = changed(upright, sink_cm=4.0, neck_ahead_cm=-20.0).slump_cm
    assert sat_back is not None
    assert sat_back < 1.0
    assert changed(upright, trunk_lean_change_deg=7.0).trunk_lean_deg == 7.0


def test_what_was_not_measured_is_none(upright: Tick) -> None:
    bare = changed(upright, cva_change_deg=None, fsa_change_deg=None, sink_cm=None)
    assert (bare.cva_change_deg, bare.fsa_change_deg, bare.slump_cm) == (None, None, None)


def test_nobody_measured_has_no_figure(upright: Tick) -> None:
    unseen = replace(upright, reading=Unseen(3.0, Why.NOBODY))
    assert figure_of(unseen, RULES) is None
    assert message_of(Moment(WELL))["figure"] is None


def test_as_a_message_it_has_every_value_under_its_name(upright: Tick) -> None:
    row = message_of(Moment(WELL, figure=measured(upright)))["figure"]
    assert list(row) == [
        "cva_change_deg",
        "cva_sd_deg",
        "cva_limit_deg",
        "fsa_change_deg",
        "fsa_sd_deg",
        "fsa_limit_deg",
        "trunk_lean_deg",
        "head_pitch_deg",
        "shoulder_elevation_cm",
        "slump_cm",
    ]
    assert row["cva_limit_deg"] == 8.0


def test_it_follows_the_person() -> None:
    changes = [measured(tick_of(cva=-by)).cva_change_deg for by in (0, 8, 16)]
    assert all(a is not None and b is not None and b < a - 2 for a, b in pairwise(changes))
