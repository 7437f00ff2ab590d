"""What each recording is measured against: a profile for all, one for each, or its own seconds."""

import csv
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from io import StringIO
from pathlib import Path
from typing import Final

from posturecam.edges.files.bounded_read import MEGABYTE, read_text
from posturecam.edges.sources.source_name import printable
from posturecam.errors import ListedError, PosturecamError
from posturecam.study.local_files import WILD
from posturecam.study.work import Recording

COLUMNS: Final = ("recording", "profile")
PERSON: Final = "person"
MOST_BYTES: Final = 64 * MEGABYTE  # half a million rows
MOST_NAMED: Final = 10  # of several recordings with the same problem
_DELIMITERS: Final = ",;\t"


@dataclass(frozen=True, slots=True)
class Against:
    """What a recording is measured against, and whose it is."""

    profile: str | None  # the text of the profile's file
    profile_name: str
    spans: tuple[str, ...]
    person: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table of profiles."""

    number: int
    recording: str
    profile: str
    person: str

    @property
    def is_wild(self) -> bool:
        """Whether it may mean several recordings."""
        return bool(WILD & set(self.recording))


def from_table(
    path: Path, recordings: Sequence[Recording], load: Callable[[str], str]
) -> dict[str, Against]:
    """Return what the table `path` says each of `recordings` is measured against, by name.

    It is CSV with the columns recording (name, path, address or glob), profile (what `load` reads
    the text of) and, if known, person.  A row that names a recording goes before one with a glob.

    Raises:
        ListedError: The table cannot be used; it holds everything that is wrong.
    """
    heading = f"The table of profiles {path} cannot be used"
    try:
        lines, problems = _lines(read_text(path, MOST_BYTES))
    except OSError as error:
        raise ListedError(heading, [error.strerror or str(error)]) from error
    except UnicodeDecodeError as error:
        raise ListedError(heading, ["it is not UTF-8 text; save it as CSV UTF-8"]) from error
    if problems and not lines:
        raise ListedError(heading, problems)
    profiles, unread = _loaded(lines, load)
    chosen, unclear = _chosen(path.parent, lines, recordings)
    if problems := [*problems, *unread, *unclear]:
        raise ListedError(heading, problems)
    return {name: _against(line, profiles[line.profile]) for name, line in chosen.items()}


def _against(line: Line, text: str) -> Against:
    name = printable(line.profile)
    return Against(text, name, (), line.person or name)


def _lines(text: str) -> tuple[list[Line], list[str]]:
    """Return the rows, and what is wrong with them."""
    head = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    table = csv.DictReader(StringIO(text), delimiter=delimiter, skipinitialspace=True)
    try:
        table.fieldnames = [name.strip().lower() for name in table.fieldnames or ()]
        missing = [name for name in COLUMNS if name not in table.fieldnames]
        if missing:
            return [], [f"the column {name} is missing" for name in missing]
        rows = [(table.line_num, row) for row in table]
    except csv.Error as error:
        return [], [f"line {table.line_num}: {error}"]
    lines = [_line(number, row) for number, row in rows if any(map(_cell, row.values()))]
    problems = [
        f"line {line.number}: {name} is empty"
        for line in lines
        for name in COLUMNS
        if not getattr(line, name)
    ]
    return [line for line in lines if line.recording and line.profile], problems


def _line(number: int, row: Mapping[str, str | None]) -> Line:
    return Line(number, *(_cell(row.get(name)) for name in (*COLUMNS, PERSON)))


def _cell(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _loaded(lines: Iterable[Line], load: Callable[[str], str]) -> tuple[dict[str, str], list[str]]:
    """Return the text of each profile by name, and what cannot be read."""
    texts, problems = {}, []
    for line in {line.profile: line for line in reversed(list(lines))}.values():
        try:
            texts[line.profile] = load(line.profile)
        except PosturecamError as error:
            problems.append(f"line {line.number}: {error}")
    return texts, problems


def _chosen(
    folder: Path, lines: Sequence[Line], recordings: Sequence[Recording]
) -> tuple[dict[str, Line], list[str]]:
    """Return the row of each recording, and which have none or several, or which rows none."""
    chosen: dict[str, Line] = {}
    used: set[int] = set()
    problems, bare = [], []
    exact, wild = _by_name(folder, lines), [line for line in lines if line.is_wild]
    for recording in recordings:
        named = [*exact.get(recording.name, ()), *exact.get(recording.address, ())]
        matching = [line for line in wild if _fits(folder, line.recording, recording)]
        used |= {line.number for line in (*named, *matching)}
        fitting = tuple(dict.fromkeys(named)) or tuple(matching)
        if len(fitting) == 1:
            chosen[recording.name] = fitting[0]
        elif fitting:
            numbers = " and ".join(str(line.number) for line in fitting)
            problems.append(f"lines {numbers} are all for {recording.name}")
        else:
            bare.append(recording.name)
    problems += [
        f"line {line.number}: {printable(line.recording)} is none of the recordings"
        for line in lines
        if line.number not in used
    ]
    return chosen, [*problems, *_bare(bare)]


def _bare(names: Sequence[str]) -> list[str]:
    more = len(names) - MOST_NAMED
    listed = [f"{name} has no line" for name in names[:MOST_NAMED]]
    return [*listed, f"{more} more recordings have no line"] if more > 0 else listed


def _by_name(folder: Path, lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Return the rows by each name and place that they may mean."""
    named: dict[str, list[Line]] = {}
    for line in lines:
        for name in dict.fromkeys((line.recording, *_places(folder, line.recording))):
            named.setdefault(name, []).append(line)
    return named


def _fits(folder: Path, pattern: str, recording: Recording) -> bool:
    places = (pattern, *_places(folder, pattern))
    return fnmatchcase(recording.name, pattern) or any(
        fnmatchcase(recording.address, place) for place in places
    )


def _places(folder: Path, recording: str) -> tuple[str, ...]:
    """Return the absolute paths that a path in the table may mean: from there, or from here."""
    if "://" in recording:
        return ()
    path = Path(recording).expanduser()
    return os.path.abspath(folder / path), os.path.abspath(path)  # noqa: PTH100 - keeps links
