"""Two cameras at once, from opening them to what was found; Ctrl-C at any time."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from posturecam.app.verify import live
from posturecam.app.verify.comparing import Against
from posturecam.app.verify.gathering import Gathered
from posturecam.app.verify.live import compare_live
from posturecam.core.values import Observation, Unseen, Why
from posturecam.errors import CalibrationError, InputError
from posturecam.settings import Settings
from tests.support.calibrated import SIZE, profile_of
from tests.support.filmed_twice import FRONT, SIDE, person_at
from tests.support.synthetic import Camera, pose_of

SETTINGS = Settings()
STOPS_S = 40.0
BEGINS_S = 9.0  # when they sit upright, with time to see where the side camera stands
Seen = Callable[[float], Observation]


class Both:
    """Two cameras on one clock, which the front one moves on once the side one has seen all."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.awaited_s = -1.0  # the time of the next frame of the side camera, if it is asked
        self.moved = threading.Condition()
        self.ended = False
        self.closed: list[str] = []

    def to(self, t: float) -> None:
        with self.moved:
            self.now_s = t
            self.moved.notify_all()
            self.moved.wait_for(lambda: self.ended or self.awaited_s > t)

    def wait_until(self, t: float) -> bool:
        """Return whether that time has come before they ended."""
        with self.moved:
            self.awaited_s = t
            self.moved.notify_all()
            return self.moved.wait_for(lambda: self.ended or self.now_s >= t) and not self.ended

    def end(self) -> None:
        with self.moved:
            self.ended = True
            self.moved.notify_all()


class FrontCamera:
    """Gives the next frame whenever it is asked, until something happens."""

    live = True

    def __init__(self, both: Both, see: Seen, until_s: float, then: BaseException | None) -> None:
        self._both, self._see, self._until_s, self._then = both, see, until_s, then

    def next(self, not_before_s: float, *_: object) -> Observation | None:
        self._both.to(not_before_s)
        if not_before_s < self._until_s:
            return self._see(not_before_s)
        if self._then is not None:
            raise self._then
        return None


class SideCamera:
    """Gives a frame once its time has come; its own clock began a second and a half later."""

    live = True
    LATER_S = 1.5

    def __init__(self, both: Both, see: Seen) -> None:
        self._both, self._see = both, see

    def next(self, not_before_s: float, *_: object) -> Observation | None:
        has_come = self._both.wait_until(not_before_s + self.LATER_S)
        return self._see(not_before_s) if has_come else None


class Facts:
    size = SIZE


def sees(camera: Camera, later_s: float = 0.0, begins_s: float = BEGINS_S) -> Seen:
    def see(t: float) -> Observation:
        pose = pose_of(person_at(t + later_s - begins_s), camera)
        return Observation(t, (replace(pose, t=t),))

    return see


seen_beside = sees(SIDE, SideCamera.LATER_S)


@contextmanager
def cameras(
    monkeypatch: pytest.MonkeyPatch,
    *,
    front: Seen | None = None,
    side: Seen | None = None,
    until_s: float = 200.0,
    then: BaseException | None = None,
) -> Iterator[Both]:
    both = Both()
    made = {
        "front": FrontCamera(both, front or sees(FRONT), until_s, then),
        "side": SideCamera(both, side or seen_beside),
    }

    @contextmanager
    def opened(source: str, _settings: Settings, *, real_time: bool) -> Iterator[object]:
        assert real_time
        try:
            yield made[source], Facts
        finally:
            both.closed.append(source)

    class Feed(live.SideFeed):
        def __exit__(self, *error: object) -> None:
            both.end()
            super().__exit__(*error)  # type: ignore[arg-type]

    monkeypatch.setattr(live, "open_seen", opened)
    monkeypatch.setattr(live, "SideFeed", Feed)
    yield both
    assert both.closed == ["side", "front"]


def comparing(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Gathered, Gathered, Against]]:
    """Return what is compared, of one session."""
    compared: list[tuple[Gathered, Gathered, Against]] = []

    def compare(*seen: Any, one_session: bool) -> None:
        assert one_session
        compared.append(seen[:3])

    monkeypatch.setattr(live, "compare", compare)
    return compared


def run(for_s: float = 70.0) -> live.Verification:
    return compare_live(("front", "side"), (SETTINGS, SETTINGS), Against(), for_s)


def test_somebody_is_led_and_the_two_cameras_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    with cameras(monkeypatch):
        found = run()

    assert found.alignment.offset_s == pytest.approx(SideCamera.LATER_S, abs=0.5)
    assert found.upright_s == pytest.approx((9.25, 19.25), abs=0.3)
    assert len(found.pairs) > 200
    assert found.profile_name is None
    assert (found.front.name, found.side.name) == ("front", "side")


