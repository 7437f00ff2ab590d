"""The launch agent by which macOS starts posturecam for a user; pure text, untried.

By launchd.plist(5): a property list in ~/Library/LaunchAgents, named after its label, which is
read when the user logs in.
"""

import plistlib
from collections.abc import Sequence
from typing import Final
from xml.parsers.expat import ExpatError

from posturecam.edges.desktop.autostart_entry import Entry

LABEL: Final = "org.example.posturecam"  # a placeholder, until there is an address


def agent_text(command: Sequence[str]) -> str:
    """Return the agent that runs `command` when the user logs in at the screen."""
    values = {
        "Label": LABEL,
        "ProgramArguments": list(command),
        "RunAtLoad": True,
        "LimitLoadToSessionType": "Aqua",  # with a screen: not by ssh
        "ProcessType": "Interactive",  # not slowed down as background work
    }
    return plistlib.dumps(values, sort_keys=False).decode()


def read_agent(text: str) -> Entry:
    """Read what an agent starts; damaged: no words."""
    try:
        values = plistlib.loads(text.encode())
    except (ValueError, ExpatError, AttributeError):
        return Entry(())
    words = values.get("ProgramArguments") if isinstance(values, dict) else None
    whole = isinstance(words, list) and all(isinstance(word, str) for word in words)
    if not whole or not isinstance(values, dict):
        return Entry(())
    return Entry(tuple(values["ProgramArguments"]), off=values.get("Disabled") is True)
