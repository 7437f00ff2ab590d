"""A clock that passes only when somebody waits."""

from posturecam.edges.sources.stream_clock import StreamClock


class World:
    """A clock that says 50 at first, and somebody who presses p at some moments after that."""

    def __init__(self, *presses_s: float) -> None:
        self.now_s = 50.0
        self.slept_s: list[float] = []
        self.presses_s = [50.0 + t for t in presses_s]
        self.clock = StreamClock(lambda: self.now_s)

    def sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)
        self.now_s += seconds
        while self.presses_s and self.now_s >= self.presses_s[0]:
            self.presses_s.pop(0)
            self.clock.hold(on=not self.clock.held)
