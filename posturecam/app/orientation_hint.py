"""What to do about pictures in which the user is upside down or lies on a side."""

from posturecam.core.pose.orientation import TURNS, rotation_deg
from posturecam.core.values import Why
from posturecam.edges.sources.open_source import Kind
from posturecam.settings import Camera

NOTIFY_AFTER_S = 10.0  # whoever picks up a pen is upright again by then


def how_to_turn(why: Why, camera: Camera, kind: Kind) -> str:
    """Say which setting puts upright what is seen as `why`."""
    rotate = rotation_deg(why, camera.rotate, mirror=camera.mirror)
    if kind is Kind.TAPE:
        return (
            f"You are {why.value}. A pose tape cannot be turned: record it again from the pictures "
            f"with `posturecam replay RECORDING --tape FILE --set camera.rotate={rotate}`."
        )
    return f"You are {why.value}. Turn the picture with --set camera.rotate={rotate}."


class Orienting:
    """Says, once, how to turn the picture, when it has been lying for a while."""

    def __init__(self, camera: Camera, kind: Kind) -> None:
        """Watch pictures of a source of this `kind`."""
        self._camera, self._kind = camera, kind
        self._why: Why | None = None
        self._since_s = 0.0
        self._upright = False  # seen at least once
        self._reported = False

    def follow(self, t: float, why: Why | None) -> str | None:
        """Take in why the frame at `t` was not measured, if so; return the hint that is due."""
        if why in TURNS and why is not self._why:
            self._since_s = t
        if why in TURNS or why is None:
            self._why, self._upright = why, self._upright or why is None
        return self._say() if why in TURNS and t - self._since_s >= NOTIFY_AFTER_S else None

    def at_end(self) -> str | None:
        """Return what is to be said of a recording too short for that, never upright."""
        return None if self._upright or self._why is None else self._say()

    def _say(self) -> str | None:
        if self._reported or self._why is None:
            return None
        self._reported = True
        return how_to_turn(self._why, self._camera, self._kind)
