"""The chapters of RESULTS.md that need the recordings beside the project."""

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from bench import plots, report, texts
from bench.alerts import Alarms, alarms
from bench.bench import Bench
from bench.clips import Series, follow_clip
from bench.photos import photo_row, photographs
from bench.recordings import RATES, SIZES, Variant, real_footage, rendered_clips
from posturecam.settings import Settings

WINDOW_S: Final = Settings().smoothing.window_s
WINDOWS_S: Final = (0.0, 0.5, 1.0, 2.0, 4.0)
SIDE: Final = ("_side", "_q34")
STILL: Final = "still"


@cache
def usual_series() -> tuple[Series, ...]:
    """Follow every rendered clip as by default."""
    return tuple(follow_clip(clip, WINDOW_S) for clip in rendered_clips())


@cache
def all_alarms() -> tuple[Alarms, ...]:
    """Watch every recording of real people."""
    return tuple(alarms(clip) for clip in real_footage())


def aim_rows() -> list[list[str]]:
    """Give the lines of the table of aims that need the recordings."""
    rows = []
    if usual_series():
        front, side = _errors(usual_series())
        rows.append(["clips over time, frontal: error of CVA change (rms, deg)", "3.0", front])
        rows.append(["the same, side and three-quarter", "2.5", side])
    if all_alarms():
        alerts, hours = _heard(all_alarms())
        per_hour = f"{report.number(alerts / hours, 2)} in {report.number(hours)} h"
        rows.append(["alerts an hour on real upright people", "0", per_hour])
    return rows


def clips(bench: Bench) -> str:
    """The rendered clips as time series."""
    series = usual_series()
    if not series:
        return texts.CLIPS + texts.NO_RECORDINGS
    plots.clips(series, bench.plots)
    rows = [report.series_row(one) for one in series]
    front, side = _errors(series)
    both = f"\nTogether: frontal {front} deg, side and three-quarter {side} deg.\n"
    return texts.CLIPS + report.table(report.SERIES_HEADS, rows) + both + texts.CLIPS_PLOT


def footage(_bench: Bench) -> str:
    """False alarms on real people."""
    found = all_alarms()
    if not found:
        return texts.FOOTAGE + texts.NO_RECORDINGS
    heads = ("recording", "looks measured", "looks judged poor", "alerts")
    rows = [report.alarm_row(one) for one in found]
    return texts.FOOTAGE + report.table(heads, rows) + _rate(found)


def photos(_bench: Bench) -> str:
    """Real people from the side."""
    found = list(photographs())
    if not found:
        return texts.PHOTOS + texts.NO_RECORDINGS
    heads = ("photograph", "against", "ear-shoulder line, deg", "measured change of CVA, deg")
    return texts.PHOTOS + report.table(heads, [photo_row(one) for one in found])


def ways_of_looking(bench: Bench) -> str:
    """Smoothing, looks a second and picture sizes."""
    usual = list(rendered_clips())
    if not usual:
        return texts.LOOKING + texts.NO_RECORDINGS
    by_window = {w: [follow_clip(clip, w) for clip in usual] for w in WINDOWS_S}
    rows = [[f"4 looks a second, median over {w:g} s", *_numbers(s)] for w, s in by_window.items()]
    plots.smoothing({w: (scatter(s), _pooled(s)) for w, s in by_window.items()}, bench.plots)
    for variant in RATES:
        pairs = zip(rendered_clips(variant), usual, strict=False)
        rows.append(
            [_described(variant), *_numbers([follow_clip(a, WINDOW_S, b) for a, b in pairs])]
        )
    for variant in SIZES[1:]:
        series = [follow_clip(clip, WINDOW_S) for clip in rendered_clips(variant)]
        rows.append([_described(variant), *_numbers(series)])
    heads = ("looked at", "frontal (rms, deg)", "side, three-quarter", "scatter sitting still")
    return texts.LOOKING + report.table(heads, rows) + texts.SMOOTHING_PLOT


def scatter(series: Sequence[Series]) -> float:
    """Scatter about the truth while sitting still, as a standard deviation (deg)."""
    off = [one.cva - one.true_cva for one in series if one.name.startswith(STILL)]
    return float(np.nanstd(np.concatenate(off))) if off else np.nan


def _numbers(series: Sequence[Series]) -> list[str]:
    return [*_errors(series), report.number(scatter(series), 2)] if series else ["-", "-", "-"]


def _errors(series: Sequence[Series]) -> tuple[str, str]:
    side = [one for one in series if one.name.endswith(SIDE)]
    front = [one for one in series if not one.name.endswith(SIDE)]
    return report.number(_pooled(front), 2), report.number(_pooled(side), 2)


def _pooled(series: Sequence[Series]) -> float:
    return report.pooled(series) if series else np.nan


def _described(variant: Variant) -> str:
    rate = f"{1 / variant.every_s:g}" if variant.every_s else "10"
    size = f"{round(640 * variant.scale)}x{round(480 * variant.scale)}"
    return f"{rate} looks a second, {size}, median over {WINDOW_S:g} s"


def _heard(found: Sequence[Alarms]) -> tuple[int, float]:
    """Count the alerts, and the hours that were played."""
    alerts = sum(count for one in found for _, count in one.alerts)
    return alerts, sum(one.played_s for one in found) / 3600


def _rate(found: Sequence[Alarms]) -> str:
    alerts, hours = _heard(found)
    calibrated = sum(not one.refused for one in found)
    return (
        f"\n{calibrated} of {len(found)} recordings could be calibrated; {alerts} alerts in "
        f"{hours:.1f} hours: {alerts / hours:.2f} an hour.\n"
    )
