"""Brings alerts, breaks and praise to the user, by the ways chosen in the settings.

Everything that is to reach somebody who is not looking goes through `Telling.tell`.  Whatever fails
is reported once, and the watching goes on.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from typing import Final, Protocol

from posturecam.app.watch.telling_texts import SCREEN_NAMES, border_of, screen_of, steps_of
from posturecam.core.alerts.deferral import Summary
from posturecam.core.alerts.praise import Praise, PraiseState, follow_praise
from posturecam.core.values import Cause, Event, EventKind, Level
from posturecam.edges.desktop.notifications import DID, SHOW, SNOOZE, Notifier, open_notifier
from posturecam.edges.desktop.overlay_messages import Message
from posturecam.edges.desktop.overlay_process import open_overlay
from posturecam.edges.desktop.sound import open_sound
from posturecam.monitor import Tick
from posturecam.settings import Settings
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.wording import AlertText, alert_text, praise_text
from posturecam.view.deferred import chief_of, summary_text

ALL_OFF: Final = "notifications, sound and border are switched off (settings notifications)"
TRIAL_S: Final = 10.0  # for which the border of a trial alert stays
TRIAL: Final = "This is a trial. "
BUTTONS: Final = {SHOW: "Show me", DID: "Did it"}


class Player(Protocol):
    """Plays sounds, and does not wait for them."""

    def play(self, name: str) -> None:
        """Play the sound `name`; "none" is silence."""

    def trouble(self) -> str:
        """Return what went wrong since the last call; empty: nothing."""


class Overlay(Protocol):
    """Draws over the screens; `hide` may be called from any thread."""

    def show(self, message: Message) -> None:
        """Show `message` in the place of what is shown."""

    def hide(self) -> None:
        """Take away at once what is shown."""

    def pressed(self) -> tuple[str, ...]:
        """Return what was pressed since the last call, oldest first."""

    def trouble(self) -> str:
        """Return what went wrong since the last call; empty: nothing."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Everything by which something can reach the user."""

    notifier: Notifier
    sound: Player
    border: Overlay
    screen: Overlay


