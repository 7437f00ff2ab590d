"""The pictures of the report: measured against true, and what the error depends on."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
import numpy as np

from bench.clips import Series
from bench.compact import Floats
from bench.scores import error
from bench.table import Table

mpl.use("Agg")
import matplotlib.pyplot as plt

OURS, THEIRS, TRUTH = "#1f6f8b", "#c97b2d", "#444444"
TITLES: Final = {
    "headfwd": "head forward",
    "slouch": "slouch",
    "round": "shoulders rounded",
    "combo": "several at once",
    "leanin": "leaning in",
    "leanback": "leaning back",
    "slide": "chair slid",
    "lookdown": "looking down",
    "phone": "reading a phone",
    "turn": "head turned",
    "shrug": "shrug",
    "upright": "upright",
}


def movements(observations: Table, folder: Path) -> None:
    """Estimate against truth, one panel for each movement."""
    figure, axes = plt.subplots(3, 4, figsize=(10, 7.6), sharex=True, sharey=True)
    for axis, (pose, title) in zip(axes.flat, TITLES.items(), strict=True):
        part = observations.where(np.char.startswith(observations["pose"], pose))
        axis.plot([-26, 10], [-26, 10], color=TRUTH, lw=0.8)
        axis.axhline(-8, color="#bbbbbb", lw=0.8, ls="--")
        axis.plot(part["true_cva"], part["cva"], ".", ms=4, alpha=0.5, color=OURS, mec="none")
        rmse = error(part["cva"], part["true_cva"]).rmse
        axis.set_title(f"{title}: {rmse:.1f}° off", fontsize=10)
        axis.set(xlim=(-26, 10), ylim=(-26, 10))
    figure.supxlabel("true change of craniovertebral angle (degrees; minus: head further forward)")
    figure.supylabel("measured")
    _save(figure, folder / "movements.png")


def magnitude(ours: Table, theirs: Table, folder: Path) -> None:
    """Mean estimate and error by the size of the true change."""
    edges = np.array([-32, -24, -20, -16, -12, -9, -6, -3, 0, 3, 8])
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.8))
    left.plot([-24, 6], [-24, 6], color=TRUTH, lw=0.8, label="truth")
    for observations, colour, name in (
        (ours, OURS, "posturecam"),
        (theirs, THEIRS, "nose-shoulder gap"),
    ):
        x, mean, rmse = _binned(observations, edges)
        left.plot(x, mean, "o-", color=colour, label=name, ms=4)
        right.plot(x, rmse, "o-", color=colour, label=name, ms=4)
    left.set(xlabel="true change (degrees)", ylabel="mean measured change (degrees)")
    right.set(xlabel="true change (degrees)", ylabel="error (rms, degrees)", ylim=(0, None))
    left.legend(frameon=False)
    _save(figure, folder / "magnitude.png")


def reliability(observations: Table, folder: Path) -> None:
    """How often intervals of a claimed size hold the truth."""
    claimed = np.arange(0.1, 1.0, 0.1)
    wide = np.array([0.126, 0.253, 0.385, 0.524, 0.674, 0.842, 1.036, 1.282, 1.645])
    figure, axis = plt.subplots(figsize=(4.4, 4.2))
    axis.plot([0, 1], [0, 1], color=TRUTH, lw=0.8)
    for name, colour, title in (
        ("cva", OURS, "forward head"),
        ("fsa", THEIRS, "rounded shoulders"),
    ):
        seen = np.isfinite(observations[name])
        off = (
            np.abs(observations[name] - observations[f"true_{name}"])[seen]
            / observations[f"{name}_sd"][seen]
        )
        if seen.any():
            held = [(off <= width).mean() for width in wide]
            axis.plot(claimed, held, "o-", ms=4, color=colour, label=title)
    axis.set(xlabel="share of truths an interval claims to hold", ylabel="share it holds")
    axis.set(xlim=(0, 1), ylim=(0, 1))
    axis.legend(frameon=False)
    _save(figure, folder / "reliability.png")


def guided(rmse: Mapping[str, float], folder: Path) -> None:
    """Error with more and more guided poses."""
    figure, axis = plt.subplots(figsize=(6.4, 3.2))
    axis.plot(range(len(rmse)), list(rmse.values()), "o-", color=OURS)
    axis.set_xticks(range(len(rmse)), list(rmse), rotation=20, ha="right", fontsize=9)
    axis.set(ylabel="error of CVA change\n(rms, degrees)", ylim=(0, 1.2 * max(rmse.values())))
    _save(figure, folder / "guided.png")


def camera(observations: Table, folder: Path) -> None:
    """Error of each session by the camera's tilt and distance."""
    figure, axes = plt.subplots(1, 2, figsize=(8.4, 3.4), sharey=True)
    sessions = [
        observations.where(observations["session"] == one)
        for one in np.unique(observations["session"])
    ]
    rmse = [error(one["cva"], one["true_cva"]).rmse for one in sessions]
    labels = {"tilt_deg": "camera looks up by (degrees)", "distance_cm": "camera to eyes (cm)"}
    for axis, (name, label) in zip(axes, labels.items(), strict=True):
        x = np.array([one[name][0] for one in sessions])
        axis.plot(x, rmse, "o", ms=4, alpha=0.7, color=OURS, mec="none")
        line = np.polyfit(x, rmse, 1)
        ends = np.array([x.min(), x.max()])
        axis.plot(ends, np.polyval(line, ends), color=TRUTH, lw=0.8)
        axis.set(xlabel=label, ylim=(0, None))
    axes[0].set_ylabel("error in one session (rms, degrees)")
    _save(figure, folder / "camera.png")


