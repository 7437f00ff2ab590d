"""What is asked of the instance, from whatever side, and what it answers; from many threads."""

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from threading import Event, RLock
from typing import TYPE_CHECKING, Any, Final

from posturecam.app.companion.background import Shared
from posturecam.app.watch.controls import QUIT
from posturecam.app.watch.pausing import local_time
from posturecam.core.alerts.requests import BreakTaken, Resume, Snooze
from posturecam.edges.control.pictures import jpeg_of
from posturecam.edges.desktop.notifications import DID
from posturecam.edges.terminal.interruption import interrupt_main
from posturecam.errors import InputError
from posturecam.view.commands import (
    Calibrate,
    Command,
    DidExercise,
    DismissAlert,
    EndSnooze,
    InLesson,
    Lead,
    OpenPage,
    Pause,
    PressKey,
    Quit,
    ReadSettings,
    Recalibrate,
    SnoozeAlerts,
    StopCalibrating,
    TookBreak,
    TryAlert,
    Unpause,
)
from posturecam.view.glance import Glance, Light
from posturecam.view.moment import message_of
from posturecam.view.times import brief

_log = logging.getLogger("posturecam")

if TYPE_CHECKING:
    from posturecam.app.calibrate.guided import Lessons

MORNING_H: Final = 4
"""The hour at which `tomorrow` begins: who is at the desk after midnight means the same day."""

PAUSED: Final = "paused until you resume"
NOT_BY_KEY: Final = "`posturecam stop` ends it."

RESUME_FIRST: Final = "Nothing is measured during a pause. `posturecam resume` ends it."

NOTHING_WATCHED: Final = "Nothing is being measured just now. `posturecam status` says why."


