import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import pytest
from click.testing import CliRunner, Result

from posturecam.cli.main import cli
from posturecam.core.values import Why
from posturecam.view.reading_row import COLUMNS
from tests.support.desk import FORWARD, UPRIGHT, tape, with_profile

STORY = ((4, UPRIGHT), (8, FORWARD), (2, Why.NOBODY), (6, UPRIGHT))
SHORT = ("--set", "alerts.hold_s=4")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture
def story(tmp_path: Path) -> Path:
    with_profile()
    return tape(tmp_path / "story.tape.jsonl", *STORY)


def test_a_tape_becomes_readings_events_and_a_summary(story: Path, tmp_path: Path) -> None:
    readings, events = tmp_path / "r.csv", tmp_path / "e.jsonl"

    result = run("replay", story, "--readings", readings, "--events", events, *SHORT)

    assert result.exit_code == 0, result.output
    rows = rows_of(readings.read_text())
    assert list(rows[0]) == list(COLUMNS)
    assert len(rows) == 80
    assert [row["t_s"] for row in rows[:3]] == ["0.000", "0.250", "0.500"]
    happened = [json.loads(line) for line in events.read_text().splitlines()]
    assert [(one["event"], one["cause"]) for one in happened][:2] == [
        ("alert", "forward_head"),
        ("cleared", "forward_head"),
    ]
    assert 8 <= happened[0]["t_s"] <= 9.5
    assert happened[0]["held_s"] == pytest.approx(4, abs=0.5)
    assert happened[0]["stretch"]
    assert "sat well" in result.output
    assert "1 (head forward 1)" in result.output


def test_upright_forward_and_unseen_read_as_such(story: Path, tmp_path: Path) -> None:
    readings = tmp_path / "r.csv"

    run("replay", story, "--readings", readings)

    rows = rows_of(readings.read_text())
    upright, forward, nobody = rows[12], rows[36], rows[52]
    assert abs(float(upright["cva_change_deg"])) < 2
    assert upright["verdict"] == "good"
    assert float(forward["cva_change_deg"]) < -8
    assert float(forward["cva_change_sd_deg"]) > 0
    assert "forward_head" in forward["causes"].split("+")
    assert (nobody["seen"], nobody["reason"]) == ("0", "nobody in view")
    assert (nobody["cva_change_deg"], nobody["verdict"]) == ("", "unknown")


def test_a_dash_is_standard_output_alone(story: Path) -> None:
    result = run("replay", story, "--readings", "-")

    assert len(rows_of(result.stdout)) == 80
    assert "sat well" in result.stderr


def test_json_for_programs(story: Path) -> None:
    result = run("replay", story, "--json", *SHORT)

    (summary,) = json.loads(result.stdout).values()
    assert summary["alerts_by_cause"] == {"forward_head": 1}
    assert summary["lasted_s"] == 19.75
    assert summary["poor_by_cause_s"]["forward_head"] == pytest.approx(8, abs=1.5)
    assert summary["unmeasured_by_reason_s"] == {"nobody in view": 2.0}


def test_the_tape_that_comes_out_replays_the_same(story: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.tape.jsonl.gz"

    run("replay", story, "--tape", again)
    first = run("replay", story, "--readings", "-")
    second = run("replay", again, "--readings", "-")

    assert second.stdout == first.stdout


def test_several_recordings_share_tables_that_name_them(story: Path, tmp_path: Path) -> None:
    other = tape(tmp_path / "other.tape.jsonl", (9, FORWARD))
    events = tmp_path / "e.jsonl"

    result = run("replay", story, other, "--readings", "-", "--events", events, *SHORT)

    rows = rows_of(result.stdout)
    assert {row["source"] for row in rows} == {str(story), str(other)}
    happened = [json.loads(line) for line in events.read_text().splitlines()]
    assert {one["source"] for one in happened} == {str(story), str(other)}


def test_an_annotated_tape_is_a_film_that_a_browser_plays(story: Path, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"

    result = run("replay", story, "--annotate", film)

    assert result.exit_code == 0, result.output
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        assert (stream.width, stream.height) == (640, 480)
        times = [float(frame.time or 0) for frame in container.decode(video=0)]
    assert times == pytest.approx([number * 0.25 for number in range(80)], abs=0.001)
    content = film.read_bytes()
    assert content.find(b"moov") < content.find(b"mdat")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--readings", "-", "--events", "-"), "Only one output can go to standard output"),
        (("--annotate", "film.avi"), "annotated videos are .mp4 files"),
    ],
)
def test_outputs_that_make_no_sense_are_refused(
    story: Path, options: tuple[str, ...], says: str
) -> None:
    result = run("replay", story, *options)

    assert result.exit_code == 2
    assert says in result.stderr


