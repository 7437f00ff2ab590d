import itertools
import re
from collections.abc import Iterable, Sequence

import pytest

from posturecam.app.calibrate.guided import DEFAULT_POSES, LESSONS, Lesson, Lessons, poses_of
from posturecam.core.measure.calibration import calibrate
from posturecam.core.pose.landmarks import GUIDED_POSES
from posturecam.core.values import Observation, Pose, Unseen, Why
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.errors import CalibrationError, InputError
from posturecam.settings import Camera
from posturecam.view.guide import Guide
from tests.support.calibrated import SIZE, made
from tests.support.desk import FORWARD as LOW_FORWARD
from tests.support.desk import UPRIGHT as LOW
from tests.support.desk import ListedObservations, sitting
from tests.support.synthetic import Person

UPRIGHT, FORWARD = LOW.moved(acromion_up=-4), LOW_FORWARD.moved(acromion_up=-4)


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds


class Guiding:
    """Lessons before somebody; with each look the next of `keys` is pressed."""

    def __init__(self, *parts: tuple[float, Person | Why], keys: Iterable[str] = ()) -> None:
        self._observations = ListedObservations(sitting(*parts, step_s=0.2))
        self._pressed = iter(keys)
        clock = Clock()
        self.lessons = Lessons(shown.append, StreamClock(clock), clock.sleep, Camera(), interrupt)
        shown.clear()

    live = True

    def next(self, *wish: object) -> Observation | None:
        if key := next(self._pressed, ""):
            self.lessons.follow(key)
        return self._observations.next(*wish)

    def give(self, wanted: Sequence[Lesson]) -> dict[str, list[Pose | Unseen]]:
        return self.lessons.give(self, wanted, SIZE)


def interrupt() -> None:
    raise KeyboardInterrupt


lessons = Guiding
shown: list[Guide] = []
UPRIGHT_AND_FORWARD = [LESSONS["upright"], LESSONS["head_forward"]]


def test_every_guided_pose_has_a_lesson() -> None:
    assert set(LESSONS) == set(GUIDED_POSES)


def test_somebody_is_guided_through_two_poses() -> None:
    guided = lessons((14.2, UPRIGHT), (12, FORWARD)).give(UPRIGHT_AND_FORWARD)

    assert [(name, len(seen)) for name, seen in guided.items()] == [
        ("upright", pytest.approx(50, abs=2)),
        ("head_forward", pytest.approx(25, abs=2)),
    ]
    made(calibrate(guided, SIZE))
    assert shown[0].heading == "Pose 1 of 2: upright"
    assert shown[0].phase == "get ready"
    assert {guide.phase for guide in shown} == {"get ready", "hold still"}
    assert re.fullmatch(r"(2[456]) of \1 frames can be used", shown[-1].quality)


def test_it_waits_until_somebody_can_be_seen() -> None:
    guided = lessons((20, Why.NOBODY), (30, UPRIGHT)).give(UPRIGHT_AND_FORWARD[:1])

    assert len(guided["upright"]) == pytest.approx(50, abs=2)
    assert shown[0].seen == "nobody in view"


def test_it_does_not_wait_for_ever() -> None:
    with pytest.raises(CalibrationError, match=r"changed: nobody in view\. Sit in front"):
        lessons((90, Why.NOBODY)).give(UPRIGHT_AND_FORWARD)


def test_whoever_is_upside_down_hears_how_to_turn_the_camera() -> None:
    with pytest.raises(CalibrationError, match=r"upside down\. Turn .* --set camera\.rotate=180"):
        lessons((9, Why.UPSIDE_DOWN)).give(UPRIGHT_AND_FORWARD)


def test_bending_down_before_the_start_is_no_turned_camera() -> None:
    guided = lessons((2, Why.UPSIDE_DOWN), (30, UPRIGHT)).give(UPRIGHT_AND_FORWARD[:1])

    assert len(guided["upright"]) == pytest.approx(50, abs=2)


def test_a_source_that_ends_is_an_error() -> None:
    with pytest.raises(CalibrationError, match="the camera gives no picture"):
        lessons((6, UPRIGHT)).give(UPRIGHT_AND_FORWARD)


def test_a_pose_can_be_skipped_but_not_the_upright_one() -> None:
    keys = itertools.chain(["", "s"], itertools.repeat("", 70), itertools.repeat("s"))

    guided = lessons((60, UPRIGHT), keys=keys).give(UPRIGHT_AND_FORWARD)

    assert len(guided["upright"]) == pytest.approx(50, abs=2)
    assert guided["head_forward"] == []
    assert {guide.answer for guide in shown} == {
        "",
        "the upright pose cannot be skipped",
        "skipping this pose",
    }


