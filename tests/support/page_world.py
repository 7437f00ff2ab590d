"""A page to look at: a backend with plausible data, and a real server before it.

By hand: `python -m tests.support.page_world [SCENARIO]` prints the address to open in a browser.
"""

import asyncio
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from posturecam.app.page.exercises import exercises
from posturecam.app.page.exercises import figure as drawn_exercise
from posturecam.app.page.self_check import questions
from posturecam.errors import InputError, PosturecamError
from posturecam.page.backend import NOT_RUNNING, Answer, Message, WrongValuesError
from posturecam.page.server import PageServer
from posturecam.settings import Settings
from posturecam.view.commands import Command
from tests.support import page_lessons
from tests.support.patience import PATIENCE_S

SIZE = (640, 480)


def gauge(label: str, shown: float | None, sd: float | None = 2.0, limit: float = 15) -> Answer:
    worse = None if shown is None else (-shown if "Neck" in label else shown)
    return {
        "label": label,
        "shown": shown,
        "worse": worse,
        "sd": None if shown is None else sd,
        "limit": limit,
        "reason": "" if shown is not None else "not measurable now",
        "text": "-" if shown is None else f"{shown:+.0f} ± {sd:.0f}°",
        "amount": "-" if worse is None else f"{worse:.0f} ± {sd:.0f}°",
        "unit": "deg",
        "cause": "forward_head" if "Neck" in label else "rounded_shoulders",
        "span": [-0.75 * limit, 2.5 * limit],
        "is_beyond": worse is not None and worse >= limit,
    }


def figure(cva: float | None, fsa: float | None, lean: float | None = 1.0) -> Answer:
    return {
        "cva_change_deg": cva,
        "cva_sd_deg": None if cva is None else 2.0,
        "cva_limit_deg": 10.0,
        "fsa_change_deg": fsa,
        "fsa_sd_deg": None if fsa is None else 3.0,
        "fsa_limit_deg": 15.0,
        "trunk_lean_deg": lean,
        "head_pitch_deg": None if cva is None else 3.0,
        "shoulder_elevation_cm": None if fsa is None else 0.4,
        "slump_cm": None if lean is None else 0.8,
    }


def glance(light: str, sentence: str, **more: Any) -> Answer:
    return {
        "light": light,
        "sentence": sentence,
        "detail": "",
        "today_s": 8040.0,
        "well_s": 6900.0,
        "break_in_s": 1260.0,
        "snoozed_s": 0.0,
        "paused_until": "",
        "hushed": "",
        "waiting": 0,
        "alerts": 2,
        "alert": "",
        "stretch": "",
        "profile": "default",
        "source": "camera 0",
        "snooze_s": 900.0,
        "leading": "",
        **more,
    }


def headline(state: str, detail: str, verdict: str = "unknown", **more: Any) -> Answer:
    row = {"state": state, "detail": detail, "verdict": verdict, "level": None}
    return {**row, "lasted": "", "scope": "", **more}


def state(
    at_a_glance: Answer,
    head: Answer,
    *,
    gauges: tuple[Answer, ...] = (),
    card: Answer | None = None,
    drawn: Answer | None = None,
    guide: Answer | None = None,
) -> dict[str, Any]:
    return {
        "running": True,
        "glance": dict(at_a_glance),
        "screen": {
            "t": 12.5,
            "heading": "camera 0, profile default",
            "headline": dict(head),
            "gauges": [dict(one) for one in gauges],
            "card": card,
            "footer": {"snoozed": "", "others": ["break in 21 min", "2 alerts", "58 cm away"]},
            "note": "",
            "answer": "",
        },
        "figure": drawn,
        "guide": guide,
        "size": list(SIZE),
        "outline": None if guide is None else OUTLINE,
        "lesson": None,
    }


def leading(lesson: Answer) -> Answer:
    now = state(
        glance("leading", "leading: shrug and drop, 3 of 8", leading="shrug and drop, 3 of 8"),
        headline("an exercise is led", "not measuring"),
    )
    return {**now, "lesson": lesson}


