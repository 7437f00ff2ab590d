"""Catalogues of exercises: reading one, finding an exercise in it, adding the user's own."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from posturecam.errors import CatalogueError, InputError
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.faults import sentences
from posturecam.stretches.suggest import hint


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Exercises in their order of listing; their keys differ."""

    exercises: tuple[Exercise, ...]

    def __getitem__(self, key: str) -> Exercise:
        """Return the exercise with this key.

        Raises:
            KeyError: There is none.
        """
        for exercise in self.exercises:
            if exercise.key == key:
                return exercise
        raise KeyError(key)


def parse_catalogue(text: str, name: str) -> Catalogue:
    """Return the catalogue in the TOML `text` of the file `name`.

    `[exercise.KEY]` tables hold the fields of `Exercise`, whose `sources` name tables
    `[source.KEY]` of the same text.

    Raises:
        CatalogueError: The text has faults; all are listed.
    """
    heading = f"The exercises in {name} need fixing"
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CatalogueError(heading, [f"not valid TOML: {error}"]) from error
    problems = [
        f"{key} is not a part of an exercise file{hint(key, ('exercise', 'source'))}"
        for key in tables
        if key not in ("exercise", "source")
    ]
    sources = _tables(tables, "source", problems)
    exercises = [
        _exercise(key, fields, sources, problems)
        for key, fields in _tables(tables, "exercise", problems).items()
    ]
    if not exercises and not problems:
        problems.append("it has no [exercise.NAME] table")
    if problems:
        raise CatalogueError(heading, problems)
    return Catalogue(tuple(exercise for exercise in exercises if exercise))


@cache
def builtin() -> Catalogue:
    """Return the built-in catalogue."""
    text = files("posturecam.stretches").joinpath("catalogue.toml").read_text(encoding="utf-8")
    return parse_catalogue(text, "catalogue.toml")


def merged(base: Catalogue, own: Catalogue) -> Catalogue:
    """Return `base` with the exercises of `own`, which replace those with the same key."""
    exercises = {exercise.key: exercise for exercise in (*base.exercises, *own.exercises)}
    return Catalogue(tuple(exercises.values()))


def load_catalogue(own_text: str = "", own_name: str = "your exercise file") -> Catalogue:
    """Return the built-in catalogue with the user's own exercises, if any, merged in.

    Raises:
        CatalogueError: `own_text` has faults; all are listed.
    """
    if not own_text.strip():
        return builtin()
    return merged(builtin(), parse_catalogue(own_text, own_name))


def find(catalogue: Catalogue, name: str) -> Exercise:
    """Return the exercise with this key or name, ignoring case.

    Raises:
        InputError: There is none; the text proposes the nearest name.
    """
    wanted = _plain(name)
    known = {
        _plain(alias): exercise for exercise in catalogue.exercises for alias in _all(exercise)
    }
    if wanted in known:
        return known[wanted]
    nearest = hint(wanted, known).removeprefix("; d")
    guess = f" D{nearest}" if nearest else ""
    msg = f"No exercise is called {name!r}.{guess} `posturecam stretch` lists them all."
    raise InputError(msg)


def unknown_keys(catalogue: Catalogue, keys: Iterable[str]) -> tuple[str, ...]:
    """Return a sentence for each of `keys` that names no exercise."""
    known = [exercise.key for exercise in catalogue.exercises]
    return tuple(f"{key} is not an exercise{hint(key, known)}" for key in keys if key not in known)


def _all(exercise: Exercise) -> tuple[str, ...]:
    return (exercise.key, exercise.name, *exercise.other_names)


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def _tables(tables: Mapping[str, Any], part: str, problems: list[str]) -> dict[str, dict[str, Any]]:
    found = tables.get(part, {})
    if not isinstance(found, dict) or not all(isinstance(item, dict) for item in found.values()):
        problems.append(f"{part} must be written as tables, [{part}.NAME]")
        return {}
    return found


def _exercise(
    key: str, fields: dict[str, Any], sources: dict[str, dict[str, Any]], problems: list[str]
) -> Exercise | None:
    named = fields.get("sources", [])
    cited = named if isinstance(named, list) else [named]
    missing = [
        f"{key}: source {cite!r} is not in the file{hint(cite, sources)}"
        for cite in cited
        if cite not in sources
    ]
    problems.extend(missing)
    known = [sources[cite] for cite in cited if cite in sources]
    try:
        return Exercise.model_validate({**fields, "key": key, "sources": known})
    except ValidationError as error:
        problems.extend(sentences(key, error))
        return None
