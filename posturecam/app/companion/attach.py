"""`watch` as one more view of the instance in the background."""

import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from rich.console import Console

from posturecam.edges.control.client import Instance, is_running
from posturecam.edges.terminal.interruption import ends_cleanly, interrupt_main
from posturecam.edges.terminal.keys import INTERRUPT, open_keys
from posturecam.edges.terminal.live_view import View, open_view
from posturecam.errors import PosturecamError
from posturecam.view.commands import PressKey
from posturecam.view.headline import Headline
from posturecam.view.moment import screen_of
from posturecam.view.screen import Screen

LEAVING = ("q", INTERRUPT, "\x04")
STAYS = "posturecam goes on in the background; `posturecam stop` ends it."
GONE = "posturecam in the background has ended."


def watch_instance(*, plain: bool) -> None:
    """Show the instance in the terminal, and hand it the keys; q leaves it running.

    Raises:
        NotRunningError: There is no instance.
    """
    with (
        suppress(KeyboardInterrupt),
        ends_cleanly(),
        Instance().follow(pictures=False) as messages,
        open_view(Console(), plain=plain) as view,
        open_keys(sys.stdin, _follow),
    ):
        show(messages, view)
    sys.stdout.write(f"{STAYS if is_running() else GONE}\n")


def show(messages: Iterable[Mapping[str, Any] | bytes | None], view: View) -> None:
    """Show each state in `view`, and report each alert that is new."""
    alert = ""
    for message in messages:
        if not isinstance(message, Mapping):
            continue
        screen = screen_of(message) or _standing_by(message["glance"])
        view.show(screen)
        now = "" if screen.card is None else f"{screen.card.title}: {screen.card.body}"
        if now and now != alert:
            view.say(screen.t, now)
        alert = now


def _standing_by(glance: Mapping[str, Any]) -> Screen:
    """Show that nothing is watched, and why."""
    return Screen(0.0, "posturecam", Headline(glance["sentence"], glance["detail"]))


def _follow(keys: str) -> float | None:
    """Hand `keys` to the instance, whose answer is on the next screen."""
    for key in keys:
        if key in LEAVING:
            interrupt_main()
        else:
            with suppress(PosturecamError):
                Instance().do(PressKey(key))
    return None
