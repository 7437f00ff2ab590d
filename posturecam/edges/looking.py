"""A frame source seen through a pose finder."""

from posturecam.core.values import Look, Unseen
from posturecam.ports import FrameSource, PoseFinder


class Looking:
    """Looks at the pictures of `source` with `finder`."""

    def __init__(self, source: FrameSource, finder: PoseFinder) -> None:
        """Look at `source`; opening and closing both is the caller's business."""
        self.live = source.live
        self._source = source
        self._finder = finder

    def next(self, not_before_s: float) -> Look | None:
        """Look at the next picture taken at or after `not_before_s`; None at the end."""
        seen = self._source.read(not_before_s)
        if seen is None:
            return None
        if isinstance(seen, Unseen):
            return Look(seen.t, (), why=seen.why)
        return self._finder.look(seen)
