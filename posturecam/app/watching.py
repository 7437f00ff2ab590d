"""The main job: watch, show, tell."""

import sys
import time
from collections.abc import Iterator
from contextlib import (
    AbstractContextManager,
    ExitStack,
    closing,
    contextmanager,
    nullcontext,
    suppress,
)
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console

from posturecam import monitor
from posturecam.app.attentive import Attentive, unheard
from posturecam.app.controls import Controls
from posturecam.app.losses import Losses
from posturecam.app.offering import Offering
from posturecam.app.opening import (
    chosen_profile,
    mirror_note,
    open_seen,
    picture_note,
    say_note,
    setup_files,
    stored_profile,
)
from posturecam.app.orienting import Orienting
from posturecam.app.pausing import pausing
from posturecam.app.recalibrating import recalibrate_now
from posturecam.app.recording import Take, recording_live
from posturecam.app.rules import every_look, rules_of
from posturecam.app.session import Outlets, Session
from posturecam.app.totals import Totals
from posturecam.edges import folders
from posturecam.edges.clashes import refuse_clashes, source_files
from posturecam.edges.clock import now_s, wall_time
from posturecam.edges.events_jsonl import JsonLines, RowFile
from posturecam.edges.instance import only_one
from posturecam.edges.keys import open_keys
from posturecam.edges.live import LiveSource
from posturecam.edges.live_view import ends_cleanly, open_view
from posturecam.edges.notifications import open_notifier
from posturecam.edges.preview import open_preview
from posturecam.edges.profile_text import Stored
from posturecam.edges.source_name import printable
from posturecam.edges.sources import Facts, kind_of
from posturecam.edges.writing import STDOUT, drop_output, naming
from posturecam.monitor import Rules, Tick
from posturecam.ports import Looks
from posturecam.reports.run_text import run_text, run_values
from posturecam.settings import Settings

MINUTE_S = 60.0
PREVIEW_LOOKS_PER_S = 10.0


@dataclass(frozen=True, slots=True)
class Watch:
    """What to watch, and how to show it."""

    source: str | None = None
    profile: str | None = None
    for_s: float | None = None
    jsonl: Path | None = None
    preview: bool = False
    plain: bool = False
    record: bool = False  # recordings too; live sources are recorded as the settings say


def watch(wish: Watch, settings: Settings) -> None:
    """Watch until the source ends, the time is over or the user stops; then sum up."""
    name = chosen_profile(wish.profile, settings)
    stored = stored_profile(name)
    rules = rules_of(settings)
    if wish.preview:
        rules = every_look(rules, PREVIEW_LOOKS_PER_S)
    totals = Totals(rules.alerts.holds.stands_s)
    spec = wish.source or settings.camera.source
    reads = (*source_files(spec, (wish.jsonl,)), *setup_files(settings, name))
    refuse_clashes((wish.jsonl,), reads)
    losses = Losses()
    rows: JsonLines | None = None
    with only_one(folders.data_dir() / "locks", name) as unlocked, ExitStack() as files:
        losses.add(unlocked, asked=False)
        losses.add(_without_log(), asked=False)
        with (
            suppress(KeyboardInterrupt),
            ends_cleanly(),
            open_seen(spec, settings, real_time=True) as (looks, facts),
        ):
            rows = files.enter_context(_json_lines(wish.jsonl, losses))
            _Run(wish, settings, name, rules, totals, rows, losses).go(looks, facts, stored)
            say_note(facts.note)
        if rows is not None:
            rows.write({"type": "summary", **run_values(totals.summary)})
    if wish.jsonl != STDOUT:
        sys.stdout.write(run_text(totals.summary) + "\n")
    losses.tell()


def _without_log() -> str:
    """Say so if no log can be kept."""
    folder = folders.log_path().parent
    reason = folders.unwritable(folder)
    return f"No log is kept: {folder} cannot be written ({reason})." if reason else ""