OUTLINE = [
    [0.3, 0.95],
    [0.34, 0.7],
    [0.45, 0.62],
    [0.44, 0.3],
    [0.5, 0.2],
    [0.56, 0.3],
    [0.55, 0.62],
    [0.66, 0.7],
    [0.7, 0.95],
]
CARD = {
    "title": "Head forward",
    "body": "For 2 minutes your head has been about 13 degrees further forward than when you "
    "calibrated. Time to change position. Try: Chin tuck, hold 5 s, 10 times.",
    "steps": ["Sit upright and look ahead.", "Draw your chin straight back.", "Hold, then let go."],
    "notice": "Stop if it hurts, and see a doctor about pain that lasts.",
    "cause": "forward_head",
    "stretch": "chin_tuck",
    "unit": "deg",
}
GUIDE = {
    "pose": "upright",
    "number": 1,
    "count": 3,
    "todo": "Sit as well as you comfortably can.",
    "phase": "hold still",
    "left_s": 6.4,
    "of_s": 10.0,
    "seen": "You are in view.",
    "hints": ["come 10 cm nearer", "your chin is in the shadow"],
    "quality": "good",
    "answer": "",
    "stage": "poses",
    "problems": [],
}
NECK, SHOULDERS = "Neck angle (CVA)", "Shoulders (FSA)"

SCENARIOS: dict[str, Answer] = {
    "well": state(
        glance("well", "sitting well for 12 minutes"),
        headline("sitting well", "within your limits", "good", lasted="for 12 minutes"),
        gauges=(gauge(NECK, -2.0, limit=10), gauge(SHOULDERS, 3.0)),
        drawn=figure(-2.0, 3.0),
    ),
    "beyond": state(
        glance("beyond", "head forward by 13°", alert="Head forward", stretch="chin_tuck"),
        headline(
            "head forward",
            "head forward by 13° (limit 10°), 97 % likely",
            "poor",
            level="card",
            lasted="for 2 minutes",
        ),
        gauges=(gauge(NECK, -13.0, limit=10), gauge(SHOULDERS, 8.0)),
        card=CARD,
        drawn=figure(-13.0, 8.0, 4.0),
    ),
    "away": state(
        glance("away", "away for 4 minutes"),
        headline("away", "nobody in view"),
        gauges=(gauge(NECK, None, limit=10), gauge(SHOULDERS, None)),
    ),
    "unsure": state(
        glance("unsure", "too dark to measure"),
        headline("too dark to measure", "not measuring"),
        gauges=(gauge(NECK, None, limit=10), gauge(SHOULDERS, None)),
        drawn=figure(None, None, None),
    ),
    "paused": state(
        glance("paused", "paused until 15:30", paused_until="15:30"),
        headline("paused", "not measuring"),
    ),
    "camera_lost": state(
        glance("camera_lost", "camera lost", detail="another program uses it"),
        headline("the camera is lost", "not measuring"),
    ),
    "uncalibrated": state(
        glance("uncalibrated", "not calibrated yet", detail="calibrate once, about a minute"),
        headline("not calibrated", "not measuring"),
    ),
    "calibrating": state(
        glance("calibrating", "calibrating"),
        headline("calibrating", "sit upright"),
        guide=GUIDE,
    ),
    "checking": state(
        glance("calibrating", "checking the calibration"),
        headline("calibrating", "checking"),
        gauges=(gauge(NECK, 1.0, limit=10), gauge(SHOULDERS, -1.0)),
        drawn=figure(1.0, -1.0),
        guide={**GUIDE, "stage": "checking", "left_s": 14.0, "of_s": 20.0, "hints": []},
    ),
    "trial": state(
        glance("calibrating", "trying an alert", alert="Head forward", stretch="chin_tuck"),
        headline("calibrating", "trial"),
        card=CARD,
        drawn=figure(1.0, -1.0),
        guide={**GUIDE, "stage": "trial", "left_s": 7.0, "of_s": 10.0, "hints": []},
    ),
    "refused": state(
        glance("calibrating", "the calibration was refused"),
        headline("calibrating", "refused"),
        guide={
            **GUIDE,
            "stage": "refused",
            "problems": ["You moved too much: hold still for ten seconds."],
        },
    ),
    "done": state(
        glance("calibrating", "calibrated"),
        headline("calibrating", "done"),
        guide={**GUIDE, "stage": "done", "left_s": 0.0, "hints": []},
    ),
    "gone": NOT_RUNNING,
    **{name: leading(lesson) for name, lesson in page_lessons.rows().items()},
}


