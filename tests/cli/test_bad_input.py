import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner

from posturecam.cli.main import cli
from posturecam.edges.files import folders
from posturecam.edges.files.profile_toml import to_text
from tests.support.desk import UPRIGHT, calibrated, tape, with_profile


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the program within this process; what libraries print by themselves counts too."""

    def run_here(*arguments: object) -> Done:
        result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
        printed = capfd.readouterr()
        return Done(result.exit_code, result.stdout + printed.out, result.stderr + printed.err)

    return run_here


def refused(done: Done, code: int, says: str) -> None:
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("Error: "), done.stderr
    assert re.search(says, done.stderr), done.stderr


def one_line(done: Done) -> bool:
    return done.stderr.count("\n") == 1


def sound(path: Path) -> str:
    return tape(path, (2, UPRIGHT)).read_text()


def broken_tape(tmp_path: Path, old: str, new: str) -> Path:
    text = sound(tmp_path / "sound.tape.jsonl")
    assert old in text
    path = tmp_path / "broken.tape.jsonl"
    path.write_text(text.replace(old, new, 1))
    return path


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("gone.mp4", None, "There is no file .*gone.mp4", id="missing"),
        pytest.param("empty.mp4", b"", "empty.mp4 is empty", id="empty"),
        pytest.param("text.mp4", b"not a film\n" * 50, "text.mp4", id="text named .mp4"),
        pytest.param("none.tape.jsonl", b"", "none.tape.jsonl is empty", id="empty tape"),
        pytest.param(
            "head.tape.jsonl",
            b'{"format": "posturecam-tape", "version": 1, "width": 640, "height": 480}\n',
            "it has no frames",
            id="tape of no length",
        ),
        pytest.param(
            "new.tape.jsonl",
            b'{"format": "posturecam-tape", "version": 9, "width": 640, "height": 480}\n',
            "version",
            id="tape from the future",
        ),
    ],
)
def test_files_that_are_no_recording(
    run: Run, tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    with_profile()
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    done = run("replay", path)

    refused(done, 2, says)
    assert one_line(done)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param('"t": 0.5', '"t": 0.1', "rise|later|times", id="times run backwards"),
        pytest.param('"t": 0.5', '"t": NaN', "NaN|finite", id="time is NaN"),
        pytest.param('"landmarks": [[', '"landmarks": [[NaN, 0, 0, 0, 0], [', "", id="NaN"),
        pytest.param('"landmarks": [[', '"landmarks": [[1, 2], [', "", id="wrong shape"),
        pytest.param('"t": 0.5, ', "", "t", id="no time"),
        pytest.param("{", "{{", "", id="no JSON"),
    ],
)
def test_damaged_tapes(run: Run, tmp_path: Path, old: str, new: str, says: str) -> None:
    with_profile()

    done = run("replay", broken_tape(tmp_path, old, new))

    refused(done, 2, says)
    assert "broken.tape.jsonl" in done.stderr


def test_a_damaged_profile_tells_every_fault(run: Run) -> None:
    path = with_profile()
    text = path.read_text().replace("looks = ", 'looks = "many" #').replace("view = ", "vieww = ")
    path.write_text(text)

    done = run("watch", "--source", "0")

    refused(done, 2, r"The profile .*default.toml cannot be used \(calibrate again")
    assert "calibration.looks: " in done.stderr
    assert "calibration.view is missing" in done.stderr
    assert "calibration.vieww is unknown; did you mean view?" in done.stderr


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "format = 1` is missing"),
        ("format = 1\n", r"the part \[card\] is missing"),
        ("format = 7\n", "a newer posturecam wrote it"),
        ("[card", "it is not TOML"),
    ],
)
def test_files_that_are_no_profile(run: Run, tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)

    refused(
        run("replay", tape(tmp_path / "a.tape.jsonl", (1, UPRIGHT)), "--profile", path), 2, says
    )


def test_a_profile_with_numbers_that_are_none(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = re.sub(r"(focal_heights) = .*", r"\1 = nan", to_text(calibrated()))
    path.write_text(text)

    done = run("replay", tape(tmp_path / "a.tape.jsonl", (1, UPRIGHT)), "--profile", path)

    refused(done, 2, r"calibration\.front\.\w+\.focal_heights is not a finite number")


def test_no_profile_yet(run: Run, tmp_path: Path) -> None:
    done = run("watch", "--source", tape(tmp_path / "a.tape.jsonl", (1, UPRIGHT)))

    refused(done, 3, "There is no calibration profile 'default'. Run `posturecam calibrate` first")
    assert one_line(done)


def test_an_unknown_profile_names_those_there_are(run: Run, tmp_path: Path) -> None:
    with_profile("office")

    done = run("replay", tape(tmp_path / "a.tape.jsonl", (1, UPRIGHT)), "--profile", "home")

    refused(done, 3, r"There is no calibration profile 'home'. Profiles: office.")


def test_a_profile_of_another_picture_size_works_and_says_so(run: Run, tmp_path: Path) -> None:
    path = with_profile()
    text = path.read_text().replace("picture_width = 640", "picture_width = 1280")
    path.write_text(text.replace("picture_height = 480", "picture_height = 960"))

    done = run("replay", tape(tmp_path / "a.tape.jsonl", (1, UPRIGHT)))

    assert done.returncode == 0
    assert "made with pictures of 1280x960, these have 640x480" in done.stderr


def test_damaged_settings_tell_every_fault(run: Run) -> None:
    path = folders.settings_path()
    path.parent.mkdir(parents=True)
    path.write_text('[camera]\nfps = 900\nfsp = 3\n[alerts]\nhold_s = "long"\n')

    done = run("stretch")

    refused(done, 2, "The settings file needs fixing")
    assert "camera.fps must be a number from 1 to 60, got 900" in done.stderr
    assert "camera.fsp is not a setting; did you mean camera.fps?" in done.stderr
    assert "alerts.hold_s must be a number from 1 to 3600, got 'long'" in done.stderr


@pytest.mark.parametrize("option", ["--readings", "--events", "--annotate", "--tape"])
def test_a_folder_that_cannot_be_written(run: Run, tmp_path: Path, option: str) -> None:
    with_profile()
    (tmp_path / "folder").write_text("a file in its place")
    recording = tape(tmp_path / "a.tape.jsonl", (1, UPRIGHT))

    done = run("replay", recording, option, tmp_path / "folder" / "out.mp4")

    refused(done, 2, r"Cannot write .*out.mp4")
    assert one_line(done)


def test_a_data_folder_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    Path(os.environ["POSTURECAM_DATA_DIR"]).write_text("a file in its place")
    recording = tape(tmp_path / "a.tape.jsonl", (5, UPRIGHT))

    done = run("calibrate", "--source", recording, "--pose", "upright=0:5")

    refused(done, 2, "Cannot create the folder")
    assert one_line(done)


def test_a_camera_that_is_not_there(run: Run) -> None:
    with_profile()

    done = run("watch", "--source", "97")

    refused(done, 3, "There is no camera 97")
    assert one_line(done)


class BlindCamera:
    """Opens, and gives no picture."""

    def __init__(self, *_: object) -> None:
        pass

    def isOpened(self) -> bool:  # noqa: N802
        return True

    def set(self, *_: object) -> bool:
        return True

    def grab(self) -> bool:
        return False

    def release(self) -> None:
        pass


def test_a_camera_that_gives_no_picture(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with_profile()
    monkeypatch.setattr("cv2.VideoCapture", BlindCamera)

    done = run("watch", "--source", "0", "--set", "camera.start_s=1")

    refused(done, 3, "Camera 0 ")
    assert one_line(done)


def test_a_video_that_was_cut_off(run: Run, tmp_path: Path) -> None:
    with_profile()
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w", format="mp4") as container:  # its table of contents comes last
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        noise = np.random.default_rng(1)
        for _ in range(20):
            image = noise.integers(0, 255, (48, 64, 3), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image)))
        container.mux(stream.encode())
    path.write_bytes(path.read_bytes()[:-2000])

    done = run("replay", path)

    refused(done, 2, "film.mp4")
    assert one_line(done)


def test_live_sources_are_not_replayed(run: Run) -> None:
    with_profile()

    refused(run("replay", "0"), 2, "0 is live; replay takes recordings")


def test_own_exercises_that_are_not_there(run: Run, tmp_path: Path) -> None:
    refused(
        run("stretch", "--set", f"stretches.own_file={tmp_path}/no.toml"),
        2,
        "settings unset stretches.own_file",
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("stretch", "somersault"), "No exercise is called 'somersault'"),
        (("stretch", "--cause", "boredom"), "'boredom' is no cause"),
        (("stretch", "--place", "moon"), "'moon' is no place"),
        (("settings", "check", "gone.toml"), "There is no file gone.toml"),
        (("calibrate", "--poses", "headstand"), "Not a guided pose: headstand"),
    ],
)
def test_other_wrong_words(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments)

    assert done.returncode in (2, 3)
    assert re.search(says, done.stderr)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [("replay", "gone.mp4"), ("watch", "--source", "97")])
def test_the_program_itself_says_one_line_too(arguments: tuple[str, ...]) -> None:
    with_profile()

    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "posturecam", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )

    assert done.returncode in (2, 3)
    assert re.fullmatch(r"Error: There is no [^\n]+\n", done.stderr)
    assert done.stdout == ""
