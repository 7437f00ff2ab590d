"""The aims that were set, and what was reached."""

from collections.abc import Sequence

import numpy as np

from bench import report
from bench.bench import Bench
from bench.scores import coverage, error, forward_head_calls, rounded_calls, slope
from bench.table import Table
from posturecam.settings import Settings


def against_aims(bench: Bench, more: Sequence[Sequence[str]] = ()) -> str:
    """Give the table of aims with what was reached on the tapes, and `more` lines of it."""
    limits = Settings().limits
    guided, upright = bench.guided, bench.upright
    off, head = error(guided["cva"], guided["true_cva"]), _pure(guided)
    called = forward_head_calls(guided, guided["cva"] <= -limits.forward_head_deg)
    level = guided.where(guided["true_pitch"] < report.READING_DEG)
    named = forward_head_calls(level, report.with_cause(level, report.HEAD_CAUSES))
    rounded = rounded_calls(guided, guided["fsa"] >= limits.rounded_shoulders_deg)
    shoulder = error(guided["fsa"], guided["true_fsa"])
    rows = [
        ["error of CVA change, guided (rms, deg)", "2.8", report.number(off.rmse, 2)],
        ["the same, upright only", "3.2", report.number(_rmse(upright), 2)],
        ["bias (deg)", "within 1", report.number(off.bias, 2)],
        ["slope on pure forward head", "0.8", report.number(head, 2)],
        ["loss of 10 deg called, by angle", "90 %", report.percent(called.hits)],
        ["the same by verdict, of those not looking down", "90 %", report.percent(named.hits)],
        ["no change called, by angle", "under 3 %", report.fine_percent(called.false)],
        [
            "the same by verdict, of those not looking down",
            "under 3 %",
            report.fine_percent(named.false),
        ],
        ["error of FSA change where measurable (rms, deg)", "7", report.number(shoulder.rmse)],
        ["looks in which FSA is measured", "-", report.percent(shoulder.share)],
        ["acromion 2 cm forward called rounded", "70 %", report.percent(rounded.hits)],
        ["acromion within 0.7 cm called rounded", "under 5 %", report.fine_percent(rounded.false)],
        ["90 % intervals that hold the truth, CVA", "85 to 95 %", _held(guided, "cva")],
        ["90 % intervals that hold the truth, FSA", "85 to 95 %", _held(guided, "fsa")],
        *more,
    ]
    return "\n## In short\n\n" + report.table(("figure", "aim", "reached"), rows)


def _pure(observations: Table) -> float:
    pure = observations.where(observations["pose"] == "headfwd")
    return slope(pure["cva"], pure["true_cva"])


def _rmse(observations: Table) -> float:
    return error(observations["cva"], observations["true_cva"]).rmse


def _held(observations: Table, name: str) -> str:
    held = coverage(observations[name], observations[f"{name}_sd"], observations[f"true_{name}"])
    return report.percent(held) if np.isfinite(held) else "-"
