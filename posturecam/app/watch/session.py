"""What a run of `watch` does with each tick (show, notify, write) and with keys."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import RLock
from typing import Any, Protocol

from posturecam.app.run_totals import Totals
from posturecam.app.watch.controls import ASK_S, ENDING, QUIT, Controls
from posturecam.app.watch.quiet import Quiet
from posturecam.app.watch.telling import Telling
from posturecam.core.values import Assessment, Cause, Event, EventKind, Level, Pose
from posturecam.edges.files.annotation import Image, annotate
from posturecam.edges.files.events_jsonl import JsonLines, event_row, tick_row
from posturecam.edges.terminal.interruption import interrupt_main
from posturecam.edges.terminal.live_view import View
from posturecam.monitor import Rules, Tick, advise
from posturecam.stretches.wording import praise_text
from posturecam.view.card import next_card, put_away
from posturecam.view.event_line import event_line
from posturecam.view.screen import Around, Screen, compose, compose_opening

ANSWER_S = 5.0  # how long an answer to a key stays


def unheard(_event: Mapping[str, Any]) -> None:
    """Nobody else wants to know of an event."""


class Window(Protocol):
    """The preview."""

    def show(self, image: Image) -> None:
        """Show `image` (RGB)."""

    def keys(self) -> str:
        """Return the key pressed in the window, "" if there is none."""


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where a session shows and notifies."""

    view: View
    telling: Telling
    window: Window | None


