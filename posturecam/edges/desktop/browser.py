"""The user's web browser."""

import webbrowser
from threading import Thread
from typing import Final

OPENED_S: Final = 2.0  # some browsers come back only when they are closed; a failure comes at once


def open_in_browser(address: str) -> bool:
    """Open `address` in the browser, and return whether there is one.

    What is in the address can be read by every user of the computer while the browser starts.
    """
    opened: list[bool] = []
    opening = Thread(target=lambda: opened.append(_open(address)), daemon=True)
    opening.start()
    opening.join(OPENED_S)
    return opened != [False]


def _open(address: str) -> bool:
    try:
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False
