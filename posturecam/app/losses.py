"""What could not be kept while the main job went on."""

from collections.abc import Callable
from dataclasses import dataclass, field

from posturecam.app.resources import say_note
from posturecam.errors import NotDoneError

HEADING = "Not everything you asked for was done"


@dataclass(slots=True)
class Losses:
    """Gathers what was lost.

    A side file that cannot be kept is said, at once where there is a view and again at the end; an
    output that was asked for by name makes the command fail, after everything else is done.
    """

    show: Callable[[str], object] | None = None  # a view that is open
    _side: list[str] = field(default_factory=list)
    _asked: list[str] = field(default_factory=list)

    def add(self, text: str, *, asked: bool) -> None:
        """Note that something could not be kept, and whether it was `asked` for by name."""
        kept = self._asked if asked else self._side
        if text and text not in kept:
            kept.append(text)
            if self.show is not None:
                self.show(text)

    def show_in(self, show: Callable[[str], object]) -> None:
        """Show what was lost, and what will be, with `show`."""
        self.show = show
        for text in (*self._side, *self._asked):
            show(text)

    def notify(self) -> None:
        """Say at the end what was lost.

        Raises:
            NotDoneError: Something of it was asked for by name.
        """
        for text in self._side:
            say_note(text)
        if self._asked:
            raise NotDoneError(HEADING, self._asked)
