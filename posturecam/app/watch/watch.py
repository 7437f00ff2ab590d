"""The main job: watch, show, alert."""

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
from posturecam.app.calibrate.recalibrate import recalibrate_now
from posturecam.app.history_recording import Take, recording_live
from posturecam.app.losses import Losses
from posturecam.app.orientation_hint import Orienting
from posturecam.app.policies import every_frame, rules_of
from posturecam.app.resources import (
    chosen_profile,
    mirror_note,
    open_seen,
    picture_note,
    say_note,
    setup_files,
    stored_profile,
)
from posturecam.app.run_totals import Totals
from posturecam.app.waiting import Waiting, unheard
from posturecam.app.watch.controls import Controls
from posturecam.app.watch.learning import Keep, learning
from posturecam.app.watch.pausing import pausing
from posturecam.app.watch.profile_suggestion import ProfileSuggestion
from posturecam.app.watch.session import Outlets, Session
from posturecam.app.watch.telling import open_telling
from posturecam.app.watch.usual import usual_shares
from posturecam.core.measure.person_memory import after_recalibration
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.edges.desktop.preview import open_preview
from posturecam.edges.files import folders
from posturecam.edges.files.atomic_write import naming
from posturecam.edges.files.clock import wall_time
from posturecam.edges.files.events_jsonl import JsonLines, RowFile
from posturecam.edges.files.file_names import sentences
from posturecam.edges.files.output_conflicts import refuse_clashes, source_files
from posturecam.edges.files.process_lock import only_one
from posturecam.edges.files.profile_toml import Stored
from posturecam.edges.files.text_output import STDOUT, drop_output
from posturecam.edges.sources.live import LiveSource
from posturecam.edges.sources.open_source import Facts, kind_of
from posturecam.edges.sources.source_name import printable
from posturecam.edges.sources.stream_clock import LONGEST_SLEEP_S, StreamClock
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
    rules = rules_of(settings)
    if wish.preview:
        rules = every_frame(rules, PREVIEW_LOOKS_PER_S)
    totals = Totals()
    spec = wish.source or settings.camera.source
    reads = (*source_files(spec, (wish.jsonl,)), *setup_files(settings, name))
    refuse_clashes((wish.jsonl,), reads)
    losses = Losses()
    run = _Run(wish, settings, name, rules, totals, losses)
    with (
        ends_cleanly(),
        only_one(folders.data_dir() / "locks", name) as unlocked,
        ExitStack() as files,
    ):
        losses.add(unlocked, asked=False)
        losses.add(_without_log(), asked=False)
        with suppress(KeyboardInterrupt):
            say_note(run.go(spec, stored, files))
        run.sum_up()
    if wish.jsonl != STDOUT:
        sys.stdout.write(run_text(totals.summary) + "\n")
    losses.notify()


def _without_log() -> str:
    """Say so if no log can be kept."""
    folder = folders.log_path().parent
    reason = folders.unwritable(folder)
    return f"No log is kept: {folder} cannot be written ({reason})." if reason else ""


