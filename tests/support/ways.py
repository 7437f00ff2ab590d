"""Ways of telling that only remember what reached them."""

from posturecam.app.watch.telling import Ways
from posturecam.edges.desktop.notifications import Notifier
from posturecam.edges.desktop.overlay_messages import Message


class Drawn:
    """Sound or overlay: remembers what was played, and what is shown."""

    def __init__(self) -> None:
        self.played: list[str] = []
        self.shown: list[Message] = []
        self.now: Message | None = None
        self.presses: list[str] = []
        self.troubles: list[str] = []

    def play(self, name: str) -> None:
        self.played.append(name)

    def show(self, message: Message) -> None:
        self.shown.append(message)
        self.now = message

    def hide(self) -> None:
        self.now = None

    def pressed(self) -> tuple[str, ...]:
        presses, self.presses = self.presses, []
        return tuple(presses)

    def trouble(self) -> str:
        return self.troubles.pop(0) if self.troubles else ""


class Heard:
    """A notifier that remembers title, text and buttons."""

    def __init__(self) -> None:
        self.reported: list[tuple[str, str, dict[str, str]]] = []
        self.presses: list[str] = []
        self.withdrawn = 0

    def notify(self, title: str, body: str, buttons: dict[str, str]) -> bool:
        self.reported.append((title, body, buttons))
        return True

    def pump(self) -> tuple[str, ...]:
        presses, self.presses = self.presses, []
        return tuple(presses)

    def withdraw(self) -> None:
        self.withdrawn += 1


def ways_by(notifier: Notifier) -> tuple[Ways, Drawn, Drawn, Drawn]:
    """Ways with this notifier; beside them sound, border and break screen to look at."""
    sound, border, screen = Drawn(), Drawn(), Drawn()
    return Ways(notifier, sound, border, screen), sound, border, screen
