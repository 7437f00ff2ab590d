"""The camera of the running instance, borrowed for an exercise."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from posturecam.edges.control.client import Instance
from posturecam.errors import NotRunningError, PosturecamError
from posturecam.view.commands import Companion, Pause, Unpause
from posturecam.view.glance import Light

SPARE_S: Final = 300.0
"""Beyond the length of the exercise, after which the instance goes on by itself if nobody gives the
camera back: for pauses and slow repetitions.  By judgement."""


@contextmanager
def borrowed_camera(lasts_s: float, companion: Companion | None = None) -> Iterator[bool]:
    """Have the instance pause for the block of about `lasts_s`; yield whether it does.

    One that is paused already stays so, and so does one that somebody pauses meanwhile.  Where none
    is running nothing is asked.
    """
    instance = companion or Instance()
    until = _ask(instance, lasts_s)
    try:
        yield until is not None
    finally:
        with suppress(PosturecamError):
            if until is not None and instance.glance().paused_until == until:
                instance.do(Unpause())


def _ask(instance: Companion, lasts_s: float) -> str | None:
    """Have it pause; return until when it says it does, None if that is not for this."""
    try:
        if instance.glance().light is Light.PAUSED:
            return None
        instance.do(Pause(for_s=2 * lasts_s + SPARE_S))
        return instance.glance().paused_until
    except NotRunningError:
        return None