def picture(number: int) -> bytes:
    """A grey picture with a spot that moves, as JPEG."""
    import cv2  # noqa: PLC0415 - the page's process, started for many tests, shows none

    image = np.full((SIZE[1], SIZE[0], 3), 90, np.uint8)
    cv2.circle(image, (60 + 20 * number % 520, 240), 40, (200, 170, 140), -1)
    return cv2.imencode(".jpg", image)[1].tobytes()


@dataclass
class FakeLive:
    """An instance that does what a test says."""

    scenario: str = "well"
    every_s: float = 0.2
    asked: list[Command] = field(default_factory=list)
    following: int = 0
    followed: int = 0  # how often that began
    pictured: int = 0  # of those, with pictures
    more: dict[str, Any] = field(default_factory=dict)  # merged into each state

    def state(self) -> Answer:
        return {**SCENARIOS[self.scenario], **self.more}

    def do(self, command: Command) -> str:
        if self.scenario == "gone":
            msg = "posturecam is not running. Start it with: posturecam start"
            raise PosturecamError(msg)
        self.asked.append(command)
        return f"{type(command).__name__}: done."

    @contextmanager
    def follow(self, *, pictures: bool) -> Iterator[Iterator[Message]]:
        if self.scenario == "gone":
            msg = "posturecam is not running."
            raise PosturecamError(msg)
        self.followed += 1
        self.following += 1
        self.pictured += pictures
        try:
            yield self._messages(pictures=pictures)
        finally:
            self.following -= 1
            self.pictured -= pictures

    def last_hour(self) -> bytes:
        return b'{"t": 0.0}\n'

    def _messages(self, *, pictures: bool) -> Iterator[Message]:
        number = 0
        while self.scenario != "gone":
            now = dict(self.state())
            screen = {**now["screen"], "t": number * self.every_s}
            yield picture(number) if pictures else {**now, "screen": screen}
            number += 1
            time.sleep(self.every_s)


def today() -> Answer:
    morning = datetime(2026, 11, 26, 9, 0).astimezone()
    rows = [("well", 34, None), ("beyond", 4, "forward_head"), ("well", 22, None)]
    rows += [("away", 12, None), ("unsure", 3, None), ("well", 40, None), ("paused", 15, None)]
    segments, start = [], morning
    for what, minutes, cause in rows:
        end = start + timedelta(minutes=minutes)
        row = {"start": start.isoformat(), "end": end.isoformat(), "what": what, "cause": cause}
        segments.append(row)
        start = end
    return {"segments": segments, "well_s": 5760, "judged_s": 6000, "alerts": 2, "breaks": 1}


def setting(key: str, kind: str, value: Any, default: Any, **more: Any) -> Answer:
    row = {"key": key, "help": f"What {key} is for.", "unit": "", "type": kind, "value": value}
    row |= {"default": default, "choices": [], "min": None, "max": None, "what_if": False}
    return {**row, "allowed": f"a {kind}", **more}


def settings() -> Answer:
    hold = setting("alerts.hold_s", "number", 90.0, 60.0, unit="s", min=5, max=3600, what_if=True)
    gap = setting("alerts.cooldown_s", "number", 600.0, 600.0, unit="s", min=0, max=86400)
    alerts = [hold, gap]
    camera = [
        setting("camera.source", "text", "0", "0"),
        setting("camera.width", "integer", 640, 640, unit="px", min=320, max=3840),
        setting("camera.learn", "boolean", default=True, value=True),
    ]
    others = [
        setting("notifications.how", "choice", "desktop", "desktop", choices=["desktop", "none"]),
        setting("stretches.leave_out", "list", ["neck_rotation"], []),
    ]
    return {
        "sections": [
            {"name": "alerts", "help": "When you are alerted.", "settings": alerts},
            {"name": "camera", "help": "Where pictures come from.", "settings": camera},
            {"name": "others", "help": "The rest.", "settings": others},
        ]
    }


