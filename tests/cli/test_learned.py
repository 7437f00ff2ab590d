"""What was learned, as the user meets it: shown, forgotten, going with its profile."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posturecam import monitor
from posturecam.app import resources
from posturecam.app.watch import run as run_module
from posturecam.app.watch import watch
from posturecam.cli.main import cli
from posturecam.core.body.sagittal import Fixed
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.values import Frame, Observation
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.atomic_write import backup_of
from posturecam.edges.files.learned_file import Learned, beside, load, save
from posturecam.edges.files.process_lock import only_one
from posturecam.edges.files.profile_toml import Stored
from posturecam.edges.sources import open_source
from posturecam.edges.sources.camera import open_camera
from posturecam.edges.sources.camera_names import CameraFact
from tests.support.desk import FORWARD, UPRIGHT, calibrated, tape, with_profile
from tests.support.film import ScriptedCameras, ScriptedCapture, pictures
from tests.support.full_disk import full_disk
from tests.support.learned import FRONT, some
from tests.support.synthetic import pose_of

DESK_CAM = (CameraFact(0, "Desk Cam"),)
LEARNED = "learned from 214 frames in 9 sittings since 3 November 2026: the camera's tilt is known"


def run(*arguments: object, answer: str | None = None) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=answer)


@pytest.fixture
def path() -> Path:
    """What was learned with the profile `office`."""
    path = beside(with_profile("office"))
    save(path, FRONT, some())
    return path


def names() -> list[str]:
    return sorted(path.name for path in folders.profiles_dir().iterdir())


def test_it_is_shown_with_the_profile(path: Path) -> None:
    text = run("profiles", "show", "office").output
    reported = json.loads(run("profiles", "show", "office", "--json").stdout)

    assert text.splitlines()[-1].startswith(f"  - {LEARNED} to ")
    assert list(reported)[-3:] == ["learned", "learned_problem", "gains"]
    learned = reported["learned"]
    assert (learned["looks"], learned["sittings"]) == (214, 9)
    assert learned["since"] == "2026-11-03T09:12:00+01:00"
    variance = some().person.covariance[Fixed.TILT, Fixed.TILT]
    assert learned["camera_tilt_sd_deg"] == pytest.approx(variance**0.5)
    assert learned["camera_tilt_sd_calibrated_deg"] == pytest.approx(6.5)
    assert learned["face_size_sd_percent"] < learned["face_size_sd_calibrated_percent"] < 7
    assert reported["learned_problem"] is None
    assert path.exists()


def test_nothing_learned_is_nothing_shown() -> None:
    with_profile("office")
    assert "learned from" not in run("profiles", "show", "office").output
    reported = json.loads(run("profiles", "show", "office", "--json").stdout)
    assert (reported["learned"], reported["learned_problem"]) == (None, None)


def test_from_the_side_nothing_is_learned() -> None:
    stored = calibrated()
    side = replace(stored, profile=replace(stored.profile, front=None))
    profile_store.save(folders.profiles_dir(), "side", side)
    assert "learned from" not in run("profiles", "show", "side").output


def test_a_damaged_file_is_shown_as_such(path: Path) -> None:
    path.write_text("{")
    text = run("profiles", "show", "office")
    reported = json.loads(run("profiles", "show", "office", "--json").stdout)
    assert text.exit_code == 0
    assert f"The learned data cannot be used: {path}: " in text.output
    assert "`posturecam profiles forget office` deletes it." in text.output
    assert reported["learned"] is None
    assert str(path) in reported["learned_problem"]


def test_it_is_forgotten_after_saying_what_goes(path: Path) -> None:
    asked = run("profiles", "forget", "office", answer="n\n")
    assert asked.exit_code == 2
    assert asked.output.startswith(f"To be deleted: {LEARNED}")
    assert path.exists()

    done = run("profiles", "forget", "office", "--yes")
    assert done.output.endswith("\ndeleted the learned data of office\n")
    assert names() == ["office.toml"]
    assert run("profiles", "forget", "office").output == "the profile office has no learned data\n"


@pytest.mark.parametrize("damaged", ["what was learned", "the profile", "only the .bak is there"])
def test_what_cannot_be_used_is_forgotten_too(path: Path, damaged: str) -> None:
    if damaged == "only the .bak is there":
        path.rename(backup_of(path))
    else:
        (path if damaged == "what was learned" else path.with_name("office.toml")).write_text("?")
    done = run("profiles", "forget", "office", answer="y\n")
    assert done.exit_code == 0
    assert f"{path}" in done.output
    assert names() == ["office.toml"]


def test_who_learns_just_now_is_ended_first(path: Path) -> None:
    with only_one(folders.data_dir() / "locks", "office"):
        refused = run("profiles", "forget", "office", "--yes")
    assert refused.exit_code == 2
    assert "Stop it first" in refused.stderr
    assert path.exists()


def test_no_profile_nothing_to_forget() -> None:
    assert run("profiles", "forget", "gone").exit_code == 3


def test_it_goes_with_its_profile(path: Path, tmp_path: Path) -> None:
    written, old = path.read_bytes(), b"of the calibration before"
    backup_of(path).write_bytes(old)

    assert run("profiles", "rename", "office", "home").exit_code == 0
    assert names() == ["home.learned.json", "home.learned.json.bak", "home.toml"]
    assert backup_of(folders.profiles_dir() / "home.learned.json").read_bytes() == old

    reported = run("profiles", "export", "home", tmp_path / "my.toml").output
    assert reported == f"wrote {tmp_path / 'my.toml'} and {tmp_path / 'my.learned.json'}\n"
    assert (tmp_path / "my.learned.json").read_bytes() == written

    assert run("profiles", "delete", "home", "--yes").exit_code == 0
    assert names() == []

    assert run("profiles", "import", tmp_path / "my.toml", "--name", "new").exit_code == 0
    assert names() == ["new.learned.json", "new.toml"]
    assert LEARNED in run("profiles", "show", "new").output


def test_an_export_asks_before_it_replaces_what_was_learned(path: Path, tmp_path: Path) -> None:
    mine = tmp_path / "my.learned.json"
    mine.write_text("mine")
    refused = run("profiles", "export", "office", tmp_path / "my.toml", answer="n\n")
    assert (refused.exit_code, mine.read_text()) == (2, "mine")
    assert f"{mine} already exists" in refused.stderr
    assert not (tmp_path / "my.toml").exists()
    assert run("profiles", "export", "office", tmp_path / "my.toml", "--yes").exit_code == 0
    assert mine.read_bytes() == path.read_bytes()


def test_an_import_keeps_what_was_learned_before(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    run("profiles", "export", "office", tmp_path / "my.toml")
    save(tmp_path / "my.learned.json", FRONT, some(5))
    assert run("profiles", "import", tmp_path / "my.toml", "--name", "office").exit_code == 0
    assert backup_of(path).read_bytes() == before
    assert path.read_bytes() == (tmp_path / "my.learned.json").read_bytes()


def test_no_output_takes_its_place(path: Path, tmp_path: Path) -> None:
    story = tape(tmp_path / "story.tape.jsonl", (2, UPRIGHT))
    mine = tmp_path / "my.toml"
    run("profiles", "export", "office", mine)
    refused = run("replay", story, "--readings", path)
    assert f"{path} is the learned data of a profile. Write to another file" in refused.stderr
    for command in (
        ("replay", story, "--profile", mine, "--readings", beside(mine)),
        ("watch", "--source", story, "--profile", mine, "--jsonl", beside(mine)),
    ):
        refused = run(*command)
        assert refused.exit_code == 2, refused.output
        assert "Write to another file" in refused.stderr


def test_a_recording_is_the_same_whatever_was_learned(path: Path, tmp_path: Path) -> None:
    story = tape(tmp_path / "story.tape.jsonl", (1, UPRIGHT), (1, FORWARD))
    rows, before = [], path.read_bytes()
    for number, command in enumerate(("replay", "watch", "replay", "watch")):
        out = tmp_path / f"{number}.jsonl"
        words = ("--readings", out) if command == "replay" else ("--jsonl", out, "--source")
        assert run(command, *words, story).exit_code == 0
        rows.append(out.read_bytes())
        assert not path.exists() or path.read_bytes() == before
        if number == 1:
            path.unlink()
    assert rows[:2] == rows[2:]
    assert names() == ["office.toml"]


class SeesYouAtWork:
    """A pose finder that sees the person calibrated move about."""

    def find(self, frame: Frame, **_sure: bool) -> Observation:
        step = round(frame.t * 4)
        person = UPRIGHT.moved(c7_ahead=6.0 * (step % 3), cva=-5.0 * (step % 4))
        return Observation(frame.t, (replace(pose_of(person), t=frame.t),))


@contextmanager
def sees_you(*_: object, **__: object) -> Iterator[SeesYouAtWork]:
    yield SeesYouAtWork()


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[CameraBelief]:
    """With what each sitting, or each part of one, began."""
    beliefs: list[CameraBelief] = []
    real = monitor.watch

    def watch(*words: object, **named: object) -> Iterator[monitor.Tick]:
        beliefs.append(words[5])  # type: ignore[arg-type]
        return real(*words, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(monitor, "watch", watch)
    return beliefs


@pytest.fixture
def sit(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run `watch` before a camera that gives pictures."""
    monkeypatch.setattr(resources, "open_finder", sees_you)
    with_profile()

    def watch(*words: object, seconds: float = 2.0) -> Result:
        cameras = ScriptedCameras(lambda: ScriptedCapture(pictures(), every_s=0.02))
        opened = partial(open_camera, open_index=cameras, cameras=lambda: DESK_CAM)
        monkeypatch.setattr(open_source, "open_camera", opened)
        cooldown = ("--plain", "--set", "notifications.desktop=false")
        return run("watch", "--for", f"{seconds}s", *cooldown, *words)

    return watch


