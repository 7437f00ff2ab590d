"""An exercise that is led: what is shown of it, its buttons and keys, and what is read out."""

import pytest
from playwright.sync_api import Page, expect

from posturecam.errors import InputError
from posturecam.view.commands import Command, InLesson, Lead
from tests.support.begun_page import begin_again
from tests.support.browser import needs_chromium
from tests.support.page_lessons import EMERGENCY
from tests.support.page_world import World
from tests.support.patience import wait_until

pytestmark = [needs_chromium, pytest.mark.desktop]


@pytest.fixture(autouse=True)
def _as_at_first(world: World, page: Page) -> None:
    begin_again(world, page)
    world.records.answers = {}
    page.evaluate("location.hash = '#/exercises/shrug_and_drop/lead'")
    expect(page.get_by_role("button", name="Begin")).to_be_visible()


def asked(world: World, command: Command) -> None:
    wait_until(lambda: command in world.live.asked, str(command))


def heard(page: Page, text: str) -> None:
    expect(page.locator(".view [role=status]")).to_have_text(text)


def test_before_it_begins_it_says_whether_the_camera_counts(world: World, page: Page) -> None:
    expect(page.get_by_text("The camera counts it")).to_be_visible()
    expect(page.locator(".lesson .drawing")).to_have_js_property("complete", value=True)
    assert page.evaluate("document.querySelector('.lesson .drawing').naturalWidth") > 0
    page.get_by_role("button", name="Begin").click()
    asked(world, Lead("shrug_and_drop"))


def test_how_far_it_is_and_what_to_do(world: World, page: Page) -> None:
    world.live.scenario = "leading"
    expect(page.locator(".say")).to_have_text("Lift your shoulders towards your ears.")
    expect(page.locator(".count")).to_have_text("3of 8")
    expect(page.get_by_text("A little slower.").first).to_be_visible()
    heard(page, "3 of 8, A little slower.")
    world.live.scenario = "holding"
    expect(page.get_by_role("img", name="4 seconds left")).to_be_visible()
    heard(page, "3 of 8")
    world.live.scenario = "sided"
    expect(page.get_by_text("The camera does not look (paused)")).to_be_visible()
    heard(page, "3 of 8, left side")


@pytest.mark.parametrize(
    ("name", "key", "wish"),
    [
        ("Pause", "p", "pause"),
        ("Skip", "s", "skip"),
        ("It hurts", "h", "hurts"),
        ("Stop", "q", "stop"),
    ],
)
def test_each_button_has_its_key(world: World, page: Page, name: str, key: str, wish: str) -> None:
    world.live.scenario = "leading"
    page.get_by_role("button", name=name, exact=True).click()
    asked(world, InLesson(wish))
    world.live.asked = []
    page.keyboard.press(key)
    asked(world, InLesson(wish))


def test_whom_it_hurts_is_asked_and_gets_another(world: World, page: Page) -> None:
    world.live.scenario = "hurting"
    expect(page.get_by_text(EMERGENCY.signs[0], exact=True)).to_be_visible()
    page.get_by_role("button", name="No, none").click()
    asked(world, InLesson("no"))
    world.live.scenario = "offering"
    expect(page.get_by_alt_text("Chin tuck, seen from the side")).to_be_visible()
    page.keyboard.press("y")
    asked(world, InLesson("yes"))


def test_its_end_says_what_was_seen(world: World, page: Page) -> None:
    world.live.scenario = "led"
    expect(page.get_by_text("8 of 8 repetitions, 8 seen by the camera").last).to_be_visible()
    page.get_by_role("button", name="Close").click()
    asked(world, InLesson("close"))
    expect(page.locator(".hero")).to_be_visible()


def test_what_hurts_at_its_end_can_be_said(world: World, page: Page) -> None:
    world.live.scenario = "led"
    page.get_by_role("button", name="It hurts").click()
    asked(world, InLesson("hurts"))


def test_one_that_was_put_away_is_not_led(world: World, page: Page) -> None:
    page.evaluate("location.hash = '#/exercises/on/lead'")
    expect(page.get_by_text("No exercise is led just now.")).to_be_visible()
    assert world.live.asked == []


def test_what_could_not_be_closed_stays_in_view(
    world: World, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_command: Command) -> str:
        msg = "Not now."
        raise InputError(msg)

    monkeypatch.setattr(world.live, "do", refuse)
    world.live.scenario = "led"
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_text("Not now.").first).to_be_visible()
    assert page.evaluate("location.hash") == "#/exercises/shrug_and_drop/lead"


def test_an_instance_that_ends_is_said_to_have_ended(world: World, page: Page) -> None:
    world.live.scenario = "leading"
    expect(page.get_by_role("button", name="It hurts")).to_be_visible()
    world.live.scenario = "gone"
    expect(page.get_by_role("heading", name="Not running")).to_be_visible()


@pytest.mark.parametrize(
    ("view", "scenario", "where"),
    [("now", "beyond", ".alert"), ("exercises", "well", "#exercise-chin_tuck")],
)
def test_it_is_led_from_an_alert_and_from_its_card(
    world: World, page: Page, view: str, scenario: str, where: str
) -> None:
    world.live.scenario = scenario
    page.evaluate(f"location.hash = '#/{view}'")
    page.locator(where).get_by_role("button", name="Lead me").click()
    asked(world, Lead("chin_tuck"))
    world.live.scenario = "leading"
    expect(page.get_by_role("button", name="It hurts")).to_be_visible()


def test_now_leads_to_the_one_that_is_on(world: World, page: Page) -> None:
    world.live.scenario = "leading"
    page.evaluate("location.hash = '#/now'")
    page.get_by_role("link", name="Show the exercise").click()
    expect(page.get_by_role("button", name="It hurts")).to_be_visible()
