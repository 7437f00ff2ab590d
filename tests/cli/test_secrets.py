"""No command prints, logs or stores the secrets of a source's address."""

import json
import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from posturecam.app.resources import open_seen
from posturecam.app.watch.watch import Watch, shown_source
from posturecam.cli.errors import keep_log
from posturecam.cli.main import cli
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.profile_toml import to_text
from posturecam.settings import Camera, Settings
from tests.support.desk import UPRIGHT, calibrated, tape, with_profile

ADDRESS = "rtsp://ann:s3cretpw@127.0.0.1:9/x?token=s3cretpw"
ODD = "ann:s3cretpw@127.0.0.1/x?token=s3cretpw"
NOWHERE = "http://ann:s3cretpw@127.0.0.1:9/x.mp4?token=s3cretpw"


STARTING = {"start", "open"}  # which go on in the background: tests/app/companion
Words = tuple[str, ...]


def leaves(group: click.Group, words: Words = ()) -> Iterator[tuple[Words, click.Command]]:
    for key, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, (*words, key))
        elif not (command.hidden or key in STARTING):
            yield (*words, key), command


def uses(address: str) -> Iterator[tuple[str, ...]]:
    """Every command with the address as each of its arguments and options, and as one too many."""
    for words, command in leaves(cli):
        needed = [p for p in command.params if isinstance(p, click.Argument) and p.required]
        for parameter in command.params:
            if isinstance(parameter, click.Argument):
                yield (*words, *[address] * len(needed or [parameter]))
            elif not parameter.is_flag:
                yield (*words, *["x"] * len(needed), parameter.opts[0], address)
        yield (*words, *["x"] * len(needed), *[address] * 2)
        yield (*words, *["x"] * len(needed), f"--no-such-option={address}")
        yield (*words, *["x"] * len(needed), "--set", f"camera.source={address}")
        yield (*words, *["x"] * len(needed), "--set", f"camera.fps={address}")
    yield (address,)


def run(*arguments: object) -> Result:
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(cli, words, input="")


def clean(result: Result) -> None:
    assert "s3cretpw" not in result.output, result.output
    assert result.exit_code != 1, result.output


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The log as the program itself keeps it."""
    monkeypatch.setenv("POSTURECAM_CACHE_DIR", str(tmp_path / "cache"))
    before = list(logging.getLogger().handlers)
    with pytest.MonkeyPatch.context() as hook:
        hook.setattr("sys.unraisablehook", None)
        keep_log()
    yield folders.log_path()
    logging.raiseExceptions = True
    for handler in set(logging.getLogger().handlers) - set(before):
        logging.getLogger().removeHandler(handler)
        handler.close()


@pytest.mark.parametrize("address", [ADDRESS, ODD, NOWHERE])
def test_no_command_prints_or_logs_it(
    address: str, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))  # where entries of the desktop go
    with_profile()
    for words in uses(address):
        if words[0] not in ("cameras", "doctor") or words[-1] == f"camera.source={address}":
            clean(run(*words))
    assert "Traceback" in log.read_text()
    assert "s3cretpw" not in log.read_text()


@pytest.mark.parametrize(
    "words",
    [
        ("watch", "--plain", "--for", "2s"),
        ("calibrate", "--quick", "--profile", "new"),
        ("calibrate", "--pose", "upright=0:2", "--profile", "new"),
        ("calibrate", "--camera-moved"),
        ("settings", "list"),
        ("settings", "list", "--json"),
        ("settings", "get", "camera.source"),
        ("settings", "set", "camera.fps=900"),
        ("settings", "check"),
        ("doctor",),
        ("doctor", "--json"),
    ],
)
def test_the_source_of_the_settings_is_not_shown_in_full(words: tuple[str, ...]) -> None:
    with_profile()
    clean(run("settings", "set", f"camera.source={ADDRESS}"))
    assert ADDRESS in folders.settings_path().read_text()

    clean(run(*words))


def test_a_faulty_settings_file(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text(f'[camera]\nfps = "{ADDRESS}"\n')

    clean(run("settings", "check", path))


def test_the_heading_of_the_live_view() -> None:
    assert shown_source(Watch(ADDRESS), Settings()) == "rtsp://***@127.0.0.1:9/x?token=***"
    settings = Settings(camera=Camera(source=ADDRESS))
    assert shown_source(Watch(), settings) == "camera rtsp://***@127.0.0.1:9/x?token=***"


def test_a_profile_of_an_older_posturecam(tmp_path: Path) -> None:
    path = with_profile()
    path.write_text(to_text(calibrated()).replace('camera = "', f'camera = "{ADDRESS}" # "'))

    for words in (("profiles", "show", "default"), ("profiles", "show", "default", "--json")):
        clean(run(*words))
    clean(run("profiles", "list"))
    clean(run("profiles", "export", "default", tmp_path / "out.toml"))
    assert "s3cretpw" not in (tmp_path / "out.toml").read_text()
    assert profile_store.load(folders.profiles_dir(), "default").card.camera.startswith(
        "rtsp://***@"
    )


def test_what_is_measured_goes_under_its_printable_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pose tape is measured for the recordings on a server, which would need the pose model."""
    with_profile()
    landmarks = tape(tmp_path / "a.tape.jsonl", (2, UPRIGHT))
    here = partial(open_seen, str(landmarks))
    monkeypatch.setattr("posturecam.app.replay.replay.open_seen", lambda _, *a, **k: here(*a, **k))
    readings, events = tmp_path / "r.csv", tmp_path / "e.jsonl"
    other = NOWHERE.replace("token", "key")

    both = run("replay", NOWHERE, other, "--readings", readings, "--events", events, "--json")
    one = run("replay", NOWHERE, "--record-at", "2026-10-07T09:00")

    listed, kept = run("history", "show"), run("history", "export", "-", "--format", "json")
    for result in (both, one, listed, kept):
        clean(result)
        assert result.exit_code == 0
    assert list(json.loads(both.stdout)) == [
        "http://***@127.0.0.1:9/x.mp4?token=***",
        "http://***@127.0.0.1:9/x.mp4?key=***",
    ]
    assert "http://***@127.0.0.1:9/x.mp4?key=***,0.000," in readings.read_text()
    for path in (readings, events, *folders.data_dir().rglob("history.db*")):
        assert b"s3cretpw" not in path.read_bytes(), path