class Session:
    """One run of `watch`.  `follow` belongs to the thread of the keys, all else to the main one."""

    def __init__(
        self,
        rules: Rules,
        controls: Controls,
        outlets: Outlets,
        names: tuple[str, str],
        totals: Totals,
        quiet: Quiet | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        interrupt: Callable[[], None] = interrupt_main,
    ) -> None:
        """Show under the `names` of source and profile; `interrupt` ends the run.

        Alerts and reminders wait as `quiet` says.
        """
        self.rows: JsonLines | None = None  # where ticks and events are written
        self.size = (0, 0)  # of the pictures
        self.passed_on: Callable[[Mapping[str, Any]], object] = unheard  # gets each event
        self._rules, self._controls, self._outlets = rules, controls, outlets
        self._names, self._totals, self.quiet = names, totals, quiet or Quiet()
        self._clock, self._interrupt = clock, interrupt
        self._lock = RLock()
        self._answer, self._answer_until_s = "", 0.0
        self._note = ""
        self._card = controls.card  # of the run before, if this one goes on with it
        self._tick: Tick | None = None

    def follow(self, keys: str) -> float | None:
        """Take in `keys` and show at once what they did; return the seconds until that goes away.

        Without keys it is shown again, as after the terminal got another size.
        """
        for key in keys:
            self._reply(self._controls.press(key))
        self._draw(again=True)
        if any(key in QUIT for key in keys):
            self._interrupt()
        left_s = self._answer_until_s - self._clock()
        return left_s if left_s > 0 and not self._controls.ending else None

    def poll(self) -> bool:
        """Take in the buttons; return whether these or keys ask for a frame.

        Raises:
            KeyboardInterrupt: The end was asked for in the window.
        """
        window = self._outlets.window
        buttons, keys = self._outlets.telling.pump(), "" if window is None else window.keys()
        for button in buttons:
            self._reply(self._controls.follow(button))
        for key in keys:
            self._reply(self._controls.press(key))
        if any(key in QUIT for key in keys):
            raise KeyboardInterrupt
        stirred = self._controls.stirred()
        if buttons or keys or stirred:
            self.refresh()
        return stirred

    def show_answer(self, answer: str) -> None:
        """Show what a request from elsewhere did."""
        self._reply(answer)
        self.refresh()

    @property
    def card(self) -> Event | None:
        """The alert or break that is on."""
        return self._card

    def try_alert(self) -> str:
        """Show an example of an alert as a real one, and say how; nothing is recorded of it."""
        with self._lock:
            t = 0.0 if self._tick is None else self._tick.assessment.t
            example = Event(t, EventKind.ALERT, Cause.FORWARD_HEAD, level=Level.NOTICE)
            (card,), _ = advise(self._rules.offers, (example,), ())
            self._card = self._controls.card = card
        said = self._outlets.telling.trial(card)
        self.refresh()
        return said

    def end_trial(self) -> None:
        """Take the example off the screen."""
        with self._lock:
            ends = self._card is not None and self._card.held_s is None
            if ends:
                self._card = self._controls.card = None
        if ends:
            self._outlets.telling.withdraw()
        self.refresh()

    def note_once(self, note: str) -> None:
        """Show `note` for a while."""
        self._outlets.view.note(note)

    def notify_user(self, note: str) -> None:
        """Show `note` until the next one; "" takes it away."""
        if note and note != self._note:
            self._outlets.view.note(note)
        self._note = note
        self.refresh()

    def take_in(self, tick: Tick) -> None:
        """Do everything that `tick` asks for."""
        self._totals.add(tick)
        self._controls.seen(tick)
        with self._lock:
            self._tick = tick
            self._card = next_card(self._card, tick.events, tick.requests, tick.state)
            self._controls.card = self._card
        if put_away(tick.requests):
            self._outlets.telling.withdraw()
        for event in tick.events:
            self._notify(event, tick.assessment)
        self._bring(tick)
        self._outlets.telling.keep(self._card)
        if (praise := self._outlets.telling.earned(tick)) is not None:
            self._outlets.view.say(praise.t, praise_text(praise).body)
            if not self.quiet.why():  # it is not owed: afterwards nobody misses it
                self._outlets.telling.tell(praise)
        if self.rows is not None:
            self.rows.write({"type": "look", **tick_row(tick)})
        self.refresh()

    def refresh(self) -> None:
        """Show the last tick again, with what was pressed since."""
        if self._controls.show:
            self._controls.show = False
            self._outlets.telling.show_steps(self._card)
        screen = self._draw()
        if self._outlets.window is not None and self._tick is not None:
            pose = self._tick.pose if isinstance(self._tick.pose, Pose) else None
            frame = self._tick.observation.frame
            self._outlets.window.show(annotate(frame, pose, screen, self.size))

    def _draw(self, *, again: bool = False) -> Screen:
        with self._lock:
            around = self._around()
            if self._tick is None:
                screen = compose_opening(around)
            else:
                screen = compose(self._tick, self._rules, around)
            self._outlets.view.show(screen, again=again)
            return screen

    def _reply(self, answer: str | None) -> None:
        """Show what a key or button did until the next one, or for a while."""
        if answer is None:
            return
        with self._lock:
            self._answer = answer
            self._answer_until_s = self._clock() + (ASK_S if self._controls.asking else ANSWER_S)
            if put_away(self._controls.waiting):
                self._card = self._controls.card = None
            if put_away(self._controls.waiting) or self._controls.paused:
                self._outlets.telling.withdraw()
        if answer:
            self._outlets.view.answer(answer)

    def _around(self) -> Around:
        over = self._clock() >= self._answer_until_s and self._answer != ENDING
        return Around(
            source=self._names[0],
            profile=self._names[1],
            note=self._note,
            help=self._controls.help,
            card=self._card,
            alerts=self._totals.alerts,
            answer="" if over else self._answer,
            paused=self._controls.paused,
        )

    def _notify(self, event: Event, now: Assessment) -> None:
        row = event_row(event, now)
        if self.rows is not None:
            self.rows.write({"type": "event", **row})
        self.passed_on(row)
        self._outlets.view.say(event.t, event_line(event, self._rules))

    def _bring(self, tick: Tick) -> None:
        """Bring to the user what need not wait, and what has waited."""
        due = self.quiet.take(tick)
        for event in due.events:
            self._outlets.telling.tell(event)
        if due.summary is not None:
            self._outlets.telling.tell_late(due.summary, self.quiet.clock_text)
