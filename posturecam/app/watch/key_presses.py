"""Which keys that arrive are presses of their own."""

from collections.abc import Callable

SAME_S = 0.7  # the same key within this is the same wish: pressed twice in haste
HELD_S = 0.12  # keys that follow each other faster than this come from a key held down


class KeyPresses:
    """Distinguishes a press from a key held down, and from one pressed twice in haste."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin before the first press; `clock` is in seconds."""
        self._clock = clock
        self._key, self._key_s, self._counted_s = "", 0.0, 0.0

    def is_new(self, key: str) -> bool:
        """Take in `key`, and return whether it is a press of its own."""
        now_s = self._clock()
        is_same = key == self._key
        held = is_same and now_s - self._key_s < HELD_S
        hasty = is_same and now_s - self._counted_s < SAME_S
        self._key, self._key_s = key, now_s
        if held or hasty:
            return False
        self._counted_s = now_s
        return True
