"""What the user asks for while watching: by keys, or by the buttons of a notification."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import RLock

from posturecam.app.watch.hand_pause import HandPause, Hold, nothing_to_hold
from posturecam.app.watch.key_presses import KeyPresses
from posturecam.app.watch.pausing import local_time
from posturecam.core.alerts.alerting import snoozed_until_s
from posturecam.core.alerts.requests import (
    BreakPostponed,
    BreakSkipped,
    BreakTaken,
    Dismiss,
    ExerciseDone,
    Request,
    Resume,
    Snooze,
)
from posturecam.core.values import Event, EventKind
from posturecam.edges.desktop.notifications import DID, SHOW, SNOOZE
from posturecam.edges.desktop.overlay_messages import DONE, LATER, SKIP, SKIP_MICRO, TOOK
from posturecam.edges.terminal.keys import INTERRUPT
from posturecam.monitor import Tick
from posturecam.view.headline import PAUSED, RESUMING
from posturecam.view.times import brief

LENGTHS = (1, 2, 4)  # how often the first snooze fits into each longer one
ASK_S = 10.0  # how long "press r again" stands
QUIT = ("q", INTERRUPT, "\x04")
CALIBRATING = "calibrating again: sit well for 10 s"
ENDING = "ending ..."
NO_CARD = "there is no alert or break now"
NOTHING = ""


class Controls:
    """Collects requests; those for the core are taken by the monitor, the others are flags.

    `follow` may be called from any thread, so that a key is answered whatever the others wait for.
    """

    def __init__(
        self,
        snooze_s: float,
        *,
        replaces: str = "",
        hold: Hold = nothing_to_hold,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = local_time,
    ) -> None:
        """Begin with nothing asked for; the first snooze lasts `snooze_s`.

        A recalibration that `replaces` a file named by its path is asked about first.
        """
        self.help = self.recalibrate = self.show = self.ending = False
        self.leaving = False  # the run ends after the next observation; another one follows
        self.card: Event | None = None  # the alert or break that can be put away
        self._pause = HandPause(hold, wall)
        self.snooze_s = snooze_s  # of the first snooze
        self.replaces = replaces  # the file of the profile, asked about first
        self._clock, self._presses = clock, KeyPresses(clock)
        self._lock = RLock()
        self._asked_s: float | None = None
        self._calibrating = False
        self._stirred = False
        self._waiting: list[Request] = []
        self._snoozes = 0

    @property
    def paused(self) -> bool:
        """Whether measuring is paused by hand; a pause with an end ends here."""
        with self._lock:
            if self._pause.is_over():
                self.unpause()
            return self._pause.on

    @property
    def pause_end(self) -> str:
        """When the pause ends: `15:30`, `Tue 04:00` on another day; empty: by hand, or no pause."""
        return self._pause.end_text()

    def pause(self, until: datetime | None = None) -> str:
        """Pause until then, or until `unpause`; return the answer."""
        with self._lock:
            self._stirred = True
            self._pause.begin(until)
            return PAUSED if until is None else f"paused until {self.pause_end}"

    def unpause(self) -> str:
        """Go on measuring; return the answer."""
        with self._lock:
            self._stirred = True
            self._pause.end()
            return RESUMING

    def stop_by(self, hold: Hold) -> None:
        """Have `hold` called from now on as soon as a pause begins or ends."""
        with self._lock:
            self._pause.hold = hold

    def ask(self, request: Request, answer: str) -> str:
        """Hand `request` to the monitor with the next frame, which comes at once."""
        with self._lock:
            self._stirred = True
            return self._ask(request, answer)

    def stir(self) -> None:
        """Ask for a frame now."""
        with self._lock:
            self._stirred = True

    def leave(self) -> None:
        """End the run with the next observation, so that another one can follow."""
        with self._lock:
            self.leaving = self._stirred = True

    def start_over(self) -> None:
        """Forget what was asked of the run before: nothing of it goes on."""
        with self._lock:
            self.card, self.recalibrate = None, False

    @contextmanager
    def calibrates(self) -> Iterator[None]:
        """Say that the wish for a recalibration is being met for the length of the block."""
        self._calibrating, self.recalibrate = True, False
        try:
            yield
        finally:
            self._calibrating = False

    def press(self, key: str) -> str | None:
        """Take in a key of the keyboard as `follow` does; None if it is no new press or unknown."""
        with self._lock:
            return self.follow(key) if self._presses.is_new(key) else None

    def follow(self, pressed: str) -> str | None:
        """Take in a key or button; return what to answer, None to what means nothing."""
        with self._lock:
            asked_s, self._asked_s = self._asked_s, None
            answer = self._recalibrate(asked_s) if pressed == "r" else self._take_requests(pressed)
            self._stirred = self._stirred or bool(answer)
            return answer

    def stirred(self) -> bool:
        """Whether anything was asked for since the last call that a new frame should answer."""
        with self._lock:
            stirred, self._stirred = self._stirred, False
            return stirred

    @property
    def waiting(self) -> Sequence[Request]:
        """The requests that the monitor has not taken yet."""
        return tuple(self._waiting)

    @property
    def asking(self) -> bool:
        """Whether the last answer was a question, which stands for `ASK_S`."""
        return self._asked_s is not None

    def take(self) -> Sequence[Request]:
        """Hand the requests to the monitor."""
        with self._lock:
            taken, self._waiting = self._waiting, []
            return taken

    def seen(self, tick: Tick) -> None:
        """Begin with the shortest snooze again once none is left."""
        with self._lock:
            if snoozed_until_s(tick.state) is None and not self._waiting:
                self._snoozes = 0

    def _take_requests(self, pressed: str) -> str | None:
        acts: dict[str, Callable[[], str | None]] = {
            **dict.fromkeys(QUIT, self._end),
            "s": self._next_snooze,
            SNOOZE: lambda: self._ask(Snooze(self.snooze_s), _quiet_for(self.snooze_s)),
            "d": self._dismiss,
            **dict.fromkeys(("b", TOOK), self._took_break),
            DID: self._did,
            DONE: self._done,
            SKIP: lambda: self._ask(BreakSkipped(), "break skipped"),
            SKIP_MICRO: lambda: self._ask(BreakSkipped(micro=True), "short break skipped"),
            LATER: lambda: self._ask(BreakPostponed(), "break postponed"),
            "p": self._pause_or_resume,
            **dict.fromkeys("?h", self._explain),
            SHOW: self._show,
        }
        act = acts.get(pressed)
        return None if act is None else act()

    def _end(self) -> str | None:
        ending, self.ending = self.ending, True
        return None if ending else ENDING

    def _dismiss(self) -> str:
        there = self.card is not None
        return self._ask(Dismiss(), "alert dismissed" if there else "there is no alert to dismiss")

    def _did(self) -> str:
        """Take in that what the card proposes is done."""
        card = self.card
        if card is None:
            return NO_CARD
        long_break = card.kind is EventKind.BREAK_DUE and not card.micro
        return self._took_break() if long_break else self._done()

    def _took_break(self) -> str:
        return self._ask(BreakTaken(), "break noted")

    def _done(self) -> str:
        return self._ask(ExerciseDone(), "exercise noted")

    def _pause_or_resume(self) -> str:
        return self.unpause() if self.paused else self.pause()

    def _explain(self) -> str:
        self.help = not self.help
        return NOTHING

    def _show(self) -> str:
        self.show = True
        return NOTHING

    def _ask(self, request: Request, answer: str) -> str:
        self._waiting.append(request)
        return answer

    def _next_snooze(self) -> str:
        """First a short snooze, then longer ones, then none."""
        if self._snoozes == len(LENGTHS):
            self._snoozes = 0
            return self._ask(Resume(), "alerts are on again")
        self._snoozes += 1
        lengths_s = [self.snooze_s * length for length in LENGTHS]
        seconds = lengths_s[self._snoozes - 1]
        after = [brief(longer_s) for longer_s in lengths_s[self._snoozes :]]
        more = after[0] if after else "alerts on"
        return self._ask(Snooze(seconds), f"{_quiet_for(seconds)} (s again: {more})")

    def ask_recalibration(self) -> str:
        """Begin a recalibration with the next observation, unasked; return the answer."""
        with self._lock:
            self._stirred = True
            return self._recalibrate(self._clock())

    def _recalibrate(self, asked_s: float | None) -> str:
        if self._calibrating or self.recalibrate:
            return "already calibrating again: sit well"
        if self.paused:
            return "paused: press p first, then r"
        if self.replaces and (asked_s is None or self._clock() - asked_s > ASK_S):
            self._asked_s = self._clock()
            return f"press r again within {ASK_S:.0f} s to replace {self.replaces}"
        self.recalibrate = True
        return CALIBRATING


def _quiet_for(seconds: float) -> str:
    return f"no alerts for {brief(seconds)}"
