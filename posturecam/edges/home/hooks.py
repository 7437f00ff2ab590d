"""Hooks: commands of the user's own, run when something happens.

They run in threads of their own, a few at once, each for a limited time.  What cannot be run is
reported once; the measuring goes on whatever they do.
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from queue import SimpleQueue
from typing import Any, Final

from posturecam.core.values import EventKind
from posturecam.edges.home import own_command
from posturecam.edges.home.command_line import split
from posturecam.edges.home.outlet import TYPE, EventRow, Nowhere, Outlet
from posturecam.edges.home.reports_once import Once
from posturecam.edges.sources.source_name import printable
from posturecam.errors import InputError
from posturecam.settings import Hooks
from posturecam.view.glance import Glance, Light

HOOKS: Final[Mapping[str, str]] = {
    EventKind.ALERT: "on_alert",
    EventKind.CLEARED: "on_cleared",
    EventKind.BREAK_DUE: "on_break",
}
"""Which hook answers which event."""
ON_STATE: Final = "on_state"
NAMES: Final = (*HOOKS.values(), ON_STATE)

_WAITING: Final = 16  # commands that may wait for their turn; events are minutes apart
_END_S: Final = 2.0  # for commands at the end: as long as somebody waits for a program to end

_log = logging.getLogger(__name__)
_Job = tuple[str, str]  # the hook and the JSON for it


def commands_of(wanted: Hooks) -> dict[str, str]:
    """Return the command line of each hook that has one."""
    return {name: line for name in NAMES if (line := getattr(wanted, name).strip())}


@contextmanager
def open_hooks(wanted: Hooks, complain: Callable[[str], object]) -> Iterator[Outlet]:
    """Run the commands of the settings for the length of the block.

    At its end those that run or wait have two seconds more.  `complain` is called from any thread.
    """
    once = Once(complain)
    words = dict(_readable(wanted, once))
    if not words:
        yield Nowhere()
        return
    running = _Running(words, wanted, once)
    try:
        yield running
    finally:
        running.close()


def _readable(wanted: Hooks, once: Once) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, line in commands_of(wanted).items():
        try:
            yield name, split(line)
        except InputError as error:
            once.say(f"hooks.{name} does not run. {error}")


class _Running:
    """Hooks at work."""

    def __init__(self, words: Mapping[str, tuple[str, ...]], wanted: Hooks, once: Once) -> None:
        self._words, self._timeout_s, self._once = words, wanted.timeout_s, once
        self._light: Light | None = None
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._room = threading.Semaphore(wanted.at_once + _WAITING)
        self._dropped = 0
        self._ended = threading.Event()
        self._processes: dict[int, Any] = {}  # by thread
        self._workers = [
            threading.Thread(target=self._work, name="posturecam-hook", daemon=True)
            for _ in range(wanted.at_once)
        ]
        for worker in self._workers:
            worker.start()

    def event(self, row: EventRow) -> None:
        """Run the hook for an event, if there is one."""
        self._ask(HOOKS.get(row.get("event", ""), ""), {TYPE: "event", **row})

    def state(self, glance: Glance) -> None:
        """Run the hook for a state that has changed, if there is one."""
        if glance.light is not self._light:
            self._light = glance.light
            self._ask(ON_STATE, {TYPE: "state", **asdict(glance)})

    def close(self) -> None:
        """Let what runs come to its end for a while, then end it."""
        for _ in self._workers:
            self._jobs.put(None)
        until = time.monotonic() + _END_S
        for worker in self._workers:
            worker.join(max(0.0, until - time.monotonic()))
        self._ended.set()
        for process in list(self._processes.values()):
            own_command.end(process)
        if self._dropped:
            _log.warning("%d hooks were left out", self._dropped)

    def _ask(self, name: str, row: Mapping[str, Any]) -> None:
        if name not in self._words:
            return
        if not self._room.acquire(blocking=False):
            self._dropped += 1
            self._once.say(
                "Some hooks are left out: their commands take longer than events come. See "
                "hooks.timeout_s and hooks.at_once."
            )
            return
        self._jobs.put((name, json.dumps(row, ensure_ascii=False, default=str)))

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None and not self._ended.is_set():
            try:
                self._run(*job)
            except Exception:  # noqa: BLE001 (whatever a system throws, the next one runs)
                _log.warning("hooks.%s failed", job[0], exc_info=True)
            finally:
                self._processes.pop(threading.get_ident(), None)
                self._room.release()

    def _run(self, name: str, text: str) -> None:
        words = self._words[name]
        try:
            process = own_command.start(words)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self._once.say(f"hooks.{name} cannot start {printable(words[0])!r}: {reason}.", name)
            return
        self._processes[threading.get_ident()] = process
        if self._ended.is_set():
            own_command.end(process)
        code = own_command.finish(process, text + "\n", self._timeout_s)
        if not self._ended.is_set() and (fault := self._fault(code)):
            self._once.say(f"hooks.{name}: the command {fault}.", name)

    def _fault(self, code: int | None) -> str:
        if code is None:
            return f"was ended after {self._timeout_s:g} s (hooks.timeout_s)"
        if code < 0:
            return f"was ended by signal {-code}"
        return f"ended with exit code {code}" if code else ""
