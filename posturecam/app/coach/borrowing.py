"""The camera of the running instance, borrowed for an exercise."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from posturecam.edges.control.client import Instance
from posturecam.errors import NotRunningError, PosturecamError
from posturecam.view.commands import Pause, Unpause
from posturecam.view.glance import Light

SPARE_S: Final = 300.0
"""Beyond the length of the exercise, after which the instance goes on by itself if nobody gives the
camera back: for pauses and slow repetitions.  By judgement."""


@contextmanager
def borrowed_camera(lasts_s: float) -> Iterator[bool]:
    """Have the instance pause for the block of about `lasts_s`; yield whether it did.

    One that is paused already is left alone, and so is nothing where no instance is running.
    """
    borrowed = _ask(lasts_s)
    try:
        yield borrowed
    finally:
        if borrowed:
            with suppress(PosturecamError):
                Instance().do(Unpause())


def _ask(lasts_s: float) -> bool:
    try:
        if Instance().glance().light is Light.PAUSED:
            return False
        Instance().do(Pause(for_s=2 * lasts_s + SPARE_S))
    except NotRunningError:
        return False
    return True
