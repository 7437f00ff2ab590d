"""Damaged files: how they are made, and how many are tried.

POSTURECAM_FUZZ sets how many cases each test tries, other ones every time; without it they are few
and always the same, and nobody looks at the clock.
"""

import faulthandler
import os
from collections.abc import Callable
from contextlib import suppress

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from posturecam.errors import InputError

LONG = "POSTURECAM_FUZZ" in os.environ
HANGS_S = 60.0
FEW = settings(
    max_examples=int(os.environ.get("POSTURECAM_FUZZ", "40")),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
changes = st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), max_size=12)
cut = st.none() | st.floats(0, 1)


def damaged(whole: bytes, changes: list[tuple[float, bytes]], keep: float | None) -> bytes:
    """Overwrite a few bytes of `whole`, and keep that share of it."""
    data = bytearray(whole)
    for share, new in changes:
        at = int(share * (len(data) - 1))
        data[at : at + len(new)] = new
    return bytes(data if keep is None else data[: int(keep * len(data))])


def use(work: Callable[[], object]) -> None:
    """Do `work`: it may refuse its input with an error of ours.

    In a long run, work that hangs ends the run and shows where.
    """
    if LONG:
        faulthandler.dump_traceback_later(HANGS_S, exit=True)
    try:
        with suppress(InputError):
            work()
    finally:
        faulthandler.cancel_dump_traceback_later()
