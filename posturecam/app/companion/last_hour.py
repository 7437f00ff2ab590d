"""The readings of the last hour, numbers only, kept in memory for `what_if` and never written.

The running instance keeps them; the page's process asks for them as bytes.
"""

import json
import math
import zlib
from array import array
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from operator import attrgetter
from threading import Lock
from typing import Any, Final, Literal, get_args

import numpy as np
from pydantic import TypeAdapter

from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.requests import Request
from posturecam.core.alerts.what_if import Observed, Series
from posturecam.core.parts import NoShoulders
from posturecam.core.values import Assessment, Reading, Unseen, View, Why
from posturecam.errors import InputError
from posturecam.monitor import Tick

HOUR_S: Final = 3600.0
MOST: Final = 14_400
"""Readings at most: an hour at four a second, the most that the default settings take.  At 168
bytes each they are 2.4 MB."""
BLOCK_S: Final = 120.0
"""What is dropped at a time; each block has what was remembered before it (2 kB)."""
FORMAT: Final = "posturecam-last-hour 1"

NUMBERS: Final = (
    "t",
    "cva_change_deg",
    "cva_change_sd_deg",
    "fsa_change_deg",
    "fsa_change_sd_deg",
    "trunk_lean_change_deg",
    "trunk_lean_change_sd_deg",
    "head_pitch_change_deg",
    "shoulder_elevation_change_cm",
    "shoulder_elevation_change_sd_cm",
    "head_tilt_deg",
    "approach_cm",
    "sink_cm",
    "sink_sd_cm",
    "camera_moved",
    "camera_nearer_cm",
    "camera_nearer_sd_cm",
    "camera_far",
    "neck_ahead_cm",
    "neck_ahead_sd_cm",
)
"""What of a reading is judged.  The rest (view, yaw, distance, shift of the camera) is left out."""
LEFT_OUT: Final[dict[str, Any]] = {
    "view": View.FRONT,
    "head_yaw_deg": None,
    "distance_cm": None,
    "camera_shift_deg": 0.0,
}
SAID: Final[tuple[Why | tuple[bool, NoShoulders | None], ...]] = (
    *((hand, no) for hand in (False, True) for no in (None, *NoShoulders)),
    *Why,
)
"""What else is judged, or why nothing was measured; a row has the place in this list."""
WIDTH: Final = len(NUMBERS) + 1

_numbers = attrgetter(*NUMBERS)
_PLACE: Final = {said: float(place) for place, said in enumerate(SAID)}
_NONE: Final = math.nan


@dataclass(slots=True)
class _Block:
    """Readings in a row of numbers, and what was remembered before the first."""

    begun_s: float  # watched before it
    state: AlertState
    last: Assessment | None
    follows: bool  # on the block before, without a hole
    rows: "array[float]" = field(default_factory=lambda: array("d"))
    requests: list[tuple[int, Request]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.rows) // WIDTH


class LastHour:
    """The newest readings: at most `longest_s` of watching, and at most `most`.

    `take` belongs to the thread that watches; the others may be called by any.
    """

    def __init__(self, longest_s: float = HOUR_S, most: int = MOST) -> None:
        """Begin with nothing."""
        self._longest_s, self._most = longest_s, most
        self._blocks: deque[_Block] = deque()
        self._count, self._passed_s = 0, 0.0
        self._state: AlertState = AlertState()  # after the newest tick
        self._last: Assessment | None = None
        self._lock = Lock()

    def take(self, tick: Tick) -> None:
        """Take in one tick of the monitor."""
        with self._lock:
            self._passed_s += tick.elapsed.stood_s + tick.elapsed.gap_s
            block = self._block(tick)
            if block is not None:
                if tick.requests:
                    block.requests += [(block.count, one) for one in tick.requests]
                block.rows.extend(_row(tick.reading))
                self._count += 1
            self._state, self._last = tick.state, tick.assessment
            self._drop()

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._blocks.clear()
            self._count, self._last = 0, None

    def packed(self) -> bytes:
        """Return everything as bytes, for `unpacked`."""
        with self._lock:
            blocks = [
                replace(one, rows=one.rows[:], requests=[*one.requests]) for one in self._blocks
            ]
        head = json.dumps({"format": FORMAT, "blocks": [_head(one) for one in blocks]})
        whole = b"".join((head.encode(), b"\n", *(one.rows.tobytes() for one in blocks)))
        return zlib.compress(whole, level=1)

    def _block(self, tick: Tick) -> _Block | None:
        """Return the block that `tick` belongs to; None if what came before it is not known."""
        before = tick.elapsed.last
        block = self._blocks[-1] if self._blocks else None
        if before is None:
            return self._begin(AlertState(), None, follows=False)
        if self._last is not before:
            self._begin(tick.state, tick.assessment, follows=False)
            return None
        if block is None or self._passed_s - block.begun_s >= BLOCK_S:
            return self._begin(self._state, self._last, follows=block is not None)
        return block

    def _begin(self, state: AlertState, last: Assessment | None, *, follows: bool) -> _Block:
        block = _Block(self._passed_s, state, last, follows)
        self._blocks.append(block)
        return block

    def _drop(self) -> None:
        """Drop whole blocks from the front until both bounds hold."""
        while self._blocks and (
            self._count > self._most or self._passed_s - self._blocks[0].begun_s > self._longest_s
        ):
            self._count -= self._blocks.popleft().count


def unpacked(data: bytes) -> tuple[Series, ...]:
    """Return the series of readings in what `LastHour.packed` gave.

    Raises:
        InputError: It is something else, or another version of posturecam wrote it.
    """
    try:
        head, _, body = zlib.decompress(data).partition(b"\n")
        blocks = _HEAD.validate_json(head).blocks
        rows = np.frombuffer(body).reshape(sum(block.count for block in blocks), WIDTH)
        return tuple(_joined(blocks, rows.tolist()))
    except (zlib.error, ValueError, LookupError) as error:
        msg = "The readings of the last hour cannot be used. Start posturecam again."
        raise InputError(msg) from error


def _row(reading: Reading | Unseen) -> Iterator[float]:
    if isinstance(reading, Unseen):
        yield from (reading.t, *(_NONE,) * (len(NUMBERS) - 1), _PLACE[reading.why])
        return
    yield from (_NONE if one is None else one for one in _numbers(reading))
    yield _PLACE[reading.hand_at_head, reading.no_shoulders]


def _reading(row: list[float]) -> Reading | Unseen:
    said = SAID[int(row[-1])]
    if isinstance(said, Why):
        return Unseen(row[0], said)
    numbers: dict[str, Any] = {
        name: None if math.isnan(one) else one for name, one in zip(NUMBERS, row, strict=False)
    }
    hand, no_shoulders = said
    return Reading(**LEFT_OUT, **numbers, hand_at_head=hand, no_shoulders=no_shoulders)


@dataclass(frozen=True, slots=True)
class _BlockHead:
    """What `packed` writes of a block beside its numbers."""

    count: int
    follows: bool
    state: AlertState
    last: Assessment | None
    requests: list[tuple[int, str, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class _Head:
    format: Literal["posturecam-last-hour 1"]
    blocks: list[_BlockHead]


_HEAD: Final = TypeAdapter(_Head)
_BLOCK_HEAD: Final = TypeAdapter(_BlockHead)
_REQUESTS: Final[dict[str, Any]] = {kind.__name__: kind for kind in get_args(Request)}


def _head(block: _Block) -> Any:
    requests = [(place, type(one).__name__, asdict(one)) for place, one in block.requests]
    head = _BlockHead(block.count, block.follows, block.state, block.last, requests)
    return _BLOCK_HEAD.dump_python(head, mode="json")


def _joined(blocks: list[_BlockHead], rows: list[list[float]]) -> Iterator[Series]:
    """Join blocks that follow each other: only what was remembered before the first counts."""
    series: Series | None = None
    for block in blocks:
        observed = [Observed(_reading(row)) for row in rows[: block.count]]
        rows = rows[block.count :]
        for place, name, values in block.requests:
            asked = (*observed[place].requests, _REQUESTS[name](**values))
            observed[place] = replace(observed[place], requests=asked)
        if series is not None and block.follows:
            series = replace(series, observed=[*series.observed, *observed])
            continue
        if series is not None:
            yield series
        series = Series(observed, block.state, block.last)
    if series is not None:
        yield series
