"""The bench's clock by which a recording is watched without waiting for it."""

from cost.quick_time import QuickTime, quicken

__all__ = ["QuickTime", "quicken"]
