"""Somebody who looks at the page: goes in by the invitation and reads every state."""

import re
import threading
from http.client import HTTPConnection
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

PATIENCE_S: Final = 30.0
_BROWSER: Final = '#!/bin/sh\nprintf %s "$1" > "{0}.new" && mv "{0}.new" "{0}"\n'


def browser_for(folder: Path) -> tuple[Path, Path]:
    """Make a program that takes the place of the browser.

    Return it, and the file into which it writes the address that it is to open.
    """
    program, address = folder / "browser", folder / "address"
    program.write_text(_BROWSER.format(address), encoding="utf-8")
    program.chmod(0o700)
    return program, address


def invitation_in(address: str) -> str:
    """Return the invitation: the address itself, or the one that its file leads to."""
    if not address.startswith("file:"):
        return address
    page = Path(url2pathname(urlsplit(address).path)).read_text(encoding="utf-8")
    found = re.search(r'href="(http[^"]+)"', page)
    if found is None:
        msg = f"{address} leads nowhere"
        raise ValueError(msg)
    return found[1]


class Onlooker:
    """Reads the stream of states in a thread, until the page ends."""

    def __init__(self, invitation: str) -> None:
        """Go in by the `invitation`, and look."""
        parts = urlsplit(invitation)
        self.host = parts.netloc
        self.cookie, self.place = self._enter(f"{parts.path}?{parts.query}")
        self._connection = HTTPConnection(self.host, timeout=PATIENCE_S)
        self._connection.request("GET", f"{self.place}api/follow", headers={"Cookie": self.cookie})
        self._stream = self._connection.getresponse()
        if self._stream.status != 200:
            msg = f"the page answers {self._stream.status}"
            raise ConnectionError(msg)
        self.states = 0
        self.bytes_read = 0
        threading.Thread(target=self._look, daemon=True).start()

    def _enter(self, path: str) -> tuple[str, str]:
        """Exchange the token for a session; return its cookie and the place of the page."""
        connection = HTTPConnection(self.host, timeout=PATIENCE_S)
        connection.request("GET", path)
        answer = connection.getresponse()
        cookie, text = answer.getheader("Set-Cookie") or "", answer.read().decode()
        connection.close()
        place = re.search(r"url=(/[^\"]*)", text)
        if answer.status != 200 or place is None:
            msg = f"the page does not let anybody in ({answer.status}): {text}"
            raise ConnectionError(msg)
        return cookie.partition(";")[0], place[1]

    def _look(self) -> None:
        try:
            for line in self._stream:
                self.bytes_read += len(line)
                self.states += line.startswith(b"data: ")
        except OSError:  # the page has ended
            pass
