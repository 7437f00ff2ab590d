"""Where a run in the background is shown: on the board that page, tray and terminals read."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from posturecam.app.companion.aftercare import Aftercare
from posturecam.app.companion.board import Board
from posturecam.app.companion.last_hour import LastHour
from posturecam.app.companion.leading import Leading
from posturecam.app.companion.led import Led
from posturecam.app.losses import Losses
from posturecam.app.run_totals import Totals
from posturecam.app.watch.controls import Controls
from posturecam.app.watch.pausing import local_time
from posturecam.app.watch.quiet import Remembered, open_quiet
from posturecam.app.watch.run import Watched
from posturecam.app.watch.session import Outlets, Session
from posturecam.app.watch.telling import open_telling
from posturecam.app.watch.usual import usual_shares
from posturecam.core.alerts.requests import ExerciseDone
from posturecam.core.history.run_summary import Summary
from posturecam.core.values import Pose, Unseen, Verdict
from posturecam.edges.files.clock import wall_time
from posturecam.edges.files.events_jsonl import JsonLines
from posturecam.edges.home.outlet import EventRow
from posturecam.edges.sources.source_name import printable
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.edges.terminal.live_view import NOTE_S
from posturecam.monitor import Tick
from posturecam.ports import Observations
from posturecam.stretches.wording import alert_text
from posturecam.view.figure import figure_of
from posturecam.view.glance import Glance, Light
from posturecam.view.guide import Guide
from posturecam.view.light import Beside, glance_of
from posturecam.view.moment import Moment, Point
from posturecam.view.outline import outline_of
from posturecam.view.screen import Screen

NOTED: Final = "exercise noted"


@dataclass(slots=True)
class Shared:
    """What one run leaves to the next: the board, the wishes, the totals of the day."""

    board: Board
    controls: Controls
    totals: Totals
    aftercare: Aftercare | None = None  # after a calibration
    refused: Guide | None = None  # why there is no new one
    session: Session | None = None  # of the run that is on
    last_hour: LastHour = field(default_factory=LastHour)
    waits: Remembered = field(default_factory=Remembered)  # alerts and breaks, for a quiet time
    day: int = 0  # that `totals` are of
    leading: Leading = field(init=False)  # of an exercise

    def __post_init__(self) -> None:
        """Show an exercise on the board, and count it as done by the controls."""
        self.leading = Leading(self.board, self.exercised)

    def begin_day(self, day: int) -> None:
        """Count from zero on another `day` than before."""
        if day != self.day:
            self.day, self.totals.summary = day, Summary()

    def exercised(self) -> None:
        """End the alert or short break that asked for an exercise; it was a change of position."""
        answer = self.controls.ask(ExerciseDone(), NOTED)
        session = self.session
        if session is not None:
            session.show_answer(answer)


class Background:
    """Shows a run on the board, and notifies."""

    def __init__(
        self,
        watched: Watched,
        shared: Shared,
        losses: Losses,
        passed_on: Callable[[EventRow], None],
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], int] = lambda: local_time().toordinal(),
    ) -> None:
        """Show what is `watched`; events are `passed_on`, notes stay for a while by `clock`."""
        self._today = today
        self._watched, self._shared, self._losses = watched, shared, losses
        self._clock, self._passed_on = clock, passed_on
        self._tick: Tick | None = None
        self._size = (0, 0)
        self._note, self._note_s = "", 0.0

    def open(self, stack: ExitStack, clock: StreamClock) -> tuple[Controls, Session]:
        """Open the desktop's notifications; who listens is there already."""
        watched, controls = self._watched, self._shared.controls
        self._losses.show_in(self.note)
        usual = partial(usual_shares, watched.profile, wall_time().unix_s)
        telling = stack.enter_context(
            open_telling(watched.rules.offers.catalogue, watched.settings, self.note, usual)
        )
        controls.replaces = watched.profile if watched.profile.endswith(".toml") else ""
        controls.stop_by(clock.hold)
        session = Session(
            watched.rules,
            controls,
            Outlets(self, telling, None),
            (printable(watched.spec), watched.profile),
            self._shared.totals,
            stack.enter_context(
                open_quiet(watched.settings.quiet, self._shared.waits, self._shared.leading.hush)
            ),
        )
        session.passed_on = self._passed_on
        self._shared.session = session
        stack.callback(self._leave)
        session.refresh()
        return controls, session

    def rows(self, _stack: ExitStack) -> JsonLines | None:
        """Write no rows: whoever wants them watches in a terminal."""
        return None

    def attended(self, observations: Observations) -> Observations:
        """Let the exercise that is led see `observations`."""
        return Led(observations, self._shared.leading)

    def seen(self, tick: Tick) -> None:
        """Keep `tick` for the glance that goes with the next screen."""
        self._tick = tick
        self._shared.begin_day(self._today())
        if self._watched.settings.page.last_hour:
            self._shared.last_hour.take(tick)
        else:
            self._shared.last_hour.forget()
        care = self._shared.aftercare
        session = self._shared.session
        begun = "" if care is None or session is None else care.advance()
        if session is not None and begun == "trial":
            session.try_alert()
        elif session is not None and begun == "done":
            session.end_trial()

    def show(self, screen: Screen, *, again: bool = False) -> None:  # noqa: ARG002 - it stays
        """Put `screen` on the board."""
        if self._clock() - self._note_s > NOTE_S:
            self._note = ""
        screen = replace(screen, note=screen.note or self._note)
        tick, care = self._tick, self._shared.aftercare
        session = self._shared.session
        frame = None if tick is None else tick.observation.frame
        if frame is not None:
            self._size = (frame.image.shape[1], frame.image.shape[0])
        moment = Moment(
            glance=self._opening() if tick is None else self._glance(tick, session),
            screen=screen,
            guide=self._shared.refused if care is None else care.guide(),
            figure=None if tick is None else figure_of(tick, self._watched.rules),
            size=self._size,
            outline=outline_in(None if tick is None else tick.pose),
        )
        self._shared.board.post(moment, None if frame is None else frame.image)

    def answer(self, line: str) -> None:
        """Leave it to the screen, which has a place for it."""

    def say(self, t: float, line: str) -> None:
        """Leave it to the history and to those who are notified."""

    def note(self, line: str) -> None:
        """Keep `line` on the board for a while."""
        self._note, self._note_s = line, self._clock()

    def _leave(self) -> None:
        self._shared.session = None

    def _opening(self) -> Glance:
        paused = self._shared.controls.paused
        return Glance(
            Light.PAUSED if paused else Light.STARTING,
            "paused" if paused else "starting ...",
            profile=self._watched.profile,
            source=printable(self._watched.spec),
        )

    def _glance(self, tick: Tick, session: Session | None) -> Glance:
        controls, summary = self._shared.controls, self._shared.totals.summary
        card = None if session is None else session.card
        return glance_of(
            tick,
            self._watched.rules,
            Beside(
                profile=self._watched.profile,
                source=printable(self._watched.spec),
                paused=controls.paused,
                paused_until=controls.pause_end,
                today_s=summary.measured_s,
                well_s=summary.verdict_s.get(Verdict.GOOD, 0.0),
                alerts=self._shared.totals.alerts,
                alert="" if card is None else alert_text(card, None).title,
                stretch="" if card is None else card.stretch or "",
                hushed="" if session is None else session.quiet.why(),
                waiting=0 if session is None else session.quiet.waiting(),
                snooze_s=controls.snooze_s,
            ),
        )


def outline_in(pose: Pose | Unseen | None) -> tuple[Point, ...]:
    """Return the outline of who is seen, if anybody is."""
    return outline_of(pose) if isinstance(pose, Pose) else ()