def test_a_pose_that_shows_nothing_is_asked_for_once_more() -> None:
    guided = lessons((24, UPRIGHT), (12, FORWARD)).give(UPRIGHT_AND_FORWARD)

    todos = list(dict.fromkeys(guide.todo for guide in shown))
    assert todos[-1].startswith("This looks the same as upright; show it once more, clearly: Back")
    profile = made(calibrate(guided, SIZE))
    assert profile.poses == ("upright", "head_forward")


def test_a_pose_that_shows_nothing_is_asked_for_only_twice() -> None:
    guided = lessons((34, UPRIGHT)).give(UPRIGHT_AND_FORWARD)

    assert len(guided["head_forward"]) == pytest.approx(25, abs=2)


def test_the_second_time_a_pose_can_be_skipped() -> None:
    keys = itertools.chain(itertools.repeat("", 120), ["s"])

    guided = lessons((60, UPRIGHT), keys=keys).give(UPRIGHT_AND_FORWARD)

    assert len(guided["head_forward"]) == pytest.approx(25, abs=2)
    assert shown[-1].todo.startswith("This looks the same")


def answering(key: str, *parts: tuple[float, Person | Why]) -> list[Pose | Unseen]:
    """Press `key` whenever a question is asked; return the upright looks."""
    guiding = lessons(*parts)
    guiding.lessons._show_guide = lambda guide: (  # type: ignore[method-assign]
        shown.append(guide),
        guiding.lessons.follow(key)
        if key and guide.phase == "answer" and not guide.answer
        else None,
    )
    return guiding.give(UPRIGHT_AND_FORWARD[:1])["upright"]


QUESTION = "Your head seems lower above your shoulders than that of 95 % of upright people: is this"


def test_an_upright_pose_that_seems_slouched_is_asked_about_and_kept() -> None:
    seen = answering("y", (15, LOW), (30, UPRIGHT))

    asked = [guide for guide in shown if guide.phase == "answer"]
    assert asked[0].todo.startswith(QUESTION)
    assert asked[0].todo.endswith("y: yes, keep it. t: no, try again.")
    assert asked[-1].answer == "kept"
    assert seen[0].t < 5
    assert len(asked) < 4


def test_it_is_shown_once_more_if_the_user_can_sit_taller() -> None:
    seen = answering("t", (14.6, LOW), (30, UPRIGHT))

    assert seen[0].t > 14.6
    assert len(seen) == pytest.approx(50, abs=2)


def test_it_is_asked_about_only_once() -> None:
    seen = answering("t", (45, LOW))

    assert sum(guide.phase == "answer" for guide in shown) < 4
    assert seen[0].t > 14.6


def test_no_answer_keeps_it() -> None:
    seen = answering("", (45, LOW))

    assert seen[0].t < 5
    assert [guide.left_s for guide in shown if guide.phase == "answer"][-1] < 0.5


def test_keys_that_answer_nothing_do_nothing() -> None:
    guided = lessons((30, UPRIGHT), keys=itertools.repeat("t", 120)).give(UPRIGHT_AND_FORWARD[:1])

    assert len(guided["upright"]) == pytest.approx(50, abs=2)
    assert {guide.answer for guide in shown} == {""}


def test_it_can_be_stopped() -> None:
    with pytest.raises(KeyboardInterrupt):
        lessons((60, UPRIGHT), keys=["", "", "q"]).give(UPRIGHT_AND_FORWARD)


@pytest.mark.parametrize("key", ["q", "\x03", "\x04"])
def test_a_key_is_answered_before_anything_is_seen(key: str) -> None:
    guiding = lessons()
    guiding.lessons.await_source("camera 0")
    guiding.lessons.follow("s")
    assert (shown[-1].todo, shown[-1].answer) == (
        "Opening camera 0 ...",
        "the upright pose cannot be skipped",
    )
    with pytest.raises(KeyboardInterrupt):
        guiding.lessons.follow(key)
    assert shown[-1].answer == "stopping without changes ..."


def test_which_poses() -> None:
    assert poses_of(None, quick=False) == DEFAULT_POSES
    assert poses_of(None, quick=True) == ("upright",)
    assert poses_of("all", quick=False) == GUIDED_POSES
    assert poses_of("slump, head_forward", quick=False) == ("upright", "slump", "head_forward")
    with pytest.raises(InputError, match=r"Not a guided pose: nod\. Choose from upright"):
        poses_of("nod,slump", quick=False)
