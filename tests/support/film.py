"""Small recordings and scripted cameras for the tests of the sources."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import chain, count, repeat
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from av.stream import Disposition
from numpy.typing import NDArray

from posturecam.settings import Camera

RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)


def corners(width: int = 64, height: int = 48, shade: int = 0) -> NDArray[np.uint8]:
    """A picture (RGB) that is red in the top left, blue in the bottom right, else grey."""
    picture = np.full((height, width, 3), 90 + shade % 60, dtype=np.uint8)
    picture[: height // 2, : width // 2] = RED
    picture[height // 2 :, width // 2 :] = BLUE
    return picture


def colour_at(image: NDArray[np.uint8], corner: str) -> str:
    """The strongest colour of a corner (`top left`, ...): red, green, blue or grey."""
    height, width, _ = image.shape
    rows = slice(2, height // 4) if "top" in corner else slice(-height // 4, -2)
    columns = slice(2, width // 4) if "left" in corner else slice(-width // 4, -2)
    mean = image[rows, columns].reshape(-1, 3).mean(axis=0)
    if np.ptp(mean) < 60:
        return "grey"
    return ("red", "green", "blue")[int(mean.argmax())]


def film(
    path: Path,
    times_s: Iterable[float],
    *,
    size: tuple[int, int] = (64, 48),
    codec: str = "mpeg4",
    pixels: str = "yuv420p",
    rotation: int = 0,
    matrix: list[int] | None = None,
    aspect: Fraction | None = None,
    form: str | None = None,
    rate: int = 1000,
) -> Path:
    """Write a recording with pictures at `times_s`, in the format `form` or that of the name."""
    with av.open(path, "w", format=form) as container:
        stream = container.add_stream(codec, rate=Fraction(rate), options={"g": "5"})
        stream.width, stream.height = size
        stream.pix_fmt = pixels
        tick = Fraction(1, rate)
        stream.codec_context.time_base = tick
        if aspect:
            stream.codec_context.sample_aspect_ratio = aspect
        if rotation:
            stream.set_display_rotation(rotation)
        if matrix:
            stream.set_display_matrix(matrix)
        for number, t in enumerate(times_s):
            picture = av.VideoFrame.from_ndarray(corners(*size, shade=number), format="rgb24")
            picture.pts, picture.time_base = round(t * rate), tick
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
    return path


def trimmed(path: Path, source: Path, first_s: float) -> Path:
    """Write `source` as phones trim a film: what comes before `first_s` is in it, and not shown."""
    options = {"avoid_negative_ts": "disabled", "use_editlist": "1"}
    with av.open(source) as whole, av.open(path, "w", options=options) as container:
        stream = container.add_stream_from_template(whole.streams.video[0])
        for packet in whole.demux(video=0):
            if packet.pts is not None and packet.dts is not None:
                earlier = round(first_s / packet.time_base)
                packet.pts, packet.dts = packet.pts - earlier, packet.dts - earlier
                packet.stream = stream
                container.mux(packet)
    return path


def tracks(path: Path, *sizes: tuple[int, int], default: int | None = None) -> Path:
    """Write a recording with a video track of each of `sizes`, one of them marked as default."""
    with av.open(path, "w") as container:
        streams = []
        for number, (width, height) in enumerate(sizes):
            stream = container.add_stream("mpeg4", rate=10)
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            stream.disposition = Disposition.default if number == default else Disposition(0)
            streams.append(stream)
        for number in range(5):
            for stream in streams:
                image = corners(stream.width, stream.height, shade=number)
                picture = av.VideoFrame.from_ndarray(image, format="rgb24")
                picture.pts = number
                container.mux(stream.encode(picture))
        for stream in streams:
            container.mux(stream.encode())
    return path


def steady(seconds: float, per_s: float = 10.0) -> list[float]:
    return [number / per_s for number in range(round(seconds * per_s))]


def sound(path: Path) -> Path:
    """Write a recording that has no picture."""
    with av.open(path, "w") as container:
        stream = container.add_stream("aac", rate=8000)
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.float32), "fltp", "mono")
        silence.sample_rate = 8000
        container.mux(stream.encode(silence))
        container.mux(stream.encode())
    return path


def photo(path: Path, shade: int = 0, size: tuple[int, int] = (64, 48)) -> Path:
    cv2.imwrite(str(path), corners(*size, shade=shade)[:, :, ::-1])
    return path


Script = Iterable[Any]


_NOISE = count(1)


def pictures(number: int | None = None) -> Iterator[NDArray[np.uint8]]:
    """Camera pictures (BGR), no two alike, for ever or `number` of them."""
    for shade in count() if number is None else range(number):
        picture = np.ascontiguousarray(corners(shade=shade)[:, :, ::-1])
        picture[0, :3].flat[:8] = np.frombuffer(next(_NOISE).to_bytes(8), np.uint8)
        yield picture


def gone() -> Iterator[None]:
    return repeat(None)


class ScriptedCapture:
    """A camera that follows a script: a picture, None for "gives nothing", or a call to make."""

    def __init__(self, script: Script, *, is_open: bool = True, every_s: float = 0.005) -> None:
        self._script = iter(chain(script, gone()))
        self._is_open, self._every_s = is_open, every_s
        self._picture: Any = None
        self.released = threading.Event()
        self.grabbed = self.retrieved = 0

    def isOpened(self) -> bool:  # noqa: N802
        return self._is_open

    def grab(self) -> bool:
        time.sleep(self._every_s)
        self.grabbed += 1
        step = next(self._script)
        self._picture = step() if callable(step) else step
        return self._picture is not None

    def retrieve(self) -> tuple[bool, Any]:
        self.retrieved += 1
        return True, self._picture

    def release(self) -> None:
        self.released.set()


class ScriptedCameras:
    """Opens one scripted capture after the other; the last one is opened again and again."""

    def __init__(self, *scripts: Callable[[], ScriptedCapture]) -> None:
        self._scripts = list(scripts)
        self.opened: list[ScriptedCapture] = []
        self.indices: list[Any] = []

    def __call__(self, index: Any, _camera: Camera) -> ScriptedCapture:
        make = self._scripts[min(len(self.opened), len(self._scripts) - 1)]
        self.opened.append(make())
        self.indices.append(index)
        return self.opened[-1]

    @property
    def all_released(self) -> bool:
        return all(capture.released.wait(120.0) for capture in self.opened)


HEAD = {"format": "posturecam-tape", "version": 1, "width": 640, "height": 480}


def record(t: float, /, **changes: Any) -> dict[str, Any]:
    """One line of a pose tape, as MediaPipe gives it."""
    whole = {
        "t": t,
        "landmarks": [[0.5, 0.25, -0.1, 0.9, 0.8]] * 33,
        "world": [[0.1, -0.2, 0.3]] * 33,
        "face": [[0.5 + 0.0001 * (i % 20), 0.25 + 0.0001 * (i // 20), 0.02] for i in range(468)],
    }
    return whole | changes


def tape(path: Path, *lines: Any) -> Path:
    """Write a pose tape; `lines` are text, or values to write as JSON."""
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    packed = path.suffix == ".gz"
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    return path
