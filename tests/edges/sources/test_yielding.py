"""Another program opens the camera: it is released at once, and taken back afterwards."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from posturecam.core.values import Frame, Why
from posturecam.edges.sources import lending, yielding
from posturecam.edges.sources.camera import open_camera
from posturecam.edges.sources.camera_names import CameraFact
from posturecam.edges.sources.inotify import FileWatch
from posturecam.edges.sources.live import LiveSource
from posturecam.edges.sources.yielding import Yielder, is_exclusive
from posturecam.settings import Camera
from tests.support.camera_users import FileCameras, device_file, program
from tests.support.cameras import is_frame, until
from tests.support.patience import PATIENCE_S, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
PATIENT = Camera(silence_s=60, start_s=60)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it come back sooner than at a desk, and look more often."""
    monkeypatch.setattr(lending, "FREE_S", 0.5)
    monkeypatch.setattr(yielding, "LOOK_S", 0.05)
    monkeypatch.setattr(yielding, "WAKE_S", 0.05)


@pytest.fixture(autouse=True)
def yielders(monkeypatch: pytest.MonkeyPatch) -> list[Yielder]:
    """Those that watch a camera in the test, or once it is over."""
    made: list[Yielder] = []

    class Noted(Yielder):
        def run(self) -> None:
            made.append(self)
            super().run()

    monkeypatch.setattr(yielding, "Yielder", Noted)
    return made


class Desk:
    """A camera that is a file, read as a source."""

    def __init__(self, folder: Path, yielders: list[Yielder]) -> None:
        self.yielders, self.watched = yielders, True
        self.path = device_file(folder)
        self.cameras = FileCameras(self.path)
        self.listed = (CameraFact(0, "Desk Cam", str(self.path)),)

    @contextmanager
    def opened(self, camera: Camera = PATIENT) -> Iterator[LiveSource]:
        with open_camera(
            "0", camera, open_index=self.cameras, cameras=lambda: self.listed
        ) as source:
            self.source = source
            self.wait_for_return()  # the watch begins with the first picture
            yield source

    def wait_for_return(self) -> None:
        """Wait until the camera is ours again, and gives pictures."""
        wait_until(lambda: self.cameras.opened[-1].released_s is None, "the return", 0.005)
        until(self.source, is_frame)
        if self.watched:
            wait_until(self._is_watched, "the watch", 0.005)

    def _is_watched(self) -> bool:
        """Whether our own opens have been seen, so that the next one is another program's."""
        if not self.yielders:
            return False
        yielder = self.yielders[-1]
        return yielder._watch is not None and yielder._ended == yielder._own.began

    def wait_for_release(self) -> float:
        """Wait until the newest capture is released, and return when that was."""
        capture = self.cameras.opened[-1]
        wait_until(lambda: capture.released_s is not None, "the release", 0.005)
        assert capture.released_s is not None
        return capture.released_s


@pytest.fixture
def desk(tmp_path: Path, yielders: list[Yielder]) -> Desk:
    return Desk(tmp_path, yielders)


def why(source: LiveSource) -> Why | None:
    return getattr(source.read(0.0), "why", None)


def is_lent(source: LiveSource) -> bool:
    return why(source) is Why.CAMERA_YIELDED


def test_it_is_released_at_once_and_comes_back_when_the_other_program_is_done(desk: Desk) -> None:
    with desk.opened() as source:
        with program(desk.path, "stream"):
            desk.wait_for_release()
            assert until(source, lambda seen: getattr(seen, "why", None) is Why.CAMERA_YIELDED)
            time.sleep(1)  # longer than it stays away for nobody
            assert is_lent(source)
            assert len(desk.cameras.opened) == 1
        desk.wait_for_return()
    assert len(desk.cameras.opened) == 2


def test_how_long_it_takes(desk: Desk) -> None:
    """From the open to the release: the picture that is under way, and little more.

    Printed for docs/quiet.md, and not asserted: a busy machine takes as long as it likes.
    """
    took_s = []
    with desk.opened():
        for _ in range(7):
            with program(desk.path, "stream") as other:
                took_s.append(desk.wait_for_release() - other.opened_s)
                wait_until(lambda: desk.yielders[-1]._state.used, "it to use the camera")
            desk.wait_for_return()
    print(f"from open to release, ms: {[round(1000 * one) for one in sorted(took_s)]}")  # noqa: T201