@dataclass(frozen=True, slots=True)
class _Run:
    """One run, before its source is known."""

    wish: Watch
    settings: Settings
    profile: str
    rules: Rules
    totals: Totals
    rows: JsonLines | None
    losses: Losses

    def go(self, looks: Looks, facts: Facts, stored: Stored) -> None:
        """Take in every look, and calibrate anew when asked to."""
        with ExitStack() as stack:
            controls, outlets = self._open(stack)
            names = shown_source(self.wish, self.settings), self.profile
            session = Session(
                self.rules,
                controls,
                outlets,
                names,
                facts.size,
                self.totals,
                self.settings.notifications,
            )
            attentive = Attentive(
                stack.enter_context(
                    pausing(looks, facts, self.settings.pause, lambda: controls.paused)
                ),
                session.poll,
                for_s=self.wish.for_s,
                clock=now_s,
                sleep=time.sleep,
                expect=facts.expect if isinstance(facts, LiveSource) else unheard,
            )
            mirrored = mirror_note(stored.card, self._spec, self.settings.camera)
            for note in (picture_note(stored.profile, facts.size), mirrored, facts.assumed):
                if note:
                    outlets.view.note(note)
            take = stack.enter_context(self._recording(facts, stored, session))
            self._watch(attentive, stored, controls, session, take)

    @property
    def _spec(self) -> str:
        return self.wish.source or self.settings.camera.source

    def _recording(
        self, facts: Facts, stored: Stored, session: Session
    ) -> AbstractContextManager[Take]:
        if not (self.wish.record or (facts.live and self.settings.history.record)):
            return nullcontext(lambda _tick: None)
        return recording_live(
            stored,
            self.profile,
            self.settings,
            self.rules,
            wall_time,
            session.tell_user,
            partial(self.losses.add, asked=self.wish.record),
        )

    def _watch(
        self, looks: Looks, stored: Stored, controls: Controls, session: Session, take: Take
    ) -> None:
        since: Tick | None = None
        offering = Offering(self.profile)
        orienting = Orienting(self.settings.camera, kind_of(self._spec))
        while True:
            for tick in monitor.watch(looks, stored.profile, self.rules, controls, since):
                session.take_in(tick)
                take(tick)
                lying = orienting.heed(tick.look.t, tick.assessment.why)
                for note in (offering.heed(tick, stored.profile), lying):
                    if note:
                        session.tell_user(note)
                since = tick
                if controls.recalibrate:
                    break
            if since is None or not controls.recalibrate:
                return
            controls.recalibrate = False
            stored = recalibrate_now(stored, self.profile, looks, since, session.tell_user)

    def _open(self, stack: ExitStack) -> tuple[Controls, Outlets]:
        """Open keyboard, desktop, view and preview."""
        wanted = self.settings.notifications
        window = stack.enter_context(open_preview()) if self.wish.preview else None
        read_keys = stack.enter_context(open_keys(sys.stdin))
        console = Console(stderr=self.wish.jsonl == STDOUT)
        view = stack.enter_context(open_view(console, plain=self.wish.plain))
        self.losses.show_in(view.note)
        notifier = stack.enter_context(
            open_notifier(desktop=wanted.desktop, sound=wanted.sound, complain=view.note)
        )
        both = read_keys if window is None else lambda: read_keys() + window.keys()
        controls = Controls(both, notifier, wanted.snooze_min * MINUTE_S)
        return controls, Outlets(view, notifier, self.rows, window)


def shown_source(wish: Watch, settings: Settings) -> str:
    """Name the source in the heading of the live view."""
    return printable(wish.source or f"camera {settings.camera.source}")


@contextmanager
def _json_lines(path: Path | None, losses: Losses) -> Iterator[JsonLines | None]:
    """Open `path` for rows that can be read while they are written; `-` is standard output.

    If it cannot be written any more, that goes into `losses`, and the watching goes on.
    """

    def lost(error: OSError) -> None:
        where = "standard output" if path == STDOUT else path
        text = f"Cannot write {where}: {error.strerror}. The rows from here on are missing."
        losses.add(text, asked=True)
        if path == STDOUT:
            drop_output()

    if path is None:
        yield None
    elif path == STDOUT:
        yield JsonLines(sys.stdout, lost)
    else:
        with naming(path):
            sink = RowFile(path)
        with closing(sink):
            yield JsonLines(sink, lost)
