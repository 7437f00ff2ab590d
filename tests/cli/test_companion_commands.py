"""The commands of the instance in the background, as a user types them."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posturecam.app.companion import attach, commands
from posturecam.cli.main import cli
from posturecam.edges.control.client import Instance, is_running
from posturecam.edges.control.meeting_place import meeting_place
from posturecam.view.glance import Glance, Light, lines
from tests.support.desk import UPRIGHT, tape, with_profile
from tests.support.instances import be_patient, until, visited
from tests.support.patience import PATIENCE_S, wait_until

QUIET = ("--set", "notifications.desktop=false", "--set", "home.dbus=false")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals")


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> Iterator[None]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    monkeypatch.setenv("BROWSER", "true")
    be_patient(monkeypatch)
    for name in ("START_S", "SETTLE_S"):
        monkeypatch.setattr(commands, name, PATIENCE_S)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    yield
    if is_running():
        run("stop")


@pytest.fixture
def story(tmp_path: Path) -> str:
    return str(tape(tmp_path / "well.tape.jsonl", (120, UPRIGHT)))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def number_of(started: Result) -> int:
    return int(started.stdout.partition("process ")[2].partition(")")[0])


def test_start_status_stop(story: str) -> None:
    with_profile()
    started = run("start", "--source", story, *QUIET)
    assert started.exit_code == 0, started.output
    assert "in the background" in started.stdout
    until(Instance(), Light.WELL)
    assert run("status").stdout.startswith("sitting well")
    values = json.loads(run("status", "--json").stdout)
    assert (values["light"], values["profile"]) == ("well", "default")
    assert values["today_s"] == round(values["today_s"], 1)
    again = run("start")
    assert again.exit_code == 2
    assert "running already" in again.stderr
    assert run("stop").stdout == "posturecam has ended.\n"
    assert run("status").exit_code == 3


def test_without_a_calibration_the_page_is_opened(
    story: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\ntouch "{tmp_path}/opened"\n', encoding="utf-8")
    browser.chmod(0o700)
    monkeypatch.setenv("BROWSER", str(browser))
    assert run("start", "--no-open", "--source", story, *QUIET).exit_code == 0
    until(Instance(), Light.UNCALIBRATED)
    run("stop")
    assert not (tmp_path / "opened").exists()
    assert run("start", "--source", story, *QUIET).exit_code == 0
    wait_until((tmp_path / "opened").exists, "the browser")


def test_a_killed_instance_leaves_nothing_in_the_way(story: str) -> None:
    with_profile()
    started = run("start", "--source", story, *QUIET)
    until(Instance(), Light.WELL)
    os.kill(number_of(started), signal.SIGKILL)
    wait_until(lambda: not is_running(), "its end")
    killed = run("status")
    assert (killed.exit_code, killed.stdout) == (3, "")
    assert killed.stderr == "Error: posturecam is not running. Start it with `posturecam start`.\n"
    assert meeting_place().key_file.exists()
    assert run("start", "--source", story, *QUIET).exit_code == 0
    until(Instance(), Light.WELL)
    assert run("stop").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--set", "limits.forward_head_deg=500"), "forward_head_deg"),
        (("--source", "nosuch.mp4"), "nosuch.mp4"),
    ],
)
def test_what_keeps_it_from_starting_is_said_where_it_was_started(
    words: tuple[str, ...], said: str
) -> None:
    refused = run("start", *words)
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("stop",),
        ("pause",),
        ("resume",),
        ("snooze", "10m"),
        ("recalibrate",),
        ("status", "--json"),
    ],
)
def test_without_an_instance_each_says_so(words: tuple[str, ...]) -> None:
    said = run(*words)
    assert said.exit_code == 3
    assert "posturecam start" in said.stderr


@pytest.mark.parametrize("command", ["pause", "snooze"])
def test_nobody_pauses_or_snoozes_for_longer_than_a_week(command: str) -> None:
    said = run(command, "169h")
    assert said.exit_code == 2
    assert "the longest is 168h" in said.stderr
    assert run(command, "168h").exit_code == 3


def test_requests_of_the_command_line_arrive(story: str) -> None:
    with_profile()
    said = {}

    def visit(running: Instance) -> None:
        until(running, Light.WELL)
        for words in (("pause", "30m"), ("resume",), ("pause", "until-tomorrow"), ("resume",)):
            said[words] = run(*words).stdout
        said["snooze"] = run("snooze", "45m").stdout
        said["bad"] = run("pause", "soon").stderr

    visited(visit, source=story)
    assert said[("pause", "30m")].startswith("paused until")
    assert said[("pause", "until-tomorrow")].endswith("04:00\n")
    assert said[("resume",)] == "resuming ...\n"
    assert said["snooze"] == "no alerts for 45 min\n"
    assert "not a duration" in said["bad"]


def test_watch_without_options_shows_the_instance(
    story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_profile()
    shown = []
    monkeypatch.setattr(attach, "watch_instance", lambda *, plain: shown.append(plain))

    def visit(running: Instance) -> None:
        until(running, Light.WELL)
        run("watch", "--plain")
        run("watch")

    visited(visit, source=story)
    assert shown == [True, False]


def test_a_view_of_the_instance_follows_states_and_alerts() -> None:
    class Shown:
        def __init__(self) -> None:
            self.said: list[str] = []

        def show(self, screen: object, *, again: bool = False) -> None:
            self.said.append(f"{screen.headline.state}{again or ''}")  # type: ignore[attr-defined]

        def say(self, _t: float, line: str) -> None:
            self.said.append(line)

    headline = {"state": "head forward", "detail": "by 9", "verdict": "poor", "level": "notice"}
    screen = {
        "t": 3.0,
        "heading": "h",
        "headline": headline,
        "gauges": [],
        "small": 0,
        "card": {"title": "Head forward", "body": "Change.", "steps": [], "notice": ""},
    }
    away = {"glance": {"sentence": "not calibrated yet", "detail": "d"}, "screen": None}
    view = Shown()
    attach.show([away, None, b"\xff\xd8", {"screen": screen}, {"screen": screen}], view)  # type: ignore[arg-type]
    assert view.said == [
        "not calibrated yet",
        "head forward",
        "Head forward: Change.",
        "head forward",
    ]


@pytest.mark.parametrize(
    ("glance", "said"),
    [
        (Glance(Light.WELL, "sitting well", "fine"), ["sitting well: fine", "0 alerts"]),
        (Glance(Light.UNCALIBRATED, "not calibrated yet", "sit"), ["not calibrated yet: sit"]),
        (
            Glance(Light.WELL, "sitting well", today_s=115.0, well_s=35.4),
            ["sitting well", "sat well for 35 s of 1 min measured (31 %)", "0 alerts"],
        ),
        (
            Glance(
                Light.WELL,
                "sitting well",
                today_s=7200.0,
                well_s=5400.0,
                break_in_s=59.0,
                snoozed_s=601.0,
                alerts=1,
            ),
            [
                "sitting well",
                "sat well for 1 h 30 min of 2 h measured (75 %)",
                "break in 1 min, 1 alert",
                "no alerts for 11 min",
            ],
        ),
        (
            Glance(Light.PAUSED, "paused", break_in_s=0.0, paused_until="Mon 09:00", hushed="call"),
            ["paused", "a break is due, 0 alerts", "paused until Mon 09:00, alerts wait: call"],
        ),
    ],
)
def test_status_in_a_few_lines(glance: Glance, said: list[str]) -> None:
    assert lines(glance) == said