@dataclass
class FakeRecords:
    """Files that a test can look into."""

    changed: list[tuple[Any, ...]] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)  # instead of the usual ones

    def today(self) -> Answer:
        return self._or("today", today())

    def settings(self) -> Answer:
        return self._or("settings", settings())

    def save_settings(self, values: Mapping[str, Any], unset: tuple[str, ...]) -> Answer:
        wrong = {key: f"{key} must be from 5 to 3600." for key, at in values.items() if at == -1}
        if wrong:
            raise WrongValuesError(wrong)
        self.changed.append(("settings", dict(values), unset))
        return {"saved": [*values, *unset]}

    def what_if(self, values: Mapping[str, Any], last_hour: Callable[[], bytes]) -> Answer:
        assert last_hour()
        now = {"alerts": 3, "beyond_s": 512, "breaks": 1, "micro_breaks": 0}
        then = {"alerts": 1, "beyond_s": 420, "breaks": 1, "micro_breaks": 0}
        row = {"minutes": 58.5, "now": now, "then": then}
        return {**row, "not_counted": [key for key in values if key.startswith("camera.")]}

    def history(self, days: int) -> Answer:
        first = date(2026, 11, 26) - timedelta(days=days - 1)
        sitting = {"start": "09:00", "end": "12:10", "away_s": 600, "alerts": 1}
        sitting |= {"well_s": 7000, "judged_s": 9000, "profile": "default", "origin": "watch"}
        rows = [
            {
                "day": (first + timedelta(days=number)).isoformat(),
                "well_s": 9000 + 300 * number,
                "judged_s": 12000 + 100 * number,
                "alerts": number % 4,
                "sittings": [sitting],
            }
            for number in range(days)
        ][::-1]
        return self._or("history", {"days": rows, "damaged": [], "note": ""})

    def delete_history(self, before: date | None) -> Answer:
        self.changed.append(("history", before))
        return {"answer": "Deleted 12 sittings."}

    def report(self, days: int) -> str:
        page = (
            "<!doctype html><html lang=en><title>Report</title><style>p{color:#123}</style>"
            f"<h1>Your posture</h1><p style='margin:0'>The last {days} days.</p></html>"
        )
        return str(self._or("report", page))

    def exercises(self) -> Answer:
        return self._or("exercises", exercises(Settings()))

    def figure(self, key: str, *, moves: bool) -> tuple[bytes, str]:
        if "figure" in self.answers:
            return self.answers["figure"].encode(), "image/svg+xml"
        return drawn_exercise(key, Settings(), moves=moves)

    def profiles(self) -> Answer:
        told = {"problem": "", "learned": None, "created": "2026-11-20T09:30:00+00:00"}
        told |= {"camera": "0", "picture": "640x480", "poses": ["upright", "lean_in"]}
        told |= {"found": ["you sit 58 cm from the camera"]}
        rows = [{**told, "name": name} for name in ("default", "laptop")]
        row = {"profiles": rows, "use": "default", "folder": "/home/me/profiles"}
        return self._or("profiles", row)

    def use_profile(self, name: str) -> Answer:
        return self._change("use", self._known(name))

    def rename_profile(self, name: str, to: str) -> Answer:
        return self._change("rename", self._known(name), to)

    def delete_profile(self, name: str) -> Answer:
        return self._change("delete", self._known(name))

    def forget_learned(self, name: str) -> Answer:
        return self._change("forget", self._known(name))

    def autostart(self) -> Answer:
        return self._or("autostart", {"on": False, "said": "off"})

    def set_autostart(self, *, on: bool) -> Answer:
        self.changed.append(("autostart", on))
        return {"on": on, "said": "It starts when you log in." if on else "It does not."}

    def self_check(self) -> Answer:
        return self._or("self_check", questions())

    def answer_self_check(self, said: Mapping[str, Any]) -> Answer:
        return self._or("answer", {"step": "go on", "sentences": [f"{dict(said)}"], "kept": False})

    def doctor(self) -> Answer:
        camera = {"name": "cameras", "ok": True, "text": "0: camera", "next_step": ""}
        return self._or("doctor", {"findings": [{**camera, "needed": True}], "well": True})

    def privacy(self) -> Answer:
        where = "/home/me/.local/share/posturecam/history.db"
        store = {
            "what": "history",
            "name": "History",
            "where": where,
            "files": [where],
            "empty": False,
        }
        page = {"process": "posturecam page-server", "kind": "tcp", "here": True}
        ends = {"local": "127.0.0.1:34567", "remote": "127.0.0.1:50000", "state": "connected"}
        row = {
            "stores": [{**store, "bytes": 81920, "keeps": "minutes and alerts"}],
            "processes": [{"pid": 7, "name": page["process"]}],
            "open_files": [{"process": page["process"], "path": where, "kind": "file"}],
            "connections": [{**page, **ends}],
            "listening": [{**page, "local": ends["local"]}],
            "local": [{"process": page["process"], "name": "without a name", "number": 2}],
            "started": [],
            "set_up": ["State and alerts go to the MQTT broker home.lan (mqtt.host)."],
            "other": 0,
            "shown": True,
            "summary": "Nothing is connected to another computer.",
            "how": "The same by hand: ls -l /proc/7/fd lists open files.",
        }
        return self._or("privacy", row)

    def delete(self, what: str) -> Answer:
        if what not in ("history", "profiles", "learned", "settings", "log", "all"):
            msg = f"There is nothing called {what!r} to delete."
            raise InputError(msg)
        return self._change("store", what)

    def _or(self, name: str, usual: Any) -> Any:
        return self.answers.get(name, usual)

    def _change(self, *what: Any) -> Answer:
        self.changed.append(what)
        return {"answer": "Done.", "deleted": ["History"], "stays": []}

    def _known(self, name: str) -> str:
        if name not in ("default", "laptop"):
            msg = f"There is no profile {name!r}."
            raise InputError(msg)
        return name


