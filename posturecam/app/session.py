"""What a run of `watch` does with each tick: show it, tell it, write it down."""

from dataclasses import dataclass
from typing import Protocol

from posturecam.app.controls import Controls
from posturecam.app.totals import Totals
from posturecam.core.values import Event, EventKind, Level, Pose
from posturecam.edges.annotate import Image, annotate
from posturecam.edges.events_jsonl import JsonLines, event_row, tick_row
from posturecam.edges.live_view import View
from posturecam.edges.notifications import SHOW, SNOOZE, Notifier
from posturecam.edges.screen import Around, compose, event_line, next_card
from posturecam.monitor import Rules, Tick
from posturecam.settings import Notifications
from posturecam.stretches.wording import AlertText, alert_text

NOTIFIED = (EventKind.ALERT, EventKind.BREAK_DUE)


class Window(Protocol):
    """The preview."""

    def show(self, image: Image) -> None:
        """Show `image` (RGB)."""


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where a session shows, tells and writes."""

    view: View
    notifier: Notifier
    rows: JsonLines | None
    window: Window | None


class Session:
    """One run of `watch`."""

    def __init__(
        self,
        rules: Rules,
        controls: Controls,
        outlets: Outlets,
        names: tuple[str, str],
        size: tuple[int, int],
        totals: Totals,
        wanted: Notifications,
    ) -> None:
        """Show under the `names` of source and profile; pictures have `size`."""
        self._rules, self._controls, self._outlets = rules, controls, outlets
        self._names, self._size, self._totals, self._wanted = names, size, totals, wanted
        self._buttons = {SHOW: "Show me", SNOOZE: f"Snooze {wanted.snooze_min:g} min"}
        self._note = ""
        self._card: Event | None = None
        self._tick: Tick | None = None

    def poll(self) -> bool:
        """Take in what was pressed; tell whether anything was."""
        pressed = self._controls.poll()
        if pressed:
            self.refresh()
        return pressed

    def tell_user(self, note: str) -> None:
        """Show `note` until the next one; "" takes it away."""
        if note and note != self._note:
            self._outlets.view.note(note)
        self._note = note
        self.refresh()

    def take_in(self, tick: Tick) -> None:
        """Do everything that `tick` asks for."""
        self._totals.add(tick)
        self._tick = tick
        self._card = next_card(self._card, tick.events, self._controls.seen(tick))
        for event in tick.events:
            self._tell(event)
        if self._outlets.rows is not None:
            self._outlets.rows.write({"type": "look", **tick_row(tick)})
        self.refresh()

    def refresh(self) -> None:
        """Show the last tick again, with what was pressed since."""
        if self._controls.show:
            self._controls.show = False
            self._show_steps()
        if self._tick is None:
            return
        screen = compose(self._tick, self._rules, self._around())
        self._outlets.view.show(screen)
        if self._outlets.window is not None:
            pose = self._tick.pose if isinstance(self._tick.pose, Pose) else None
            frame = self._tick.look.frame
            self._outlets.window.show(annotate(frame, pose, screen, self._size))

    def _around(self) -> Around:
        return Around(
            source=self._names[0],
            profile=self._names[1],
            note=self._note,
            help=self._controls.help,
            card=self._card,
            alerts=self._totals.alerts,
        )

    def _tell(self, event: Event) -> None:
        if self._outlets.rows is not None:
            self._outlets.rows.write({"type": "event", **event_row(event)})
        self._outlets.view.say(event.t, event_line(event, self._rules))
        quiet = event.level is Level.SILENT
        if event.kind in NOTIFIED and not quiet and self._is_wanted(event):
            text = self._text(event)
            self._outlets.notifier.tell(text.title, text.body, self._buttons)

    def _is_wanted(self, event: Event) -> bool:
        return self._wanted.breaks or event.kind is not EventKind.BREAK_DUE

    def _text(self, event: Event) -> AlertText:
        catalogue = self._rules.offers.catalogue
        return alert_text(event, catalogue[event.stretch] if event.stretch else None)

    def _show_steps(self) -> None:
        """Answer "show me": the steps of the exercise, as a notification of their own."""
        if self._card is None or not self._card.stretch:
            return
        exercise = self._rules.offers.catalogue[self._card.stretch]
        steps = "\n".join(f"{number}. {step}" for number, step in enumerate(exercise.steps, 1))
        self._outlets.notifier.tell(exercise.name, steps, {})
