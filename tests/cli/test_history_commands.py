"""`replay --record`, `watch --record`, `report`, `history` and `check`, end to end."""

import csv
import json
import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import av
import pytest
from click.testing import CliRunner, Result

from posturecam import monitor
from posturecam.cli.main import cli
from posturecam.edges.history.database import history_path
from posturecam.edges.sources.recording_start import start_unix_s
from posturecam.errors import InputError, SourceError
from tests.support.desk import FORWARD, UPRIGHT, tape, with_profile
from tests.support.quick_time import quicken

SHORT = ("--set", "alerts.hold_s=4", "--set", "notifications.desktop=false")
AT = "2026-10-07T09:00"


def run(*arguments: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=typed)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    with_profile()
    return tape(tmp_path / "story.tape.jsonl", (8, UPRIGHT), (8, FORWARD), (8, UPRIGHT), step_s=0.5)


@pytest.fixture
def filed(story: Path) -> Path:
    result = run("replay", story, "--record-at", AT, *SHORT)
    assert result.exit_code == 0, result.output
    assert "Saved to the history under 2026-10-07 09:00." in result.output
    return story


@pytest.mark.usefixtures("filed")
def test_a_recording_is_filed_under_its_own_time() -> None:
    result = run("history", "show")

    assert result.output.startswith("2026-10-07 09:00          24 s")
    assert "1 alert   default  recording" in result.output
    (row,) = json.loads(run("history", "show", "--json").output)
    assert 14 <= row["good_s"] <= 18
    assert 6 <= row["poor_s"] <= 10
    assert run("history", "show", "--since", "2026-10-08").output.startswith("Nothing was")


def test_filing_it_again_does_not_count_it_twice(filed: Path) -> None:
    run("replay", filed, "--record-at", AT, *SHORT)

    assert len(json.loads(run("history", "show", "--json").output)) == 1


@pytest.mark.parametrize(
    ("stopped_by", "says"),
    [
        (KeyboardInterrupt(), "The history keeps only recordings replayed to their end."),
        (SourceError("The disk is gone."), "The disk is gone."),
    ],
)
def test_half_a_recording_does_not_replace_the_whole_one(
    filed: Path, monkeypatch: pytest.MonkeyPatch, stopped_by: BaseException, says: str
) -> None:
    def half(*arguments: Any) -> Iterator[monitor.Tick]:
        yield from islice(whole(*arguments), 20)
        raise stopped_by

    whole = monitor.watch
    before = run("history", "show", "--json").output
    monkeypatch.setattr(monitor, "watch", half)

    result = run("replay", filed, "--record-at", AT, *SHORT)

    assert result.exit_code == 2
    assert says in result.stderr
    assert "Saved to the history" not in result.output
    assert run("history", "show", "--json").output == before


def test_without_a_time_the_file_tells(story: Path) -> None:
    os.utime(story, (1_790_000_050, 1_790_000_050))

    result = run("replay", story, "--record", *SHORT)

    assert result.exit_code == 0, result.output
    (row,) = json.loads(run("history", "show", "--json").output)
    assert row["sitting"]["start_s"] == pytest.approx(1_790_000_000, abs=51)


def test_a_recording_on_a_server_is_asked_for_its_time() -> None:
    with pytest.raises(InputError, match=r"The start of a\.mp4 is unknown.*--record-at"):
        start_unix_s(Path("http://nowhere/a.mp4"), 1.0)


def test_several_recordings_have_no_one_time(story: Path) -> None:
    result = run("replay", story, story, "--record-at", AT)

    assert result.exit_code == 2
    assert "--record-at is for one recording" in result.output


def test_watching_a_recording_is_recorded_on_demand_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quicken(monkeypatch)
    with_profile()
    short = tape(tmp_path / "short.tape.jsonl", (1, UPRIGHT))
    run("watch", "--source", short, *SHORT)
    assert not history_path().exists()

    result = run("watch", "--source", short, "--record", *SHORT)

    assert result.exit_code == 0, result.output
    (row,) = json.loads(run("history", "show", "--json").output)
    assert row["sitting"]["origin"] == "watch"
    assert row["good_s"] > 0.5


def test_a_history_that_cannot_be_written_does_not_stop_the_watching(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quicken(monkeypatch)
    with_profile()
    short = tape(tmp_path / "short.tape.jsonl", (1, UPRIGHT))
    history_path().mkdir()

    result = run("watch", "--source", short, "--record", *SHORT)

    assert result.exit_code == 2, result.output  # since it was asked for by name
    assert "not recording: " in result.output
    assert "sat well" in result.output
    assert "The history is incomplete. Cannot write the history" in result.stderr


@pytest.mark.usefixtures("filed")
def test_the_report_in_every_form(tmp_path: Path) -> None:
    span = ("--since", "2026-10-01", "--until", "2026-11-01")

    text = run("report", *span, "--format", "text")
    assert text.exit_code == 0, text.output
    assert "Head forward" in text.output
    values = json.loads(run("report", *span, "--format", "json").output)
    assert values["alerts"]["alerts"] == 1
    rows = list(csv.DictReader(run("report", *span, "--format", "csv").output.splitlines()))
    assert [row["day"] for row in rows] == ["2026-10-07"]
    page = tmp_path / "r.html"
    assert run("report", *span, "--output", page).output.strip() == str(page)
    assert "<svg" in page.read_text(encoding="utf-8")
    assert run("report", *span, "--output", "-").output.startswith("<!DOCTYPE html>")


@pytest.mark.usefixtures("filed")
def test_the_page_has_a_place_of_its_own_and_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("posturecam.app.admin.reporting.webbrowser.open", opened.append)

    result = run("report", "--open")

    assert result.exit_code == 0, result.output
    assert opened == [(history_path().parent / "report.html").as_uri()]
    assert "No browser could be opened" in result.output  # append returns nothing


@pytest.mark.usefixtures("filed")
def test_a_report_that_ends_before_it_begins() -> None:
    result = run("report", "--since", "2026-10-07", "--until", "2026-10-01")

    assert result.exit_code == 2
    assert "earlier --since" in result.output


@pytest.mark.parametrize("command", [("report",), ("history", "show"), ("history", "export", "-")])
def test_no_history_yet(command: tuple[str, ...]) -> None:
    result = run(*command)

    assert result.exit_code == 2
    assert "There is no history yet" in result.output


def test_parquet_is_asked_for_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "posturecam.edges.history.export.export_parquet", lambda _p, table, _t: asked.append(table)
    )

    assert run("history", "export", tmp_path / "m.parquet").exit_code == 0
    assert asked == ["minutes"]


