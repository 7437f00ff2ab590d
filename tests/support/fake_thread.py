"""A capture thread on a clock that passes when somebody waits."""

from collections.abc import Sequence

from posturecam.edges.sources.demand import Demand
from posturecam.edges.sources.live import LiveSource
from posturecam.edges.sources.mailbox import Mailbox
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.edges.sources.watchdog import Watchdog

SIZE = (64, 48)


class FakeThread:
    """A capture thread, and the condition at which the reader waits for it: both in one."""

    def __init__(self, *, call: int = 0) -> None:
        self.calls, self.under_way = self, call
        self.now_s = 0.0
        self.begun: list[float] = []
        self.left_behind: list[int] = []
        self.mailbox = Mailbox()

    def __call__(self, mailbox: Mailbox, left_behind: Sequence[object]) -> "FakeThread":
        """Begin."""
        self.mailbox = mailbox
        mailbox.changed = self  # type: ignore[assignment]
        self.begun.append(self.now_s)
        self.left_behind.append(len(left_behind))
        return self

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...

    def notify_all(self) -> None: ...

    def is_alive(self) -> bool:
        return True

    def leave(self, patience_s: float = 0.0) -> None: ...

    def t(self) -> float:
        return self.now_s

    def wait(self, most_s: float) -> None:
        self.now_s += most_s

    def source(self, silence_s: float = 5.0, *, shared: bool = False) -> LiveSource:
        """A source that this thread reads, and whose stream began at 0."""
        clock = StreamClock(self.t)
        clock.start()
        watchdog = Watchdog(self, silence_s, self.t)
        return LiveSource(watchdog, Demand(shared=shared), clock, SIZE)
