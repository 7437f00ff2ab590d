import itertools
from collections.abc import Callable, Iterable, Sequence

import pytest

from posturecam.app.verify import guiding
from posturecam.app.verify.guiding import Guiding
from posturecam.app.verify.poses import Step, steps
from posturecam.core.values import Observation, Pose, Unseen, Why
from posturecam.errors import CalibrationError, InputError
from posturecam.view.guide import Guide
from tests.support.calibrated import from_side, still
from tests.support.desk import FORWARD, UPRIGHT, ListedObservations, sitting
from tests.support.synthetic import Person

AT_SIDE = [from_side(t / 4) for t in range(8)]
FROM_THE_FRONT = still(frames=8)
SHORT = (Step("upright", "Sit tall.", 1.0, 2.0), Step("slump", "Sink.", 1.0, 2.0))
Looks = Sequence[Pose | Unseen]
Shown = list[Guide]


class Led:
    """Somebody who is led; with each frame of the front camera the next of `keys` is pressed."""

    live = True

    def __init__(
        self,
        *parts: tuple[float, Person | Why],
        keys: Iterable[str] = (),
        side: Callable[[float], Looks] = lambda _: AT_SIDE,
    ) -> None:
        self._observations = ListedObservations(sitting(*parts))
        self._keys = iter(keys)
        self._t = 0.0
        self.shown: Shown = []
        self.guiding = Guiding(
            self.shown.append, self, lambda: side(self._t), 0.25, interrupt=interrupt
        )

    def next(self, *wish: object) -> Observation | None:
        if key := next(self._keys, ""):
            self.guiding.follow(key)
        observation = self._observations.next(*wish)
        self._t = self._t if observation is None else observation.t
        return observation

    @property
    def seen_until_s(self) -> float:
        return self._t

    @property
    def todos(self) -> list[str]:
        return list(dict.fromkeys(guide.todo for guide in self.shown))


def interrupt() -> None:
    raise KeyboardInterrupt


def nothing_wrong(_looks: Looks) -> Sequence[str]:
    return ()


def test_it_begins_once_the_side_camera_has_seen_the_side_for_a_while() -> None:
    led = Led((60, UPRIGHT), side=lambda t: FROM_THE_FRONT if t < 5 else AT_SIDE)

    led.guiding.place()

    assert led.guiding.seen == []
    assert led.todos[0].startswith("Put the second camera at your side")
    assert led.todos[1].startswith("The side camera sees you from the front: it must stand")
    assert led.todos[2].startswith("The side camera sees you well")
    led.guiding.lead(SHORT, nothing_wrong)
    assert 8.0 <= led.guiding.seen[0].t <= 8.75


def test_it_does_not_wait_for_ever_for_the_side_camera(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guiding, "PATIENCE_S", 20.0)
    led = Led((30, UPRIGHT), side=lambda _: FROM_THE_FRONT)

    with pytest.raises(InputError, match="was not begun: the side camera sees you from the front"):
        led.guiding.place()

    assert 20.0 < led.seen_until_s < 21.0


def test_every_step_is_shown_with_its_time_and_everything_is_kept() -> None:
    led = Led((60, UPRIGHT))

    led.guiding.lead(SHORT, nothing_wrong)

    assert led.guiding.upright_s == pytest.approx((1.0, 3.0), abs=0.3)
    assert len(led.guiding.seen) == pytest.approx(24, abs=2)
    assert all(one.frame is None for one in led.guiding.seen)
    assert led.todos == ["Sit tall.", "Sink."]
    assert [guide.heading for guide in led.shown[::-20]] == ["2 of 2: slump", "1 of 2: upright"]
    assert {guide.phase for guide in led.shown} == {"get ready", "hold still"}
    assert led.shown[0].left_s == 1.0
    assert led.shown[-1].quality == "side camera: you are seen"
    assert led.shown[-1].seen.startswith("front camera: you are seen")


def test_what_the_cameras_do_not_see_is_said() -> None:
    led = Led((60, Why.TOO_DARK), side=lambda _: [Unseen(0.0, Why.NOBODY)])

    led.guiding.lead(SHORT, nothing_wrong)

    assert "front camera: too dark" in led.shown[-1].seen
    assert "turn on a light" in led.shown[-1].seen
    assert led.shown[-1].quality == "side camera: nobody in view"


def test_a_pose_can_be_skipped_but_not_the_upright_one() -> None:
    led = Led((60, UPRIGHT), keys=itertools.chain(["s"], [""] * 14, ["s"]))

    led.guiding.lead(SHORT, nothing_wrong)

    assert led.guiding.upright_s == pytest.approx((1.0, 3.0), abs=0.3)
    assert len(led.guiding.seen) == pytest.approx(16, abs=2)


def test_the_end_can_be_asked_for_and_what_was_seen_stays() -> None:
    led = Led((60, UPRIGHT), keys=[*[""] * 15, "q"])

    with pytest.raises(KeyboardInterrupt):
        led.guiding.lead(SHORT, nothing_wrong)

    assert led.guiding.upright_s is not None
    assert len(led.guiding.seen) == 15


def test_sitting_upright_is_asked_for_again_with_the_reason() -> None:
    told = iter([["you moved too much"], []])
    given: list[Looks] = []

    def problems(looks: Looks) -> Sequence[str]:
        given.append(looks)
        return next(told)

    led = Led((60, UPRIGHT))
    led.guiding.lead(SHORT[:1], problems)

    assert led.todos == ["Sit tall.", "You moved too much. Sit tall."]
    assert led.guiding.upright_s == pytest.approx((4.0, 6.0), abs=0.6)
    assert [looks[0].t for looks in given] == pytest.approx([1.0, 4.0], abs=0.6)


def test_upright_that_never_succeeds_is_an_error_with_the_reason() -> None:
    led = Led((60, FORWARD))

    with pytest.raises(CalibrationError, match="how you sat upright: your head is low"):
        led.guiding.lead(SHORT, lambda _: ["your head is low"])

    assert led.guiding.upright_s is None


def test_a_front_camera_that_ends_is_an_error() -> None:
    with pytest.raises(InputError, match="front camera has ended"):
        Led((3, UPRIGHT)).guiding.lead(steps(48.0), nothing_wrong)
