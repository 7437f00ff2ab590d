"""A source seen through a finder, and the results that are reused."""

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from posturecam.core.values import Frame, Observation, Reuse, Unseen, Why
from posturecam.edges.sources.pose_source import GREY_HEIGHT_PX, PoseSource, Renewal, shrunk
from tests.support.film import corners

STILL = Reuse(stands_s=2, shift=0.01)


class Script:
    """A source that follows a script, and a finder that counts."""

    live = True

    def __init__(self, *script: NDArray[np.uint8] | Why) -> None:
        self.searched: list[float] = []
        self.sure: list[bool] = []
        self.spacing_s: float = 1
        self._script = iter(enumerate(script))

    def read(self, not_before_s: float) -> Frame | Unseen | None:
        t, shown = next(self._script, (not_before_s, None))
        if shown is None or isinstance(shown, Why):
            return None if shown is None else Unseen(t * self.spacing_s, shown)
        return Frame(t * self.spacing_s, shown)

    def find(self, frame: Frame, *, sure: bool = False) -> Observation:
        self.searched.append(frame.t)
        self.sure.append(sure)
        return Observation(frame.t, (), Why.NOBODY, frame)


def observations(script: Script, reuse: Reuse) -> Iterator[Observation]:
    looking = PoseSource(script, script)
    while (observation := looking.next(0.0, reuse)) is not None:
        yield observation


HERE = corners(320, 240)
MOVED = np.roll(HERE, 20, axis=1)


@pytest.mark.parametrize(
    ("script", "reuse", "expected"),
    [
        pytest.param([HERE] * 3, STILL, [0], id="nothing moves"),
        pytest.param([HERE] * 5, STILL, [0, 3], id="not for ever"),
        pytest.param([HERE, MOVED, MOVED], STILL, [0, 1], id="something moved"),
        pytest.param([HERE, Why.CAMERA_LOST, HERE], STILL, [0, 2], id="after a loss"),
        pytest.param([HERE] * 3, Reuse(), [0, 1, 2], id="every frame wanted"),
    ],
)
def test_only_what_moved_is_searched(
    script: list[NDArray[np.uint8] | Why], reuse: Reuse, expected: list[int]
) -> None:
    source = Script(*script)
    seen = list(observations(source, reuse))
    assert [observation.t for observation in seen] == list(range(len(script)))
    assert source.searched == expected


def test_an_observation_says_whether_its_result_was_reused() -> None:
    seen = observations(Script(HERE, HERE, Why.CAMERA_LOST, HERE, MOVED, MOVED), STILL)
    reused = [observation.reused for observation in seen]
    assert reused == [False, True, False, False, False, True]


def test_a_reused_result_still_shows_the_new_picture() -> None:
    first, second = observations(Script(HERE, np.minimum(HERE, 252)), STILL)
    assert (first.frame.image.max(), second.frame.image.max()) == (255, 252)
    assert second.grey.mean() < first.grey.mean()


def test_the_finder_gets_whether_the_person_was_measured() -> None:
    script = Script(HERE, HERE)
    looking = PoseSource(script, script)
    looking.next(0.0)
    looking.next(0.0, Reuse(sure=True))
    assert script.sure == [False, True]


def test_where_every_frame_is_searched_a_small_picture_is_made_now_and_then() -> None:
    script = Script(*[HERE] * 8)
    script.spacing_s = 0.4
    shrunk = [observation.grey is not None for observation in observations(script, Reuse())]
    assert shrunk == [True, False, False, True, False, False, True, False]


def test_at_fixed_times_another_finder_begins_with_nothing() -> None:
    script, opened = Script(*[HERE] * 6), list[Script]()
    script.spacing_s = 0.4

    def another() -> Script:
        opened.append(Script())
        return opened[-1]

    looking = PoseSource(script, script, Renewal(1.0, another))
    seen = [looking.next(0.0, Reuse(stands_s=9, shift=0.01)) for _ in range(6)]

    assert [script.searched, *(one.searched for one in opened)] == [[0.0], [3 * 0.4], [5 * 0.4]]
    assert [one and one.reused for one in seen] == [False, True, True, False, True, False]


def test_a_search_that_begins_again_has_a_small_picture() -> None:
    script = Script(*[HERE] * 4)
    script.spacing_s = 0.4
    looking = PoseSource(script, script, Renewal(0.8, lambda: script))
    seen = [looking.next(0.0) for _ in range(4)]
    assert [one is not None and one.grey is not None for one in seen] == [True, False, True, False]


def test_a_search_begun_later_is_not_begun_twice() -> None:
    looking = PoseSource(late := Late(HERE), late, Renewal(1.0, lambda: pytest.fail("again")))
    assert looking.next(0.0) is not None


class Late(Script):
    """A source of which only a later part is read."""

    def read(self, not_before_s: float) -> Frame | Unseen | None:
        frame = super().read(not_before_s)
        return Frame(frame.t + 7.5, frame.image) if isinstance(frame, Frame) else frame


def test_the_small_picture_keeps_its_shape_and_is_never_enlarged() -> None:
    assert shrunk(corners(640, 480)).shape == (GREY_HEIGHT_PX, 128)
    assert shrunk(corners(30, 20)).shape == (20, 30)
    assert shrunk(corners(1, 200)).shape == (GREY_HEIGHT_PX, 1)
