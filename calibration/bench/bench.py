"""What all chapters of the report share: the sessions, and their tables with all poses and none."""

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.leave_out import leaving_out
from bench.run import Guide, Learned, measured, same_for_all
from bench.sessions import Session, load_sessions
from bench.table import Table


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """Sessions, how to learn without the tested body, and where plots go."""

    sessions: tuple[Session, ...]
    learned: Learned
    left_out: bool
    plots: Path
    guided: Table  # every look of the test blocks, calibrated with every guided pose
    upright: Table  # the same looks, calibrated upright only

    def run(self, guide: Guide, sessions: Sequence[Session] | None = None) -> Table:
        """Measure all looks calibrated with `guide`."""
        return measured(sessions or self.sessions, guide, learned=self.learned)


def prepare(
    plots: Path, tick: Callable[[], None], *, leave_out: bool, most: int | None = None
) -> Bench:
    """Load the tapes, `most` at most, and run the two calibrations that every chapter needs."""
    sessions = load_sessions()[:most]
    left_out = leave_out and importlib.util.find_spec("fit_movements") is not None
    learned = _learned(sessions) if left_out else same_for_all
    tables = [measured(sessions, guide, learned=learned, tick=tick) for guide in (None, ())]
    return Bench(sessions, learned, left_out, plots, *tables)


def learned_anew(sessions: Sequence[Session]) -> Table:
    """Learn from `sessions` as they are, a quarter of the bodies left out at a time, and measure.

    What the fit has measured of the sessions of the same numbers is forgotten before and after.
    """
    from fit_movements import learn  # noqa: PLC0415

    from bench import postures  # noqa: PLC0415 - as above

    postures._seen.clear()  # noqa: SLF001
    observations = measured(sessions, None, learned=leaving_out(sessions, learn, groups=4))
    postures._seen.clear()  # noqa: SLF001
    return observations


def _learned(sessions: Sequence[Session]) -> Learned:
    from fit_movements import learn  # noqa: PLC0415 - the scripts may be run without it

    return leaving_out(sessions, learn)
