"""What runs in a worker's process around a task.

It travels by value, so that a scheduler, which opens what it passes on, needs no posturecam.
Hence it imports nothing of it, and returns plain values.
"""

import faulthandler
import pickle
import time
import traceback
from typing import Literal

from distributed import get_worker

STDERR = 2
ERRORS = "posturecam.errors"
LONGEST_S = 3.2e7
"""A year: a recording may claim to be longer than a timer can be set."""
Report = tuple[Literal["returned", "raised", "refused", "elsewhere"], object, float]
"""How it ended; its value, traceback or reason; and how long it took."""


def carry_out(payload: bytes, meant_for: str, limit_s: float) -> Report:
    """Call a method as `payload` says, and report how it ended.

    A scheduler starts tasks of a worker that has died again, by itself, in a worker that has come
    back at the same address.  Who gets another try is for the study to say, so only the process
    `meant_for` the task does it.

    A process that takes longer than `limit_s` ends, with all threads in its log.  This holds as
    well where a library hangs that never lets Python run.
    """
    if get_worker().id != meant_for:
        return "elsewhere", None, 0.0
    began_s = time.perf_counter()
    try:
        faulthandler.dump_traceback_later(min(limit_s, LONGEST_S), exit=True, file=STDERR)
        work, method, arguments = pickle.loads(payload)  # noqa: S301 (from the study's client)
        value = getattr(work, method)(*arguments)
    except Exception as error:  # noqa: BLE001 - the client reports it, and the others go on
        if type(error).__module__ == ERRORS:  # what a user can act on, such as a full disk
            return "refused", str(error), time.perf_counter() - began_s
        return "raised", traceback.format_exc(), time.perf_counter() - began_s
    finally:
        faulthandler.cancel_dump_traceback_later()
    return "returned", value, time.perf_counter() - began_s
