"""Where the screens are, in pixels of the desktop."""

import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the desktop; x right and y down, as windows are placed."""

    x: int
    y: int
    width: int
    height: int

    @property
    def geometry(self) -> str:
        """As Tk writes it: `800x600+1024+0`."""
        return f"{self.width}x{self.height}{self.x:+}{self.y:+}"

    def holds(self, x: int, y: int) -> bool:
        """Whether the point is in this area."""
        return 0 <= x - self.x < self.width and 0 <= y - self.y < self.height


def screens(root: Any) -> tuple[Area, ...]:
    """Return every screen once; where they are not known, the whole desktop of `root`."""
    return distinct(_known()) or (Area(0, 0, root.winfo_screenwidth(), root.winfo_screenheight()),)


def distinct(areas: Iterable[Area]) -> tuple[Area, ...]:
    """Return `areas` without those that show a part of another: mirrored screens, empty ones."""
    found = tuple(dict.fromkeys(area for area in areas if area.width > 0 and area.height > 0))
    return tuple(one for one in found if not any(_within(one, other) for other in found))


def in_use(areas: Sequence[Area], pointer: tuple[int, int]) -> Area:
    """Return the screen that the pointer is on; the first one if it is on none."""
    return next((area for area in areas if area.holds(*pointer)), areas[0])


def strips(screen: Area, thick: int) -> tuple[Area, ...]:
    """Return the four strips along the edges of `screen`: top, bottom, left, right."""
    across, down = screen.x + screen.width - thick, screen.y + screen.height - thick
    return (
        Area(screen.x, screen.y, screen.width, thick),
        Area(screen.x, down, screen.width, thick),
        Area(screen.x, screen.y + thick, thick, screen.height - 2 * thick),
        Area(across, screen.y + thick, thick, screen.height - 2 * thick),
    )


def _known() -> list[Area]:
    """Ask the system; on X11 for its monitors, which a screen may be divided into."""
    from screeninfo import get_monitors  # noqa: PLC0415 (slow)

    for way in ("xinerama", None) if sys.platform == "linux" else (None,):
        with suppress(Exception):  # it raises whatever the system throws
            return [Area(one.x, one.y, one.width, one.height) for one in get_monitors(way)]
    return []


def _within(one: Area, other: Area) -> bool:
    """Whether `one` lies in `other`, which is another area."""
    return (
        one != other
        and other.x <= one.x
        and other.y <= one.y
        and one.x + one.width <= other.x + other.width
        and one.y + one.height <= other.y + other.height
    )
