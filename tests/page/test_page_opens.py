"""The page in a real browser: it opens with an invitation, follows, and asks nobody else."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import needs_chromium
from tests.support.page_world import FakeLive, serving

pytestmark = [needs_chromium, pytest.mark.desktop]
VIEWS = ["now", "calibrate", "exercises", "history", "settings", "profiles", "self-check"]
VIEWS += ["privacy"]


def test_it_opens_and_every_view_shows(browser: Browser) -> None:
    with serving() as world, browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))

        page.goto(world.invite())

        for view in VIEWS:
            page.locator(f"nav a[href='#/{view}']").click()
            expect(page.locator("nav a[aria-current=page]")).to_have_attribute("href", f"#/{view}")
            expect(page.locator("main h1")).not_to_be_empty()
            expect(page.locator("main .view > *").first).to_be_attached()
        assert {urlsplit(url).netloc for url in asked} == {world.server.address}
        assert said == []


def test_it_says_when_the_instance_is_gone_and_when_it_is_back(browser: Browser) -> None:
    live = FakeLive()
    with serving(live) as world, browser.new_context() as context:
        page = context.new_page()
        page.goto(world.invite())
        connection = page.locator("#connection")
        expect(page.locator("body[data-connection=running]")).to_be_attached()

        live.scenario = "gone"
        expect(connection).to_contain_text("posturecam is not running")

        live.scenario = "well"
        expect(connection).to_be_empty()


def test_it_says_when_the_server_is_gone(browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        with serving() as world:
            page.goto(world.invite())
            expect(page.locator("body[data-connection=running]")).to_be_attached()

        expect(page.locator("#connection")).to_contain_text("posturecam open")
