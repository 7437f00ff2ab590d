"""One run: a source is watched with a profile, until it ends, its time is over or it is left."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Protocol

from posturecam import monitor
from posturecam.app.calibrate.recalibrate import recalibrate_now
from posturecam.app.history_recording import Take, recording_live
from posturecam.app.losses import Losses
from posturecam.app.orientation_hint import Orienting
from posturecam.app.resources import mirror_note, open_seen, picture_note
from posturecam.app.waiting import Waiting, unheard
from posturecam.app.watch.controls import Controls
from posturecam.app.watch.helping import open_helping
from posturecam.app.watch.learning import Keep, learning
from posturecam.app.watch.pausing import pausing
from posturecam.app.watch.profile_suggestion import ProfileSuggestion
from posturecam.app.watch.session import Session
from posturecam.core.measure.measuring import UNSEEN_CAMERA
from posturecam.core.measure.person_memory import after_recalibration
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.edges.files.clock import wall_time
from posturecam.edges.files.events_jsonl import JsonLines
from posturecam.edges.files.file_names import sentences
from posturecam.edges.files.profile_toml import Stored
from posturecam.edges.history.database import history_path
from posturecam.edges.sources.live import LiveSource
from posturecam.edges.sources.open_source import Facts, kind_of
from posturecam.edges.sources.stream_clock import LONGEST_SLEEP_S, StreamClock
from posturecam.monitor import Rules, Tick
from posturecam.ports import Observations
from posturecam.settings import Settings


@dataclass(frozen=True, slots=True)
class Watched:
    """What a run watches, with what, and for how long."""

    spec: str  # the source
    profile: str
    settings: Settings
    rules: Rules
    for_s: float | None = None
    record: bool = False  # recordings too; live sources are recorded as the settings say


Learner = tuple[str, str, datetime]  # source, profile, and when that was calibrated


@dataclass(slots=True)
class Carried:
    """What a run leaves to the next one on a live source, such as the time until a break."""

    clock: StreamClock = field(default_factory=StreamClock)
    tick: Tick | None = None
    camera: CameraBelief = UNSEEN_CAMERA
    learner: Learner | None = None  # to whom `camera` belongs

    def teach(self, learner: Learner, camera: CameraBelief) -> None:
        """Begin with `camera`, what is known from earlier, unless `learner` goes on."""
        if self.learner != learner:
            self.learner, self.camera = learner, camera


class Front(Protocol):
    """Where a run is shown and heard."""

    def open(self, stack: ExitStack, clock: StreamClock) -> tuple[Controls, Session]:
        """Open what shows and what listens until `stack` ends; a pause holds `clock`."""

    def rows(self, stack: ExitStack) -> JsonLines | None:
        """Open where ticks and events are written; None: nowhere."""

    def attended(self, observations: Observations) -> Observations:
        """Return `observations` as they are to be watched."""

    def seen(self, tick: Tick) -> None:
        """Take in `tick` before it is shown."""


class Run:
    """One run; each of its parts is open no longer than `go` takes."""

    def __init__(self, watched: Watched, front: Front, losses: Losses) -> None:
        """Watch what is `watched`, shown by `front`; what cannot be kept goes into `losses`."""
        self._watched, self._front, self._losses = watched, front, losses

    def go(self, stored: Stored, carried: Carried) -> str | None:
        """Show, and listen; open the source and take in every observation.

        It begins with what the run before has `carried` over, and leaves its own there.  Return
        what the source reports about itself at the end.
        """
        spec, settings = self._watched.spec, self._watched.settings
        with ExitStack() as stack:
            controls, session = self._front.open(stack, carried.clock)
            observations, facts = stack.enter_context(
                open_seen(spec, settings, real_time=True, clock=carried.clock)
            )
            session.rows, session.size = self._front.rows(stack), facts.size
            mirrored = mirror_note(stored.card, spec, settings.camera)
            note = sentences(picture_note(stored.profile, facts.size), mirrored, facts.assumed)
            if note:
                session.note_once(note)
            waiting = self._attentive(stack, observations, facts, carried.clock, controls, session)
            take = stack.enter_context(self._recording(facts, stored, session))
            lost = partial(self._losses.add, asked=False)
            profile = self._watched.profile
            kept = learning(profile, stored.profile, settings, lost, live=facts.live)
            camera, keep = stack.enter_context(kept)
            carried.teach((spec, profile, stored.card.created), camera)
            helping = stack.enter_context(self._helping(facts, session))
            self._watch(waiting, stored, carried, controls, session, (take, keep, helping))
            return facts.note

    def _attentive(
        self,
        stack: ExitStack,
        observations: Observations,
        facts: Facts,
        clock: StreamClock,
        controls: Controls,
        session: Session,
    ) -> Observations:
        """Wait for frames while buttons work, and let a pause release camera or playback."""
        live = facts if isinstance(facts, LiveSource) else None
        if live is not None:
            controls.stop_by(live.leave_off)
            clock.hold(on=False)  # somebody may have paused while the camera was being opened

        def wait() -> None:
            session.poll()
            time.sleep(LONGEST_SLEEP_S)

        def held() -> bool:
            return controls.paused and (live is not None or not controls.leaving)

        pauses = pausing(observations, facts, clock, self._watched.settings.pause, held, wait)
        waiting = Waiting(
            stack.enter_context(pauses),
            session.poll,
            for_s=self._watched.for_s,
            clock=clock,
            sleep=time.sleep,
            expect=unheard if live is None else live.expect,
        )
        return self._front.attended(waiting)

    def _recording(
        self, facts: Facts, stored: Stored, session: Session
    ) -> AbstractContextManager[Take]:
        watched = self._watched
        if not self._records(facts):
            return nullcontext(lambda _tick: None)
        return recording_live(
            stored,
            watched.profile,
            watched.settings,
            wall_time,
            session.notify_user,
            partial(self._losses.add, asked=watched.record),
        )

    def _records(self, facts: Facts) -> bool:
        watched = self._watched
        return watched.record or (facts.live and watched.settings.history.record)

    def _helping(self, facts: Facts, session: Session) -> AbstractContextManager[Take]:
        """Follow whether exercises help; kept where the run is."""
        path = history_path() if self._records(facts) else None
        return open_helping(
            self._watched.rules, path, session.note_once, lambda: wall_time().unix_s
        )

    def _watch(
        self,
        observations: Observations,
        stored: Stored,
        carried: Carried,
        controls: Controls,
        session: Session,
        outputs: tuple[Take, Keep, Take],
    ) -> None:
        take, keep, helping = outputs
        hints = self._hints()
        while True:
            for tick in monitor.watch(
                observations,
                stored.profile,
                self._watched.rules,
                controls,
                carried.tick,
                carried.camera,
            ):
                self._front.seen(tick)
                session.take_in(tick)
                take(tick)
                keep(tick, stored.profile)
                helping(tick)
                for note in hints(tick, stored):
                    session.notify_user(note)
                carried.tick, carried.camera = tick, tick.camera
                if controls.recalibrate or controls.leaving:
                    break
            since = carried.tick
            if since is None or controls.leaving or not controls.recalibrate:
                return
            with controls.calibrates():
                stored = self._recalibrate(stored, observations, since, session, carried)

    def _hints(self) -> Callable[[Tick, Stored], list[str]]:
        """Return what notices a better profile or a picture that lies on its side."""
        offering = ProfileSuggestion(self._watched.profile)
        orienting = Orienting(self._watched.settings.camera, kind_of(self._watched.spec))

        def notes(tick: Tick, now: Stored) -> list[str]:
            lying = orienting.follow(tick.observation.t, tick.assessment.why)
            return [note for note in (offering.follow(tick, now.profile), lying) if note]

        return notes

    def _recalibrate(
        self,
        stored: Stored,
        observations: Observations,
        since: Tick,
        session: Session,
        carried: Carried,
    ) -> Stored:
        """Follow camera and chair; return the new profile, or `stored` if it was refused."""
        fresh = recalibrate_now(
            stored, self._watched.profile, observations, since, session.notify_user
        )
        if fresh is not stored:
            carried.camera = after_recalibration(since.camera, fresh.profile, since.observation.t)
        return fresh
