"""Slouched, alerted, led, counted, better, kept and reported: one recording, the whole instance."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from click.testing import CliRunner

from posturecam.app import known_exercises
from posturecam.app.coach import done
from posturecam.app.companion import background, instance
from posturecam.app.companion.background import Background
from posturecam.app.companion.board import Board
from posturecam.app.companion.leading import Leading
from posturecam.app.resources import open_seen
from posturecam.app.watch import run
from posturecam.app.watch.run import Watched
from posturecam.cli.main import cli
from posturecam.core.coach.movements import Movement
from posturecam.core.history.wall_clock import WallTime
from posturecam.core.values import Cause, Observation, Pose, Reuse, Unseen
from posturecam.edges.control.client import Instance
from posturecam.edges.files.clock import wall_time
from posturecam.edges.sources.open_source import Facts
from posturecam.edges.sources.tape_lines import from_picture, from_seen
from posturecam.ports import NO_REUSE, Observations
from posturecam.stretches.catalogue import builtin
from posturecam.view.commands import Lead
from posturecam.view.glance import Light
from tests.support.desk import FORWARD, PICTURE, UPRIGHT, sitting, with_profile
from tests.support.exercising import Rep, alternating, poses, reps_of
from tests.support.instances import visited
from tests.support.patience import PATIENCE_S, wait_until
from tests.support.quick_time import QuickTime, quicken

pytestmark = pytest.mark.slow

LED, FAULT = "neck_rotation", Cause.FORWARD_HEAD
SLOUCH_DEG = UPRIGHT.cva - FORWARD.cva
WELL_S, SLOUCHED_S, AFTER_S = 15.0, 63.0, 80.0  # an alert takes a minute
EXERCISE_S = WELL_S + SLOUCHED_S
HALF_HEARTED = 4  # of the repetitions, from 1
AGO_S = 3600.0  # it is over when the report is asked for


def turns() -> list[Rep]:
    """Ten turns of the head, left and right; the position is read about before."""
    reps = alternating(reps_of(10, from_s=9.0))
    reps[HALF_HEARTED - 1] = replace(reps[HALF_HEARTED - 1], amplitude=0.45)
    return reps


def recording(path: Path) -> Path:
    """Somebody sits well, slouches, turns the head as an exercise, and sits well."""
    slouching = sitting((WELL_S, UPRIGHT), (SLOUCHED_S, FORWARD), step_s=1.0)
    exercise = list(poses(Movement.HEAD_TURN, turns(), rate=5.0, person=UPRIGHT))
    after = sitting((AFTER_S, UPRIGHT), step_s=1.0)
    over_s = EXERCISE_S + exercise[-1].t + 1.0
    seen = (*slouching, *later(exercise, EXERCISE_S), *later(after, over_s))
    lines = (from_picture(PICTURE), *(from_seen(one, PICTURE) for one in seen))
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def later(seen: Iterable[Pose | Unseen], by_s: float) -> Iterator[Pose | Unseen]:
    return (replace(one, t=one.t + by_s) for one in seen)


class AtDesk:
    """Somebody who does the exercise of an alert at once, and reads what is shown."""

    live = True

    def __init__(self, clock: QuickTime) -> None:
        self.over = Event()
        self.led: list[str] = []  # what an alert asked for
        self.light: Light | None = None  # while it is led
        self.notes: list[str] = []
        self.summary: list[str] = []
        self._clock = clock
        self._leading: Leading | None = None
        self._observations: Observations | None = None

    def leading(self, board: Board, exercised: Callable[[], None]) -> Leading:
        """Lead by the time of the recording, from one observation to the next."""
        self._leading = Leading(board, exercised, clock=self._clock, beside=lambda _go: None)
        return self._leading

    @contextmanager
    def before(self, *what: Any, **how: Any) -> Iterator[tuple[Observations, Facts]]:
        """Sit before the source once: a recording begins again at its end."""
        if self._observations is not None:
            self.over.set()
            wait_until(lambda: False, "the end of the instance")
        with open_seen(*what, **how) as (self._observations, facts):
            yield self, facts

    def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation | None:
        assert self._observations is not None
        assert self._leading is not None
        self._leading.step()
        if not self.led:
            self._answer_alert(Instance())
        observation = self._observations.next(not_before_s, reuse)
        if observation is None:
            self.summary = Instance().state()["lesson"]["summary"]
        return observation

    def _answer_alert(self, running: Instance) -> None:
        if stretch := running.glance().stretch:
            self.led.append(stretch)
            running.do(Lead(stretch))
            self.light = running.glance().light


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> AtDesk:
    """The desk of an instance that keeps its recording, by whose time all of its clocks go."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    clock, began = quicken(monkeypatch), wall_time()
    desk, note = AtDesk(clock), Background.note

    def wall() -> WallTime:
        return replace(began, unix_s=began.unix_s - AGO_S + clock.now_s - QuickTime().now_s)

    def noted(front: Background, line: str) -> None:
        desk.notes.append(line)
        note(front, line)

    for module in (run, done, known_exercises, background):
        monkeypatch.setattr(module, "wall_time", wall)
    monkeypatch.setattr(background, "Leading", desk.leading)
    monkeypatch.setattr(Background, "note", noted)
    monkeypatch.setattr(run, "open_seen", desk.before)
    monkeypatch.setattr(instance, "Watched", partial(Watched, record=True))
    monkeypatch.setattr(instance, "AGAIN_S", 0.0)
    return desk


