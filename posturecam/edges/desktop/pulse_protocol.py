"""The little of PulseAudio's native protocol that says who records (PipeWire speaks it too).

Packets are 20 bytes of header and a *tagstruct*: values, each after a letter for its type
(PulseAudio's `src/pulsecore/tagstruct.h` and `native-common.h`; its file PROTOCOL says what
changed with each version).  The version asked for is that of PulseAudio 0.9.22, so that newer
servers write records whose fields are known here.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

VERSION: Final = 19  # from which on a stream says whether it is corked
AUTH, SET_CLIENT_NAME, SOURCES, SOURCE_OUTPUTS = 8, 9, 24, 32
ERROR, REPLY = 0, 2
COOKIE_BYTES: Final = 256
NONE: Final = 0xFFFFFFFF  # no such index
_HEADER: Final = struct.Struct(">5I")
HEADER_BYTES: Final = _HEADER.size
MOST_BYTES: Final = 4 * 1024 * 1024  # of an answer; a desktop's are some kilobytes

_FIXED: Final = {
    "L": ">I", "B": ">B", "R": ">Q", "r": ">q", "U": ">Q", "V": ">I", "T": ">II", "a": ">BBI",
}  # fmt: skip
_EACH: Final = {"m": 1, "v": 4}  # bytes for each channel


class ProtocolError(Exception):
    """The answer is not what the protocol says."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A stream that records."""

    source: int
    client: int
    resampler: str
    properties: dict[str, str]
    corked: bool


def packet(command: int, tag: int, *values: Any) -> bytes:
    """Write a request."""
    body = b"".join(_written(value) for value in (command, tag, *values))
    return _HEADER.pack(len(body), NONE, 0, 0, 0) + body


def length_of(header: bytes) -> int:
    """Return how many bytes follow `header`.

    Raises:
        ProtocolError: More than any answer has.
    """
    length, *_ = _HEADER.unpack(header)
    if length > MOST_BYTES:
        raise ProtocolError
    return int(length)


def read(body: bytes) -> Iterator[Any]:
    """Return the values of a packet, one after the other.

    Raises:
        ProtocolError: It is damaged, or has types that are not known here.
    """
    reader = _Reader(body)
    while reader.left:
        yield reader.value()


def recordings(values: Iterator[Any]) -> Iterator[Recording]:
    """Read the answer to `SOURCE_OUTPUTS`."""
    for _index, *rest in _records(values, 13):
        _name, _module, client, source, _spec, _map, _us, _source_us, resampler, *more = rest
        _driver, properties, corked = more
        yield Recording(source, client, resampler or "", properties, corked)


def monitors(values: Iterator[Any]) -> Iterator[int]:
    """Read the answer to `SOURCES`: those that record what a loudspeaker plays."""
    for index, *rest in _records(values, 20):
        ports = rest[-1]
        for _ in range(3 * ports + 1):
            next(values)
        if rest[7] != NONE:
            yield index


def _records(values: Iterator[Any], fields: int) -> Iterator[list[Any]]:
    for first in values:
        yield [first, *(next(values) for _ in range(fields - 1))]


def _written(value: Any) -> bytes:
    if isinstance(value, int):
        return b"L" + struct.pack(">I", value)
    if isinstance(value, bytes):
        return b"x" + struct.pack(">I", len(value)) + value
    pairs = ((f"t{key}\0".encode(), f"{text}\0".encode()) for key, text in value.items())
    return b"P" + b"".join(key + _written(len(text)) + _written(text) for key, text in pairs) + b"N"


class _Reader:
    def __init__(self, body: bytes) -> None:
        self._body, self._at = body, 0

    @property
    def left(self) -> bool:
        return self._at < len(self._body)

    def value(self) -> Any:
        kind = self._take(1).decode("ascii", errors="replace")
        if kind in "10N":
            return {"1": True, "0": False, "N": None}[kind]
        if kind == "t":
            return self._text()
        if kind == "x":
            return self._take(self._number())
        if kind == "P":
            return dict(self._properties())
        if kind in _EACH:
            return self._take(_EACH[kind] * self._take(1)[0])
        if kind not in _FIXED:
            raise ProtocolError
        form = struct.Struct(_FIXED[kind])
        return form.unpack(self._take(form.size))[0]

    def _properties(self) -> Iterator[tuple[str, str]]:
        while (key := self.value()) is not None:
            self.value()  # the length, which is with the value too
            raw = self.value()
            yield str(key), bytes(raw).rstrip(b"\0").decode(errors="replace")

    def _number(self) -> int:
        return int(struct.unpack(">I", self._take(4))[0])

    def _text(self) -> str:
        end = self._body.find(b"\0", self._at)
        if end < 0:
            raise ProtocolError
        return self._take(end + 1 - self._at)[:-1].decode(errors="replace")

    def _take(self, size: int) -> bytes:
        taken = self._body[self._at : self._at + size]
        self._at += size
        if len(taken) < size:
            raise ProtocolError
        return taken
