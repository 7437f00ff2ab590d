"""What a person can ask of the running instance: by tray, page, terminal, script or D-Bus."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, asdict, dataclass, fields
from typing import Any, Final, Protocol

from posturecam.errors import InputError
from posturecam.view.glance import Glance


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop measuring and release the camera: for `for_s` seconds, until tomorrow, or for good."""

    for_s: float | None = None
    until_tomorrow: bool = False


@dataclass(frozen=True, slots=True)
class Unpause:
    """Measure again."""


@dataclass(frozen=True, slots=True)
class SnoozeAlerts:
    """No alerts and no reminders for `for_s` seconds; measuring goes on."""

    for_s: float


@dataclass(frozen=True, slots=True)
class EndSnooze:
    """Alerts come again."""


@dataclass(frozen=True, slots=True)
class DismissAlert:
    """Put the alert away."""


@dataclass(frozen=True, slots=True)
class TookBreak:
    """Count the sitting from zero."""


@dataclass(frozen=True, slots=True)
class DidExercise:
    """The exercise that was proposed is done: the alert or break that proposed it is over."""


@dataclass(frozen=True, slots=True)
class Recalibrate:
    """Follow camera and chair: ten seconds of sitting well."""


@dataclass(frozen=True, slots=True)
class Calibrate:
    """Calibrate pose by pose, on the page; `poses` separated by commas, empty: the usual ones."""

    poses: str = ""


@dataclass(frozen=True, slots=True)
class PressKey:
    """Do what a key does in the terminal's view, or answer a question of a calibration with it."""

    key: str


@dataclass(frozen=True, slots=True)
class StopCalibrating:
    """End a calibration and change nothing."""


@dataclass(frozen=True, slots=True)
class TryAlert:
    """Show an alert as it will be, by way of trial."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Lead the exercise with the key or name `exercise`; one that is led already ends."""

    exercise: str


@dataclass(frozen=True, slots=True)
class InLesson:
    """Ask something of the exercise that is led: a word of `view.led.Asked`."""

    wish: str


@dataclass(frozen=True, slots=True)
class OpenPage:
    """Show the page in the browser."""


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Take in settings and profile as they are in the files now."""


@dataclass(frozen=True, slots=True)
class Quit:
    """End the running instance."""


Command = (
    Pause
    | Unpause
    | SnoozeAlerts
    | EndSnooze
    | DismissAlert
    | TookBreak
    | DidExercise
    | Recalibrate
    | Calibrate
    | PressKey
    | StopCalibrating
    | TryAlert
    | Lead
    | InLesson
    | OpenPage
    | ReadSettings
    | Quit
)

NAMES: Final[Mapping[str, type[Any]]] = {
    "pause": Pause,
    "resume": Unpause,
    "snooze": SnoozeAlerts,
    "end_snooze": EndSnooze,
    "dismiss": DismissAlert,
    "took_break": TookBreak,
    "did_exercise": DidExercise,
    "recalibrate": Recalibrate,
    "calibrate": Calibrate,
    "press": PressKey,
    "stop_calibrating": StopCalibrating,
    "try_alert": TryAlert,
    "lead": Lead,
    "lesson": InLesson,
    "open": OpenPage,
    "read_settings": ReadSettings,
    "quit": Quit,
}
"""Every command under the name it has in messages."""

LONGEST_S: Final = 7 * 24 * 3600.0
"""For which somebody can pause or snooze; more is a slip of the keys."""


class Companion(Protocol):
    """The running instance, as everybody sees it who shows it or asks something of it."""

    def glance(self) -> Glance:
        """Return how things are now."""

    def do(self, command: Command) -> str:
        """Carry out `command` and return the answer in words.

        Raises:
            PosturecamError: It cannot be done now.
        """


def row_of(command: Command) -> dict[str, Any]:
    """Write `command` as a message: `{"do": "snooze", "for_s": 900.0}`."""
    name = next(name for name, kind in NAMES.items() if type(command) is kind)
    return {"do": name, **asdict(command)}


def command_of(row: Mapping[str, Any]) -> Command:
    """Read a message written by `row_of`.

    Raises:
        InputError: It is no command, or its values are not what the command takes.
    """
    kind = NAMES.get(str(row.get("do")))
    if kind is None:
        msg = f"There is no command {row.get('do')!r}."
        raise InputError(msg)
    values = {key: value for key, value in row.items() if key != "do"}
    wanted = {field.name: field for field in fields(kind)}
    missing = [name for name, field in wanted.items() if field.default is MISSING]
    wrong = [
        *(key for key in values if key not in wanted),
        *(key for key in missing if key not in values),
        *(key for key, value in values.items() if key in wanted and not _fits(wanted[key], value)),
    ]
    if wrong:
        msg = f"The command {row['do']!r} does not take this: {', '.join(map(str, wrong))}."
        raise InputError(msg)
    command: Command = kind(**values)
    return command


def _fits(field: Field[Any], value: object) -> bool:
    if field.name == "for_s":
        if value is None:
            return field.default is None
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and 0 < float(str(value)) <= LONGEST_S
    return isinstance(value, bool if field.name == "until_tomorrow" else str)
