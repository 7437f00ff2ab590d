"""What the user asks for while watching: by keys, or by the buttons of a notification."""

from collections.abc import Sequence

from posturecam.core.alerting import snoozed_until_s
from posturecam.edges.keys import ReadKeys
from posturecam.edges.notifications import SHOW, SNOOZE, Notifier
from posturecam.monitor import Tick

LENGTHS = (1, 2, 4)  # how often the first snooze fits into each longer one


class Controls:
    """Collects requests; those for the core are taken by the monitor, the others are flags."""

    def __init__(self, read_keys: ReadKeys, notifier: Notifier, snooze_s: float) -> None:
        """Listen to keys and to the desktop; the first snooze lasts `snooze_s`."""
        self.help = self.recalibrate = self.show = self.paused = False
        self._read_keys, self._notifier, self._snooze_s = read_keys, notifier, snooze_s
        self._waiting: list[str] = []
        self._taken: list[str] = []
        self._snoozes = 0

    def poll(self) -> bool:
        """Take in what was pressed; tell whether anything was.  KeyboardInterrupt on q."""
        pressed = [*self._read_keys(), *self._notifier.pump()]
        for one in pressed:
            self._heed(one)
        return bool(pressed)

    def take(self) -> Sequence[str]:
        """Hand the requests to the monitor."""
        self._taken, self._waiting = self._waiting, []
        return self._taken

    def seen(self, tick: Tick) -> Sequence[str]:
        """Note where things stand; return the requests that went into `tick`."""
        if snoozed_until_s(tick.state) is None:
            self._snoozes = 0
        return self._taken

    def _heed(self, pressed: str) -> None:
        match pressed:
            case "q" | "\x03" | "\x04":
                raise KeyboardInterrupt
            case "s":
                self._waiting.append(self._next_snooze())
            case str(name) if name == SNOOZE:
                self._waiting.append(f"snooze:{self._snooze_s:.0f}")
            case "d":
                self._waiting.append("dismiss")
            case "b":
                self._waiting.append("break_taken")
            case "p":
                self.paused = not self.paused
            case "r":
                self.recalibrate = True
            case "?" | "h":
                self.help = not self.help
            case str(name) if name == SHOW:
                self.show = True
            case _:
                pass

    def _next_snooze(self) -> str:
        """First a short snooze, then longer ones, then none."""
        if self._snoozes == len(LENGTHS):
            self._snoozes = 0
            return "resume"
        self._snoozes += 1
        return f"snooze:{self._snooze_s * LENGTHS[self._snoozes - 1]:.0f}"
