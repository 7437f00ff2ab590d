"""Asks the panel of `panel_process.py`."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.patience import wait_until

PROGRAM = Path(__file__).with_name("panel_process.py")


class Panel:
    """A panel that runs in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def ask(self, question: str) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(question + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def call(self, member: str, signature: str, *body: Any) -> Any:
        """Call a method of the menu."""
        return self.ask(f"call {json.dumps([member, signature, body])}")

    @property
    def items(self) -> list[dict[str, Any]]:
        """The items that are fully read."""
        items = self.ask("state")["items"].values()
        return [item for item in items if item.get("menu")]

    @property
    def item(self) -> dict[str, Any]:
        (item,) = self.items
        return item

    @property
    def signals(self) -> list[str]:
        return list(self.ask("state")["signals"])

    @property
    def labels(self) -> list[str]:
        return [one["label"] for one in self.item["menu"].values() if "label" in one]

    def wait(self, done: Callable[["Panel"], bool], what: str) -> None:
        wait_until(lambda: done(self), what)

    def wait_for_item(self) -> None:
        self.wait(lambda panel: bool(panel.items), "the item in the panel")


@contextmanager
def running_panel() -> Iterator[Panel]:
    """A panel on the session's bus."""
    with subprocess.Popen(
        [sys.executable, str(PROGRAM)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == '"ready"\n'
            yield Panel(process)
        finally:
            process.kill()