class _Run:
    """One run, before its source is known."""

    def __init__(
        self,
        wish: Watch,
        settings: Settings,
        profile: str,
        rules: Rules,
        totals: Totals,
        losses: Losses,
    ) -> None:
        self._wish, self._settings, self._profile = wish, settings, profile
        self._rules, self._totals, self._losses = rules, totals, losses
        self._clock = StreamClock()
        self._rows: JsonLines | None = None

    def go(self, spec: str, stored: Stored, files: ExitStack) -> str | None:
        """Show, and listen to keys; open the source and take in every observation.

        Return what the source reports about itself at the end.
        """
        with ExitStack() as stack:
            controls, session = self._open(stack, stored)
            observations, facts = stack.enter_context(
                open_seen(spec, self._settings, real_time=True, clock=self._clock)
            )
            self._rows = files.enter_context(_json_lines(self._wish.jsonl, self._losses))
            session.rows, session.size = self._rows, facts.size
            mirrored = mirror_note(stored.card, spec, self._settings.camera)
            note = sentences(picture_note(stored.profile, facts.size), mirrored, facts.assumed)
            if note:
                session.note_once(note)
            waiting = self._attentive(stack, observations, facts, controls, session)
            take = stack.enter_context(self._recording(facts, stored, session))
            lost = partial(self._losses.add, asked=False)
            kept = learning(self._profile, stored.profile, self._settings, lost, live=facts.live)
            camera, keep = stack.enter_context(kept)
            self._watch(waiting, (stored, camera), controls, session, (take, keep))
            return facts.note

    def sum_up(self) -> None:
        """Write the summary as the last row."""
        if self._rows is not None:
            self._rows.write({"type": "summary", **run_values(self._totals.summary)})

    def _attentive(
        self,
        stack: ExitStack,
        observations: Observations,
        facts: Facts,
        controls: Controls,
        session: Session,
    ) -> Waiting:
        """Wait for frames while buttons work, and let a pause release camera or playback."""
        live = facts if isinstance(facts, LiveSource) else None
        if live is not None:
            controls.hold = live.leave_off

        def wait() -> None:
            session.poll()
            time.sleep(LONGEST_SLEEP_S)

        pauses = pausing(
            observations, facts, self._clock, self._settings.pause, lambda: controls.paused, wait
        )
        return Waiting(
            stack.enter_context(pauses),
            session.poll,
            for_s=self._wish.for_s,
            clock=self._clock,
            sleep=time.sleep,
            expect=unheard if live is None else live.expect,
        )

    @property
    def _spec(self) -> str:
        return self._wish.source or self._settings.camera.source

    def _recording(
        self, facts: Facts, stored: Stored, session: Session
    ) -> AbstractContextManager[Take]:
        if not (self._wish.record or (facts.live and self._settings.history.record)):
            return nullcontext(lambda _tick: None)
        return recording_live(
            stored,
            self._profile,
            self._settings,
            wall_time,
            session.notify_user,
            partial(self._losses.add, asked=self._wish.record),
        )

    def _watch(
        self,
        observations: Observations,
        known: tuple[Stored, CameraBelief],
        controls: Controls,
        session: Session,
        outputs: tuple[Take, Keep],
    ) -> None:
        since: Tick | None = None
        (stored, camera), (take, keep) = known, outputs
        offering = ProfileSuggestion(self._profile)
        orienting = Orienting(self._settings.camera, kind_of(self._spec))
        while True:
            for tick in monitor.watch(
                observations, stored.profile, self._rules, controls, since, camera
            ):
                session.take_in(tick)
                take(tick)
                keep(tick, stored.profile)
                lying = orienting.follow(tick.observation.t, tick.assessment.why)
                for note in (offering.follow(tick, stored.profile), lying):
                    if note:
                        session.notify_user(note)
                since = tick
                if controls.recalibrate:
                    break
            if since is None or not controls.recalibrate:
                return
            with controls.calibrates():
                fresh = recalibrate_now(
                    stored, self._profile, observations, since, session.notify_user
                )
            camera = since.camera
            if fresh is not stored:
                stored, camera = (
                    fresh,
                    after_recalibration(camera, fresh.profile, since.observation.t),
                )

    def _open(self, stack: ExitStack, stored: Stored) -> tuple[Controls, Session]:
        """Open desktop, view, preview, and the keyboard last."""
        wanted = self._settings.notifications
        window = stack.enter_context(open_preview()) if self._wish.preview else None
        console = Console(stderr=self._wish.jsonl == STDOUT)
        view = stack.enter_context(open_view(console, plain=self._wish.plain))
        self._losses.show_in(view.note)
        usual = partial(usual_shares, stored, wall_time().unix_s)
        telling = stack.enter_context(
            open_telling(self._rules.offers.catalogue, self._settings, view.note, usual)
        )
        file = self._profile if self._profile.endswith(".toml") else ""
        controls = Controls(wanted.snooze_min * MINUTE_S, replaces=file, hold=self._clock.hold)
        source = shown_source(self._wish, self._settings)
        outlets = Outlets(view, telling, window)
        session = Session(self._rules, controls, outlets, (source, self._profile), self._totals)
        session.refresh()
        stack.enter_context(open_keys(sys.stdin, session.follow))
        return controls, session


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