def learned_at_desk() -> Learned | None:
    return load(folders.profiles_dir() / "default.learned.json", FRONT)


@pytest.mark.slow
def test_a_sitting_learns_and_the_next_begins_with_it(
    sit: Callable[..., Result], begun: list[CameraBelief]
) -> None:
    assert sit().exit_code == 0
    first = learned_at_desk()
    assert sit().exit_code == 0
    second = learned_at_desk()

    assert first is not None
    assert second is not None
    assert (first.sittings, second.sittings) == (1, 2)
    assert second.observations > first.observations >= 3
    assert second.since == first.since
    assert [belief.person is None for belief in begun] == [True, False]


@pytest.mark.slow
def test_it_can_be_switched_off(sit: Callable[..., Result], begun: list[CameraBelief]) -> None:
    assert sit("--set", "camera.learn=false").exit_code == 0
    assert names() == ["default.toml"]
    assert begun[0].person is None


@pytest.mark.slow
def test_watching_goes_on_on_a_full_disk(sit: Callable[..., Result]) -> None:
    with full_disk(2000):
        result = sit("--set", "history.record=false")
    assert result.exit_code == 0
    assert "Note: What this sitting learned was not saved. Cannot write" in result.stderr
    assert names() == ["default.toml"]


class PressesR:
    """A preview in whose window somebody presses r once."""

    def __init__(self) -> None:
        self._left = 12 * [""] + ["r"]

    def show(self, _image: object) -> None:
        pass

    def keys(self) -> str:
        return self._left.pop(0) if self._left else ""


