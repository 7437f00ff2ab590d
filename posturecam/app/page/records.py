"""What the page shows and changes of what is on the disk."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from threading import Lock
from typing import Any, Final

from posturecam.app.admin import autostart as admin_autostart
from posturecam.app.page import (
    exercises,
    past,
    profiles,
    proof,
    self_check,
    set_up,
    settings,
    stores,
)
from posturecam.app.page.today import today
from posturecam.app.page.what_if import WhatIf
from posturecam.edges.files.folders import settings_path
from posturecam.edges.files.settings_file import read_settings
from posturecam.errors import InputError
from posturecam.page.backend import Answer, Live
from posturecam.settings import Settings

MEMORY: Final = stores.row_of(
    "Last hour",
    "numbers measured in the last hour, for what the settings would have changed; "
    "switched off by page.last_hour",
    "in the memory of the running posturecam, never on the disk",
)

REMEMBERED: Final = (
    "What the running posturecam remembers of this sitting, in memory only, until it ends: the "
    "last hour's numbers, and what it has found out about you and the camera."
)


def local_now() -> datetime:
    """Return the time by the clock on the wall, with its zone."""
    return datetime.now(tz=UTC).astimezone()


class OwnRecords:
    """The user's settings, history, profiles; `live` is asked for what is not on the disk.

    Changes come one after the other, whichever thread asks for them.
    """

    def __init__(self, live: Live, now: Callable[[], datetime] = local_now) -> None:
        """Read nothing yet."""
        self._live, self._now = live, now
        self._what_if, self._changing = WhatIf(), Lock()

    def today(self) -> Answer:
        """Return today in segments, with its sums.

        Raises:
            HistoryError: The history cannot be read.
        """
        return today(self._live.state(), self._now(), recorded=_settings().history.record)

    def settings(self) -> Answer:
        """Return every setting with its help, range, value and default, in sections."""
        return settings.sections()

    def save_settings(self, values: Mapping[str, Any], unset: tuple[str, ...]) -> Answer:
        """Write `values` to the settings file and take `unset` out of it.

        Raises:
            WrongValuesError: Some cannot be taken; then nothing is written.
        """
        with self._changing:
            return settings.save(values, unset)

    def what_if(self, values: Mapping[str, Any], last_hour: Callable[[], bytes]) -> Answer:
        """Return what the last hour was, and what it would have been with `values`.

        Raises:
            WrongValuesError: Some cannot be taken.
            PosturecamError: There is no running instance.
        """
        now, then = settings.now_and_then(values)
        return self._what_if.compare(now, then, values, last_hour)

    def history(self, days: int) -> Answer:
        """Return the last `days` days.

        Raises:
            HistoryError: The history cannot be read.
        """
        return past.history(days, self._now(), _settings())

    def delete_history(self, before: date | None) -> Answer:
        """Delete what is older than the day `before`, or everything.

        Raises:
            HistoryError: The history cannot be changed.
        """
        with self._changing:
            return past.delete_history(before)

    def report(self, days: int) -> str:
        """Return the report of the last `days` days as one HTML page.

        Raises:
            InputError: There is no history, or it cannot be read.
        """
        return past.report(days, self._now(), _settings())

    def exercises(self) -> Answer:
        """Return the exercises with their steps."""
        return exercises.exercises(_settings())

    def figure(self, key: str, *, moves: bool) -> tuple[bytes, str]:
        """Return the figure of the exercise `key`, and its media type.

        Raises:
            InputError: It has none.
        """
        return exercises.figure(key, _settings(), moves=moves)

    def profiles(self) -> Answer:
        """Return the calibration profiles, and which one is used.

        Raises:
            InputError: Their folder cannot be read.
        """
        return profiles.listed(_settings())

    def use_profile(self, name: str) -> Answer:
        """Use the profile `name` from now on.

        Raises:
            InputError: It cannot be used.
        """
        with self._changing:
            return profiles.use(name, self._running_profile(), _settings())

    def rename_profile(self, name: str, to: str) -> Answer:
        """Give the profile `name` the name `to`.

        Raises:
            InputError: `to` is not a name, or is taken.
        """
        with self._changing:
            return profiles.rename(name, to, _settings())

    def delete_profile(self, name: str) -> Answer:
        """Delete the profile `name`.

        Raises:
            ProfileMissingError: There is no such profile.
        """
        with self._changing:
            return profiles.delete(name)

    def forget_learned(self, name: str) -> Answer:
        """Delete what was learned with the profile `name`.

        Raises:
            RunningError: It is being watched with.
        """
        with self._changing:
            return profiles.forget(name)

    def autostart(self) -> Answer:
        """Return whether posturecam starts when the user logs in: `on`, and in words `said`.

        Raises:
            InputError: There is no home folder.
        """
        found = admin_autostart.status()
        return {"on": found.on, "said": admin_autostart.status_text(found)}

    def set_autostart(self, *, on: bool) -> Answer:
        """Start when the user logs in, or no longer; return the same.

        Raises:
            InputError: There is no home folder.
            StorageError: The entry cannot be written or deleted.
        """
        with self._changing:
            said = admin_autostart.on() if on else admin_autostart.off()
        return {"on": on, "said": said}

    def self_check(self) -> Answer:
        """Return the questions of the self-check."""
        return self_check.questions()

    def answer_self_check(self, said: Mapping[str, Any]) -> Answer:
        """Return what to do by what was answered; save it if wished.

        Raises:
            InputError: The answers are not those to the questions.
        """
        return self_check.answered(said)

    def doctor(self) -> Answer:
        """Return what is there and what is missing; no check opens a camera."""
        from posturecam.app.admin.checks import examined  # noqa: PLC0415 - loads OpenCV

        findings, well = examined(None, ())
        return {"findings": [asdict(one) for one in findings], "well": well}

    def privacy(self) -> Answer:
        """Return what is stored where, and what posturecam has open."""
        settings_ = _settings()
        rows = [*stores.listed(), *set_up.beyond_the_folders(settings_)]
        if settings_.page.last_hour:
            rows.append(MEMORY)
        return {
            "stores": rows,
            "set_up": list(set_up.leads_elsewhere(settings_)),
            **proof.proof(),
        }

    def delete(self, what: str) -> Answer:
        """Delete one store, or `all`; say what stays.

        Raises:
            InputError: There is no such store.
        """
        with self._changing:
            done = stores.delete(what)
        if what == stores.ALL and self._live.state().get("running"):
            done["stays"].append(REMEMBERED)
        return done

    def _running_profile(self) -> str:
        glance: Mapping[str, Any] = self._live.state().get("glance") or {}
        return str(glance.get("profile", ""))


def _settings() -> Settings:
    """Return the settings in use, or the defaults if the settings file cannot be used."""
    try:
        return read_settings(settings_path())
    except InputError:
        return Settings()
