"""Count what the coach counts, against recordings with counted repetitions.

Prints, exercise by exercise and at several rates of looking, how many sets are counted right, and
how often each movement is counted where nobody exercises.

    PYTHONPATH=. python calibration/coaching.py [FOLDER of pose tapes with their truth ...]
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from bench.sets import Look, Recorded, counted, recorded, thinned
from rich.console import Console
from rich.table import Table

from posturecam.core.coach.movements import Movement, Set
from posturecam.core.coach.seen import Repetition
from posturecam.core.coach.signals import SIGNALS

RATES: Final = (2, 3, 5, 8, 10)
PHASES: Final = 3
SAME_S: Final = 1.0
"""A repetition and one of the truth are the same if their middles are no further apart."""


@dataclass(frozen=True, slots=True)
class Score:
    """One set at one rate and phase."""

    exercise: str
    per_s: int
    off: int  # repetitions too many
    partial: bool  # the half-hearted ones judged so, and no other
    sides: bool
    holds: tuple[float, ...]  # seconds too long


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    recordings = list(recorded(parser.parse_args().folders))
    console = Console(width=130)
    console.print(_of_sets([score for one in recordings for score in _scores(one)]))
    console.print(_of_idle([one for one in recordings if one.asked is None]))


def _ways_of_looking(recording: Recorded) -> Iterator[tuple[int, tuple[Look, ...]]]:
    """Yield the recording at each rate that it has, begun at several phases."""
    spacing_s = float(np.median(np.diff([one.observation.t for one in recording.looks])))
    for per_s in RATES:
        if per_s * spacing_s > 1.01:
            continue
        for phase in range(PHASES if 1 / per_s > 1.5 * spacing_s else 1):
            yield per_s, thinned(recording.looks, per_s, phase / PHASES / per_s)


def _scores(recording: Recorded) -> Iterator[Score]:
    asked = recording.asked
    if asked is None or asked.movement is None:
        return
    for per_s, looks in _ways_of_looking(recording):
        yield _score(recording.truth, per_s, asked, counted(asked, looks))


def _score(truth: Mapping[str, Any], per_s: int, asked: Set, reps: Sequence[Repetition]) -> Score:
    true = truth["reps"]
    pairs = [
        (one, min(reps, key=lambda rep: abs(rep.peak_s - one["peak_s"]))) for one in true if reps
    ]
    found = [(one, rep) for one, rep in pairs if abs(rep.peak_s - one["peak_s"]) <= SAME_S]
    return Score(
        truth["exercise"],
        per_s,
        off=len(reps) - len(true),
        partial=[rep.partial for rep in reps] == [one["partial"] for one in true],
        sides=all(one["side"] in ("-", rep.side.value[0].upper()) for one, rep in found),
        holds=tuple(rep.held_s - (one["hold_end_s"] - one["hold_start_s"]) for one, rep in found)
        if asked.hold_s
        else (),
    )


def _of_sets(scores: Sequence[Score]) -> Table:
    table = Table(title="Sets: repetitions, half-hearted ones, sides and holds")
    for name in ("exercise", "looks/s", "sets", "within 1", "exact", "partial", "sides"):
        table.add_column(name)
    table.add_column("holds: mean, sd, within 0.5 s")
    groups = sorted({(score.exercise, score.per_s) for score in scores})
    for exercise, per_s in groups:
        of_it = [one for one in scores if (one.exercise, one.per_s) == (exercise, per_s)]
        table.add_row(exercise, str(per_s), *_row(of_it))
    for per_s in sorted({score.per_s for score in scores}):
        table.add_row("all", str(per_s), *_row([s for s in scores if s.per_s == per_s]))
    return table


def _row(scores: Sequence[Score]) -> tuple[str, ...]:
    offs = np.array([score.off for score in scores])
    holds = np.array([off for score in scores for off in score.holds])
    shares = (np.abs(offs) <= 1, offs == 0, [s.partial for s in scores], [s.sides for s in scores])
    return (
        str(len(scores)),
        *(f"{np.mean(share):.0%}" for share in shares),
        f"{holds.mean():+.2f}, {holds.std():.2f}, {np.mean(np.abs(holds) <= 0.5):.0%}"
        if holds.size
        else "",
    )


def _of_idle(recordings: Sequence[Recorded]) -> Table:
    """Count every movement where nobody does an exercise."""
    minutes = sum(one.lasts_s for one in recordings) / 60
    table = Table(title=f"No exercise: repetitions an hour, in {minutes:.0f} minutes")
    for name in ("movement", *(f"{per_s} looks/s" for per_s in RATES), "where"):
        table.add_column(name)
    for movement in Movement:
        found = [
            (one, per_s, len(counted(_any(movement), looks)))
            for one in recordings
            for per_s, looks in _ways_of_looking(one)
        ]
        where = sorted({one.name for one, _, count in found if count})
        table.add_row(
            movement.value, *(_per_hour(found, per_s) for per_s in RATES), ", ".join(where)
        )
    return table


def _any(movement: Movement) -> Set:
    return Set(movement, repetitions=10, sides=2 if SIGNALS[movement].sided else 1)


def _per_hour(found: Sequence[tuple[Recorded, int, int]], per_s: int) -> str:
    """Average over the phases of the recordings that have this rate."""
    counts = [(one, count) for one, rate, count in found if rate == per_s]
    return f"{3600 * sum(count for _, count in counts) / sum(one.lasts_s for one, _ in counts):.1f}"


if __name__ == "__main__":
    main()
