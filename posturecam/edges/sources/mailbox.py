"""Where a capture thread leaves what it found: the newest frame, or why there is none."""

from dataclasses import dataclass, field
from threading import Condition

from posturecam.core.values import Frame, Why


@dataclass(slots=True, eq=False)
class Mailbox:
    """Written by one capture thread, and read by the reader of the source.

    Each thread has its own, so nothing that a thread left behind finds out is ever read.  A frame
    is kept only while one is asked for, so none is older than the question.
    """

    changed: Condition = field(default_factory=Condition)
    why: Why | None = None  # while the device gives nothing
    opened: bool = False  # the device could be opened at least once
    asked: bool = True  # for a frame
    beats: int = 0  # rises with every sign of life, before a picture can be taken
    _newest: Frame | None = None
    _failure: Exception | None = None

    @property
    def refused(self) -> bool:
        """Whether the device cannot be opened, and never could be."""
        return self.why is not None and not self.opened

    def beat(self) -> None:
        """Note a sign of life."""
        self.beats += 1

    def put(self, frame: Frame | None) -> None:
        """Leave the newest frame; None: there are pictures, but nobody wants one yet."""
        with self.changed:
            self.beat()
            self.why = None
            if frame is not None and self.asked:
                self._newest = frame
                self.changed.notify_all()

    def report(self, why: Why, failure: Exception | None = None) -> None:
        """Leave the reason why there is no frame; with a `failure` of ours the thread has ended."""
        with self.changed:
            self._newest, self.why, self._failure = None, why, failure
            self.changed.notify_all()

    def take(self, not_before_s: float) -> Frame | None:
        """Take the newest frame out; if it is young enough return it, and ask for no more.

        Raises the failure that ended the thread.
        """
        with self.changed:
            if self._failure is not None:
                raise self._failure
            frame, self._newest = self._newest, None
            if frame is None or frame.t < not_before_s:
                return None
            self.asked = False
            return frame

    def wait(self, most_s: float) -> None:
        """Wait for a change."""
        with self.changed:
            self.changed.wait(most_s)

    def wake(self) -> None:
        """End the wait of the reader."""
        with self.changed:
            self.changed.notify_all()

    def successor(self) -> "Mailbox":
        """Return an empty one for the next thread; what is known of the device still holds."""
        return Mailbox(self.changed, self.why, self.opened, self.asked, self.beats)
