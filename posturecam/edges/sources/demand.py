"""What the reader of a live source wants."""

from dataclasses import dataclass

REST_S = 4.0
"""A shared device is closed when no picture is wanted for longer than this."""

WARM_UP_S = 1.5
"""How long before one is wanted it is opened again: exposure has to settle."""


@dataclass(slots=True)
class Demand:
    """Set by the reader, and asked by the capture thread before each step."""

    shared: bool  # with other programs: closed between pictures that are far apart
    paused: bool = False  # leave the device to others
    lent: bool = False  # another program asked for the device
    wanted_s: float = 0.0  # pictures from before then are not even decoded
    expected_s: float = 0.0  # nobody reads before then

    def want(self, not_before_s: float) -> None:
        """Ask for the first picture from `not_before_s` on."""
        self.wanted_s = self.expected_s = not_before_s

    def lets_close(self, t: float) -> bool:
        """Return whether an open device may be closed at `t`."""
        return self._away or (self.shared and self.expected_s - t > REST_S)

    def keeps_closed(self, t: float) -> bool:
        """Return whether a closed device is to stay so at `t`."""
        return self._away or (self.shared and self.expected_s - t > WARM_UP_S)

    @property
    def _away(self) -> bool:
        return self.paused or self.lent
