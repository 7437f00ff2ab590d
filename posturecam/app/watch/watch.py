"""The command `watch`: a run that a terminal shows."""

import sys
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console

from posturecam.app.known_exercises import with_experience
from posturecam.app.losses import Losses
from posturecam.app.policies import every_frame, rules_of
from posturecam.app.resources import chosen_profile, say_note, setup_files, stored_profile
from posturecam.app.run_totals import Totals
from posturecam.app.watch.controls import Controls
from posturecam.app.watch.quiet import open_quiet
from posturecam.app.watch.rows import json_lines
from posturecam.app.watch.run import Carried, Run, Watched
from posturecam.app.watch.session import Outlets, Session
from posturecam.app.watch.telling import open_telling
from posturecam.app.watch.usual import usual_shares
from posturecam.edges.desktop.preview import open_preview
from posturecam.edges.files import folders
from posturecam.edges.files.clock import wall_time
from posturecam.edges.files.events_jsonl import JsonLines
from posturecam.edges.files.output_conflicts import refuse_clashes, source_files
from posturecam.edges.files.process_lock import only_one
from posturecam.edges.files.text_output import STDOUT
from posturecam.edges.sources.source_name import printable
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.edges.terminal.interruption import ends_cleanly
from posturecam.edges.terminal.keys import open_keys
from posturecam.edges.terminal.live_view import open_view
from posturecam.monitor import Rules, Tick
from posturecam.ports import Observations
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
    rules = with_experience(rules_of(settings))
    if wish.preview:
        rules = every_frame(rules, PREVIEW_LOOKS_PER_S)
    spec = wish.source or settings.camera.source
    reads = (*source_files(spec, (wish.jsonl,)), *setup_files(settings, name))
    refuse_clashes((wish.jsonl,), reads)
    losses = Losses()
    watched = Watched(spec, name, settings, rules, wish.for_s, wish.record)
    with (
        ends_cleanly(),
        only_one(folders.data_dir() / "locks", name) as unlocked,
        ExitStack() as files,
    ):
        losses.add(unlocked, asked=False)
        losses.add(without_log(), asked=False)
        terminal = _Terminal(wish, settings, name, rules, losses, files)
        with suppress(KeyboardInterrupt):
            say_note(Run(watched, terminal, losses).go(stored, Carried()))
        terminal.sum_up()
    if wish.jsonl != STDOUT:
        sys.stdout.write(run_text(terminal.totals.summary) + "\n")
    losses.notify()


def without_log() -> str:
    """Return "", or why no log can be kept, which alone is no reason to stop."""
    folder = folders.log_path().parent
    reason = folders.unwritable(folder)
    return f"No log is kept: {folder} cannot be written ({reason})." if reason else ""


class _Terminal:
    """Shows a run in the terminal, and listens to its keys."""

    def __init__(
        self,
        wish: Watch,
        settings: Settings,
        profile: str,
        rules: Rules,
        losses: Losses,
        files: ExitStack,
    ) -> None:
        self.totals = Totals()
        self._wish, self._settings, self._profile = wish, settings, profile
        self._rules, self._losses, self._files = rules, losses, files
        self._rows: JsonLines | None = None

    def open(self, stack: ExitStack, clock: StreamClock) -> tuple[Controls, Session]:
        """Open desktop, view, preview, and the keyboard last."""
        wanted = self._settings.notifications
        window = stack.enter_context(open_preview()) if self._wish.preview else None
        console = Console(stderr=self._wish.jsonl == STDOUT)
        view = stack.enter_context(open_view(console, plain=self._wish.plain))
        self._losses.show_in(view.note)
        usual = partial(usual_shares, self._profile, wall_time().unix_s)
        telling = stack.enter_context(
            open_telling(self._rules.offers.catalogue, self._settings, view.note, usual)
        )
        file = self._profile if self._profile.endswith(".toml") else ""
        controls = Controls(wanted.snooze_min * MINUTE_S, replaces=file, hold=clock.hold)
        source = shown_source(self._wish, self._settings)
        outlets = Outlets(view, telling, window)
        quiet = stack.enter_context(open_quiet(self._settings.quiet))
        names = (source, self._profile)
        session = Session(self._rules, controls, outlets, names, self.totals, quiet)
        session.refresh()
        stack.enter_context(open_keys(sys.stdin, session.follow))
        return controls, session

    def rows(self, _stack: ExitStack) -> JsonLines | None:
        """Open the file of rows until the summary is in it."""
        self._rows = self._files.enter_context(json_lines(self._wish.jsonl, self._losses))
        return self._rows

    def attended(self, observations: Observations) -> Observations:
        """Leave `observations` as they are."""
        return observations

    def seen(self, tick: Tick) -> None:
        """Need nothing of `tick` but what the session shows."""

    def sum_up(self) -> None:
        """Write the summary as the last row."""
        if self._rows is not None:
            self._rows.write({"type": "summary", **run_values(self.totals.summary)})


def shown_source(wish: Watch, settings: Settings) -> str:
    """Name the source in the heading of the live view."""
    return printable(wish.source or f"camera {settings.camera.source}")
