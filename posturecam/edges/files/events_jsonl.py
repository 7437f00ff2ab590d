"""Events and observations as JSON lines, for programs."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from io import FileIO
from pathlib import Path
from typing import Any, Protocol

from posturecam.core.alerts.judged_parts import judged, reason
from posturecam.core.values import Assessment, Event, Reading
from posturecam.monitor import Tick

DIGITS = 3


class Sink(Protocol):
    """Where rows go."""

    def write(self, row: str, /) -> object:
        """Write one row."""

    def flush(self) -> object:
        """Pass on what was written."""


class JsonLines:
    """Writes one JSON object a line to `sink`, and flushes it at once."""

    def __init__(self, sink: Sink, lost: Callable[[OSError], object] | None = None) -> None:
        """Write to `sink`, which the caller opens and closes.

        When writing fails, `lost` is called once and no further row is written; without `lost`
        the error passes.
        """
        self._sink, self._lost, self._over = sink, lost, False

    def write(self, row: Mapping[str, Any]) -> None:
        """Write one row.

        Raises:
            BrokenPipeError: The reader has left.
            OSError: It cannot be written, and there is no `lost`.
        """
        if self._over:
            return
        try:
            self._sink.write(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n")
            self._sink.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            if self._lost is None:
                raise
            self._over = True
            self._lost(error)


class RowFile:
    """A file of whole rows: one that cannot be written whole is removed."""

    def __init__(self, path: Path) -> None:
        """Begin the file `path`.

        Raises:
            OSError: It cannot be opened.
        """
        self._file, self._at = FileIO(path, "w"), 0

    def write(self, row: str) -> None:
        """Write one row.

        Raises:
            OSError: It cannot be written.
        """
        data = left = row.encode()
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError:
            with suppress(OSError):
                self._file.truncate(self._at)
            raise
        self._at += len(data)

    def flush(self) -> None:
        """Do nothing: rows are not held back."""

    def close(self) -> None:
        """End the file."""
        with suppress(OSError):
            self._file.close()


def event_row(event: Event, now: Assessment) -> dict[str, Any]:
    """Return `event` as a row of the events file; `now` is the assessment at that time."""
    return {
        "t_s": _rounded(event.t),
        "event": event.kind.value,
        "cause": event.cause.value if event.cause else None,
        "held_s": _rounded(event.held_s),
        "stretch": event.stretch,
        "amount": _rounded(event.amount),
        "unit": event.unit,
        "level": event.level.value if event.level else None,
        "also": [cause.value for cause in event.also],
        "why": event.why.value if event.why else None,
        "judged": [part.value for part in judged(now)],
        "reason": reason(now) or None,
        "length_s": _rounded(event.length_s),
    }


def tick_row(tick: Tick) -> dict[str, Any]:
    """Return one observation, with what was measured and judged, as a row."""
    seen = isinstance(tick.reading, Reading)
    return {
        "t_s": _rounded(tick.assessment.t),
        "verdict": tick.assessment.verdict.value,
        "causes": [cause.value for cause in tick.assessment.causes],
        "seen": seen,
        "reason": reason(tick.assessment) or None,
        "activity": tick.assessment.activity.value if tick.assessment.activity else None,
        "reading": _measures(tick.reading) if isinstance(tick.reading, Reading) else None,
        "judged": [part.value for part in judged(tick.assessment)],
    }


def _measures(reading: Reading) -> dict[str, float | str | None]:
    values = {field.name: getattr(reading, field.name) for field in fields(reading)}
    del values["t"]
    return {
        name: _rounded(value) if isinstance(value, float) else value
        for name, value in values.items()
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS) + 0.0
