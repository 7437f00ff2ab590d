"""A camera that is left alone for a while."""

import threading
from itertools import chain

from posturecam.core.values import Frame, Why
from posturecam.edges.sources.camera import open_camera
from posturecam.edges.sources.camera_names import CameraFact
from posturecam.settings import Camera
from tests.support.film import ScriptedCameras, ScriptedCapture, pictures
from tests.support.patience import PATIENCE_S

CAMERA = Camera(silence_s=60, start_s=60)


def test_a_pause_releases_the_camera_and_ends_with_a_new_picture() -> None:
    cameras = ScriptedCameras(lambda: ScriptedCapture(pictures()))
    listed = (CameraFact(0, "Desk Cam"),)
    with open_camera("0", CAMERA, open_index=cameras, cameras=lambda: listed) as source:
        before = source.read(0.0)
        source.pause(on=True)
        assert cameras.opened[0].released.wait(120.0)
        assert len(cameras.opened) == 1
        source.pause(on=False)
        after = source.read(before.t + 0.1)
        assert isinstance(after, Frame)
        assert len(cameras.opened) == 2
    assert cameras.all_released


def test_taken_by_a_meeting_during_the_pause() -> None:
    over = threading.Event()

    def free_again() -> ScriptedCapture:
        assert over.wait(PATIENCE_S)
        return ScriptedCapture(pictures())

    cameras = ScriptedCameras(
        lambda: ScriptedCapture(pictures()),
        lambda: ScriptedCapture([], is_open=False),
        free_again,
    )
    listed = (CameraFact(0, "Desk Cam"),)
    with open_camera("0", CAMERA, open_index=cameras, cameras=lambda: listed) as source:
        t = source.read(0.0).t
        source.pause(on=True)
        assert cameras.opened[0].released.wait(120.0)
        source.pause(on=False)
        seen = source.read(t + 0.1)
        assert getattr(seen, "why", None) is Why.CAMERA_BUSY
        over.set()
        while not isinstance(seen, Frame):
            seen = source.read(seen.t)
    assert cameras.all_released


def test_a_pause_ends_the_wait_for_a_picture_that_does_not_come() -> None:
    never = threading.Event()
    cameras = ScriptedCameras(lambda: ScriptedCapture(chain(pictures(3), [never.wait])))
    listed = (CameraFact(0, "Desk Cam"),)
    with open_camera("0", CAMERA, open_index=cameras, cameras=lambda: listed) as source:
        seen = source.read(0.0)
        threading.Timer(0.2, source.leave_off, kwargs={"on": True}).start()
        while isinstance(seen, Frame):
            seen = source.read(seen.t)
        source.leave_off(on=False)
        again = source.read(seen.t)
        never.set()
    assert (seen.why, again.why) == (Why.PAUSED, Why.PAUSED)
    assert again.t > seen.t


def test_leaving_during_a_pause_does_not_open_the_camera_again() -> None:
    cameras = ScriptedCameras(lambda: ScriptedCapture(pictures()))
    listed = (CameraFact(0, "Desk Cam"),)
    with open_camera("0", CAMERA, open_index=cameras, cameras=lambda: listed) as source:
        source.pause(on=True)
        assert cameras.opened[0].released.wait(120.0)
    assert len(cameras.opened) == 1
