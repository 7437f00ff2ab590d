"""The history in formats that other programs read: CSV, JSON, and Parquet with pyarrow."""

import csv
import importlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from posturecam.core.parts import Part
from posturecam.edges.files.atomic_write import naming, replacing
from posturecam.edges.files.text_output import text_sink
from posturecam.edges.history.database import open_to_read
from posturecam.edges.history.dose_columns import judged_ds
from posturecam.errors import HistoryError

_LOCAL = "strftime('%Y-%m-%dT%H:%M:%S', s.start_s + s.utc_offset_s + {t}, 'unixepoch')"
_SITTING = "s.id AS sitting, " + _LOCAL + " AS local_time"


def _of_sitting(table: str, t: str, columns: str) -> str:
    head = _SITTING.format(t=t)
    return f"SELECT {head}, {columns} FROM {table} x JOIN sittings s ON s.id = x.sitting"  # noqa: S608


TABLES: Mapping[str, str] = {
    "sittings": (
        f"SELECT s.id AS sitting, {_LOCAL.format(t='0')} AS local_time, s.start_s AS unix_s, "  # noqa: S608
        "s.utc_offset_s, s.end_t_s AS lasted_s, s.profile, s.calibration, s.version, s.origin, "
        "s.settings FROM sittings s"
    ),
    "minutes": _of_sitting(
        "minutes",
        "60.0 * x.minute",
        "x.minute, x.good_ds / 10.0 AS good_s, x.poor_ds / 10.0 AS poor_s, "
        "x.unknown_ds / 10.0 AS unknown_s, x.away_ds / 10.0 AS away_s, "
        "x.cva_dd / 10.0 AS cva_change_deg, x.cva_sd_dd / 10.0 AS cva_change_sd_deg, "
        "x.fsa_dd / 10.0 AS fsa_change_deg, x.fsa_sd_dd / 10.0 AS fsa_change_sd_deg, "
        "x.pitch_dd / 10.0 AS head_pitch_change_deg, x.yaw_dd / 10.0 AS head_yaw_deg, "
        "x.tilt_dd / 10.0 AS head_tilt_deg, x.lean_dd / 10.0 AS trunk_lean_change_deg, "
        "x.elevation_mm / 10.0 AS shoulder_elevation_change_cm, "
        "x.distance_mm / 10.0 AS distance_cm, x.off_centre_pm / 1000.0 AS off_centre, "
        "x.reading_ds / 10.0 AS looking_down_s, x.turned_ds / 10.0 AS turned_s, x.moves, "
        "x.still_s, "
        + ", ".join(f"{judged_ds(part)} / 10.0 AS {part}_judged_s" for part in Part)
        + ", x.unwatched_ds / 10.0 AS unwatched_s, x.paused_ds / 10.0 AS paused_s",
    ),
    "faults": _of_sitting(
        "exposures",
        "60.0 * x.minute",
        "x.minute, x.cause, x.held_ds / 10.0 AS held_s, x.weighted_ds / 10.0 AS weighted_s",
    ),
    "spells": _of_sitting(
        "spells",
        "x.start_ds / 10.0",
        "(x.end_ds - x.start_ds) / 10.0 AS lasted_s, x.verdict, x.cause, x.why, "
        "x.mean_dd / 10.0 AS mean, x.worst_dd / 10.0 AS worst, x.sd_dd / 10.0 AS sd, x.unit",
    ),
    "alerts": _of_sitting(
        "alerts",
        "x.t_ds / 10.0",
        "x.cause, x.held_ds / 10.0 AS held_s, x.amount_dd / 10.0 AS amount, x.unit, x.level, "
        "x.stretch, x.outcome, x.after_ds / 10.0 AS after_s",
    ),
    "breaks": _of_sitting("breaks", "x.t_ds / 10.0", "x.taken_after_ds / 10.0 AS taken_after_s"),
    "stretches": (
        "SELECT at_s AS unix_s, exercise, repetitions, partial, asked, holds AS holds_s, form, "
        "counted_by, cause, hurt, skipped, back_dd / 10.0 AS back, "
        "back_error_dd / 10.0 AS back_error, back_unit, stayed_ds / 10.0 AS stayed_s, stays "
        "FROM stretches"
    ),
    "pain": "SELECT at_s AS unix_s, score, place, signs FROM pain",
    "fresh_starts": "SELECT at_s AS unix_s, exercise FROM fresh_starts",
}


def export_csv(path: Path, table: str, target: Path) -> None:
    """Write one table as CSV; `-` is standard output."""
    with open_to_read(path) as db, text_sink(target) as sink:
        cursor = db.execute(TABLES[table])
        writer = csv.writer(sink)
        writer.writerow(column[0] for column in cursor.description)
        writer.writerows(cursor)


def export_json(path: Path, target: Path) -> None:
    """Write all tables as one JSON object, a list of rows each; `-` is standard output."""
    with open_to_read(path) as db, text_sink(target) as sink:
        sink.write("{")
        for number, (table, query) in enumerate(TABLES.items()):
            sink.write(f"{',' if number else ''}\n{json.dumps(table)}: [")
            _write_rows(db, query, sink)
            sink.write("]")
        sink.write("\n}\n")


def export_parquet(path: Path, table: str, target: Path) -> None:
    """Write one table as Parquet, which needs pyarrow.

    Raises:
        HistoryError: pyarrow is missing, or the history cannot be read.
    """
    try:
        arrow = importlib.import_module("pyarrow")
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        msg = (
            "Parquet needs pyarrow. Install it beside posturecam (`pipx inject posturecam pyarrow` "
            "or `pip install pyarrow`), or export as CSV or JSON."
        )
        raise HistoryError(msg) from error
    with open_to_read(path) as db, replacing(target, private=True) as half, naming(target):
        parquet.write_table(arrow.Table.from_pylist(list(_rows(db, TABLES[table]))), half)


def _rows(db: sqlite3.Connection, query: str) -> Iterator[dict[str, Any]]:
    cursor = db.execute(query)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def _write_rows(db: sqlite3.Connection, query: str, sink: TextIO) -> None:
    sink.writelines(
        f"{',' if number else ''}\n  {json.dumps(row, ensure_ascii=False)}"
        for number, row in enumerate(_rows(db, query))
    )
