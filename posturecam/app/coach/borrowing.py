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

    One that is paused already stays so.  Where none is running nothing is asked.
    """
    instance = companion or Instance()
    borrowed = _ask(instance, lasts_s)
    try:
        yield borrowed
    finally:
        if borrowed:
            with suppress(PosturecamError):
                instance.do(Unpause())


def _ask(instance: Companion, lasts_s: float) -> bool:
    try:
        if instance.glance().light is Light.PAUSED:
            return False
        instance.do(Pause(for_s=2 * lasts_s + SPARE_S))
    except NotRunningError:
        return False
    return True
