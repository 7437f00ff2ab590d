"""Recorded sets of an exercise with counted repetitions, and what the coach makes of them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from bench.recordings import FOOTAGE, SHARED, VIDEOS, Variant, tape_of
from posturecam.core.coach.coach import begin, follow
from posturecam.core.coach.movements import Set
from posturecam.core.coach.seen import Repetition
from posturecam.core.coach.signs import Signs, read_signs
from posturecam.core.coach.subject import Subject, find_subject
from posturecam.core.values import Observation, Pose
from posturecam.edges.sources.tape import open_tape
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.sets import set_of

SUFFIX: Final = ".tape.jsonl.gz"
EVERY_FRAME: Final = Variant("video10", 0.0)
NOTHING_TO_COUNT: Final = "not_an_exercise"


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """The person of a recording in one observation, and what it shows of movements."""

    observation: Observation
    signs: Signs


@dataclass(frozen=True, slots=True, eq=False)
class Recorded:
    """A recording; `truth` is what was done in it, empty if nobody counted."""

    name: str
    looks: tuple[Look, ...]
    truth: Mapping[str, Any]

    @property
    def lasts_s(self) -> float:
        """From the first look to the last."""
        return self.looks[-1].observation.t - self.looks[0].observation.t

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
        looks = tuple(_looks(iter(lambda: opened.next(0.0), None)))
    counted = json.loads(truth.read_text("utf-8")) if truth and truth.exists() else {}
    if looks:
        yield Recorded(name, looks, counted)


def _looks(observations: Iterable[Observation]) -> Iterator[Look]:
    subject = Subject()
    for observation in observations:
        subject, pose = find_subject(subject, observation)
        if isinstance(pose, Pose):
            yield Look(observation, read_signs(pose))


def thinned(looks: Sequence[Look], per_s: float, phase_s: float) -> tuple[Look, ...]:
    """Keep `per_s` looks a second, the first `phase_s` after the beginning."""
    kept, due_s = [], looks[0].observation.t + phase_s
    for look in looks:
        if look.observation.t >= due_s - 1e-6:
            kept.append(look)
            due_s = max(due_s + 1 / per_s, look.observation.t)
    return tuple(kept)


def counted(asked: Set, looks: Sequence[Look]) -> tuple[Repetition, ...]:
    """Return what the coach has seen after `looks`: it judges a set as a whole, so only then."""
    if not looks:
        return ()
    before = tuple(look.signs for look in looks[:-1])
    return follow(replace(begin(asked), signs=before), looks[-1].observation).seen.reps
