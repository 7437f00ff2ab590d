"""The command `stretch NAME --lead`."""

import sys
from dataclasses import dataclass
from typing import Any

from posturecam.app.coach.counting import count_recording
from posturecam.app.policies import catalogue_of
from posturecam.edges.sources.open_source import LIVE, kind_of
from posturecam.settings import Settings
from posturecam.stretches.catalogue import find
from posturecam.stretches.lead_plan import plan_of
from posturecam.view.seen_set import not_visible, set_lines, set_row


@dataclass(frozen=True, slots=True)
class Leading:
    """What to lead, and how."""

    name: str
    source: str | None = None
    as_json: bool = False
    no_camera: bool = False


def is_read(wish: Leading) -> bool:
    """Whether a recording is only counted, as fast as it goes: nobody watches it."""
    recorded = wish.source is not None and kind_of(wish.source) not in LIVE
    return recorded and (wish.as_json or not sys.stdout.isatty())


def read(wish: Leading, settings: Settings) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Count a whole recording; return what was seen for programs, and in lines for people.

    Raises:
        InputError: There is no such exercise or recording, or it cannot be led.
    """
    exercise = find(catalogue_of(settings), wish.name)
    asked = plan_of(exercise).asked
    counted = count_recording(asked, wish.source or "", settings)
    why_not = not_visible(asked, counted.visibility)
    row = set_row(exercise.key, asked, counted.seen, why_not)
    return row, set_lines(exercise, asked, counted.seen, why_not)
