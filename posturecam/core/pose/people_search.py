"""When a whole picture is searched for people, and where faces are searched for.

One person is tracked from frame to frame: a third less work than a search of the whole picture, and
half the jitter.  Tracking shows one body only, so the faces, which are searched for in every frame,
say when it is not enough: two of them, or one that is not on the tracked body, mean somebody else,
and the whole picture is searched.  A second person may show no face.  Therefore the picture is also
searched now and then, unless it is sure that the tracked person is the one wanted.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from posturecam.core.pose.face_pairing import Box, Mesh, head_box
from posturecam.core.values import Pose

SEARCH_EVERY_S: Final = 30.0
"""Between two searches while one person is tracked and it is not sure who that is.  A choice: the
longest for which somebody without a visible face stays unnoticed, once in doubt."""

DOUBT_S: Final = 3.0
"""A choice: somebody who turns away for a moment is no reason to search."""

People = tuple[Pose, ...]


@dataclass(frozen=True, slots=True)
class PeopleSearch:
    """What earlier frames say about the next search."""

    unsure_since_s: float | None = None  # None: the tracked person is the one wanted, or nobody
    searched_s: float = -math.inf  # when the whole picture was last searched
    company: bool = False  # that search found several people


def one_body_accounts_for(faces: Sequence[Mesh]) -> bool:
    """Return whether tracking one body can be enough for a picture with these `faces`."""
    return len(faces) <= 1


def is_somebody_else(tracked: People, faces: Sequence[Mesh]) -> bool:
    """Return whether there are `faces`, but none on who is `tracked`."""
    return bool(faces) and all(person.face is None for person in tracked)


def after_tracking(
    search: PeopleSearch, t: float, tracked: People, *, sure: bool
) -> tuple[PeopleSearch, bool]:
    """Return the search after tracking at `t`, and whether the whole picture has to be searched.

    `sure` says that the frame before showed the person wanted, and could be measured: then others
    matter only once they were seen.  Where nobody is tracked no search is due either, since the
    tracker itself searches until it has somebody.  After several people were found, every frame is
    searched until one is left.
    """
    if sure or not tracked:
        since_s = None
    else:
        since_s = t if search.unsure_since_s is None else search.unsure_since_s
    in_doubt = since_s is not None and t - since_s >= DOUBT_S
    due = in_doubt and t - search.searched_s >= SEARCH_EVERY_S
    return replace(search, unsure_since_s=since_s), search.company or due


def after_search(
    search: PeopleSearch, t: float, tracked: People, everybody: People
) -> tuple[PeopleSearch, People]:
    """Return the search after one at `t` that found `everybody`, and the people seen.

    A person alone is seen as `tracked`, which has less jitter, unless nobody was.
    """
    company = len(everybody) > 1
    people = tracked if tracked and not company else everybody
    return replace(search, searched_s=t, company=company), people


def face_region(body: Pose, height_px: int, width_px: int) -> Box | None:
    """Return where to search once more for the face of `body`: at its head, in pixels.

    A face may be too small to be found in the whole picture.  None: it was found, or the head has
    too few pixels.
    """
    return head_box(body, height_px, width_px) if body.face is None else None
