import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posturecam.cli.main import cli
from tests.support.desk import FORWARD, UPRIGHT, tape, with_profile
from tests.support.notification_daemon import read_until, running_daemon
from tests.support.quick_time import QuickTime, quicken

FAST = ("--set", "alerts.hold_s=1", "--set", "notifications.desktop=false")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def story(tmp_path: Path) -> Path:
    with_profile()
    return tape(tmp_path / "story.tape.jsonl", (0.75, UPRIGHT), (2.25, FORWARD))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> QuickTime:
    return quicken(monkeypatch)


def test_plain_lines_tell_state_and_alert_and_a_summary_ends_it(
    story: Path, clock: QuickTime
) -> None:
    began_s = clock.now_s

    result = run("watch", "--source", story, *FAST)

    assert result.exit_code == 0, result.output
    assert 2.75 <= clock.now_s - began_s < 4  # the speed of life
    assert "sitting well, neck and trunk only (within your limits; " in result.output
    assert "shoulders judged       0 s (0 % of the measured time)" in result.output
    assert "head forward" in result.output
    assert "Time to change position. Try: " in result.output
    assert "1 (head forward 1)" in result.output


@pytest.mark.usefixtures("clock")
def test_json_lines_for_programs(story: Path) -> None:
    result = run("watch", "--source", story, "--jsonl", "-", *FAST)

    rows = [json.loads(line) for line in result.stdout.splitlines()]
    observations = [row for row in rows if row["type"] == "look"]
    assert len(observations) == 12
    assert observations[0]["verdict"] == "good"
    assert observations[-1]["causes"][0] == "forward_head"
    assert observations[-1]["reading"]["cva_change_deg"] < -8
    (alert,) = [row for row in rows if row.get("event") == "alert"]
    assert alert["stretch"]
    assert rows[-1]["type"] == "summary"
    assert rows[-1]["alerts"] == 1


@pytest.mark.usefixtures("clock")
def test_json_lines_into_a_file(story: Path, tmp_path: Path) -> None:
    result = run("watch", "--source", story, "--jsonl", tmp_path / "w.jsonl", *FAST)

    assert "watched" in result.output
    assert len((tmp_path / "w.jsonl").read_text().splitlines()) >= 14


def test_the_recording_itself_is_never_written_over(story: Path) -> None:
    before = story.read_bytes()

    result = run("watch", "--source", story, "--jsonl", story, *FAST)

    assert result.exit_code == 2
    assert "is the recording itself. Write to another file." in result.stderr
    assert story.read_bytes() == before


def test_the_lines_from_before_stay_until_there_is_something_to_watch(
    story: Path, tmp_path: Path
) -> None:
    before = tmp_path / "w.jsonl"
    before.write_text("from before")
    story.write_text("no tape any more")

    assert run("watch", "--source", story, "--jsonl", before, *FAST).exit_code == 2
    assert before.read_text() == "from before"


@pytest.mark.usefixtures("clock")
def test_the_time_can_be_limited(story: Path) -> None:
    result = run("watch", "--source", story, "--for", "1s", "--jsonl", "-", *FAST)

    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert 1 <= rows[-1]["looks"] <= 5


def test_a_file_that_cannot_be_written_is_told_before_watching(story: Path) -> None:
    result = run("watch", "--source", story, "--jsonl", story / "no.jsonl")

    assert result.exit_code == 2
    assert "Cannot write" in result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells displays by variables")
def test_a_preview_without_a_display_is_refused(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    result = run("watch", "--source", story, "--preview")

    assert result.exit_code == 3
    assert "There is no display for --preview" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_signals_end_it_with_a_summary(tmp_path: Path, name: str) -> None:
    with_profile()
    long = tape(tmp_path / "long.tape.jsonl", (60, UPRIGHT))
    process = subprocess.Popen(
        [sys.executable, "-m", "posturecam", "watch", "--source", str(long), *FAST],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "sitting well" in process.stdout.readline()
        process.send_signal(getattr(signal, name))
        rest = process.stdout.read()
        assert process.wait(timeout=600) == 0, process.stderr.read()
        assert process.stderr.read() == ""

    assert "sat well" in rest


@pytest.mark.desktop
def test_an_alert_reaches_the_desktop(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_daemon(tmp_path, monkeypatch) as shown:
        result = run("watch", "--source", story, "--set", "alerts.hold_s=1")
        text = read_until(shown, "Snooze 15 min")

    assert result.exit_code == 0, result.output
    assert "Head forward" in text
    assert "Try: " in text
    assert "Snooze 15 min" in text
