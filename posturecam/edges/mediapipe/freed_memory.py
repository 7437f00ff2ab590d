"""Memory that MediaPipe has freed, given back to the system."""

import ctypes
import sys


def give_back() -> None:
    """Return freed memory to the system, where that is not done anyway.

    glibc keeps what the threads of closed models have freed, in pieces: 130 MB after they have been
    opened and closed thirty times.
    """
    if sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc alone has it
    if trim is not None:
        trim(0)
