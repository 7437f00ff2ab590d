"""A browser that only keeps the address that it is asked to open."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.patience import text_in


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, short_folder: Path) -> Iterator[Path]:
    """Where the address lands that a browser is asked to open."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    address = tmp_path / "opened.html"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\ncp "${{1#file://}}" "{address}"\n', encoding="utf-8")
    browser.chmod(0o700)
    monkeypatch.setenv("BROWSER", str(browser))
    yield address
    with suppress(OSError):
        address.unlink()


def address_in(file: Path) -> str:
    """The address that a file leads to."""
    address = re.compile(r"url=([^\"]+)\"")
    return address.findall(text_in(file, "a browser that is opened", address.search))[0]
