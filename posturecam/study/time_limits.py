"""After how long a worker is believed to hang.

A limit only has to be beyond doubt: what is cut off by it would never have ended.
"""

from typing import Final

from posturecam.study.pool import Method
from posturecam.study.work import Recording

START_S: Final = 900.0
"""For the start of a process, its models and a connection.

Models load within seconds (docs/performance.md); by judgement, as are the others."""
PER_RECORDED_S: Final = 20.0
"""Measuring a recorded second takes 0.2 s of processor (docs/performance.md).

A hundred times that is left for slow processors that have other work as well."""
LEAST_BYTES_PER_S: Final = 10_000.0
"""Of a recording of unknown length, and of a connection: less is no picture, and no network."""


def limit_s(method: Method, recording: Recording, duration_s: float | None) -> float:
    """Return after how many seconds a task with a recording of this length hangs."""
    transfer_s = recording.size_bytes / LEAST_BYTES_PER_S
    if method == "prepare":
        return START_S + transfer_s
    recorded_s = transfer_s if duration_s is None else duration_s
    return START_S + transfer_s + PER_RECORDED_S * recorded_s
