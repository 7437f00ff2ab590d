"""Shift, stretch, crop and thin recordings of one movement by two cameras; is the clock found?

Prints how far off the alignment is, whether its error is as large as said, and what is refused.
Pairs are the clips `desk_p2_laptop` with `desk_p2_side` and `desk_p1_monitor` with `desk_p1_side`
beside the project, and the pose tapes NAME_front and NAME_side in the folders given.

    PYTHONPATH=. python calibration/alignment.py [FOLDER of pose tapes ...] [--copies 20]
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from bench.recordings import SHARED, Variant, pose_of, tape_of
from rich.console import Console
from rich.table import Table

from posturecam.core.measure.side_view import GAP_CM
from posturecam.core.values import Pose, Unseen
from posturecam.core.verify.alignment import Alignment, NotAligned, align
from posturecam.edges.sources.tape import open_tape

EVERY_FRAME: Final = Variant("video10", 0.0)
CLIPS: Final = (("desk_p2_laptop", "desk_p2_side"), ("desk_p1_monitor", "desk_p1_side"))
SUFFIX: Final = ".tape.jsonl.gz"
GAP: Final = 0.09  # image heights from shoulders to ears at 1.45 m: `GAP_CM`

Seen = Sequence[Pose | Unseen]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """The same movement before two cameras with the same clock."""

    name: str
    front: Seen
    side: Seen


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to a pair: seconds kept of the front, frames a second, noise of points in cm."""

    kept_s: float = 60.0
    front_per_s: float = 10.0
    side_per_s: float = 10.0
    noise_cm: float = 0.0
    lost: float = 0.0  # share of the frames


CHANGES: Final = {
    "whole": Change(kept_s=1000.0),
    "60 s": Change(),
    "40 s": Change(kept_s=40.0),
    "60 s, 5 and 10 frames a second": Change(front_per_s=5.0),
    "60 s, 5 frames a second": Change(front_per_s=5.0, side_per_s=5.0),
    "60 s, 2 frames a second": Change(front_per_s=2.0, side_per_s=2.0),
    "60 s, 40 % of the frames lost": Change(lost=0.4),
    "60 s, noise of 2 mm": Change(noise_cm=0.2),
    "60 s, noise of 4 mm": Change(noise_cm=0.4),
}
MOST_SHIFT_S, MOST_STRETCH = 300.0, 0.01


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--copies", type=int, default=20)
    args = parser.parse_args()
    pairs = [*clips(), *(pair for folder in args.folders for pair in _tapes(folder))]
    console = Console(width=140)
    console.print(_of_pairs(pairs, args.copies))
    console.print(_of_strangers(pairs))


def clips() -> Iterator[Pair]:
    """Yield the pairs among the clips beside the project."""
    for front, side in CLIPS:
        tapes = [tape_of(SHARED / "clips" / f"{name}.mp4", EVERY_FRAME) for name in (front, side)]
        seen = [_read(tape) for tape in tapes if tape is not None]
        if len(seen) == len(tapes):
            yield Pair(front, *seen)


def _tapes(folder: Path) -> Iterator[Pair]:
    for front in sorted(folder.glob(f"*_front{SUFFIX}")):
        name = front.name.removesuffix(f"_front{SUFFIX}")
        yield Pair(name, _read(front), _read(front.with_name(f"{name}_side{SUFFIX}")))


def _read(path: Path) -> Seen:
    with open_tape(path) as tape:
        return tuple(pose_of(one) for one in iter(lambda: tape.next(0.0), None))


def _of_pairs(pairs: Sequence[Pair], copies: int) -> Table:
    table = Table(title=f"Copies of {len(pairs)} pairs, shifted to 5 minutes, stretched to 1 %")
    for name in ("copies", "aligned", "median off", "90 %", "most off (s)", "at the ends: 90 %"):
        table.add_column(name)
    for name in ("of the sd: rms", "90 %", "rate: rms of its sd"):
        table.add_column(name)
    for number, (name, change) in enumerate(CHANGES.items()):
        chance = np.random.default_rng(number)
        tried = [_try(pairs[k % len(pairs)], change, chance) for k in range(copies)]
        table.add_row(name, *_row(tried))
    return table


