"""A running instance that remembers what it was asked."""

from dataclasses import dataclass, field

from posturecam.errors import InputError
from posturecam.view.commands import Command, TookBreak, Unpause
from posturecam.view.glance import Glance, Light

WELL = Glance(Light.WELL, "sitting well for 12 minutes", today_s=900.0, well_s=725.0)


@dataclass(slots=True)
class Remembering:
    """A `Companion`; it refuses a break twice in a row."""

    now: Glance = WELL
    asked: list[Command] = field(default_factory=list)

    def glance(self) -> Glance:
        return self.now

    def do(self, command: Command) -> str:
        if self.asked and command == TookBreak() == self.asked[-1]:
            msg = "You took a break already."
            raise InputError(msg)
        self.asked.append(command)
        return f"done: {type(command).__name__}"


class Broken(Remembering):
    """One that has a fault of ours where it is asked to measure again."""

    def do(self, command: Command) -> str:
        if command == Unpause():
            raise ZeroDivisionError
        return super().do(command)
