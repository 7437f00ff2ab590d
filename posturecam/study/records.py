"""What is kept as JSON beside the data set, sealed: damage is noticed, whatever it is."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from posturecam.study.work import Prepared, Section

Row = Mapping[str, str | int | float | None]
_SEAL: Final = "sha256"


@dataclass(frozen=True, slots=True)
class Result:
    """What is kept of a result beside its data."""

    row: Row
    notes: tuple[str, ...]
    hashes: Mapping[str, tuple[str, ...]]  # of each table's file; two while it is renamed


def sealed(value: Mapping[str, Any]) -> bytes:
    """Return `value` as JSON with its own hash."""
    return json.dumps({**value, _SEAL: _seal(value)}, indent=1).encode()


def unsealed(data: bytes) -> dict[str, Any]:
    """Return what was sealed.

    Raises:
        ValueError: It is damaged.
    """
    value = json.loads(data)
    if not isinstance(value, dict) or value.pop(_SEAL, None) != _seal(value):
        msg = "it does not agree with its hash"
        raise ValueError(msg)
    return value


def result_values(result: Result) -> dict[str, Any]:
    """Return `result` as values for JSON."""
    return {"row": dict(result.row), "notes": result.notes, "hashes": dict(result.hashes)}


def to_result(value: Mapping[str, Any]) -> Result:
    """Read what `result_values` made."""
    hashes = {table: tuple(known) for table, known in value["hashes"].items()}
    return Result(value["row"], tuple(value["notes"]), hashes)


def prepared_values(prepared: Prepared) -> dict[str, Any]:
    """Return `prepared` as values for JSON."""
    return asdict(prepared)


def to_prepared(value: Mapping[str, Any]) -> Prepared:
    """Read what `prepared_values` made."""
    sections = (
        Section(one["number"], one["start_s"], one["end_s"], tuple(one["times_s"]))
        for one in value["sections"]
    )
    return Prepared(value["content"], value["duration_s"], tuple(sections))


def _seal(value: Mapping[str, Any]) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
