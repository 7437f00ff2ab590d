"""Whether the user is busy: asked now and then in a thread of its own, answered at once.

Nobody waits for a desktop that hangs: an answer that has become old does not count.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Condition, Thread

from posturecam.core.alerts.deferral import Hush
from posturecam.edges.desktop.answer import Answer, any_of
from posturecam.edges.desktop.busy_probes import Probe, probes_of, wanted_hushes
from posturecam.edges.desktop.session_bus import load_dbus
from posturecam.settings import Quiet

EVERY_S = 10.0  # between two rounds while nothing waits: how old what is shown may be
WAITING_EVERY_S = 5.0  # while something does: how late it may come
STALE_S = 30.0  # an older answer is none; three rounds
FRESH_S = 1.0  # an answer this young is as good as a new one
PATIENCE_S = 0.5  # for a new answer, before something is said; rounds take some milliseconds


class Busy:
    """Asks the probes until `leave`; everything but `run` may be called from any thread."""

    def __init__(
        self, probes: Sequence[Probe], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Ask `probes`, in their order."""
        self._probes, self._clock = tuple(probes), clock
        self._changed = Condition()
        self._hush: Hush | None = None
        self._asked_s = float("-inf")  # when the last round began
        self._whole_s = float("-inf")  # when the last one with the dear probes began
        self._hurry = self._waits = self._left = False

    def latest(self) -> Hush | None:
        """Return the reason to be quiet that was found last; None: there is none."""
        with self._changed:
            return self._hush if self._clock() - self._asked_s < STALE_S else None

    def fresh(self, patience_s: float = PATIENCE_S) -> Hush | None:
        """Return the reason to be quiet now; if that takes too long, the one found last."""
        since_s = self._clock() - FRESH_S
        with self._changed:
            if self._whole_s < since_s and self._probes:
                self._hurry = True
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._whole_s >= since_s, patience_s)
        return self.latest()

    def wait(self, *, waits: bool) -> None:
        """Ask more often while something `waits` for a reason to end."""
        with self._changed:
            self._waits, before = waits, self._waits
            if waits and not before:
                self._changed.notify_all()

    def leave(self) -> None:
        """End soon."""
        with self._changed:
            self._left = True
            self._changed.notify_all()

    def run(self) -> None:
        """Ask until `leave`."""
        try:
            while not self._left:
                self._round()
                with self._changed:
                    every_s = WAITING_EVERY_S if self._waits else EVERY_S
                    self._changed.wait_for(lambda: self._hurry or self._left, every_s)
        finally:
            close(self._probes)

    def _round(self) -> None:
        with self._changed:
            whole, self._hurry = self._hurry or self._waits, False
        began_s = self._clock()
        hush = next((one.hush for one in self._probes if self._says_yes(one, whole=whole)), None)
        with self._changed:
            self._hush, self._asked_s = hush, began_s
            self._whole_s = began_s if whole else self._whole_s
            self._changed.notify_all()

    def _says_yes(self, probe: Probe, *, whole: bool) -> bool:
        return (whole or not probe.dear) and asked(probe).yes is True


def asked(probe: Probe) -> Answer:
    """Return the answer of `probe`, whatever it throws."""
    try:
        return probe.ask()
    except Exception as error:  # noqa: BLE001 - whatever a system throws, it is not known then
        return Answer(None, f"cannot be asked ({type(error).__name__})")


def close(probes: Sequence[Probe]) -> None:
    """Close what `probes` keep open."""
    for probe in probes:
        if probe.kept is not None:
            with suppress(Exception):
                probe.kept.close()


@contextmanager
def open_busy(wanted: Quiet) -> Iterator[Busy]:
    """Ask for the length of the block for the reasons that are `wanted`."""
    load_dbus()
    busy = Busy(probes_of(wanted))
    thread = Thread(target=busy.run, name="busy", daemon=True)
    thread.start()
    try:
        yield busy
    finally:
        busy.leave()
        thread.join(PATIENCE_S)


def answers(wanted: Quiet) -> dict[Hush, Answer]:
    """Ask once for every reason that is `wanted`, as the doctor does."""
    probes = probes_of(wanted)
    try:
        return {
            hush: any_of(asked(one) for one in probes if one.hush is hush)
            for hush in wanted_hushes(wanted)
        }
    finally:
        close(probes)