def smoothing(jitter: Mapping[float, tuple[float, float]], folder: Path) -> None:
    """Scatter while sitting still, and error over whole clips, by the window of smoothing."""
    figure, axis = plt.subplots(figsize=(5.6, 3.4))
    values = np.array(list(jitter.values()))
    axis.plot(list(jitter), values[:, 0], "o-", color=OURS, label="scatter while sitting still")
    axis.plot(list(jitter), values[:, 1], "o-", color=THEIRS, label="error over the clips (rms)")
    axis.set(xlabel="median over (seconds)", ylabel="degrees", ylim=(0, None))
    axis.legend(frameon=False)
    _save(figure, folder / "smoothing.png")


def clips(series: Sequence[Series], folder: Path) -> None:
    """Time series of the clips with the band that holds two thirds of the truths."""
    rows = -(-len(series) // 3)
    figure, axes = plt.subplots(rows, 3, figsize=(11, 2.1 * rows), sharey=True, squeeze=False)
    for axis, one in zip(axes.flat, series, strict=False):
        axis.fill_between(one.t, one.cva - one.cva_sd, one.cva + one.cva_sd, color=OURS, alpha=0.2)
        axis.plot(one.t, one.true_cva, color=TRUTH, lw=1.2)
        axis.plot(one.t, one.cva, color=OURS, lw=1.2)
        axis.set_title(f"{one.name}: {error(one.cva, one.true_cva).rmse:.1f}° off", fontsize=9)
    for axis in axes.flat[len(series) :]:
        axis.set_axis_off()
    figure.supxlabel("seconds")
    figure.supylabel("change of CVA (degrees)")
    _save(figure, folder / "clips.png")


def _binned(observations: Table, edges: Floats) -> tuple[Floats, Floats, Floats]:
    seen = observations.where(np.isfinite(observations["cva"]))
    number = np.digitize(seen["true_cva"], edges)
    parts = [seen.where(number == one) for one in range(1, len(edges)) if (number == one).sum() > 4]
    x = np.array([part["true_cva"].mean() for part in parts])
    mean = np.array([part["cva"].mean() for part in parts])
    return x, mean, np.array([error(part["cva"], part["true_cva"]).rmse for part in parts])


def _save(figure: Any, path: Path) -> None:
    for axis in figure.axes:
        axis.spines[["top", "right"]].set_visible(False)
        axis.grid(alpha=0.25, lw=0.5)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)
