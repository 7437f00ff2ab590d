"""What a tray icon shows and offers, as values: the light, the tooltip, the menu.

Times are in whole minutes, so that the values change once a minute and not with every frame.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from posturecam.stretches.sentences import capital
from posturecam.view.commands import (
    Calibrate,
    Command,
    EndSnooze,
    InLesson,
    OpenPage,
    Pause,
    Quit,
    SnoozeAlerts,
    StopCalibrating,
    Unpause,
)
from posturecam.view.glance import SHOWN, Glance, Light
from posturecam.view.times import hours_text, upcoming_text

_MINUTE_S: Final = 60.0
_PAUSES_S: Final = (15 * 60.0, 3600.0)

_AT_WORK: Final = {
    Light.WELL,
    Light.BEYOND,
    Light.UNSURE,
    Light.AWAY,
    Light.CAMERA_LOST,
    Light.LEADING,
}
"""Measuring, or trying to: here a pause or a snooze makes a difference."""
_CAMERA_THERE: Final = _AT_WORK - {Light.CAMERA_LOST} | {Light.UNCALIBRATED}
_JITTERY: Final = {Light.WELL, Light.BEYOND}  # their detail has degrees, which change by the second


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu; without commands it only shows something."""

    key: str
    label: str
    commands: tuple[Command, ...] = ()  # one after the other, until one cannot be done
    enabled: bool = True


Menu = tuple[tuple[Entry, ...], ...]
"""Groups of entries, with a line between them."""


@dataclass(frozen=True, slots=True)
class Tray:
    """What the tray icon shows and offers."""

    light: Light
    urgent: bool  # an alert is on
    title: str
    lines: tuple[str, ...]
    menu: Menu

    @property
    def tooltip(self) -> str:
        """Title and lines as one text."""
        return "\n".join((self.title, *self.lines))


def tray_of(glance: Glance) -> Tray:
    """Return what the icon shows and offers at `glance`."""
    state = _state(glance)
    lines = tuple(map(capital, _lines(glance)))
    return Tray(
        glance.light,
        bool(glance.alert) and glance.light in _AT_WORK - {Light.LEADING},
        f"posturecam: {state}",
        lines,
        _menu(glance, state, lines),
    )


def entry_of(menu: Menu, key: str) -> Entry | None:
    """Return the entry `key` if it is in the menu and can be chosen."""
    entries = (entry for group in menu for entry in group)
    return next((one for one in entries if one.key == key and one.enabled and one.commands), None)


def shortened(text: str, most: int) -> str:
    """Return `text` in at most `most` characters, whole lines where possible."""
    while len(text) > most and "\n" in text:
        text = text.rpartition("\n")[0]
    return text if len(text) <= most else text[: most - 1] + "…"


def _state(glance: Glance) -> str:
    shown = glance.sentence if glance.leading else SHOWN[glance.light]
    if glance.light is not Light.PAUSED or not glance.paused_until:
        return shown
    return f"{shown} until {glance.paused_until}"


def _lines(glance: Glance) -> Iterator[str]:
    if glance.alert:
        yield glance.alert
    if glance.detail and glance.light not in _JITTERY:
        yield glance.detail
    if glance.today_s >= _MINUTE_S:
        yield f"Sat well for {hours_text(glance.well_s)} of {hours_text(glance.today_s)}"
    if glance.light in _AT_WORK:
        yield from _to_come(glance)


def _to_come(glance: Glance) -> Iterator[str]:
    if glance.break_in_s is not None:
        due = glance.break_in_s <= 0
        yield "A break is due" if due else f"Next break in {upcoming_text(glance.break_in_s)}"
    if glance.snoozed_s > 0:
        yield f"Alerts snoozed for {upcoming_text(glance.snoozed_s)}"
    if glance.hushed:
        yield f"Alerts wait: {glance.hushed}"


def _menu(glance: Glance, state: str, lines: tuple[str, ...]) -> Menu:
    heading = (capital(state), *lines)
    return (
        tuple(Entry(f"line_{n}", line, enabled=False) for n, line in enumerate(heading)),
        (Entry("open", "Open posturecam", (OpenPage(),)), _calibrate(glance)),
        (*_pauses(glance), _snooze(glance)),
        (Entry("quit", "Quit posturecam", (Quit(),)),),
    )


def _calibrate(glance: Glance) -> Entry:
    if glance.light is Light.CALIBRATING:
        return Entry("stop_calibrating", "Stop calibrating", (StopCalibrating(),))
    if glance.light is Light.LEADING:
        return Entry("stop_lesson", "Stop the exercise", (InLesson("stop"),))
    guided_on_the_page = (OpenPage(), Calibrate())
    can = glance.light in _CAMERA_THERE
    return Entry("calibrate", "Calibrate", guided_on_the_page, enabled=can)


def _pauses(glance: Glance) -> Iterator[Entry]:
    if glance.light is Light.PAUSED:
        yield Entry("resume", "Resume", (Unpause(),))
        return
    can = glance.light in _AT_WORK
    for for_s in _PAUSES_S:
        label = f"Pause for {hours_text(for_s)}"
        yield Entry(f"pause_{for_s:.0f}", label, (Pause(for_s=for_s),), enabled=can)
    until_tomorrow = Pause(until_tomorrow=True)
    yield Entry("pause_day", "Pause until tomorrow", (until_tomorrow,), enabled=can)


def _snooze(glance: Glance) -> Entry:
    can = glance.light in _AT_WORK
    if glance.snoozed_s > 0:
        return Entry("end_snooze", "End snooze", (EndSnooze(),), enabled=can)
    label = f"Snooze alerts for {hours_text(glance.snooze_s)}"
    return Entry("snooze", label, (SnoozeAlerts(for_s=glance.snooze_s),), enabled=can)