@dataclass
class World:
    """A server that runs, and what is behind it."""

    server: PageServer
    live: FakeLive
    records: FakeRecords
    loop: asyncio.AbstractEventLoop

    @property
    def base(self) -> str:
        """Where the page is, with a slash at its end; `base + "api/today"` needs the cookie."""
        return self.server.base

    def invite(self) -> str:
        """An address to open: it makes the session, and goes on to the page."""
        return self.call(self.server.invite)

    def call(self, what: Any, *about: Any) -> Any:
        """Call something of the server in its own thread."""

        async def calling() -> Any:
            return what(*about)

        return asyncio.run_coroutine_threadsafe(calling(), self.loop).result(PATIENCE_S)


@contextmanager
def serving(live: Any = None, records: Any = None) -> Iterator[World]:
    """A page server in a thread, for the time of the block."""
    live, records = live or FakeLive(), records or FakeRecords()
    made: list[World] = []
    ready = threading.Event()
    over: list[asyncio.Event] = []

    async def main() -> None:
        over.append(asyncio.Event())
        async with PageServer(live, records) as server:
            made.append(World(server, live, records, asyncio.get_running_loop()))
            ready.set()
            await over[0].wait()

    thread = threading.Thread(target=asyncio.run, args=(main(),))
    thread.start()
    assert ready.wait(PATIENCE_S)
    try:
        yield made[0]
    finally:
        made[0].loop.call_soon_threadsafe(over[0].set)
        thread.join(PATIENCE_S)


if __name__ == "__main__":
    with serving(FakeLive(*sys.argv[1:2])) as world:
        while True:
            sys.stdout.write(f"{world.invite()}\n")
            sys.stdout.flush()
            time.sleep(55)
