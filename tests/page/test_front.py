"""Every view in a real browser: accessible, quiet, at home on each screen, and text stays text."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import needs_chromium
from tests.support.page_world import CARD, SCENARIOS, FakeRecords, World

pytestmark = [needs_chromium, pytest.mark.desktop]

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
VIEWS = ["now", "calibrate", "exercises", "history", "settings", "profiles", "self-check"]
VIEWS += ["privacy"]
PHONE, TABLET, DESK = 390, 768, 1440
MOST_PIXELS = 0  # that anything may stand out to the right
SCRIPT = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"


@dataclass
class Visit:
    """A page, and what it said and asked on the way."""

    page: Page
    world: World
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def view(self, name: str) -> None:
        """Go to a view, as somebody does who types its address."""
        self.page.evaluate(f"location.hash = '#/{name}'")
        head = name.split("/", maxsplit=1)[0]
        expect(self.page.locator("nav a[aria-current=page]")).to_have_attribute("href", f"#/{head}")
        expect(self.page.locator("main .view > *").first).to_be_attached()
        expect(self.page.locator("main .busy:visible")).to_have_count(0)


@pytest.fixture(autouse=True)
def _as_at_first(world: World) -> None:
    world.live.scenario, world.live.more, world.live.asked = "well", {}, []
    world.records.answers = {}


def visit(browser: Browser, world: World, **how: Any) -> Visit:
    page = browser.new_context(**how).new_page()
    here = Visit(page, world)
    page.on("console", lambda message: here.said.append(message.text))
    page.on("pageerror", lambda error: here.said.append(str(error)))
    page.on("request", lambda request: here.asked.append(request.url))
    page.goto(world.invite())
    expect(page.locator("body[data-connection=running]")).to_be_attached()
    return here


def violations(page: Page, rules: list[str]) -> list[str]:
    """What axe finds against `rules` (none: all); everything that can be opened is open."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    only = {"runOnly": rules} if rules else {}
    options = {"resultTypes": ["violations"], **only}
    found = page.evaluate("(options) => axe.run(document, options)", options)
    assert len(found["passes"]) >= (len(rules) or 10)  # it has looked
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


@pytest.mark.parametrize(
    ("scheme", "width", "rules"),
    [("light", PHONE, []), ("dark", DESK, ["color-contrast"])],  # all that the dark changes
)
def test_no_view_hinders_anybody(
    browser: Browser, world: World, scheme: Any, width: int, rules: list[str]
) -> None:
    # Only here is the policy set aside: axe is a script of ours, not of the page.
    size = {"width": width, "height": 900}
    here = visit(browser, world, color_scheme=scheme, viewport=size, bypass_csp=True)
    views = [(view, "well") for view in VIEWS]
    views += [("now", "beyond"), ("now", "away"), ("calibrate", "calibrating")]
    views += [("calibrate", "checking"), ("calibrate", "trial"), ("calibrate", "done")]
    views += [("exercises/on/lead", one) for one in ("leading", "sided", "hurting", "led")]
    for view, scenario in views:
        world.live.scenario = scenario
        here.view(view)
        if view == "exercises/on/lead":
            expect(here.page.locator(".lesson-panel h2")).to_be_visible()
        elif scenario != "well":
            signs = here.page.locator(".light.beyond, .light.away, .light.calibrating")
            expect(signs.first).to_be_attached()

        assert violations(here.page, rules) == [], (view, scenario)
    assert here.said == []
    here.page.context.close()


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
def test_every_view_fits_and_asks_nobody_else(browser: Browser, world: World, width: int) -> None:
    here = visit(browser, world, viewport={"width": width, "height": 900})
    for role in ("banner", "navigation", "main"):
        expect(here.page.get_by_role(role)).to_have_count(1)  # type: ignore[arg-type]
    titles = set()
    for view in VIEWS:
        here.view(view)
        expect(here.page.locator("main h1")).to_have_count(1)
        titles.add(here.page.title())
        wide = here.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= MOST_PIXELS, view

    assert len(titles) == len(VIEWS)
    assert {urlsplit(url).netloc for url in here.asked} == {world.server.address}
    assert here.said == []
    here.page.context.close()


def test_whoever_wants_no_motion_sees_none(browser: Browser, world: World) -> None:
    counted = "(() => { const real = requestAnimationFrame; window.frames_ = 0; "
    counted += (
        "window.requestAnimationFrame = (act) => { window.frames_ += 1; return real(act); } })()"
    )
    steps = {}
    for motion in ("reduce", "no-preference"):
        context = browser.new_context(reduced_motion=motion)  # type: ignore[arg-type]
        context.add_init_script(counted)
        page = context.new_page()
        world.live.scenario = "well"
        page.goto(world.invite())
        expect(page.locator(".hero.well")).to_be_visible()
        world.live.scenario = "beyond"
        expect(page.locator(".hero.beyond")).to_be_visible()
        head = page.locator(".person .figure .head")
        upright = head.get_attribute("d")
        expect(head).not_to_have_attribute("d", upright or "")
        moving = "document.getAnimations().filter((one) => one.playState === 'running').length"
        assert page.evaluate(moving) == 0 or motion == "no-preference"
        steps[motion] = page.evaluate("window.frames_")
        context.close()

    assert steps["reduce"] == 0 < steps["no-preference"]


def test_what_anybody_typed_stays_text(browser: Browser, world: World) -> None:
    glance = {**SCENARIOS["beyond"]["glance"], "profile": SCRIPT, "source": SCRIPT}
    glance |= {"sentence": SCRIPT, "detail": SCRIPT, "hushed": SCRIPT}
    card = {**CARD, "title": SCRIPT, "body": SCRIPT, "steps": [SCRIPT], "notice": SCRIPT}
    screen = {**SCENARIOS["beyond"]["screen"], "card": card, "note": SCRIPT, "answer": SCRIPT}
    world.live.more = {"glance": glance, "screen": screen}
    usual = FakeRecords().exercises()
    typed = {**usual["exercises"][0], "name": SCRIPT, "steps": [SCRIPT], "muscles": [SCRIPT]}
    typed |= {"key": 'x"><img src=x>', "cautions": [SCRIPT], "evidence": SCRIPT}
    world.records.answers = {"exercises": {**usual, "exercises": [typed], "problem": SCRIPT}}
    world.records.answers["figure"] = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    here = visit(browser, world)
    for view in ("now", "exercises", "calibrate"):
        here.view(view)
        if view != "calibrate":
            expect(here.page.locator("main")).to_contain_text("<script>document.title")
        assert here.page.locator("main script, main img:not([alt])").count() == 0
        assert "taken" not in here.page.title()
    assert here.said == []
    here.page.context.close()


def test_the_keyboard_reaches_everything(browser: Browser, world: World) -> None:
    here = visit(browser, world, viewport={"width": PHONE, "height": 844})
    page = here.page
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    assert urlsplit(page.url).fragment == ""

    menu = page.locator("#menu")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.locator("nav a[href='#/exercises']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text("Exercises")
    expect(page.locator("main")).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")

    page.get_by_label("All", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Head forward")).to_be_checked()
    shown = page.locator(".exercise").count()
    assert 0 < shown < len(FakeRecords().exercises()["exercises"])
    page.context.close()
