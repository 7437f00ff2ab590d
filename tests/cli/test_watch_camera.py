"""What the user sees of a camera that fails while `watch` runs, from the first line to the last."""

import json
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import repeat
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from posturecam.app import resources
from posturecam.cli.main import cli
from posturecam.core.picture.exposure import unusable
from posturecam.core.values import Frame, Observation
from posturecam.edges.sources import open_source
from posturecam.edges.sources.camera import open_camera
from posturecam.edges.sources.camera_names import CameraFact
from posturecam.edges.sources.live import LiveSource
from tests.support.desk import UPRIGHT, with_profile
from tests.support.film import ScriptedCameras, ScriptedCapture, corners, gone, pictures
from tests.support.synthetic import pose_of

pytestmark = pytest.mark.slow
DESK_CAM = (CameraFact(0, "Desk Cam"),)
SILENCE_S = 2
STILL = np.ascontiguousarray(corners(shade=55)[:, :, ::-1])
BLACK, WHITE, GREEN = (
    np.full((48, 64, 3), level, np.uint8) for level in ((1, 1, 1), (254, 254, 254), (0, 135, 0))
)
Make = Callable[[], ScriptedCapture]
CLOSED: Make = lambda: ScriptedCapture((), is_open=False)  # noqa: E731


class SeesYou:
    """A pose finder that sees the person calibrated in every picture that shows anything.

    Once a lost camera is back and that was seen, the person presses Ctrl-C.
    """

    def __init__(self) -> None:
        self._t, self._left = 0.0, math.inf

    def find(self, frame: Frame, **_sure: bool) -> Observation:
        if frame.t - self._t > SILENCE_S:
            self._left = 2
        if not self._left:
            raise KeyboardInterrupt
        self._t, self._left = frame.t, self._left - 1
        if why := unusable(frame.image):
            return Observation(frame.t, (), why, frame)
        wobble = 0.2 * ((frame.t * 7) % 2 - 1)
        return Observation(frame.t, (replace(pose_of(UPRIGHT.moved(c7_ahead=wobble)), t=frame.t),))


@contextmanager
def sees_you(*_: object, **__: object) -> Iterator[SeesYou]:
    yield SeesYou()


def showing(*parts: object) -> Make:
    def script() -> Iterator[object]:
        for part in parts:
            yield from part  # type: ignore[misc]

    return lambda: ScriptedCapture(script(), every_s=0.02)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., tuple[Result, list]]:
    """Run `watch` before scripted cameras; give the result, and the events it wrote."""

    def watch(*scripts: Make, seconds: float) -> tuple[Result, list]:
        with_profile()
        cameras = ScriptedCameras(*scripts)
        opened = partial(open_camera, open_index=cameras, cameras=lambda: DESK_CAM)
        monkeypatch.setattr(open_source, "open_camera", opened)
        monkeypatch.setattr(resources, "open_finder", sees_you)
        written = tmp_path / "w.jsonl"
        words = ["--for", f"{seconds}s", "--jsonl", str(written), "--plain"]
        quick = {"camera.silence_s": SILENCE_S, "camera.start_s": 2}
        for name, value in (quick | {"notifications.desktop": "false"}).items():
            words += ["--set", f"{name}={value}"]
        result = CliRunner().invoke(cli, ["watch", *words])
        assert cameras.all_released
        lines = written.read_text().splitlines() if written.exists() else []
        rows = [json.loads(line) for line in lines]
        return result, [row["event"] for row in rows if row["type"] == "event"]

    return watch


@pytest.mark.parametrize(
    ("scripts", "seconds", "said", "events"),
    [
        pytest.param(
            (showing(pictures(30), gone()), showing(pictures())),
            60,
            ("sitting well", "the camera gives no picture", "the camera is back"),
            ["camera_lost", "camera_back"],
            id="unplugged and plugged in again",
        ),
        pytest.param(
            (showing(pictures(30), gone()), CLOSED, CLOSED, showing(pictures())),
            60,
            ("another program has the camera", "the camera is back"),
            ["camera_lost", "camera_lost", "camera_back"],
            id="taken by a meeting for a while",
        ),
        pytest.param(
            (showing(pictures(30), repeat(STILL)), showing(pictures())),
            60,
            ("the camera gives no picture", "the camera is back"),
            ["camera_lost", "camera_back"],
            id="the same picture again and again",
        ),
        pytest.param(
            (showing(pictures(30), repeat(GREEN)), showing(pictures())),
            60,
            ("the camera gives no picture", "the camera is back"),
            ["camera_lost", "camera_back"],
            id="a green picture",
        ),
        pytest.param(
            (showing(pictures(30), repeat(BLACK)),),
            4,
            ("sitting well", "too dark to measure"),
            [],
            id="the lens is covered",
        ),
        pytest.param(
            (showing(pictures(30), repeat(WHITE)),),
            4,
            ("sitting well", "too bright to measure"),
            [],
            id="blinded by the sun",
        ),
    ],
)
def test_what_the_user_sees(
    run: Callable[..., tuple[Result, list]],
    scripts: tuple[Make, ...],
    seconds: float,
    said: tuple[str, ...],
    events: list[str],
) -> None:
    result, happened = run(*scripts, seconds=seconds)
    assert result.exit_code == 0, result.output
    places = [result.output.find(words) for words in said]
    assert min(places) >= 0, result.output
    assert places == sorted(places)
    assert happened == events
    assert "alert" not in happened


def test_a_camera_that_is_busy_from_the_start(run: Callable[..., tuple[Result, list]]) -> None:
    result, happened = run(CLOSED, seconds=3)
    assert result.exit_code == 3
    assert "Is another program using it?" in result.stderr
    assert happened == []


def test_the_camera_is_told_until_when_nobody_looks(
    run: Callable[..., tuple[Result, list]], monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[float] = []
    monkeypatch.setattr(LiveSource, "expect", lambda _source, t: reported.append(t))
    result, _ = run(showing(pictures()), seconds=1.5)
    assert result.exit_code == 0
    assert reported[0] == 0.0
    assert reported[1:] == sorted(reported[1:])
    assert len(reported) >= 3
