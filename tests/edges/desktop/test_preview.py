import shutil
import subprocess
import sys
from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from posturecam.edges.desktop import preview
from posturecam.edges.desktop.preview import open_preview
from posturecam.errors import SystemLibraryError

SHOW_ONE = """
import numpy as np
from posturecam.edges.desktop.preview import open_preview
with open_preview() as window:
    assert window.keys() == ""
    for _ in range(5):
        window.show(np.full((48, 64, 3), 90, np.uint8))
        window.keys()
print("shown")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells displays by variables")
def test_without_a_display_it_is_refused() -> None:
    with pytest.raises(SystemLibraryError, match="There is no display"), open_preview({}):
        pass


def test_an_opencv_without_windows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        msg = "not implemented"
        raise cv2.error(msg)

    monkeypatch.setattr(preview.cv2, "namedWindow", fail)
    display = {"DISPLAY": ":0"}

    with pytest.raises(SystemLibraryError, match="reinstall posturecam"), open_preview(display):
        pass


class Window:
    """Stands in for OpenCV's window."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shown: list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]] = []
        self.visible, self.key = 1.0, -1
        monkeypatch.setattr(preview.cv2, "namedWindow", lambda *_: None)
        monkeypatch.setattr(preview.cv2, "destroyAllWindows", lambda: None)
        monkeypatch.setattr(preview.cv2, "imshow", lambda _, image: self.shown.append(image))
        monkeypatch.setattr(preview.cv2, "waitKey", lambda _: self.key)
        monkeypatch.setattr(preview.cv2, "getWindowProperty", lambda *_: self.visible)


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Window:
    return Window(monkeypatch)


def test_pictures_are_shown_in_their_colours_until_the_window_is_closed(window: Window) -> None:
    red = np.zeros((2, 2, 3), np.uint8)
    red[..., 0] = 255
    with open_preview({"DISPLAY": ":0"}) as opened:
        assert opened.keys() == ""
        opened.show(red)
        assert tuple(window.shown[0][0, 0]) == (0, 0, 255)  # OpenCV wants blue first
        window.key = ord("q")
        assert opened.keys() == "q"
        window.key, window.visible = -1, 0.0
        opened.show(red)
        assert opened.keys() == ""

    assert len(window.shown) == 1


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if shutil.which("Xvfb") is None:
        pytest.skip("needs Xvfb (Debian: xvfb)")
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        monkeypatch.setenv("DISPLAY", f":{server.stdout.readline().strip()}")
        yield
        server.terminate()


@pytest.mark.desktop
@pytest.mark.usefixtures("display")
def test_a_real_window_opens_and_closes() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOW_ONE], capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout == "shown\n"
