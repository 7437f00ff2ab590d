import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import posturecam
from posturecam.app.calibrate.guided import DEFAULT_POSES
from posturecam.cli.main import cli
from posturecam.core.pose.landmarks import GUIDED_POSES
from posturecam.errors import NotRunningError
from tests.support.paths import ROOT

HEAVY = ("mediapipe", "cv2", "numpy", "av", "rich", "pydantic", "matplotlib", "tomlkit", "PIL")
README = ROOT / "README.md"


def commands(group: click.Group, name: str = "posturecam") -> Iterator[tuple[str, click.Command]]:
    for key, command in group.commands.items():
        yield f"{name} {key}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {key}")


ALL = [(name, command) for name, command in commands(cli) if not command.hidden]


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_nothing_heavy(option: str) -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['posturecam', {option!r}]\n"
        "from posturecam.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stderr.strip() == "[]"
    assert "posturecam" in done.stdout


def test_the_module_can_be_run() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "posturecam", "--version"],
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )

    assert done.stdout == f"posturecam, version {posturecam.__version__}\n"


def test_what_fails_while_it_is_taken_down_goes_to_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTURECAM_CACHE_DIR", str(tmp_path))
    code = (
        "import sys\n"
        "class Half:\n    def __del__(self): raise AttributeError('half made')\n"
        "sys.argv = ['posturecam', '--version']\n"
        "from posturecam.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    Half()\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stderr == ""
    assert "AttributeError: half made" in (tmp_path / "posturecam.log").read_text()


@pytest.mark.parametrize(("name", "command"), ALL, ids=[name for name, _ in ALL])
def test_every_command_has_help_with_an_example(name: str, command: click.Command) -> None:
    arguments = name.split()[1:]

    shown = CliRunner().invoke(cli, [*arguments, "--help"]).output

    assert command.help
    assert re.search(rf"Example:\n\s+{name}", shown), shown


@pytest.mark.parametrize("name", [name for name, command in ALL if name.count(" ") == 1])
def test_every_command_is_in_the_readme(name: str) -> None:
    assert name in README.read_text(encoding="utf-8")


def test_the_help_of_calibrate_names_every_pose_the_usual_ones_first() -> None:
    text = " ".join(CliRunner().invoke(cli, ["calibrate", "--help"]).output.split())

    assert f"The poses are {', '.join(GUIDED_POSES[:-1])} and {GUIDED_POSES[-1]}." in text
    assert "the first five" in text
    assert set(GUIDED_POSES[:5]) == set(DEFAULT_POSES)


LEAVES = [(name, command) for name, command in ALL if not isinstance(command, click.Group)]


@pytest.mark.parametrize(("name", "command"), LEAVES, ids=[name for name, _ in LEAVES])
def test_every_command_takes_overrides_and_checks_them(name: str, command: click.Command) -> None:
    needed = [one for one in command.params if one.required]
    arguments = [
        word
        for one in needed
        for word in (["x"] if isinstance(one, click.Argument) else [one.opts[0], "x"])
    ]

    result = CliRunner().invoke(cli, [*name.split()[1:], *arguments, "--set", "alerts.hold=1"])

    assert result.exit_code == 2, result.output
    assert "alerts.hold is not a setting; did you mean alerts.hold_s?" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["replya"], "No such command 'replya'"),
        (["watch", "--fro", "10m"], "No such option"),
        (["watch", "--for", "ten"], "'ten' is not a duration; write 90s, 10m or 1h30m"),
        (["watch", "--for", "0s"], "more than 0"),
        (["replay"], "Missing argument"),
        (["settings", "get", "alerts.hold"], "alerts.hold is not a setting"),
    ],
)
def test_wrong_use_exits_with_2(arguments: list[str], says: str) -> None:
    result = CliRunner().invoke(cli, arguments)

    assert result.exit_code == 2
    assert says in result.stderr


def test_a_fault_of_ours_exits_with_1_and_names_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setenv("POSTURECAM_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr("posturecam.app.resources.settings_of", fail)

    result = CliRunner().invoke(cli, ["stretch"])

    assert result.exit_code == 1
    assert "Internal error, a bug in posturecam" in result.stderr
    assert str(tmp_path / "posturecam.log") in result.stderr
    assert "Traceback" not in result.stderr
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()


@pytest.mark.parametrize("behind", [None, OSError("no such device")])
def test_the_log_has_a_traceback_only_of_an_error_behind_it(
    behind: OSError | None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise NotRunningError from behind

    monkeypatch.setattr("posturecam.app.resources.settings_of", fail)
    with caplog.at_level(logging.INFO, "posturecam"):
        assert CliRunner().invoke(cli, ["stretch"]).exit_code == 3
    assert "stopped: posturecam is not running." in caplog.text
    assert ("Traceback" in caplog.text) is (behind is not None)
    caplog.clear()


def test_the_log_keeps_what_the_user_is_spared(tmp_path: Path) -> None:
    code = (
        "import posturecam.app.resources as opening\n"
        "def fail(*_): raise ZeroDivisionError('deep inside')\n"
        "opening.settings_of = fail\n"
        "import sys; sys.argv = ['posturecam', 'stretch']\n"
        "from posturecam.cli import main; main()\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env={"POSTURECAM_CACHE_DIR": str(tmp_path), "HOME": str(tmp_path)},
    )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Traceback" in (tmp_path / "posturecam.log").read_text()


def test_a_reader_who_leaves_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S602 (a pipe is what is tested)
        f"{sys.executable} -m posturecam settings list | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )

    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
