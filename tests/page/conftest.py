"""What the tests of the page in a real browser share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import chromium
from tests.support.page_world import FakeLive, World, serving


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with serving(FakeLive()) as running:
        yield running


@pytest.fixture(scope="module")
def page(browser: Browser, world: World) -> Iterator[Page]:
    opened = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    opened.goto(world.invite())
    expect(opened.locator("body[data-connection=running]")).to_be_attached()
    yield opened
    opened.context.close()
