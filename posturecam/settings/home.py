"""Settings of what home automation and scripts receive: hooks, MQTT, D-Bus."""

from typing import Final

from posturecam.settings.describing import Section, setting

TERMINAL_ONLY: Final = frozenset({"hooks", "mqtt"})
"""Sections that name programs to run, and whom to connect with which password.

The page shows them and does not change them: whoever broke into it could run anything, or send any
file that is named as one with a password to anywhere.
"""

_COMMAND = "a command line, or empty"
_TOPIC = "names of letters, digits, - and _, joined by /"


class Hooks(Section):
    """Commands of the user's own that are run when something happens."""

    on_alert: str = setting(
        "", "command run at an alert, with the event as JSON on its standard input", words=_COMMAND
    )
    on_cleared: str = setting(
        "",
        "command run when a fault is corrected, with the event as JSON on its standard input",
        words=_COMMAND,
    )
    on_break: str = setting(
        "",
        "command run when a break is due, with the event as JSON on its standard input",
        words=_COMMAND,
    )
    on_state: str = setting(
        "",
        "command run when the state changes (well, beyond, away, paused ...), with it as JSON on "
        "its standard input",
        words=_COMMAND,
    )
    timeout_s: float = setting(
        10.0, "time after which such a command and all it started is ended", "s", ge=0.1, le=600
    )
    at_once: int = setting(
        2, "largest number of such commands that run at the same time", "", ge=1, le=16
    )


class Mqtt(Section):
    """The MQTT broker of a home automation such as Home Assistant."""

    host: str = setting(
        "",
        "MQTT broker; empty: nothing is sent",
        words="a host name or address without port and user, or empty",
        pattern=r"^[^\s/@]*$",
    )
    port: int = setting(
        0, "port of the MQTT broker; 0: 8883 with mqtt.tls, else 1883", "", ge=0, le=65535
    )
    tls: bool = setting(default=False, help_="encrypt the connection and check the broker")
    ca_file: str = setting(
        "", "file with the certificate that signed the broker's; empty: those of the system"
    )
    user: str = setting("", "user name at the broker; empty: none")
    password_file: str = setting(
        "", "file with the password, readable by you only (mode 600); empty: ask the keyring"
    )
    topic: str = setting(
        "posturecam",
        "first part of all topics that posturecam publishes and reads",
        words=_TOPIC,
        pattern=r"^[\w-]+(/[\w-]+)*$",
    )
    node: str = setting(
        "",
        "name of this computer in topics; empty: its host name",
        words="letters, digits, - and _, or empty",
        pattern=r"^[A-Za-z0-9_-]{0,64}$",
    )
    discovery: str = setting(
        "homeassistant",
        "discovery prefix of Home Assistant; empty: do not announce",
        words=f"{_TOPIC}, or empty",
        pattern=r"^([\w-]+(/[\w-]+)*)?$",
    )
    presence: bool = setting(
        default=False, help_="also publish whether somebody is at the desk or away"
    )
    commands: bool = setting(
        default=True, help_="accept pause, resume, snooze and took-a-break from the broker"
    )
    every_s: float = setting(
        5.0, "shortest time between two states that are published", "s", ge=0.1, le=3600
    )


class Home(Section):
    """Other programs of this user on this computer."""

    dbus: bool = setting(
        default=True, help_="offer state and commands on the session's D-Bus (Linux)"
    )