def test_an_open_ends_the_wait(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The camera is not released at the next look only, as it would be without inotify."""
    with desk.opened():
        waits = threading.Event()
        real = yielding.FileWatch.wait

        def wait(watch: FileWatch, _most_s: float) -> bool:
            waits.set()
            return real(watch, 2 * PATIENCE_S)

        monkeypatch.setattr(FileWatch, "wait", wait)
        assert waits.wait(PATIENCE_S)
        with program(desk.path, "stream"):
            desk.wait_for_release()
            monkeypatch.setattr(FileWatch, "wait", real)
        desk.wait_for_return()


def test_a_program_that_lists_cameras_makes_it_flicker_a_few_times_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, real = threading.Event(), Yielder._settle
    looks: list[bool] = []

    def settle(yielder: Yielder, now_s: float, *, opened: bool) -> None:
        """Look who has it when the program has closed it again, however long that takes."""
        assert closed.wait(PATIENCE_S)
        real(yielder, now_s, opened=opened)
        looks.append(opened)

    monkeypatch.setattr(Yielder, "_settle", settle)

    @contextmanager
    def blinking() -> Iterator[None]:
        closed.clear()
        with program(desk.path, "blink"):
            closed.set()
            yield

    with desk.opened():
        for _ in range(lending.MOST_BLINKS):
            with blinking():
                desk.wait_for_release()
            desk.wait_for_return()
        for _ in range(2):
            looks.clear()
            with blinking():
                wait_until(lambda: True in looks, "a look", 0.005)
        assert len(desk.cameras.opened) == 1 + lending.MOST_BLINKS
        with program(desk.path, "stream"):
            desk.wait_for_release()


def test_a_program_that_only_has_it_open_gets_it_for_a_while(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yielding, "OPEN_ONLY_S", 1.0)
    with desk.opened(), program(desk.path):
        desk.wait_for_release()
        desk.wait_for_return()
        with program(desk.path, "blink"):  # the first one has nothing to do with it any more
            desk.wait_for_release()
            desk.wait_for_return()


def test_one_that_had_it_open_before_does_not_keep_it(desk: Desk) -> None:
    with program(desk.path), desk.opened():
        with program(desk.path, "stream"):
            desk.wait_for_release()
        desk.wait_for_return()


def test_our_own_opens_are_not_mistaken_for_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("posturecam.edges.sources.demand.REST_S", 0.2)
    monkeypatch.setattr("posturecam.edges.sources.demand.WARM_UP_S", 0.1)
    shared = PATIENT.model_copy(update={"shared": True})
    with desk.opened(shared) as source:
        for _ in range(4):
            t = source.read(0.0).t
            source.expect(t + 1)
            assert isinstance(source.read(t + 1), Frame)
        assert len(desk.cameras.opened) > 1
        source.expect(source.read(0.0).t + 60)
        desk.wait_for_release()
        with program(desk.path, "stream"):  # while it rests
            until(source, lambda seen: getattr(seen, "why", None) is Why.CAMERA_YIELDED)
        until(source, is_frame)


def test_a_camera_plugged_in_again_is_watched_again(desk: Desk) -> None:
    with desk.opened():
        desk.path.unlink()
        desk.wait_for_release()
        device_file(desk.path.parent)
        desk.wait_for_return()
        with program(desk.path, "stream"):
            desk.wait_for_release()
        desk.wait_for_return()


def test_by_the_setting_it_is_kept(desk: Desk) -> None:
    desk.watched = False
    with desk.opened(PATIENT.model_copy(update={"yields": False})) as source:
        with program(desk.path, "stream"):
            time.sleep(0.5)
            assert why(source) is None
        assert len(desk.cameras.opened) == 1


def test_a_pause_says_that_it_is_one(desk: Desk) -> None:
    with desk.opened() as source, program(desk.path, "stream"):
        desk.wait_for_release()
        source.pause(on=True)
        assert why(source) is Why.PAUSED
        source.pause(on=False)
        assert is_lent(source)


def test_other_systems_do_not_watch(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posturecam.edges.sources.yielding.sys.platform", "win32")
    desk.watched = False
    with desk.opened() as source, program(desk.path, "stream"):
        time.sleep(0.3)
        assert why(source) is None


def test_a_virtual_camera_has_room_for_all(tmp_path: Path) -> None:
    (tmp_path / "video0").symlink_to("/sys/devices/virtual/video4linux/video0")
    (tmp_path / "video1").symlink_to("/sys/devices/pci0000:00/usb1/video4linux/video1")

    assert not is_exclusive(Path("/dev/video0"), tmp_path)
    assert is_exclusive(Path("/dev/video1"), tmp_path)
    assert is_exclusive(Path("/dev/video2"), tmp_path)
