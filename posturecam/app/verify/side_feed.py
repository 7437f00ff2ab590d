"""The camera at the side, followed in a thread of its own while the other one leads."""

from dataclasses import replace
from threading import Event, Thread
from types import TracebackType
from typing import Self

from posturecam.core.values import Observation
from posturecam.errors import InputError
from posturecam.ports import Observations

RECENT_S = 2.0
LOST = "The side camera has ended. Check its connection and start again."


class SideFeed:
    """Gathers what the side camera sees, without pictures, for the length of a `with` block."""

    def __init__(self, observations: Observations, per_s: float) -> None:
        """Take `per_s` of `observations` a second."""
        self._observations, self._every_s = observations, 1 / per_s
        self._seen: list[Observation] = []
        self._error: Exception | None = None
        self._ended = Event()
        self._thread = Thread(target=self._run, name="side camera", daemon=True)

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _where: TracebackType | None,
    ) -> None:
        """End, once the picture that is being read has been."""
        self._ended.set()
        self._thread.join()

    def clear(self) -> None:
        """Forget what was seen until now."""
        self._seen.clear()

    def lately(self, for_s: float = RECENT_S) -> tuple[Observation, ...]:
        """Return what was seen in the last seconds; in `RECENT_S`, it says where the camera stands.

        Raises:
            PosturecamError: The camera has ended.
        """
        if self._error is not None:
            raise self._error
        if not self._thread.is_alive():
            raise InputError(LOST)
        seen = self.seen()
        return tuple(one for one in seen if seen[-1].t - one.t < for_s)

    def seen(self) -> tuple[Observation, ...]:
        """Return everything seen until now, whether or not the camera has ended."""
        return tuple(self._seen)

    def _run(self) -> None:
        t = 0.0
        try:
            while not self._ended.is_set():
                observation = self._observations.next(t)
                if observation is None:
                    return
                self._seen.append(replace(observation, frame=None))
                t = observation.t + self._every_s
        except Exception as error:  # noqa: BLE001 - handed to the main thread, which raises it
            self._error = error
