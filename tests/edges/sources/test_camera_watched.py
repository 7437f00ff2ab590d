"""A hanging driver, watched as `watch` does it: the reader comes back only now and then."""

import time
from types import SimpleNamespace

import pytest

from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.app.waiting import Waiting
from posturecam.core.values import EventKind, Frame, Observation, Why
from posturecam.edges.sources import capture_thread as pump_module
from posturecam.edges.sources import live
from posturecam.edges.sources.camera import open_camera
from posturecam.edges.sources.camera_names import CameraFact
from posturecam.edges.sources.live import LiveSource
from posturecam.edges.sources.pose_source import PoseSource
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.settings import Settings
from tests.support.desk import calibrated
from tests.support.film import ScriptedCameras, ScriptedCapture, corners, pictures

HANGS_FROM_S, FOR_S = 10.0, 240.0
LOST_AND_BACK = [EventKind.CAMERA_LOST, EventKind.CAMERA_BACK]


class HangingPump:
    """A pump on a clock of its own, one of whose calls hangs until it returns or is left behind.

    A picture comes as soon as somebody has asked and waited for it.
    """

    why = failure = None
    paused = False

    def __init__(self, returns_s: float) -> None:
        self.changed = self
        self.now_s, self.returns_s = 0.0, returns_s
        self.left_behind_s: list[float] = []
        self._is_ready = False

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...

    def t(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds

    def wait(self, most_s: float) -> None:
        self._is_ready = not self._hangs
        self.now_s += 0.05 if self._is_ready else most_s

    @property
    def _hangs(self) -> bool:
        return HANGS_FROM_S <= self.now_s < self.returns_s

    @property
    def call(self) -> int:
        """The number of the call under way; ten are made in a second."""
        return 1 + int(10 * (HANGS_FROM_S if self._hangs else self.now_s))

    beats = call

    def want(self, _: float) -> None:
        self._is_ready = False

    def expect(self, _: float) -> None: ...

    def take(self, not_before_s: float) -> Frame | None:
        young = self._is_ready and self.now_s >= not_before_s
        return Frame(self.now_s, corners()) if young else None

    def leave_behind(self) -> None:
        self.left_behind_s.append(self.now_s)
        self.returns_s = self.now_s


class Empty:
    """A finder in front of an empty chair."""

    def find(self, frame: Frame, *, sure: bool = False) -> Observation:  # noqa: ARG002
        return Observation(frame.t, (), why=Why.NOBODY, frame=frame)


def watched(
    pump: HangingPump, monkeypatch: pytest.MonkeyPatch, **camera: object
) -> list[EventKind]:
    """What is told about the camera in four minutes."""
    monkeypatch.setattr(live, "time", SimpleNamespace(monotonic=pump.t))
    settings = Settings.model_validate({"camera": camera})
    source = LiveSource(pump, settings.camera.silence_s, Frame(0.0, corners()))  # type: ignore[arg-type]
    clock = StreamClock(pump.t)
    clock.start()
    observations = Waiting(
        PoseSource(source, Empty()),
        lambda: False,
        for_s=FOR_S,
        clock=clock,
        sleep=pump.sleep,
        expect=source.expect,
    )
    ticks = monitor.watch(observations, calibrated().profile, rules_of(settings), Nobody())
    return [event.kind for tick in ticks for event in tick.events if event.kind in LOST_AND_BACK]


@pytest.mark.parametrize(
    ("camera", "most_s"),
    [({}, 44), ({"silence_s": 1}, 44), ({"shared": True}, 80)],
    ids=["usual", "soon lost", "shared"],
)
def test_a_hanging_call_is_left_behind(
    monkeypatch: pytest.MonkeyPatch, camera: dict[str, object], most_s: float
) -> None:
    pump = HangingPump(returns_s=float("inf"))
    assert watched(pump, monkeypatch, **camera) == LOST_AND_BACK
    (left_behind_s,) = pump.left_behind_s
    assert 40 <= left_behind_s - HANGS_FROM_S <= most_s


@pytest.mark.parametrize("hangs_s", [6.0, 17.3, 35.0])
def test_a_hang_that_ends_by_itself_is_told_once(
    monkeypatch: pytest.MonkeyPatch, hangs_s: float
) -> None:
    pump = HangingPump(returns_s=HANGS_FROM_S + hangs_s)
    assert watched(pump, monkeypatch) == LOST_AND_BACK
    assert pump.left_behind_s == []


def test_a_shared_camera_is_closed_while_the_next_look_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pump_module, "_REST_S", 0.8)
    monkeypatch.setattr(pump_module, "_WARM_UP_S", 0.4)
    cameras = ScriptedCameras(lambda: ScriptedCapture(pictures()))
    shared = Settings.model_validate({"camera": {"shared": True}}).camera
    here = lambda: (CameraFact(0, "Cam"),)  # noqa: E731
    clock = StreamClock()
    with open_camera("0", shared, clock=clock, open_index=cameras, cameras=here) as source:
        observations = Waiting(
            PoseSource(source, Empty()),
            lambda: False,
            for_s=None,
            clock=clock,
            sleep=time.sleep,
            expect=source.expect,
        )
        t = 0.0
        for number in (1, 2, 3):
            observation = observations.next(t)
            assert observation is not None
            assert observation.why is Why.NOBODY
            assert len(cameras.opened) == number
            t = observation.t + 1.6
