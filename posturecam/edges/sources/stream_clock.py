"""Stream time on a real clock, for whoever gives a stream in real time or waits for it.

Where stream time begins is said once, in `posturecam.ports.Observations`.
"""

from collections.abc import Callable

from posturecam.edges.files.clock import now_s

Sleep = Callable[[float], None]

LONGEST_SLEEP_S = 0.1  # a key may hold the stream meanwhile


class StreamClock:
    """The time of one stream.

    Whoever gives the stream starts the clock with the first picture or observation; until then it
    is 0 and nobody waits.  A recording is held by holding its clock.
    """

    def __init__(self, clock: Callable[[], float] = now_s) -> None:
        """Follow `clock`, which gives seconds."""
        self._clock = clock
        self._zero_s: float | None = None  # `clock`, less all holds, at stream time 0
        self._held: tuple[float | None, float] = None, 0.0  # since when; how long before that

    def start(self, t: float = 0.0) -> None:
        """Say that it is `t` now; a clock that was started is left alone."""
        if self._zero_s is None:
            self._zero_s = self._unheld_s() - t

    def t(self) -> float:
        """Return the stream time, in seconds."""
        return 0.0 if self._zero_s is None else self._unheld_s() - self._zero_s

    def ahead_s(self, t: float) -> float:
        """Return how long it is until `t`; 0 if that is past, or nothing has started."""
        return 0.0 if self._zero_s is None else max(0.0, t - self.t())

    def wait_until(self, t: float, sleep: Sleep) -> None:
        """Sleep in short slices until it is `t`; a hold puts that off."""
        while (ahead_s := self.ahead_s(t)) > 0:
            sleep(min(ahead_s, LONGEST_SLEEP_S))

    @property
    def held(self) -> bool:
        """Whether the clock stands still."""
        return self._held[0] is not None

    def hold(self, *, on: bool) -> None:
        """Stand still from now on, or go on from there; from any thread."""
        since_s, before_s = self._held
        if on and since_s is None:
            self._held = self._clock(), before_s
        elif not on and since_s is not None:
            self._held = None, before_s + self._clock() - since_s

    def _unheld_s(self) -> float:
        since_s, before_s = self._held
        return (self._clock() if since_s is None else since_s) - before_s
