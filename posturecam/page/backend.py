"""What the page shows and changes, as Protocols: the running instance, and what is on the disk.

Everything here blocks and may be called from several threads at once.  Answers are JSON objects;
docs/page.md describes what is in each.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Final, Protocol

from posturecam.errors import InputError
from posturecam.view.commands import Command

Answer = Mapping[str, Any]

NOT_RUNNING: Final[Answer] = {"running": False}
"""The state while there is no running instance."""


Message = Answer | bytes | None
"""A state, a picture (JPEG, mirrored), or None: there was nothing new for a second."""


class WrongValuesError(InputError):
    """Some values cannot be taken; `errors` says why, by the name of each."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        """Keep `errors`."""
        self.errors = dict(errors)
        super().__init__("\n".join(f"{name}: {why}" for name, why in self.errors.items()))


class Live(Protocol):
    """The running instance, as seen from the page's process."""

    def state(self) -> Answer:
        """Return how things are now; NOT_RUNNING when the instance is gone.  Never raises."""

    def do(self, command: Command) -> str:
        """Carry out `command` and return the answer in words.

        Raises:
            PosturecamError: It cannot be done now, or there is no running instance.
        """

    def follow(self, *, pictures: bool) -> AbstractContextManager[Iterator[Message]]:
        """Follow the instance: its states, or its pictures; the newest wins.

        The messages end when the instance ends.  While nothing changes there may be a None each
        second, so that whoever follows can stop in time.

        Raises:
            PosturecamError: There is no running instance.
        """

    def last_hour(self) -> bytes:
        """Return the readings of the last hour, packed; app/companion/last_hour.py unpacks them.

        Raises:
            PosturecamError: There is no running instance.
        """


class Records(Protocol):
    """What is on the disk: settings, history, profiles, and what follows from them.

    Whatever is asked for may raise PosturecamError, with a text for the user.
    """

    def today(self) -> Answer:
        """Return today in segments, with its sums."""

    def settings(self) -> Answer:
        """Return every setting with its help, range, value and default, in sections."""

    def save_settings(self, values: Mapping[str, Any], unset: tuple[str, ...]) -> Answer:
        """Write `values` to the settings file and take `unset` out of it.

        Raises:
            WrongValuesError: Some cannot be taken; then nothing is written.
        """

    def what_if(self, values: Mapping[str, Any], last_hour: Callable[[], bytes]) -> Answer:
        """Return what the last hour was, and what it would have been with `values`.

        `last_hour` is asked for the readings only when they are needed.

        Raises:
            WrongValuesError: Some cannot be taken.
        """

    def history(self, days: int) -> Answer:
        """Return the last `days` days."""

    def delete_history(self, before: date | None) -> Answer:
        """Delete what is older than the day `before`, or everything."""

    def report(self, days: int) -> str:
        """Return the report of the last `days` days as one HTML page."""

    def exercises(self) -> Answer:
        """Return the exercises with their steps."""

    def figure(self, key: str, *, moves: bool) -> tuple[bytes, str]:
        """Return the figure of the exercise `key`, which moves or is still, and its media type.

        Raises:
            InputError: It has none.
        """

    def profiles(self) -> Answer:
        """Return the calibration profiles, and which one is used."""

    def use_profile(self, name: str) -> Answer:
        """Use the profile `name` from now on."""

    def rename_profile(self, name: str, to: str) -> Answer:
        """Give the profile `name` the name `to`."""

    def delete_profile(self, name: str) -> Answer:
        """Delete the profile `name`."""

    def forget_learned(self, name: str) -> Answer:
        """Delete what was learned beside the profile `name`."""

    def autostart(self) -> Answer:
        """Return whether posturecam starts when the user logs in: `on`, and in words `said`."""

    def set_autostart(self, *, on: bool) -> Answer:
        """Start when the user logs in, or no longer; return the same."""

    def self_check(self) -> Answer:
        """Return the questions of the self-check."""

    def answer_self_check(self, said: Mapping[str, Any]) -> Answer:
        """Return what to do by what was answered; save it if wished."""

    def doctor(self) -> Answer:
        """Return what is there and what is missing."""

    def privacy(self) -> Answer:
        """Return what is stored where, and what posturecam has open."""

    def delete(self, what: str) -> Answer:
        """Delete one store, or `all`."""
