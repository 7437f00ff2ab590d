"""When a whole picture is searched, told as frames in front of a camera."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.pose.face_pairing import HEAD_POINTS, head_box
from posturecam.core.pose.landmarks import Body
from posturecam.core.pose.people_search import (
    DOUBT_S,
    SEARCH_EVERY_S,
    People,
    PeopleSearch,
    after_search,
    after_tracking,
    face_region,
    is_somebody_else,
    one_body_accounts_for,
)
from posturecam.core.values import BODY_POINTS, FACE_POINTS, Pose

FACE = np.zeros((FACE_POINTS, 3))


def body(face: np.ndarray | None = None) -> Pose:
    points = np.zeros((BODY_POINTS, 2))
    points[:HEAD_POINTS] = 0.6, 0.4
    points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]] = (0.7, 0.6), (0.5, 0.6)
    return Pose(0.0, points, np.ones(BODY_POINTS), np.zeros((BODY_POINTS, 3)), face, 4 / 3)


YOU, TRACKED_YOU, GUEST = body(), body(), body()


@dataclass(frozen=True)
class Scene:
    """A frame a second for `lasts_s`, with you, a guest, both or nobody in view."""

    lasts_s: float
    you: bool = True
    guest: bool = False
    sure: bool = False


def searched(*scenes: Scene, every_s: float = 1.0) -> tuple[list[float], list[People]]:
    """Return when the whole picture was searched, and who was seen in each frame."""
    search, times, seen, t = PeopleSearch(), [], [], 0.0
    for scene in scenes:
        for _ in range(round(scene.lasts_s / every_s)):
            tracked = (TRACKED_YOU,) if scene.you else ()
            search, due = after_tracking(search, t, tracked, sure=scene.sure)
            if due:
                times.append(t)
                everybody = (YOU,) * scene.you + (GUEST,) * scene.guest
                search, tracked = after_search(search, t, tracked, everybody)
            seen.append(tracked)
            t += every_s
    return times, seen


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param([Scene(100, sure=True)], [], id="the person wanted is never searched beside"),
        pytest.param([Scene(100, you=False)], [], id="an empty chair is the tracker's business"),
        pytest.param([Scene(3)], [], id="in doubt for a moment"),
        pytest.param([Scene(4)], [3], id="in doubt for longer"),
        pytest.param([Scene(64)], [3, 33, 63], id="now and then while in doubt"),
        pytest.param([Scene(2), Scene(1, sure=True), Scene(3)], [], id="doubt begins again"),
        pytest.param([Scene(2), Scene(1, you=False), Scene(4)], [6], id="after an empty chair too"),
        pytest.param(
            [Scene(4), Scene(9, sure=True), Scene(25)], [3, 33], id="the last search still counts"
        ),
        pytest.param(
            [Scene(3), Scene(3, guest=True), Scene(4)], [3, 4, 5, 6], id="company until it left"
        ),
        pytest.param(
            [Scene(3), Scene(3, guest=True), Scene(2, guest=True, sure=True)],
            [3, 4, 5, 6, 7],
            id="company counts though the person wanted is measured",
        ),
        pytest.param(
            [Scene(3), Scene(2, guest=True), Scene(3, you=False, guest=True), Scene(2, you=False)],
            [3, 4, 5],
            id="company that stays alone is tracked again",
        ),
    ],
)
def test_stories(story: Sequence[Scene], expected: list[float]) -> None:
    assert searched(*story)[0] == expected


def test_company_is_seen_as_found_and_a_person_alone_as_tracked() -> None:
    _, seen = searched(Scene(4), Scene(1, guest=True, sure=True), Scene(35, guest=True))
    assert seen[3] == (TRACKED_YOU,)  # searched, and found alone
    assert seen[4] == (TRACKED_YOU,)  # nobody searched for a guest
    assert seen[-1] == (YOU, GUEST)


def test_whoever_only_the_search_finds_is_seen() -> None:
    search, seen = after_search(PeopleSearch(), 7.0, (), (GUEST,))
    assert seen == (GUEST,)
    assert (search.searched_s, search.company) == (7.0, False)
    assert after_search(search, 8.0, (), ())[1] == ()


@given(steps=st.lists(st.tuples(st.floats(0.1, 5), st.booleans()), max_size=60))
def test_a_search_is_due_in_lasting_doubt_and_not_again_soon(
    steps: list[tuple[float, bool]],
) -> None:
    times = accumulate(step_s for step_s, _ in steps)
    frames = [(t, sure) for t, (_, sure) in zip(times, steps, strict=True)]
    search, searched_s = PeopleSearch(), -SEARCH_EVERY_S
    for number, (t, sure) in enumerate(frames, 1):
        unsure = list(takewhile(lambda frame: not frame[1], reversed(frames[:number])))
        in_doubt = bool(unsure) and t - unsure[-1][0] >= DOUBT_S
        search, due = after_tracking(search, t, (YOU,), sure=sure)
        assert due == (in_doubt and t - searched_s >= SEARCH_EVERY_S)
        if due:
            searched_s = t
            search, _ = after_search(search, t, (YOU,), (YOU,))


@pytest.mark.parametrize(
    ("tracked", "faces", "tracks", "strange"),
    [
        pytest.param((body(FACE),), [FACE], True, False, id="one person with a face"),
        pytest.param((body(),), [], True, False, id="one person without"),
        pytest.param((body(),), [FACE], True, True, id="a face beside the body"),
        pytest.param((), [FACE], True, True, id="a face and no body"),
        pytest.param((), [], True, False, id="nobody"),
        pytest.param((body(FACE),), [FACE, FACE], False, False, id="two faces"),
    ],
)
def test_what_the_faces_say(
    tracked: People, faces: list[np.ndarray], *, tracks: bool, strange: bool
) -> None:
    assert one_body_accounts_for(faces) is tracks
    assert is_somebody_else(tracked, faces) is strange


def test_a_face_is_searched_for_once_more_at_the_head_unless_it_was_found() -> None:
    region = face_region(body(), 480, 640)
    assert region is not None
    assert region == head_box(body(), 480, 640)
    assert face_region(body(FACE), 480, 640) is None
    assert face_region(replace(body(), points=np.zeros((BODY_POINTS, 2))), 480, 640) is None
