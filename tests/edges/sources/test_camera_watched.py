"""A hanging driver, watched as `watch` does it: the reader comes back only now and then."""

import pytest

from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.app.waiting import Waiting
from posturecam.core.values import EventKind, Frame, Observation, Why
from posturecam.edges.sources import demand
from posturecam.edges.sources.camera import open_camera
from posturecam.edges.sources.camera_names import CameraFact
from posturecam.edges.sources.pose_source import PoseSource
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.settings import Settings
from tests.support.cameras import PATIENT, HeldClock
from tests.support.desk import calibrated
from tests.support.fake_thread import FakeThread
from tests.support.film import ScriptedCameras, ScriptedCapture, corners, pictures
from tests.support.patience import PATIENCE_S

HANGS_FROM_S, FOR_S = 10.0, 240.0
LOST_AND_BACK = [EventKind.CAMERA_LOST, EventKind.CAMERA_BACK]


class HangingThread(FakeThread):
    """A thread one of whose calls hangs until it returns or the thread is left behind.

    A picture comes as soon as somebody has asked and waited for it.
    """

    def __init__(self, returns_s: float) -> None:
        self.returns_s = returns_s
        super().__init__()

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds
        if not self._hangs:
            self.mailbox.beat()

    def wait(self, most_s: float) -> None:
        hangs = self._hangs
        self.sleep(most_s if hangs else 0.05)
        if not hangs:
            self.mailbox.put(Frame(self.now_s, corners()))

    @property
    def _hangs(self) -> bool:
        return HANGS_FROM_S <= self.now_s < self.returns_s

    @property
    def under_way(self) -> int:
        """The number of the call under way; ten are made in a second."""
        return 1 + int(10 * (HANGS_FROM_S if self._hangs else self.now_s))

    @under_way.setter
    def under_way(self, call: int) -> None: ...

    def leave(self, patience_s: float = 0.0) -> None:  # noqa: ARG002
        self.returns_s = self.now_s


class Empty:
    """A finder in front of an empty chair."""

    def find(self, frame: Frame, *, sure: bool = False) -> Observation:  # noqa: ARG002
        return Observation(frame.t, (), why=Why.NOBODY, frame=frame)


def watched(thread: HangingThread, **camera: object) -> list[EventKind]:
    """What is reported about the camera in four minutes."""
    settings = Settings.model_validate({"camera": camera})
    source = thread.source(settings.camera.silence_s, shared=settings.camera.shared)
    clock = StreamClock(thread.t)
    clock.start()
    observations = Waiting(
        PoseSource(source, Empty()),
        lambda: False,
        for_s=FOR_S,
        clock=clock,
        sleep=thread.sleep,
        expect=source.expect,
    )
    ticks = monitor.watch(observations, calibrated().profile, rules_of(settings), Nobody())
    return [event.kind for tick in ticks for event in tick.events if event.kind in LOST_AND_BACK]


@pytest.mark.parametrize(
    ("camera", "most_s"),
    [({}, 44), ({"silence_s": 1}, 44), ({"shared": True}, 80)],
    ids=["usual", "soon lost", "shared"],
)
def test_a_hanging_call_is_left_behind(camera: dict[str, object], most_s: float) -> None:
    thread = HangingThread(returns_s=float("inf"))
    assert watched(thread, **camera) == LOST_AND_BACK
    _, begun_again_s = thread.begun
    assert 40 <= begun_again_s - HANGS_FROM_S <= most_s


@pytest.mark.parametrize("hangs_s", [6.0, 17.3, 35.0])
def test_a_hang_that_ends_by_itself_is_reported_once(hangs_s: float) -> None:
    thread = HangingThread(returns_s=HANGS_FROM_S + hangs_s)
    assert watched(thread) == LOST_AND_BACK
    assert thread.begun == [0.0]


def test_a_shared_camera_is_closed_while_the_next_observation_is_waited_for() -> None:
    cameras = ScriptedCameras(lambda: ScriptedCapture(pictures()))
    shared = PATIENT.model_copy(update={"shared": True})
    here = lambda: (CameraFact(0, "Cam"),)  # noqa: E731
    held = HeldClock()
    clock = StreamClock(held)
    with open_camera("0", shared, clock=clock, open_index=cameras, cameras=here) as source:

        def expect(not_before_s: float) -> None:
            source.expect(not_before_s)
            if not_before_s > 0:
                assert cameras.opened[-1].released.wait(PATIENCE_S)

        observations = Waiting(
            PoseSource(source, Empty()),
            lambda: False,
            for_s=None,
            clock=clock,
            sleep=lambda s: held.go_on_to(clock.t() + s),
            expect=expect,
        )
        t = 0.0
        for number in (1, 2, 3):
            observation = observations.next(t)
            assert observation is not None
            assert observation.why is Why.NOBODY
            assert len(cameras.opened) == number
            t = observation.t + 2 * demand.REST_S
