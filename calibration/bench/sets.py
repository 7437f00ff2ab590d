"""Recorded sets of an exercise with counted repetitions, and what the coach makes of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from bench.recordings import FOOTAGE, SHARED, VIDEOS, Variant, tape_of
from posturecam.core.coach.coach import Coach, begin, follow
from posturecam.core.coach.movements import Set
from posturecam.core.coach.seen import Repetition
from posturecam.core.coach.signs import read_signs
from posturecam.core.coach.subject import find_subject
from posturecam.core.values import Observation, Pose
from posturecam.edges.sources.tape import open_tape
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.sets import set_of

SUFFIX: Final = ".tape.jsonl.gz"
EVERY_FRAME: Final = Variant("video10", 0.0)
NOTHING_TO_COUNT: Final = "not_an_exercise"


@dataclass(frozen=True, slots=True, eq=False)
class Recorded:
    """A recording; `truth` is what was done in it, empty if nobody counted."""

    name: str
    observations: tuple[Observation, ...]
    truth: Mapping[str, Any]

    @property
    def asked(self) -> Set | None:
        """The set that it shows; None if it shows no exercise."""
        exercise = self.truth.get("exercise", NOTHING_TO_COUNT)
        return None if exercise == NOTHING_TO_COUNT else set_of(builtin()[exercise])


def recorded(folders: Sequence[Path]) -> Iterator[Recorded]:
    """Yield the recordings beside the project, and the tapes in `folders` with their truth."""
    for path in sorted((SHARED / "clips").glob("*.mp4")):
        yield from _read(path.stem, tape_of(path, EVERY_FRAME), path.with_suffix(".json"))
    for path in sorted((SHARED / "footage").glob("*/*")):
        if path.suffix in VIDEOS:
            yield from _read(path.stem, tape_of(path, FOOTAGE), None)
    for folder in folders:
        for tape in sorted(folder.glob(f"[!.]*{SUFFIX}")):
            name = tape.name.removesuffix(SUFFIX)
            yield from _read(name, tape, tape.with_name(f"{name}.json"))


def _read(name: str, tape: Path | None, truth: Path | None) -> Iterator[Recorded]:
    if tape is None:
        return
    with open_tape(tape) as opened:
        observations = tuple(iter(lambda: opened.next(0.0), None))
    counted = json.loads(truth.read_text("utf-8")) if truth and truth.exists() else {}
    yield Recorded(name, observations, counted)


def thinned(
    observations: Sequence[Observation], per_s: float, phase_s: float
) -> tuple[Observation, ...]:
    """Keep `per_s` observations a second, the first `phase_s` after the beginning."""
    kept, due_s = [], observations[0].t + phase_s
    for observation in observations:
        if observation.t >= due_s - 1e-6:
            kept.append(observation)
            due_s += 1 / per_s
    return tuple(kept)


def counted(asked: Set, observations: Sequence[Observation]) -> tuple[Repetition, ...]:
    """Return what the coach has seen after `observations`, as if it had followed each of them."""
    coach, last = _before_the_last(asked, observations)
    return follow(coach, last).seen.reps if last else ()


def _before_the_last(
    asked: Set, observations: Sequence[Observation]
) -> tuple[Coach, Observation | None]:
    """The coach before the last observation that shows the person; a set is judged as a whole."""
    coach, shown = begin(asked), []
    for observation in observations:
        subject, pose = find_subject(coach.subject, observation)
        coach = replace(coach, subject=subject)
        if isinstance(pose, Pose):
            shown.append((observation, read_signs(pose)))
    signs = tuple(signs for _, signs in shown[:-1])
    return replace(coach, signs=signs), shown[-1][0] if shown else None