def test_a_slouch_is_answered_by_an_exercise_that_helps(desk: AtDesk, tmp_path: Path) -> None:
    with_profile()
    source = str(recording(tmp_path / "story.tape.jsonl"))
    others = [one.key for one in builtin().exercises if FAULT in one.answers and one.key != LED]
    visited(
        lambda _running: desk.over.wait(PATIENCE_S),
        "history.record=true",
        f"stretches.exclude={','.join(others)}",
        source=source,
    )

    assert (desk.led, desk.light) == ([LED], Light.LEADING)
    assert desk.summary == [
        "Neck rotation: 10 of 10 repetitions, 10 seen by the camera, 1 of them half-hearted.",
        "Left 5, right 5.",
    ]
    _counted_in_the_recording(source)
    back = _kept()
    assert f"After neck rotation: your head came back by {back} degrees (+- 8)." in desk.notes
    _reported(back)


def _counted_in_the_recording(source: str) -> None:
    counted = json.loads(_asked("stretch", LED, "--lead", "--source", source, "--json"))
    assert (counted["reps_seen"], counted["partial"]) == (10, [HALF_HEARTED])
    for seen, rep in zip(counted["reps"], turns(), strict=True):
        times = (seen["start_s"] - EXERCISE_S, seen["end_s"] - EXERCISE_S)
        assert times == pytest.approx((rep.start_s, rep.end_s), abs=0.5)
        assert seen["side"] == ("left" if rep.sign > 0 else "right")


def _kept() -> int:
    """See what the history has; return by how many degrees the head came back."""
    (alert,) = _table("alerts")
    assert (alert["cause"], alert["stretch"], alert["outcome"]) == (FAULT, LED, "corrected")
    (record,) = _table("stretches")
    assert record["exercise"] == LED
    assert (record["repetitions"], record["partial"], record["asked"]) == ("10", "1", "10")
    assert (record["counted_by"], record["form"]) == ("camera", "further")
    assert (record["cause"], record["hurt"], record["skipped"]) == (FAULT, "0", "0")
    assert float(record["back"]) == pytest.approx(SLOUCH_DEG, abs=2 * float(record["back_error"]))
    assert float(record["stayed_s"]) == pytest.approx(AFTER_S, abs=3)
    assert record["stays"] == "1"
    return round(float(record["back"]))


def _reported(back: int) -> None:
    (line,) = re.findall("Neck rotation: .*", _asked("report", "--format", "text"))
    assert line == (
        "Neck rotation: once; 10 repetitions seen (1 not whole); your head came back by "
        f"{back} degrees (+- 8, measured once) and stayed so for at least 1 min 21 s"
    )
    (sums,) = json.loads(_asked("report", "--format", "json"))["exercises_done"]
    assert (sums["exercise"], sums["times"], sums["repetitions"]) == (LED, 1, 10)
    (helped,) = sums["helped"]
    assert (helped["cause"], round(helped["back"]), helped["least"]) == (FAULT, back, True)
    assert _asked("history", "learned") == (
        f"Neck rotation: Proposed more often: your head came back by {back} degrees the one time "
        "and you did it once.\n"
    )


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_asked("history", "export", "-", "--table", name).splitlines()))


def _asked(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout
