"""Arrays as bytes and back, bit by bit, small where their rows change little from one to the next.

The difference of each row from the one before is kept, its bytes sorted by significance, deflated.
"""

import json
import math
import zlib
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Facts = Mapping[str, Any]  # plain JSON

_FAST: Final = 1  # level of deflate; 6 takes several times as long for a twentieth less
_COUNT_BYTES: Final = 8  # of the length of what precedes the arrays


def pack(arrays: Mapping[str, Array], facts: Facts) -> bytes:
    """Return `arrays`, each with its rows along the first axis, and `facts` as bytes."""
    shapes = {name: [array.dtype.str, array.shape] for name, array in arrays.items()}
    head = json.dumps({"facts": facts, "arrays": shapes}).encode()
    body = b"".join(map(_changes, arrays.values()))
    return len(head).to_bytes(_COUNT_BYTES, "big") + head + zlib.compress(body, _FAST)


def facts_of(data: bytes) -> Facts:
    """Return the facts that `pack` was given."""
    facts: Facts = _head(data)["facts"]
    return facts


def unpack(data: bytes) -> dict[str, Array]:
    """Return the arrays that `pack` was given."""
    plain = zlib.decompress(data[_COUNT_BYTES + _length(data) :])
    arrays, at = {}, 0
    for name, (kind, shape) in _head(data)["arrays"].items():
        dtype = np.dtype(kind)
        end = at + dtype.itemsize * math.prod(shape)
        arrays[name] = _array(plain[at:end], dtype, tuple(shape))
        at = end
    return arrays


def _head(data: bytes) -> Any:
    return json.loads(data[_COUNT_BYTES : _COUNT_BYTES + _length(data)])


def _length(data: bytes) -> int:
    return int.from_bytes(data[:_COUNT_BYTES], "big")


def narrow(array: NDArray[np.float64], scale: NDArray[np.float64]) -> dict[str, Array]:
    """Split the rows of `array` into those that are 32-bit numbers times `scale`, and the others.

    `scale` is of a shape that can be multiplied with `array`.
    """
    with np.errstate(over="ignore"):
        short = (array / scale).astype(np.float32)
    same = (short * scale).view(np.uint64) == array.view(np.uint64)
    fits = same.all(axis=tuple(range(1, array.ndim)))
    return {"fits": fits, "short": short[fits], "long": array[~fits]}


def widen(parts: Mapping[str, Array], scale: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the array that `narrow` split."""
    fits, short, long = parts["fits"], parts["short"], parts["long"]
    array = np.empty((len(fits), *long.shape[1:]))
    array[fits] = short * (scale[fits] if len(scale) == len(fits) else scale)
    array[~fits] = long
    return array


def _changes(array: Array) -> bytes:
    whole = np.dtype(f"u{array.itemsize}")
    rows = np.ascontiguousarray(array).view(whole).reshape(_rows(array.shape))
    changes = np.diff(rows, axis=0, prepend=np.zeros((1, rows.shape[1]), whole))
    return changes.reshape(-1, 1).view(np.uint8).T.tobytes()


def _array(data: bytes, dtype: np.dtype[Any], shape: tuple[int, ...]) -> Array:
    whole = np.dtype(f"u{dtype.itemsize}")
    by_byte = np.frombuffer(data, np.uint8).reshape(dtype.itemsize, -1)
    changes = np.ascontiguousarray(by_byte.T).view(whole).reshape(_rows(shape))
    return np.cumsum(changes, axis=0, dtype=whole).view(dtype).reshape(shape)


def _rows(shape: tuple[int, ...]) -> tuple[int, int]:
    return shape[0], math.prod(shape[1:])
