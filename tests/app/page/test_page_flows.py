"""Settings, what-if and deleting in a real browser, on real records in a test's own folders."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from posturecam.core.history.report_data import Period
from posturecam.edges.files.folders import profiles_dir, settings_path
from posturecam.edges.history.database import history_path
from posturecam.edges.history.listing import listing
from posturecam.view.commands import ReadSettings
from tests.support.browser import chromium, needs_chromium
from tests.support.page_records import DeskLive, lived_in
from tests.support.page_world import serving

pytestmark = [needs_chromium, pytest.mark.desktop]
VIEWS = ["settings", "history", "profiles", "self-check", "privacy"]
ALWAYS = Period(0.0, 1e12)


@dataclass
class Desk:
    """A page that is open on the records of somebody."""

    page: Page
    base: str
    live: DeskLive

    def go(self, view: str) -> Locator:
        self.page.goto(f"{self.base}#/{view}")
        expect(self.page.locator("main .busy")).to_have_count(0)
        return self.page.locator("main")

    def runs_with(self, profile: str) -> None:
        """Have the instance run with another profile."""
        self.live.more = {"glance": {**self.live.state()["glance"], "profile": profile}}

    def answer(self, word: str) -> None:
        """Answer the second question."""
        self.page.locator("dialog").get_by_role("button", name=word, exact=True).click()
        expect(self.page.locator("dialog")).to_have_count(0)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    with (
        lived_in() as (live, records),
        serving(live, records) as world,
        browser.new_context() as context,
    ):
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(world.invite())
        page.wait_for_selector("main h1")
        yield Desk(page, world.base, live)
        assert faults == []


def field(desk: Desk, key: str) -> Locator:
    return desk.page.locator(f".field[data-key='{key}']")


def test_a_value_that_is_tried_shows_what_the_last_hour_would_have_been(desk: Desk) -> None:
    desk.go("settings")
    hold = field(desk, "alerts.hold_s")
    hold.locator("input[type=number]").fill("200")

    said = "The last 35 minutes with this: 0 alerts instead of 2 alerts."
    expect(hold.locator(".past")).to_have_text(said)
    expect(desk.page.locator(".bar [role=status]")).to_have_text(said)
    expect(hold).to_have_class(re.compile("changed"))
    assert not settings_path().exists()

    desk.page.get_by_role("button", name="Save").click()
    expect(desk.page.locator(".bar")).to_be_hidden()
    expect(hold.locator("input[type=number]")).to_have_value("200")
    assert settings_path().read_text(encoding="utf-8") == "[alerts]\nhold_s = 200.0\n"
    assert desk.live.asked == [ReadSettings()]

    hold.get_by_role("button", name="Back to the default").click()
    expect(hold.locator(".past")).to_contain_text("2 alerts instead of 0 alerts")
    desk.page.get_by_role("button", name="Save").click()
    expect(desk.page.locator(".bar")).to_be_hidden()
    assert "hold_s" not in settings_path().read_text(encoding="utf-8")


def test_the_slider_moves_the_value(desk: Desk) -> None:
    desk.go("settings")
    head = field(desk, "limits.forward_head_deg")
    slider = head.locator("input[type=range]")
    slider.focus()
    slider.press("End")
    expect(head.locator("input[type=number]")).to_have_value("45")
    expect(head.locator(".past")).to_contain_text("instead of 4 min beyond a limit")


def test_wrong_values_are_said_beside_the_field_and_not_saved(desk: Desk) -> None:
    desk.go("settings")
    hold = field(desk, "alerts.hold_s")
    number = hold.locator("input[type=number]")
    number.fill("0")
    expect(hold.locator(".error")).to_have_text("Must be a number from 1 to 3600.")
    expect(number).to_have_attribute("aria-invalid", "true")
    expect(desk.page.get_by_role("button", name="Save")).to_be_disabled()
    number.fill("60")
    expect(hold.locator(".error")).to_be_empty()
    expect(desk.page.locator(".bar")).to_be_hidden()


def test_what_the_server_refuses_is_said_beside_the_field(desk: Desk) -> None:
    desk.go("settings")
    desk.page.get_by_label("Find a setting").fill("pause.hours")
    expect(field(desk, "alerts.hold_s")).to_be_hidden()
    hours = field(desk, "pause.hours")
    hours.locator("input").fill("<b>9</b>")
    desk.page.get_by_role("button", name="Save").click()
    expect(hours.locator(".error")).to_contain_text("Must be two times of the day")
    expect(hours.locator(".error")).to_contain_text("<b>9</b>")
    assert not settings_path().exists()

    desk.page.get_by_role("button", name="Discard").click()
    expect(hours.locator("input")).to_have_value("")


def test_what_names_programs_is_shown_and_not_changed(desk: Desk) -> None:
    desk.go("settings")
    desk.page.get_by_label("Find a setting").fill("hooks.on_alert")
    hook = field(desk, "hooks.on_alert")
    expect(hook.locator("output")).to_have_text("empty")
    expect(hook.locator("input, button:visible")).to_have_count(0)
    expect(hook).to_contain_text("posturecam settings set hooks.on_alert=VALUE")


def test_changes_wait_while_another_view_is_shown(desk: Desk) -> None:
    desk.go("settings")
    field(desk, "alerts.share").locator("input[type=number]").fill("0.9")
    desk.go("profiles")
    desk.go("settings")
    expect(field(desk, "alerts.share").locator("input[type=number]")).to_have_value("0.9")
    expect(desk.page.locator(".bar b")).to_have_text("1 change")


def test_the_history_is_deleted_after_a_second_question(desk: Desk) -> None:
    main = desk.go("history")
    expect(main.locator(".list > li")).to_have_count(2)
    main.get_by_role("button", name="Delete the whole history").click()
    desk.answer("Cancel")
    assert len(listing(history_path(), ALWAYS)) == 2

    main.get_by_label("Everything before").fill("2026-11-26")
    main.get_by_role("button", name="Delete", exact=True).click()
    desk.answer("Delete")
    expect(main.locator(".list > li")).to_have_count(1)

    main.get_by_role("button", name="Delete the whole history").click()
    desk.answer("Delete")
    expect(main.locator(".empty")).to_contain_text("Nothing was recorded")
    assert listing(history_path(), ALWAYS) == ()


def test_the_report_opens_in_a_page_of_its_own(desk: Desk) -> None:
    main = desk.go("history")
    with desk.page.expect_popup() as opened:
        main.get_by_role("link", name="Open the report").click()
    expect(opened.value.locator("h1")).not_to_be_empty()
    assert opened.value.url.endswith("report?days=14")


def test_profiles_are_used_renamed_and_deleted(desk: Desk) -> None:
    main = desk.go("profiles")
    laptop = main.locator("[data-name=laptop]")
    laptop.get_by_role("button", name="Use").click()
    expect(desk.page.locator("#said")).to_contain_text("laptop is used from now on.")
    expect(main.locator("[data-name=default] .chip")).to_have_text("in use")  # it still runs
    assert 'use = "laptop"' in settings_path().read_text(encoding="utf-8")
    desk.runs_with("laptop")
    expect(laptop.locator(".chip")).to_have_text("in use")
    expect(main.locator(".chip")).to_have_count(1)

    laptop.get_by_role("button", name="Rename").click()
    desk.page.locator("dialog").get_by_label("New name").fill("kitchen")
    desk.answer("Rename")
    desk.runs_with("kitchen")
    expect(main.locator("[data-name=kitchen] .chip")).to_have_text("in use")
    assert 'use = "kitchen"' in settings_path().read_text(encoding="utf-8")

    main.locator("[data-name=default]").get_by_role("button", name="Delete").click()
    desk.answer("Delete")
    expect(main.locator(".card")).to_have_count(1)
    assert [path.name for path in profiles_dir().glob("*.toml")] == ["kitchen.toml"]


def test_the_self_check_answers_and_saves_if_wished(desk: Desk) -> None:
    main = desk.go("self-check")
    main.get_by_label("Pain now").fill("3")
    main.get_by_label("Where does it hurt?").fill("neck")
    main.get_by_text("Save the answers").click()
    main.get_by_role("button", name="What should I do?").click()
    expect(main.locator(".note.good")).to_contain_text("Nothing here suggests")

    main.get_by_text("Chest pain or breathlessness").click()
    expect(main.get_by_label("Pain now")).to_be_hidden()
    main.get_by_role("button", name="What should I do?").click()
    expect(main.locator(".note.limit")).to_contain_text("emergency")


def test_everything_is_deleted_and_it_is_said_what_stays(desk: Desk) -> None:
    main = desk.go("privacy")
    expect(main.locator(".note b").first).to_have_text("Nothing is connected to another computer.")
    expect(main.get_by_text("127.0.0.1:").first).to_be_visible()
    main.get_by_role("button", name="Delete everything").click()
    desk.answer("Delete")
    expect(main.locator(".note.good").first).to_contain_text("Deleted: Calibrations")
    expect(main.locator(".note.poor").first).to_contain_text("history.db")
    assert list(profiles_dir().iterdir()) == []
    assert listing(history_path(), ALWAYS) == ()


def test_nothing_keeps_people_out(desk: Desk) -> None:
    """The rules of axe, with everything unfolded."""
    for view in VIEWS:
        desk.go(view)
        desk.page.evaluate(
            "for (const one of document.querySelectorAll('main details')) one.open = 1"
        )
        # The frame around the views is tested with the frame.
        found = Axe().run(desk.page, context="main")
        faults = [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]]
        assert faults == [], view
