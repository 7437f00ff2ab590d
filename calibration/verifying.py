"""How well `posturecam verify` knows the front camera's error, where the truth is known.

Compares what it reports with the true error: of the people of the tapes, and of every two
recordings in FOLDER that show the same movement from the front and from the side (NAME.mp4 with
NAME.csv; upright for the first ten seconds).

    python calibration/verifying.py [FOLDER] [--people] [--every SECONDS]
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from bench.compact import Floats
from bench.recordings import Variant
from bench.sessions import load_sessions
from bench.two_cameras import Sitting, filmed, people

from posturecam.core.measure.personal_gains import PersonalGains
from posturecam.core.verify.agreement import Agreement, Estimate, Pair, agree
from posturecam.core.verify.blocks import BLOCK_S
from posturecam.core.verify.gains import learn
from posturecam.settings import Settings

LIMITS: Final = Settings().limits
NEAR_DEG: Final = 0.7  # what is aimed at
HEADING: Final = (
    "| session | rms: true | reported | bias: true | reported | slope: true | reported "
    "| side camera: rms, stated | other half: before | with gains |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


@dataclass(frozen=True, slots=True)
class Row:
    """What was reported of one sitting, and what was true."""

    name: str
    rms: float
    bias: float
    slope: float
    side_rms: float
    said: Agreement
    before: tuple[float, ...]  # true rms on each part that nothing was learned from,
    after: tuple[float, ...]  # and with the gains learned from the rest, if any were taken

    def errors(self) -> Iterator[tuple[float, Estimate]]:
        """Yield each true figure with what was reported."""
        yield self.rms, self.said.rms_deg
        yield self.bias, self.said.bias_deg
        yield self.slope, self.said.slope

    def __str__(self) -> str:
        """Write it as a row of the table."""
        figures = (f"{true:.2f} | {_in_words(said)}" for true, said in self.errors())
        side = f"{self.side_rms:.2f}, {self.said.side_error_deg:.2f}"
        other = f"{np.mean(self.before):.2f} | {np.mean(self.after):.2f}"
        return f"| {self.name} | {' | '.join(figures)} | {side} | {other} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER")
    parser.add_argument("--people", action="store_true", help="of the tapes: only their totals")
    parser.add_argument("--every", type=float, default=0.25, metavar="SECONDS")
    wish = parser.parse_args(arguments)
    if wish.folder:
        variant = Variant(f"video{1 / wish.every:g}", wish.every)
        rows = [row for sitting in filmed(wish.folder, variant) for row in rows_of(sitting)]
        print(HEADING, *rows, *totals(rows), sep="\n")
    if wish.people:
        found = [row for sitting in people(load_sessions()) for row in rows_of(sitting)]
        print(*totals(found), sep="\n")


def rows_of(sitting: Sitting) -> Iterator[Row]:
    """Compare one sitting, unless it is refused."""
    said = agree(sitting.pairs, LIMITS.forward_head_deg, LIMITS.sure)
    if not isinstance(said, Agreement):
        print(f"{sitting.name} is not compared: {said.reason}")
        return
    front, side, true = _columns(sitting.pairs), _sides(sitting.pairs), sitting.true_deg
    halves = tuple(_halves(sitting))
    yield Row(
        name=sitting.name,
        rms=_rms(front - true),
        bias=float((front - true).mean()),
        slope=float(np.polyfit(true, front, 1)[0]),
        side_rms=_rms(side - true),
        said=said,
        before=tuple(before for before, _ in halves),
        after=tuple(after for _, after in halves),
    )


def _halves(sitting: Sitting) -> Iterator[tuple[float, float]]:
    """Yield the true error of each half, and with the gains learned from the other half."""
    times = np.array([pair.t for pair in sitting.pairs])
    number = ((times - times[0]) // BLOCK_S).astype(int)
    for first in (number % 2 == 0, number <= number.max() // 2):
        for half in (first, ~first):
            chosen = [pair for pair, kept in zip(sitting.pairs, half, strict=True) if kept]
            front, true = _columns(sitting.pairs)[~half], sitting.true_deg[~half]
            gains = learn(chosen)
            moved = front
            if isinstance(gains, PersonalGains):
                moved = gains.cva_gain * front + gains.cva_offset_deg
            yield _rms(front - true), _rms(moved - true)


def totals(rows: Sequence[Row]) -> Iterator[str]:
    """Say how far what was reported is from the truth, over all `rows`."""
    for number, name in enumerate(("rms", "bias", "slope")):
        figures = [list(row.errors())[number] for row in rows]
        off = np.array([said.value - true for true, said in figures])
        held = np.mean([said.low <= true <= said.high for true, said in figures])
        yield (
            f"{name} of {len(rows)}: reported minus true {off.mean():.2f}, rms {_rms(off):.2f}, "
            f"{100 * np.mean(np.abs(off) <= NEAR_DEG):.0f} % within {NEAR_DEG}; "
            f"{100 * held:.0f} % of the 90 % intervals hold it"
        )
    before, after = (np.array([getattr(row, name) for row in rows]) for name in ("before", "after"))
    taken = after != before
    fell = f"gains were taken from {taken.sum()} of {taken.size} halves"
    if taken.any():
        worse, most = (after > before).sum(), (after - before).max()
        fell += (
            f": on the others the true error was {before[taken].mean():.2f} and became "
            f"{after[taken].mean():.2f}; {worse} became worse, by {most:.2f} at most"
        )
    yield fell


def _in_words(said: Estimate) -> str:
    return f"{said.value:.2f} ({said.low:.2f} to {said.high:.2f})"


def _columns(pairs: Iterable[Pair]) -> Floats:
    return np.array([pair.front_deg for pair in pairs])


def _sides(pairs: Iterable[Pair]) -> Floats:
    return np.array([pair.side_deg for pair in pairs])


def _rms(values: Floats) -> float:
    return float(np.sqrt((values**2).mean()))


if __name__ == "__main__":
    main()
