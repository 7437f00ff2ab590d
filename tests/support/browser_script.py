"""A browser that only notes what it was asked to open."""

import stat
from pathlib import Path

import pytest

SCRIPT = """#!/bin/sh
cat /proc/[0-9]*/cmdline > {words} 2> /dev/null
case "$1" in file://*) cp "${{1#file://}}" "$(mktemp -p {folder})";; esac
echo "$1" >> {asked}
"""


class BrowserScript:
    """Stands in for the user's browser by way of the variable BROWSER."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._asked = folder / "asked.txt"
        self.words = folder / "words.txt"  # with which each process was started
        self.folder = folder / "browser-saw"
        self.folder.mkdir()
        script = folder / "browser"
        script.write_text(SCRIPT.format(folder=self.folder, asked=self._asked, words=self.words))
        script.chmod(stat.S_IRWXU)
        patch.setenv("BROWSER", str(script))

    @property
    def asked(self) -> list[str]:
        """The addresses, in the order in which they were opened."""
        return self._asked.read_text().splitlines() if self._asked.exists() else []

    @property
    def files(self) -> list[str]:
        """What was in the files that were opened."""
        return [path.read_text() for path in self.folder.iterdir()]
