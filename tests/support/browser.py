"""A real browser: Debian's Chromium, driven by Playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.support.patience import PATIENCE_S

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
    expect.set_options(timeout=1000 * PATIENCE_S)  # a busy machine fails no test
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