def _try(pair: Pair, change: Change, chance: np.random.Generator) -> np.ndarray | None:
    """Return the error in the middle, at the worse end and of the rate, and their sds."""
    shift_s = chance.uniform(-MOST_SHIFT_S, MOST_SHIFT_S)
    rate = 1.0 + chance.uniform(-MOST_STRETCH, MOST_STRETCH)
    spare_s = max(0.0, pair.front[-1].t - change.kept_s)
    begin_s = chance.uniform(0.0, spare_s)
    kept = [one for one in pair.front if begin_s <= one.t <= begin_s + change.kept_s]
    front = _changed(kept, change.front_per_s, change, chance)
    side = _changed(pair.side, change.side_per_s, change, chance)
    found = align(front, [replace(one, t=(one.t - shift_s) / rate) for one in side])
    if isinstance(found, NotAligned):
        return None
    off = [_off_s(found, shift_s, rate, t) for t in (found.middle_s, kept[0].t, kept[-1].t)]
    ends = max(abs(off[1]), abs(off[2]))
    return np.array([off[0], ends, found.offset_sd_s, found.rate / rate - 1.0, found.rate_sd])


def _off_s(found: Alignment, shift_s: float, rate: float, t: float) -> float:
    return found.to_front((t - shift_s) / rate) - t


def _changed(seen: Seen, per_s: float, change: Change, chance: np.random.Generator) -> Seen:
    """Thin `seen` out to `per_s`, begun anywhere, lose some frames and add noise."""
    places = np.floor((np.array([one.t for one in seen]) + chance.uniform(0, 1 / per_s)) * per_s)
    first = np.diff(places, prepend=-1) > 0
    kept = [one for one, is_first in zip(seen, first, strict=True) if is_first]
    noise = change.noise_cm / GAP_CM * GAP
    return [_noisy(one, noise, chance) for one in kept if chance.uniform() >= change.lost]


def _noisy(one: Pose | Unseen, noise: float, chance: np.random.Generator) -> Pose | Unseen:
    if isinstance(one, Unseen) or not noise:
        return one
    return replace(one, points=one.points + chance.normal(0.0, noise, one.points.shape))


def _row(tried: Sequence[np.ndarray | None]) -> Iterator[str]:
    found = np.array([one for one in tried if one is not None])
    yield f"{len(found)} of {len(tried)}"
    if not len(found):
        return
    off, ends, sd, rate, rate_sd = found.T
    yield f"{np.median(np.abs(off)):.3f}"
    yield f"{np.quantile(np.abs(off), 0.9):.3f}"
    yield f"{np.abs(off).max():.3f}"
    yield f"{np.quantile(ends, 0.9):.3f}"
    yield f"{np.sqrt(np.mean((off / sd) ** 2)):.2f}"
    yield f"{np.quantile(np.abs(off / sd), 0.9):.2f}"
    yield f"{np.sqrt(np.mean((rate / rate_sd) ** 2)):.2f}"


def _of_strangers(pairs: Sequence[Pair]) -> Table:
    """Recordings that do not belong together."""
    table = Table(title="Recordings that do not belong together")
    for name in ("front", "side", "found"):
        table.add_column(name)
    for one in pairs:
        for other in pairs:
            if one is not other:
                table.add_row(one.name, f"of {other.name}", _said(align(one.front, other.side)))
        half_s = one.front[-1].t / 2
        early = [seen for seen in one.front if seen.t < half_s]
        late = [seen for seen in one.side if seen.t > half_s]
        table.add_row(f"{one.name}, first half", "second half", _said(align(early, late)))
        back = [replace(seen, t=one.side[-1].t - seen.t) for seen in reversed(one.side)]
        table.add_row(one.name, "backwards", _said(align(one.front, back)))
    return table


def _said(found: Alignment | NotAligned) -> str:
    if isinstance(found, NotAligned):
        return found.reason.partition(":")[0]
    return f"ALIGNED at {found.offset_s:.2f} s, rate {found.rate:.4f}"


if __name__ == "__main__":
    main()
