"""A real browser: Debian's Chromium, driven by Playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium")
EVIL = "evil.example"  # leads to this computer, as a name of a site can be made to
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (Debian: chromium)")
ARGUMENTS = [
    "--no-sandbox",  # which needs user namespaces; containers and root do not have them
    f"--host-resolver-rules=MAP {EVIL} 127.0.0.1",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window, for the time of the block."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