def test_times_are_checked() -> None:
    result = run("report", "--since", "yesterday")

    assert result.exit_code == 2
    assert "write 7d, 4w, 6m, 2y or 2026-10-01" in result.output


@pytest.mark.usefixtures("filed")
def test_export_goes_by_name_or_format(tmp_path: Path) -> None:
    assert run("history", "export", tmp_path / "all.json").exit_code == 0
    assert len(json.loads((tmp_path / "all.json").read_text())["sittings"]) == 1
    alerts = run("history", "export", "-", "--table", "alerts").output
    assert "forward_head" in alerts
    assert run("history", "export", tmp_path / "all.xls").exit_code == 2


@pytest.mark.usefixtures("filed")
def test_deleting_asks_first_and_is_for_good() -> None:
    assert run("history", "delete").exit_code == 2
    assert run("history", "delete", "--all", typed="n\n").exit_code == 2
    assert len(json.loads(run("history", "show", "--json").output)) == 1
    aside = history_path().with_name("history-damaged-20260101-000000.db")
    aside.touch()

    result = run("history", "delete", "--before", "2026-11-01", "--yes")

    assert "Deleted 1 sitting and" in result.output
    assert str(aside) in result.output
    assert b"forward_head" not in history_path().read_bytes()
    assert run("history", "delete", "--all", "--yes").output.startswith("Deleted 0 sittings")


def test_a_folder_that_the_system_bars_is_no_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTURECAM_DATA_DIR", "/" + "long" * 100)

    result = run("history", "show")

    assert result.exit_code == 2
    assert "Check the path and its permissions." in result.stderr


@pytest.mark.parametrize("other", [("--format", "text"), ("--output", "-")])
def test_only_a_page_in_a_file_can_be_opened(other: tuple[str, str]) -> None:
    result = run("report", "--open", *other)

    assert result.exit_code == 2
    assert "--open needs an html report in a file" in result.stderr


def test_the_path_is_told() -> None:
    assert run("history", "path").output.strip() == str(history_path())


@pytest.mark.usefixtures("filed")
def test_exercises_done_are_noted() -> None:
    assert (
        run("history", "done", "Chin tuck", "--repetitions", "8").output == "Recorded: Chin tuck.\n"
    )
    assert run("history", "done", "somersault").exit_code == 2
    rows = run("history", "export", "-", "--table", "stretches").output.splitlines()
    assert ",chin_tuck,8,,,,,hand," in rows[1]


@pytest.mark.usefixtures("filed")
def test_a_self_check_by_options_is_kept() -> None:
    result = run(
        "check", "--now", 0, "--lately", 2, "--pain", 3, "--where", "neck", "--keep", "--json"
    )

    assert json.loads(result.output)["step"] == "soon"
    with sqlite3.connect(history_path()) as db:
        ((score, place, signs),) = db.execute("SELECT score, place, signs FROM pain").fetchall()
    db.close()
    assert (score, place) == (3, "neck")
    assert "fever" in signs


def test_a_self_check_asks_and_forgets() -> None:
    result = run("check", typed="\n0\n4\nneck\nn\n")

    assert result.exit_code == 0, result.output
    assert "Does any of these apply to you now?" in result.output
    assert "Your pain is 4 of 10" in result.output
    assert not history_path().exists()


def test_no_pain_needs_no_place() -> None:
    result = run("check", typed="\n\n0\nn\n")

    assert "suggests you should stop" in result.output
    assert "Where" not in result.output


def test_an_urgent_sign_ends_the_questions() -> None:
    result = run("check", typed="2\n")

    assert "Call the emergency number" in result.output
    assert "Pain now" not in result.output


def test_a_number_that_is_none_is_told() -> None:
    result = run("check", "--now", "99")

    assert result.exit_code == 2
    assert "from 1 to 8" in result.output
    assert "from 1 to 8" in run("check", typed="x\n\n\n0\nn\n").output


def test_a_video_tells_when_it_was_made(tmp_path: Path) -> None:
    path = tmp_path / "made.mp4"
    made = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    with av.open(path, "w") as container:
        container.metadata["creation_time"] = made.isoformat()
        stream = container.add_stream("mpeg4", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(3):
            container.mux(stream.encode(av.VideoFrame(64, 48, "yuv420p")))
        container.mux(stream.encode())

    assert start_unix_s(path, 1.0) == made.timestamp()
    reported = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 - local time, as users give it
    assert start_unix_s(path, 1.0, reported) == reported.astimezone().timestamp()
