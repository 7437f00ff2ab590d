"""The table of photographs from the side: where the base of the neck and the ear are marked."""

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from posturecam.core.verify.photographs import Marked
from posturecam.edges.files.bounded_read import MEGABYTE, read_text
from posturecam.edges.files.file_names import shown
from posturecam.errors import InputError, ListedError
from posturecam.stretches.sentences import ended

COLUMNS: Final = ("photo", "t_s", "c7_x", "c7_y", "tragus_x", "tragus_y")
MOST_BYTES: Final = MEGABYTE  # a photograph is a line of 60 characters
_MOST_PROBLEMS: Final = 5
_LARGEST: Final = 1e6  # seconds, pixels


def read_photographs(path: Path) -> tuple[Marked, ...]:
    """Read the photographs of the table `path`, with commas or semicolons.

    Raises:
        InputError: It cannot be read, or holds no photograph.
        ListedError: Some of its lines are wrong; it names the first of them.
    """
    try:
        text = read_text(path, MOST_BYTES)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text in UTF-8"
        msg = f"{path} cannot be read: {ended(reason)}"
        raise InputError(msg) from error
    rows = list(_rows(text))
    marks = tuple(row for row in rows if isinstance(row, Marked))
    problems = [*(row for row in rows if isinstance(row, str)), *_at_two_times(marks)]
    if problems:
        heading = f"{path} is no table of photographs (docs/collecting.md shows one)"
        raise ListedError(heading, problems[:_MOST_PROBLEMS])
    if not marks:
        msg = f"{path} holds no photograph. Give one line for each, the upright one first."
        raise InputError(msg)
    return marks


def _rows(text: str) -> Iterator[Marked | str]:
    """Yield each photograph, or what is wrong with its line."""
    head = text.partition("\n")[0]
    table = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
    if missing:
        yield f"the first line must name {', '.join(COLUMNS)}; missing: {', '.join(missing)}"
        return
    try:
        for row in table:
            yield _marked(row, table.line_num)
    except csv.Error as error:
        yield f"line {table.line_num}: {error}"


def _marked(row: Mapping[str, str | None], line: int) -> Marked | str:
    name = (row["photo"] or "").strip()
    if not name:
        return f"line {line}: photo must name the photograph"
    numbers = {name: _number(row.get(name)) for name in COLUMNS[1:]}
    wrong = [name for name, value in numbers.items() if value is None]
    if wrong:
        return f"line {line}: {', '.join(wrong)} must be numbers"
    t, c7_x, c7_y, tragus_x, tragus_y = (value or 0.0 for value in numbers.values())
    if (c7_x, c7_y) == (tragus_x, tragus_y):
        return f"line {line}: both marks are at the same place"
    if tragus_y > c7_y:
        return f"line {line}: the tragus is below C7; pixels count from the top (or exchanged?)"
    return Marked(shown(name), t, (c7_x, c7_y), (tragus_x, tragus_y))


def _at_two_times(marks: Sequence[Marked]) -> Iterator[str]:
    """Yield the photographs whose lines disagree about when they were taken."""
    times: dict[str, float] = {}
    for mark in marks:
        if times.setdefault(mark.name, mark.t) != mark.t:
            yield f"{mark.name} is given at {times[mark.name]:g} s and at {mark.t:g} s"


def _number(text: str | None) -> float | None:
    try:
        value = float((text or "").replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= _LARGEST else None
