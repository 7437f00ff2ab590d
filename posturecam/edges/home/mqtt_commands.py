"""What may be asked over MQTT: little, and nothing that opens, changes or ends anything."""

import json
from typing import Final

from posturecam.errors import InputError
from posturecam.view.commands import (
    Command,
    DidExercise,
    DismissAlert,
    EndSnooze,
    Pause,
    SnoozeAlerts,
    TookBreak,
    Unpause,
    command_of,
)

ALLOWED: Final = (
    Pause,
    Unpause,
    SnoozeAlerts,
    EndSnooze,
    DismissAlert,
    TookBreak,
    DidExercise,
)
_LONGEST_BYTES: Final = 1000  # the longest command has 40


def read_command(payload: bytes) -> Command:
    """Read a command such as `{"do": "snooze", "for_s": 900}`.

    Raises:
        InputError: It is none, or none that may be asked over MQTT.
    """
    command = command_of(_row(payload))
    if not isinstance(command, ALLOWED):
        msg = f"{type(command).__name__} cannot be asked over MQTT."
        raise InputError(msg)
    return command


def _row(payload: bytes) -> dict[str, object]:
    try:
        row = json.loads(payload[:_LONGEST_BYTES])
    except (ValueError, RecursionError) as error:
        msg = "It is not JSON."
        raise InputError(msg) from error
    if not isinstance(row, dict):
        msg = "It is not a JSON object."
        raise InputError(msg)
    return row