@pytest.mark.slow
@pytest.mark.parametrize("refused", [False, True])
def test_a_recalibration_goes_on_with_the_person(
    sit: Callable[..., Result],
    begun: list[CameraBelief],
    monkeypatch: pytest.MonkeyPatch,
    *,
    refused: bool,
) -> None:
    sinces: list[monitor.Tick] = []

    @contextmanager
    def window() -> Iterator[PressesR]:
        yield PressesR()

    def again(stored: Stored, *words: object) -> Stored:
        sinces.append(words[2])  # type: ignore[arg-type]
        setup = replace(FRONT.setup, tilt_deg=11.0)
        profile = replace(stored.profile, front=replace(FRONT, setup=setup))
        return stored if refused else replace(stored, profile=profile)

    monkeypatch.setattr(watch, "open_preview", window)
    monkeypatch.setattr(run_module, "recalibrate_now", again)
    result = sit("--preview", seconds=4.0)

    assert result.exit_code == 0, result.output
    (since,), (_, after) = sinces, begun
    before = since.camera
    assert before.person is not None
    assert after.person is not None
    if refused:
        assert after is before
    else:
        assert after.person.mean[Fixed.TILT] == pytest.approx(11.0)
        halved = after.person.covariance[1:, 1:].trace() - before.person.covariance[1:, 1:].trace()
        assert halved > 0
        assert (after.shift, after.counted, after.t) == (None, (), since.observation.t)
    found = learned_at_desk()
    assert found is not None
    assert found.sittings == 1
