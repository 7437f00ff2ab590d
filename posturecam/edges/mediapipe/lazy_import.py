"""Loads MediaPipe without what a posture monitor has no use for.

MediaPipe's helpers for drawing import pyplot, which takes half of the time that all of it takes,
and its audio tasks start the sound system.  Both are kept out while it is imported.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Final

_MISSING: Final = ("sounddevice",)  # MediaPipe does without
_EMPTY: Final = ("matplotlib", "matplotlib.pyplot")  # it wants to see these


def load_mediapipe() -> ModuleType:
    """Import MediaPipe; all of it where that is the only way.

    Raises:
        ImportError: It is not there, or a library of the system is missing.
    """
    try:
        with _kept_out():
            return import_module("mediapipe")
    except (ImportError, AttributeError):
        return import_module("mediapipe")


@contextmanager
def _kept_out() -> Iterator[None]:
    """Let the unwanted modules seem absent or empty, except those that are loaded already."""
    pretended: dict[str, ModuleType | None] = dict.fromkeys(_MISSING)
    pretended |= {name: ModuleType(name) for name in _EMPTY}
    pretended = {name: module for name, module in pretended.items() if name not in sys.modules}
    sys.modules.update(pretended)  # type: ignore[arg-type] # None is how Python marks the absent
    try:
        yield
    finally:
        for name in pretended:
            del sys.modules[name]