def test_ctrl_c_after_the_upright_pose_keeps_what_was_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = comparing(monkeypatch)
    with cameras(monkeypatch, until_s=STOPS_S, then=KeyboardInterrupt()):
        run()

    ((front, side, against),) = compared
    assert front.observations[-1].t == pytest.approx(STOPS_S, abs=0.3)
    assert side.observations[-1].t == pytest.approx(STOPS_S - SideCamera.LATER_S, abs=0.3)
    assert against.upright_s == pytest.approx((9.25, 19.25), abs=0.3)


def test_ctrl_c_before_that_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        cameras(monkeypatch, until_s=10.0, then=KeyboardInterrupt()),
        pytest.raises(KeyboardInterrupt),
    ):
        run()


def test_a_camera_that_ends_before_that_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        cameras(monkeypatch, until_s=10.0),
        pytest.raises(InputError, match="front camera has ended"),
    ):
        run()


@pytest.mark.parametrize("then", [None, InputError("It was unplugged.")])
def test_a_camera_that_ends_after_it_keeps_what_was_seen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], then: InputError | None
) -> None:
    compared = comparing(monkeypatch)
    with cameras(monkeypatch, until_s=STOPS_S, then=then):
        run()

    ((front, side, against),) = compared
    assert front.observations[-1].t == pytest.approx(STOPS_S, abs=0.3)
    assert side.observations[-1].t == pytest.approx(STOPS_S - SideCamera.LATER_S, abs=0.3)
    assert against.upright_s == pytest.approx((9.25, 19.25), abs=0.3)
    reason = str(then or "The front camera has ended.")
    assert f"seen until a camera ended is compared. {reason}" in capsys.readouterr().err


def test_sitting_where_the_front_camera_cannot_be_calibrated_is_refused_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with (
        cameras(monkeypatch, front=lambda t: Observation(t, (), Why.TOO_DARK)),
        pytest.raises(CalibrationError, match="cannot be calibrated on how you sat upright"),
    ):
        run()


def test_upright_is_asked_for_again_where_the_side_camera_cannot_be_calibrated(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    askew_s, back_s, begins_s = 10.0, 20.0, 24.0
    beside, askew = (
        sees(replace(SIDE, direction=deg), SideCamera.LATER_S, begins_s) for deg in (88.0, 60.0)
    )

    def side(t: float) -> Observation:
        return askew(t) if askew_s < t + SideCamera.LATER_S < back_s else beside(t)

    compared = comparing(monkeypatch)
    with cameras(monkeypatch, front=sees(FRONT, begins_s=begins_s), side=side):
        run()

    ((_, _, against),) = compared
    assert against.upright_s == pytest.approx((23.25, 33.25), abs=0.3)
    assert "The side camera sees you 60 degrees from the front" in capsys.readouterr().err


@pytest.mark.parametrize("with_profile", [False, True])
def test_a_side_camera_that_cannot_be_calibrated_is_refused_at_once(
    monkeypatch: pytest.MonkeyPatch, *, with_profile: bool
) -> None:
    def side(t: float) -> Observation:
        return seen_beside(t) if t < BEGINS_S else Observation(t, (), Why.NOBODY)

    against = Against(profile_of()) if with_profile else Against()
    with (
        cameras(monkeypatch, front=sees(FRONT, begins_s=60.0), side=side),
        pytest.raises(CalibrationError, match="upright") as refused,
    ):
        compare_live(("front", "side"), (SETTINGS, SETTINGS), against, 70.0)

    (problem,) = refused.value.problems
    assert problem.startswith("the side camera does not see you well: put it at shoulder height")


def test_fidgeting_before_the_side_camera_asks_for_the_upright_pose_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fidgeting = sees(SIDE, SideCamera.LATER_S, begins_s=-10.0)

    def side(t: float) -> Observation:
        return fidgeting(t) if 9.0 < t < 20.0 else still_beside(t)

    still_beside = sees(SIDE, SideCamera.LATER_S, begins_s=24.0)
    compared = comparing(monkeypatch)
    with cameras(monkeypatch, front=sees(FRONT, begins_s=24.0), side=side):
        run()

    ((_, _, against),) = compared
    assert against.upright_s == pytest.approx((23.25, 33.25), abs=0.3)
    assert "The side camera cannot be calibrated: upright: you moved" in capsys.readouterr().err


def test_too_short_a_time_is_refused_before_a_camera_is_opened() -> None:
    with pytest.raises(InputError, match="need at least 48 s"):
        run(10.0)


def test_of_a_file_only_its_own_name_is_shown() -> None:
    assert Gathered("/home/me/desk.mp4", SIZE, ()).name == "desk.mp4"
    assert Gathered("rtsp://me:secret@h/b", SIZE, ()).name == "rtsp://***@h/b"


def test_unseen_is_kept_too() -> None:
    empty = Gathered("a", SIZE, (Observation(0.0, (), Why.NOBODY),))

    assert empty.looks(None) == (Unseen(0.0, Why.NOBODY),)
