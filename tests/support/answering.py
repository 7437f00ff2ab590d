"""Somebody who answers at the socket without an instance behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from posturecam.errors import InputError
from posturecam.view.commands import Command, OpenPage, Quit
from posturecam.view.glance import Glance, Light

GLANCE = Glance(Light.BEYOND, "head forward", break_in_s=60.0)


class Desk:
    """Answers without an instance behind it."""

    def __init__(self) -> None:
        self.asked: list[Command] = []
        self.messages = [b'{"running": true}', b"\xff\xd8picture"]
        self.looked = 0

    def do(self, command: Command) -> str:
        self.asked.append(command)
        if isinstance(command, Quit):
            msg = "not now"
            raise InputError(msg)
        if isinstance(command, OpenPage):
            raise ZeroDivisionError
        return "done"

    def answer(self, what: str) -> dict[str, Any]:
        return {"glance": asdict(GLANCE), "state": {"running": True, "asked": what}}

    def last_hour(self) -> bytes:
        return b"\x00" * 300_000

    def news(self, after: int, _patience_s: float, *, pictures: bool) -> tuple[int, list[bytes]]:
        fresh = after < 0
        return after + fresh, self.messages[: 1 + pictures] if fresh else []

    @contextmanager
    def looking(self) -> Iterator[None]:
        self.looked += 1
        yield
        self.looked -= 1