class Desk:
    """Takes in commands and answers questions about the newest moment."""

    def __init__(
        self,
        shared: Shared,
        open_page: Callable[[], str],
        *,
        now: Callable[[], datetime] = local_time,
        interrupt: Callable[[], None] = interrupt_main,
    ) -> None:
        """Serve what is `shared`; `open_page` shows the page, `interrupt` stops a wait."""
        self.calibrate: Calibrate | None = None  # asked for, and not begun yet
        self.lessons: Lessons | None = None  # of a calibration that is on
        self.ending = False
        self._shared, self._open_page = shared, open_page
        self._now, self._interrupt = now, interrupt
        self._lock, self._asked = RLock(), Event()

    def glance(self) -> Glance:
        """Return how things are now."""
        return self._shared.board.moment.glance

    def do(self, command: Command) -> str:
        """Carry out `command` and return the answer.

        Raises:
            PosturecamError: It cannot be done now.
        """
        if isinstance(command, OpenPage):
            return self._open_page()  # takes seconds, so that nobody else waits for it
        act = self._acts()[type(command)]
        with self._lock:
            answer = act(command)
        session = self._shared.session
        if session is not None:
            session.show_answer(answer)
        return answer

    def answer(self, what: str) -> Mapping[str, Any]:
        """Return the answer to a question.

        Raises:
            InputError: There is no such question.
        """
        if what == "glance":
            return {"glance": asdict(self.glance())}
        if what == "state":
            return {"state": message_of(self._shared.board.moment)}
        msg = f"There is no answer to {what!r}."
        raise InputError(msg)

    def last_hour(self) -> bytes:
        """Return the readings of the last hour."""
        return self._shared.last_hour.packed()

    def news(self, after: int, patience_s: float, *, pictures: bool) -> tuple[int, list[bytes]]:
        """Wait for news after number `after`; return its number, and its state or picture."""
        news = self._shared.board.wait(after, patience_s)
        if news is None:
            return after, []
        if not pictures:
            return news.number, [json.dumps(message_of(news.moment)).encode()]
        return news.number, [] if news.picture is None else [jpeg_of(news.picture)]

    def looking(self) -> AbstractContextManager[None]:
        """Say for the length of the block that somebody looks at the pictures."""
        return self._shared.board.looking()

    def note(self, text: str) -> None:
        """Show `text`, about the program itself, for a while, and keep it in the log."""
        _log.info(text)
        session = self._shared.session
        if session is not None:
            session.note_once(text)

    def begin(self) -> None:
        """Count what was asked for until now as seen: whatever it changed is read after this."""
        self._shared.controls.leaving = False
        self._asked.clear()

    @property
    def asked(self) -> bool:
        """Whether something is asked for that ends a wait."""
        return self._asked.is_set()

    def wait(self, patience_s: float) -> bool:
        """Wait until something is asked for that ends a wait, or `patience_s` have passed."""
        asked = self._asked.wait(patience_s)
        self._asked.clear()
        return asked

    def take_calibration(self) -> Calibrate | None:
        """Return the calibration that is asked for, once."""
        with self._lock:
            wish, self.calibrate = self.calibrate, None
            return wish

    def _acts(self) -> Mapping[type[Any], Callable[[Any], str]]:
        controls = self._shared.controls
        return {
            Pause: self._pause,
            Unpause: self._unpause,
            SnoozeAlerts: self._snooze,
            EndSnooze: lambda _: controls.ask(Resume(), "alerts are on again"),
            DismissAlert: self._dismiss,
            TookBreak: lambda _: controls.ask(BreakTaken(), "break noted"),
            DidExercise: self._did_exercise,
            Recalibrate: self._recalibrate,
            Calibrate: self._calibrate,
            PressKey: self._press,
            StopCalibrating: self._stop_calibrating,
            TryAlert: self._try_alert,
            Lead: self._lead,
            InLesson: lambda wish: self._shared.leading.do(wish.wish),
            ReadSettings: self._read_settings,
            Quit: self._quit,
        }

    def _pause(self, wish: Pause) -> str:
        now = self._now()
        self._asked.set()  # a wait for the camera ends: the pause is shown instead
        if wish.until_tomorrow:
            return self._shared.controls.pause(tomorrow(now))
        if wish.for_s is not None:
            return self._shared.controls.pause(now + timedelta(seconds=wish.for_s))
        self._shared.controls.pause()
        return PAUSED

    def _unpause(self, _wish: Unpause) -> str:
        now = self.glance()
        if now.light is Light.PAUSED and not self._shared.controls.paused:
            msg = (
                f"Not paused by you but by your settings ({now.sentence}); see the settings pause."
            )
            raise InputError(msg)
        self._asked.set()
        return self._shared.controls.unpause()

    def _snooze(self, wish: SnoozeAlerts) -> str:
        quiet = f"no alerts for {brief(wish.for_s)}"
        return self._shared.controls.ask(Snooze(wish.for_s), quiet)

    def _dismiss(self, _wish: DismissAlert) -> str:
        return self._shared.controls.follow("d") or ""

    def _did_exercise(self, _wish: DidExercise) -> str:
        return self._shared.controls.follow(DID) or ""

    def _recalibrate(self, _wish: Recalibrate) -> str:
        if self._shared.session is None:
            raise InputError(NOTHING_WATCHED)
        if self._shared.controls.paused:
            raise InputError(RESUME_FIRST)
        return self._shared.controls.ask_recalibration()

    def _calibrate(self, wish: Calibrate) -> str:
        if self.lessons is not None:
            return "you are being guided already"
        self.calibrate, self._shared.aftercare, self._shared.refused = wish, None, None
        if self._shared.controls.paused:
            self._shared.controls.unpause()  # whoever calibrates wants to be measured
        self._leave()
        return "calibrating: look at the page"

    def _press(self, wish: PressKey) -> str:
        lessons = self.lessons
        if lessons is not None:
            lessons.follow(wish.key)
            return ""
        if wish.key in QUIT:
            raise InputError(NOT_BY_KEY)
        if wish.key == "r" and self._shared.session is None:
            raise InputError(NOTHING_WATCHED)
        return self._shared.controls.press(wish.key) or ""

    def _stop_calibrating(self, _wish: StopCalibrating) -> str:
        self.calibrate, self._shared.aftercare, self._shared.refused = None, None, None
        lessons, session = self.lessons, self._shared.session
        if lessons is not None:
            lessons.follow("q")
        elif session is not None:
            session.end_trial()
        else:
            moment = self._shared.board.moment
            self._shared.board.post(replace(moment, guide=None))
        return "stopped"

    def _try_alert(self, _wish: TryAlert) -> str:
        session = self._shared.session
        if session is None:
            raise InputError(NOTHING_WATCHED)
        return session.try_alert()

    def _lead(self, wish: Lead) -> str:
        answer = self._shared.leading.begin(wish.exercise)
        self._shared.controls.stir()  # whoever begins need not wait for the next frame
        return answer

    def _read_settings(self, _wish: ReadSettings) -> str:
        self._leave()
        return "settings are read again"

    def _quit(self, _wish: Quit) -> str:
        self._interrupt()  # first: it must find the main thread at work, not at its end
        self.ending = True  # should a library have swallowed that
        self._leave()
        return "ending"

    def _leave(self) -> None:
        self._shared.controls.leave()
        self._asked.set()


def tomorrow(now: datetime) -> datetime:
    """Return when the next day begins for somebody who sits at the desk."""
    today = now.replace(hour=MORNING_H, minute=0, second=0, microsecond=0)
    return today if now < today else today + timedelta(days=1)