class Telling:
    """Brings what happens to the user.  `withdraw` and `trial` may be called from any thread."""

    def __init__(
        self,
        catalogue: Catalogue,
        settings: Settings,
        ways: Ways,
        complain: Callable[[str], None],
        usual: Callable[[], Mapping[Cause, float]] = dict,
    ) -> None:
        """Use the ways that `settings` choose; `complain` hears once of each that fails.

        `usual` gives the share of the time that each fault usually takes up, for praise; it is
        asked once, if praise is wanted.
        """
        self._catalogue, self._ways, self._complain = catalogue, ways, complain
        self._wanted, self._breaks = settings.notifications, settings.breaks
        self._snooze = f"Snooze {self._wanted.snooze_min:g} min"
        self._usual = usual() if self._wanted.praise else {}
        self._praise = PraiseState()
        self._complained: set[str] = set()
        self._on: Event | None = None  # what the notification with buttons is about
        self._over = False  # asked for by another thread, as the next one
        self._trial: Event | None = None

    def tell(self, what: Event | Praise) -> None:
        """Bring `what` to the user: an alert, a break that is due, or praise; other events not."""
        if isinstance(what, Praise):
            self._tell_praise(what)
        elif what.kind is EventKind.ALERT and what.level is not Level.SILENT:
            self._tell_alert(what)
        elif what.kind is EventKind.BREAK_DUE:
            self._tell_break(what)

    def tell_late(self, summary: Summary, clock_text: Callable[[float], str]) -> None:
        """Bring what waited to the user in one; `clock_text` gives times of day."""
        breaks = [event for event in summary.events if event.kind is EventKind.BREAK_DUE]
        alerts = tuple(event for event in summary.events if event not in breaks)
        said = summary if self._wanted.breaks else replace(summary, events=alerts)
        if said.events:
            chief = chief_of(said)
            self._notify(chief, summary_text(said, self._exercise(chief), clock_text))
            late = chief in breaks
            self._play(self._wanted.break_sound if late else self._wanted.alert_sound)
        if alerts and self._wanted.border:
            self._ways.border.show(border_of(alerts[-1].level))
        for event in breaks[-1:]:
            self._show_screen(event)

    def earned(self, tick: Tick) -> Praise | None:
        """Return the praise that `tick` earns, if any, and if it is wanted."""
        if not self._wanted.praise:
            return None
        self._praise, praise = follow_praise(
            self._praise, tick.elapsed, tick.assessment, tick.events, tick.state, self._usual
        )
        return praise

    def keep(self, card: Event | None) -> None:
        """Take away border and notification of an alert that `card` is not about any more."""
        if card is None or card.kind is not EventKind.ALERT:
            self._ways.border.hide()
        if card is None:
            self.close()

    def withdraw(self) -> None:
        """Take away everything that is shown: it was put away, or nothing is measured any more."""
        self._ways.border.hide()
        self._ways.screen.hide()
        self._over = True

    def close(self) -> None:
        """Take away a notification whose buttons nobody will answer any more."""
        if self._on is not None:
            self._on = None
            self._ways.notifier.withdraw()

    def show_steps(self, card: Event | None) -> None:
        """Answer "show me": the steps of the exercise, as a notification of their own."""
        if card is not None and card.stretch:
            self._show(self._catalogue[card.stretch])

    def trial(self, example: Event) -> str:
        """Show `example` of an alert by the ways chosen, at the next `pump`; return which."""
        self._trial = example
        ways = {
            "a notification": self._wanted.desktop,
            "a sound": self._wanted.sound and self._wanted.alert_sound != "none",
            "a border": self._wanted.border,
        }
        chosen = ", ".join(way for way, wished in ways.items() if wished)
        return f"a trial alert is shown by {chosen}" if chosen else ALL_OFF

    def pump(self) -> tuple[str, ...]:
        """Do what other threads asked for; return what was pressed, oldest first."""
        if self._over:
            self._over, self._on = False, None
            self._ways.notifier.withdraw()
        trial, self._trial = self._trial, None
        if trial is not None:
            self._show_trial(trial)
        for way in (self._ways.sound, self._ways.border, self._ways.screen):
            self._report(way.trouble())
        return (*self._ways.notifier.pump(), *self._ways.screen.pressed())

    def _tell_praise(self, praise: Praise) -> None:
        """Say that something went well, without sound and buttons."""
        text = praise_text(praise)
        self._ways.notifier.notify(text.title, text.body, {})

    def _tell_alert(self, event: Event) -> None:
        self._notify(event)
        self._play(self._wanted.alert_sound)
        if self._wanted.border:
            self._ways.border.show(border_of(event.level))

    def _tell_break(self, event: Event) -> None:
        if self._wanted.breaks:
            self._notify(event)
            self._play(self._wanted.break_sound)
        self._show_screen(event)

    def _show_screen(self, event: Event) -> None:
        if self._breaks.screen != "off":
            everywhere = self._breaks.screen == "all"
            exercise = self._exercise(event)
            self._ways.screen.show(screen_of(event, exercise, everywhere=everywhere))

    def _notify(self, event: Event, text: AlertText | None = None) -> None:
        text = text or alert_text(event, self._exercise(event))
        self._on = event
        self._ways.notifier.notify(text.title, text.body, {**BUTTONS, SNOOZE: self._snooze})

    def _exercise(self, event: Event) -> Exercise | None:
        return self._catalogue[event.stretch] if event.stretch else None

    def _show(self, exercise: Exercise) -> None:
        self._ways.notifier.notify(exercise.name, steps_of(exercise), {})

    def _play(self, name: str) -> None:
        if self._wanted.sound:
            self._ways.sound.play(name)

    def _show_trial(self, example: Event) -> None:
        text = alert_text(example, self._exercise(example))
        self._on = example
        self._ways.notifier.notify(text.title, f"{TRIAL}{text.body}", BUTTONS)
        self._play(self._wanted.alert_sound)
        if self._wanted.border:
            self._ways.border.show(border_of(Level.NOTICE, for_s=TRIAL_S))

    def _report(self, trouble: str) -> None:
        if trouble and trouble not in self._complained:
            self._complained.add(trouble)
            self._complain(trouble)


@contextmanager
def open_telling(
    catalogue: Catalogue,
    settings: Settings,
    complain: Callable[[str], None],
    usual: Callable[[], Mapping[Cause, float]] = dict,
) -> Iterator[Telling]:
    """Open the ways of telling for the length of the block."""
    wanted = settings.notifications
    with ExitStack() as stack:
        ways = Ways(
            stack.enter_context(open_notifier(desktop=wanted.desktop, complain=complain)),
            stack.enter_context(open_sound(wanted.volume)),
            stack.enter_context(open_overlay("The border around the screens")),
            stack.enter_context(open_overlay("The break screen", SCREEN_NAMES)),
        )
        with closing(Telling(catalogue, settings, ways, complain, usual)) as telling:
            yield telling