def test_the_recording_itself_is_never_written_over(story: Path) -> None:
    before = story.read_bytes()

    result = run("replay", story, "--tape", story)

    assert result.exit_code == 2
    assert "is the recording itself" in result.stderr
    assert story.read_bytes() == before


def test_one_film_for_several_recordings_is_refused(story: Path, tmp_path: Path) -> None:
    result = run("replay", story, story, "--annotate", tmp_path / "film.mp4")

    assert result.exit_code == 2
    assert "are for one recording" in result.stderr


def test_a_failing_replay_leaves_no_half_written_file(story: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.tape.jsonl"
    lines = story.read_text().splitlines()
    broken.write_text("\n".join([*lines[:20], lines[10], ""]))

    result = run("replay", story, broken, "--readings", tmp_path / "r.csv")

    assert result.exit_code == 2
    assert not (tmp_path / "r.csv").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "broken.tape.jsonl",
        "data",
        "story.tape.jsonl",
    ]


def test_json_and_a_dash_are_too_much_for_standard_output(story: Path) -> None:
    result = run("replay", story, "--json", "--readings", "-")

    assert result.exit_code == 2
    assert "--json needs standard output for itself" in result.stderr


def test_landmarks_can_be_written_before_any_calibration(tmp_path: Path) -> None:
    recording = tape(tmp_path / "in.tape.jsonl", (2, UPRIGHT), (1, Why.NOBODY))

    result = run("replay", recording, "--tape", tmp_path / "out.tape.jsonl")

    assert result.exit_code == 0, result.output
    assert "only the landmarks were written" in result.stderr
    assert (tmp_path / "out.tape.jsonl").read_text() == recording.read_text()
    assert run("replay", recording, "--readings", "-").exit_code == 3


def test_two_outputs_are_not_written_to_one_file(story: Path, tmp_path: Path) -> None:
    same = tmp_path / "same.tape.jsonl"

    result = run("replay", story, "--readings", same, "--tape", same)

    assert result.exit_code == 2
    assert "Two outputs would be the same file" in result.stderr
    assert not same.exists()


def test_a_tape_gets_a_name_that_can_be_read_back(story: Path, tmp_path: Path) -> None:
    result = run("replay", story, "--tape", tmp_path / "out.txt")

    assert result.exit_code == 2
    assert "a pose tape's name ends in .tape.jsonl or .tape.jsonl.gz" in result.stderr
    assert not (tmp_path / "out.txt").exists()


def test_a_misspelt_name_is_not_called_live(story: Path) -> None:
    assert "There is no recording sotry" in run("replay", story, "sotry").stderr
    assert "0 is live; replay takes recordings" in run("replay", story, "0").stderr


def hearing_ctrl_c() -> None:
    """Whatever is started in the background by a script ignores SIGINT, tests included."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_stopped_replay_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    with_profile()
    out = tmp_path / "out"
    out.mkdir()
    long = tape(tmp_path / "long.tape.jsonl", (200, UPRIGHT))
    process = subprocess.Popen(
        [sys.executable, "-m", "posturecam", "replay", str(long), "--readings", str(out / "r.csv")],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hearing_ctrl_c,  # noqa: PLW1509 - the tests have no thread here
    )
    with process:
        while not any(path.stat().st_size for path in out.iterdir()):  # rows are being written
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(getattr(signal, name))
        assert process.stderr is not None
        assert "The replay was stopped; no file was written." in process.stderr.read()
        assert process.wait(timeout=600) == 2

    assert list(out.iterdir()) == []
