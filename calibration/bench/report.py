"""Tables of the report, as Markdown."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np

from bench.alerts import Alarms
from bench.clips import Series
from bench.scores import (
    Calls,
    coverage,
    error,
    forward_head_calls,
    rounded_calls,
    slope,
)
from bench.table import Table

ROUNDED_CAUSES = ("rounded_shoulders",)
HEAD_CAUSES = ("forward_head", "slump")
READING_DEG = 12.0  # a head bent down further is reading, which is no fault


def table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Make a Markdown table; the first column is text, the others align right."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def number(value: float, digits: int = 1) -> str:
    """Write a number, or a dash where there is none."""
    return f"{value:.{digits}f}" if np.isfinite(value) else "-"


def percent(value: float) -> str:
    """Write a share as a percentage, or a dash where there is none."""
    return f"{100 * value:.0f} %" if np.isfinite(value) else "-"


def fine_percent(value: float) -> str:
    """Write a small share with one decimal."""
    return f"{100 * value:.1f} %" if np.isfinite(value) else "-"


METHOD_HEADS = (
    *("measure", "looks measured", "error (rms, deg)", "bias (deg)"),
    *("slope on head forward", "90 % intervals hold", "hits", "false calls"),
)


def method_row(name: str, observations: Table, limit_deg: float) -> list[str]:
    """One measure of CVA change in one line."""
    off = error(observations["cva"], observations["true_cva"])
    pure = observations.where(observations["pose"] == "headfwd")
    called = forward_head_calls(observations, observations["cva"] <= -limit_deg)
    held = (
        coverage(observations["cva"], observations["cva_sd"], observations["true_cva"])
        if _has_sd(observations)
        else np.nan
    )
    return [
        name,
        percent(off.share),
        number(off.rmse, 2),
        number(off.bias, 1),
        number(slope(pure["cva"], pure["true_cva"]), 2),
        percent(held),
        percent(called.hits),
        fine_percent(called.false),
    ]


def with_cause(observations: Table, causes: Sequence[str]) -> Any:
    """Tell which looks were judged to have any of `causes`."""
    wanted = set(causes)
    return np.array([bool(wanted & set(text.split("+"))) for text in observations["causes"]], bool)


def calls_row(name: str, found: Calls) -> list[str]:
    """One way of calling in one line."""
    return [
        name,
        f"{percent(found.hits)} of {found.present}",
        f"{fine_percent(found.false)} of {found.absent}",
    ]


def movement_rows(observations: Table, limit_deg: float) -> list[list[str]]:
    """Each movement in one line."""
    rows = []
    for pose in sorted(set(observations["pose"])):
        part = observations.where(observations["pose"] == pose)
        seen = part.where(np.isfinite(part["cva"]))
        off = error(part["cva"], part["true_cva"])
        called = percent(float((seen["cva"] <= -limit_deg).mean())) if len(seen) else "-"
        named = with_cause(seen, HEAD_CAUSES).mean() if len(seen) else np.nan
        means = [number(float(seen[name].mean())) for name in ("true_cva", "cva")]
        row = [pose, percent(off.share), *means, number(off.rmse), number(off.bias)]
        rows.append([*row, called, percent(float(named))])
    return rows


def shoulder_rows(observations: Table) -> list[list[str]]:
    """Forward shoulder angle: all that is known, in two columns."""
    off = error(observations["fsa"], observations["true_fsa"])
    able = observations.where(observations["able"].astype(bool))
    travel = rounded_calls(observations, observations["fsa"] >= 12)
    named = rounded_calls(observations, with_cause(observations, ROUNDED_CAUSES))
    people = set(able["body"])
    measured = observations.where(np.isfinite(observations["fsa"]))
    mean = float(np.sqrt(np.var(measured["true_fsa"]))) if len(measured) else np.nan
    return [
        ["sessions whose profile says measurable", percent(float(observations["able"].mean()))],
        ["people measurable with at least one camera", f"{len(people)} of 32"],
        ["looks measured, of all", percent(off.share)],
        ["error of FSA change (rms, deg)", number(off.rmse, 1)],
        ["the same if always the mean were told", number(mean, 1)],
        ["bias (deg)", number(off.bias, 1)],
        [
            "90 % intervals hold",
            percent(
                coverage(observations["fsa"], observations["fsa_sd"], observations["true_fsa"])
            ),
        ],
        ["acromion forward >= 2 cm: angle beyond 12 deg", _both(travel)],
        ["acromion forward >= 2 cm: verdict names rounded shoulders", _both(named)],
    ]


def side_row(name: str, observations: Table) -> list[str]:
    """One movement seen from the side in one line."""
    off = error(observations["cva"], observations["true_cva"])
    held = coverage(observations["cva"], observations["cva_sd"], observations["true_cva"])
    mean = float(observations["true_cva"].mean())
    return [name, number(mean), number(off.rmse), number(off.bias), percent(held)]


SERIES_HEADS: Final = (
    *("clip", "measured", "largest true change", "error (rms, deg)", "bias"),
    *("slope", "90 % intervals hold"),
)


def series_row(one: Series) -> list[str]:
    """One clip in one line."""
    off = error(one.cva, one.true_cva)
    return [
        one.name + (f" ({one.problem})" if one.problem else ""),
        percent(off.share),
        number(float(one.true_cva.min())),
        number(off.rmse),
        number(off.bias),
        number(slope(one.cva, one.true_cva), 2),
        percent(coverage(one.cva, one.cva_sd, one.true_cva)),
    ]


def alarm_row(one: Alarms) -> list[str]:
    """One recording of real people in one line."""
    if one.refused:
        return [one.name, f"not calibrated: {one.refused}", "-", "-"]
    alerts = ", ".join(f"{cause} {count}" for cause, count in one.alerts) or "none"
    poor = one.poor / one.observations if one.observations else np.nan
    return [one.name, percent(one.measured / max(one.observations, 1)), percent(poor), alerts]


def pooled(series: Sequence[Series]) -> float:
    """Error over all looks of several clips."""
    cva = np.concatenate([one.cva for one in series])
    return error(cva, np.concatenate([one.true_cva for one in series])).rmse


def _has_sd(observations: Table) -> bool:
    return "cva_sd" in observations.columns


def _both(found: Calls) -> str:
    called = f"{percent(found.hits)} of {found.present}"
    return f"{called}; falsely {fine_percent(found.false)} of {found.absent} within 0.7 cm"
