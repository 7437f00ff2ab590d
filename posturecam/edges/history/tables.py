"""The tables that hold one record a row: every column named once, for writing and reading."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from posturecam.core.history.episodes import Episode
from posturecam.core.history.records import (
    AlertRecord,
    BreakRecord,
    CountedBy,
    ExerciseEffect,
    FreshStart,
    Origin,
    Outcome,
    PainNote,
    Sitting,
    StretchRecord,
)
from posturecam.core.values import Cause, Verdict, Why

Record = TypeVar("Record")
Cell = str | int | float | None
Row = Mapping[str, Any]

SCALES: Final = {"ds": 10, "dd": 10, "mm": 10, "pm": 1000}
"""How many whole numbers make one second, degree, centimetre or picture width, by suffix."""
SIGNS: Final = "|"  # between warning signs, holds and hints
EFFECT: Final = "effect."  # begins the attributes of an exercise's effect


def whole(column: str, value: float | None) -> int | None:
    """Return `value` in the unit of `column`, a whole number."""
    return None if value is None else round(SCALES[_unit(column)] * value)


def natural(column: str, cell: float | None) -> float | None:
    """Return a cell, or a sum of cells, in seconds, degrees, centimetres or picture widths."""
    return None if cell is None else cell / SCALES[_unit(column)]


@dataclass(frozen=True, slots=True)
class Column:
    """A column and the attribute that it holds; what is not a number is written and read so."""

    name: str
    attribute: str
    write: Callable[[Any], Cell] | None = None
    read: Callable[[Any], Any] | None = None

    def cell(self, record: object) -> Cell:
        """Return what is stored of `record`."""
        value: Any = _reach(record, self.attribute)
        if self.write is not None:
            return None if value is None else self.write(value)
        return whole(self.name, value) if _unit(self.name) in SCALES else value

    def value(self, row: Row) -> Any:
        """Return the attribute stored in `row`."""
        cell = row[self.name]
        if self.read is not None:
            return None if cell is None else self.read(cell)
        return natural(self.name, cell) if _unit(self.name) in SCALES else cell


@dataclass(frozen=True, slots=True)
class Table(Generic[Record]):
    """A table of records."""

    name: str
    make: Callable[..., Record]
    columns: tuple[Column, ...]

    def names(self, prefix: str = "") -> str:
        """Return the columns as SQL lists them, each after `prefix`."""
        return ", ".join(f"{prefix}{column.name}" for column in self.columns)

    def row(self, record: Record) -> Row:
        """Return the cells of `record` by column."""
        return {column.name: column.cell(record) for column in self.columns}

    def record(self, row: Row) -> Record:
        """Return the record in `row`."""
        return self.make(**{column.attribute: column.value(row) for column in self.columns})


def _reach(record: object, attribute: str) -> Any:
    """Return an attribute, or that of an attribute: "effect.back"; None where there is none."""
    value: Any = record
    for name in attribute.split("."):
        value = None if value is None else getattr(value, name)
    return value


def _unit(column: str) -> str:
    return column.rpartition("_")[2]


def _named(name: str, kind: type[StrEnum]) -> Column:
    return Column(name, name, lambda member: str(member.value), kind)


def _signs(cell: str) -> Iterable[str]:
    return tuple(filter(None, cell.split(SIGNS)))


SITTINGS: Final = Table(
    "sittings",
    Sitting,
    (
        Column("id", "key"),
        *(
            Column(name, name)
            for name in ("start_s", "utc_offset_s", "end_t_s", "profile", "calibration")
        ),
        Column("version", "version"),
        Column("settings", "settings"),
        _named("origin", Origin),
    ),
)
EPISODES: Final = Table(
    "spells",
    Episode,
    (
        Column("start_ds", "start_t"),
        Column("end_ds", "end_t"),
        _named("verdict", Verdict),
        _named("cause", Cause),
        Column("why", "why", lambda why: why.name.lower(), lambda cell: Why[cell.upper()]),
        Column("mean_dd", "mean"),
        Column("worst_dd", "worst"),
        Column("sd_dd", "sd"),
        Column("unit", "unit"),
    ),
)
ALERTS: Final = Table(
    "alerts",
    AlertRecord,
    (
        Column("t_ds", "t_s"),
        _named("cause", Cause),
        Column("held_ds", "held_s"),
        Column("amount_dd", "amount"),
        Column("unit", "unit"),
        Column("level", "level"),
        Column("stretch", "stretch"),
        _named("outcome", Outcome),
        Column("after_ds", "after_s"),
    ),
)
BREAKS: Final = Table(
    "breaks", BreakRecord, (Column("t_ds", "t_s"), Column("taken_after_ds", "taken_after_s"))
)


def _holds(holds_s: Iterable[float]) -> str:
    return SIGNS.join(f"{hold_s:.1f}" for hold_s in holds_s)


def _stretch(**cells: Any) -> StretchRecord:
    effect = {name.removeprefix(EFFECT): cells.pop(name) for name in list(cells) if EFFECT in name}
    effect["stays"] = bool(effect["stays"])
    helped = None if effect["back"] is None else ExerciseEffect(**effect)
    return StretchRecord(**cells, effect=helped)


STRETCHES: Final = Table(
    "stretches",
    _stretch,
    (
        *(Column(name, name) for name in ("at_s", "exercise", "repetitions", "partial", "asked")),
        Column("holds", "holds_s", _holds, lambda cell: tuple(map(float, _signs(cell)))),
        Column("form", "form", SIGNS.join, _signs),
        _named("counted_by", CountedBy),
        _named("cause", Cause),
        Column("hurt", "hurt", int, bool),
        Column("skipped", "skipped", int, bool),
        Column("back_dd", f"{EFFECT}back"),
        Column("back_error_dd", f"{EFFECT}error"),
        Column("back_unit", f"{EFFECT}unit"),
        Column("stayed_ds", f"{EFFECT}stayed_s"),
        Column("stays", f"{EFFECT}stays"),
    ),
)
FRESH_STARTS: Final = Table(
    "fresh_starts", FreshStart, (Column("at_s", "at_s"), Column("exercise", "exercise"))
)
PAIN: Final = Table(
    "pain",
    PainNote,
    (
        Column("at_s", "at_s"),
        Column("score", "score"),
        Column("place", "where"),
        Column("signs", "warning_signs", SIGNS.join, _signs),
    ),
)
