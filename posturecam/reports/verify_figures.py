"""Plots of a comparison of two cameras: over time, and one against the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from matplotlib.axes import Axes

from posturecam.core.verify.agreement import Pair
from posturecam.core.verify.blocks import NORMAL_90
from posturecam.core.verify.verification import Verification
from posturecam.reports.style import ACCENT, FAINT, INK, LIMIT, Figure, draw

GAP_S: Final = 2.0  # nothing is drawn across a longer time without a pair
ROWS: Final = 60  # moments in the table below a figure, at most
MARGIN_DEG: Final = 3.0
DEGREES: Final = "change of CVA, deg"


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours; those of a page are stand-ins for what its style says."""

    front: str = ACCENT
    side: str = INK
    limit: str = LIMIT
    faint: str = FAINT


def figures(found: Verification) -> Iterator[Figure]:
    """Give both figures for a page."""
    yield Figure(
        name="over-time",
        title="Both cameras over time",
        alt="Change of craniovertebral angle by both cameras over time, with the front one's band.",
        svg=draw("over-time", partial(over_time, found=found), top=True),
        header=("s", "front, deg", "+-, deg", "side, deg"),
        rows=tuple(map(_row, _thinned(found.pairs))),
        note="The band is the front camera's own 90 % interval; below the limit the head counts as "
        "too far forward.",
    )
    yield Figure(
        name="against",
        title="One camera against the other",
        alt="Change of craniovertebral angle by the front camera against that by the side one.",
        svg=draw("against", partial(against, found=found), height_in=3.6, top=True),
        header=("side, deg", "front, deg"),
        rows=tuple((f"{p.side_deg:+z.1f}", f"{p.front_deg:+z.1f}") for p in _thinned(found.pairs)),
        note="On the thin line both agree; a flatter row of dots means that the front camera reads "
        "a forward head too small.",
    )


def over_time(axes: Axes, found: Verification, inks: Inks = Inks()) -> None:
    """Draw what both measured over the front camera's time."""
    for number, run in enumerate(_runs(found.pairs)):
        t = [pair.t for pair in run]
        low = [pair.front_deg - NORMAL_90 * pair.front_sd_deg for pair in run]
        high = [pair.front_deg + NORMAL_90 * pair.front_sd_deg for pair in run]
        front, side = ("front", "side") if number == 0 else (None, None)
        axes.fill_between(t, low, high, color=inks.front, alpha=0.22, linewidth=0)
        axes.plot(t, [pair.front_deg for pair in run], color=inks.front, label=front)
        axes.plot(t, [pair.side_deg for pair in run], color=inks.side, linewidth=1.3, label=side)
    limit_deg = found.agreement.calls.limit_deg
    axes.axhline(0, color=inks.faint, linewidth=0.8)
    if limit_deg > 0:
        label = f"limit \N{MINUS SIGN}{limit_deg:g}"
        axes.axhline(-limit_deg, color=inks.limit, linestyle="--", label=label)
    axes.set_xlabel("s")
    axes.set_ylabel(DEGREES)
    axes.legend(ncols=3, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2)


def against(axes: Axes, found: Verification, inks: Inks = Inks()) -> None:
    """Draw what the front camera measured against what the side one did."""
    front = [pair.front_deg for pair in found.pairs]
    side = [pair.side_deg for pair in found.pairs]
    ends = min(*front, *side) - MARGIN_DEG, max(*front, *side) + MARGIN_DEG
    axes.plot(ends, ends, color=inks.faint, linewidth=1.2, label="both agree")
    axes.plot(side, front, "o", color=inks.front, markersize=3.5, alpha=0.45, markeredgewidth=0)
    limit_deg = found.agreement.calls.limit_deg
    if limit_deg > 0:
        label = f"limit \N{MINUS SIGN}{limit_deg:g}"
        axes.axhline(-limit_deg, color=inks.limit, linestyle="--", linewidth=1.0, label=label)
        axes.axvline(-limit_deg, color=inks.limit, linestyle="--", linewidth=1.0)
    axes.set_xlim(*ends)
    axes.set_ylim(*ends)
    axes.set_aspect("equal", adjustable="box")
    axes.set_xlabel("side camera, deg")
    axes.set_ylabel("front camera, deg")
    axes.legend(ncols=2, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2)


def _runs(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Part `pairs` where none were measured for a while."""
    run: list[Pair] = []
    for pair in pairs:
        if run and pair.t - run[-1].t > GAP_S:
            yield run
            run = []
        run.append(pair)
    yield run


def _thinned(pairs: Sequence[Pair]) -> Sequence[Pair]:
    return pairs[:: max(1, -(-len(pairs) // ROWS))]


def _row(pair: Pair) -> tuple[str, ...]:
    return (
        f"{pair.t:.1f}",
        f"{pair.front_deg:+z.1f}",
        f"{NORMAL_90 * pair.front_sd_deg:.1f}",
        f"{pair.side_deg:+z.1f}",
    )
