from dataclasses import replace

import numpy as np
import pytest
from bench import report
from bench.aims import against_aims
from bench.bench import Bench
from bench.run import measured, others_measured, same_for_all
from bench.sessions import Session, load_sessions
from bench.table import Table

from posturecam.core.values import Pose


@pytest.fixture(scope="module")
def two() -> list[Session]:
    return list(load_sessions()[10:12])


@pytest.fixture(scope="module")
def guided(two: list[Session]) -> Table:
    return measured(two, None)


def test_every_look_of_the_test_blocks_has_a_row(guided: Table) -> None:
    assert len(guided) == 50
    assert np.isfinite(guided["cva"]).mean() > 0.8


def test_the_program_is_nearer_to_the_truth_than_saying_nothing(guided: Table) -> None:
    seen = guided.where(np.isfinite(guided["cva"]))
    off, size = seen["cva"] - seen["true_cva"], seen["true_cva"]

    assert np.sqrt(np.square(off).mean()) < 0.7 * np.sqrt(np.square(size).mean())


def test_a_refused_calibration_measures_nothing(two: list[Session]) -> None:
    blind = [replace(raw, landmarks=None) for raw in two[0].raws]

    observations = measured([replace(two[0], raws=tuple(blind))], ())

    assert observations["refused"].all()
    assert np.isnan(observations["cva"]).all()


def test_each_session_ticks_once(two: list[Session]) -> None:
    ticks = []

    measured(two, (), tick=lambda: ticks.append(1))

    assert len(ticks) == 2


def test_others_measure_the_same_looks(two: list[Session], guided: Table) -> None:
    theirs = others_measured([two[0], replace(two[1], body=99)])

    assert all(len(observations) == len(guided) for observations in theirs.values())
    seen = [
        isinstance(observation, Pose)
        for one in two
        for observation in np.array(one.observations())[one.tests()]
    ]
    assert all(
        np.isfinite(observations["raw"]).tolist() == seen for observations in theirs.values()
    )


def test_the_report_has_a_line_for_each_aim_and_movement(guided: Table, tmp_path) -> None:
    bench = Bench((), same_for_all, left_out=False, plots=tmp_path, guided=guided, upright=guided)

    assert against_aims(bench).count("\n| ") == 16
    assert len(report.movement_rows(guided, 8)) == len(set(guided["pose"]))
    assert len(report.shoulder_rows(guided)) == 9


def test_numbers_that_are_not_there_are_dashes() -> None:
    nan = float("nan")

    assert report.number(nan) == "-"
    assert report.percent(nan) == "-"
    assert report.fine_percent(nan) == "-"
    assert report.table(("a", "b"), [("x", 1)]) == "| a | b |\n| --- | ---: |\n| x | 1 |\n"


def test_a_verdict_counts_if_any_of_its_causes_is_wanted() -> None:
    observations = Table({"causes": np.array(["", "forward_head+slump", "head_tilt"])})

    assert report.with_cause(observations, ("slump",)).tolist() == [False, True, False]
