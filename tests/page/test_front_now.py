"""The view Now: one sentence, one number everywhere, an alert that can be answered."""

import pytest
from playwright.sync_api import Page, expect

from posturecam.view.commands import (
    Command,
    DidExercise,
    DismissAlert,
    EndSnooze,
    Pause,
    Recalibrate,
    SnoozeAlerts,
    Unpause,
)
from tests.support.begun_page import begin_again
from tests.support.browser import needs_chromium
from tests.support.page_world import CARD, NECK, SCENARIOS, World, gauge
from tests.support.patience import wait_until

pytestmark = [needs_chromium, pytest.mark.desktop]


@pytest.fixture(autouse=True)
def _as_at_first(world: World, page: Page) -> None:
    begin_again(world, page)
    page.evaluate("location.hash = '#/now'")
    expect(page.locator(".hero.well")).to_be_visible()


def asked(world: World, command: Command) -> None:
    wait_until(lambda: command in world.live.asked, str(command))


def test_one_sentence_says_how_it_is_and_a_shape_says_it_too(world: World, page: Page) -> None:
    expect(page.locator(".sentence")).to_have_text("Sitting well for 12 minutes")
    for scenario in ("beyond", "away", "unsure", "paused", "camera_lost", "uncalibrated"):
        world.live.scenario = scenario
        said = SCENARIOS[scenario]["glance"]["sentence"]
        expect(page.locator(".sentence")).to_have_text(said[0].upper() + said[1:])
        expect(page.locator(f".hero .light.{scenario}")).to_be_visible()
    shapes = page.evaluate(
        """import('./assets/icons.js').then(({ light }) =>
        ['well', 'beyond', 'away', 'unsure', 'paused', 'camera_lost', 'uncalibrated']
          .map((name) => light(name).innerHTML))"""
    )
    assert len(set(shapes)) == len(shapes)


def test_the_sentence_is_plain_and_the_detail_says_what_it_leaves_out(
    world: World, page: Page
) -> None:
    screen = dict(SCENARIOS["well"]["screen"])
    screen["headline"] = {**screen["headline"], "scope": "neck and trunk only"}
    screen["note"] = "run `posturecam doctor` for details"
    glance = {**SCENARIOS["well"]["glance"], "break_in_s": None}
    glance |= {"sentence": "sitting well for 2 minutes, neck and trunk only"}
    glance |= {"detail": "within your limits; shoulders hidden"}
    world.live.more = {"screen": screen, "glance": glance}

    expect(page.locator(".sentence")).to_have_text("Sitting well for 2 minutes")
    expect(page.locator("#status")).to_contain_text("Sitting well for 2 minutes")
    expect(page.locator(".detail")).to_have_text("within your limits; shoulders hidden")
    expect(page.locator(".hero [role=status]")).to_have_text("Sitting well")
    expect(page.locator(".notes code")).to_have_text("posturecam doctor")
    expect(page.get_by_role("button", name="I took a break")).to_be_hidden()


def test_headline_gauge_and_alert_show_the_same_number(world: World, page: Page) -> None:
    world.live.scenario = "beyond"
    card = page.locator(".panel.loud")

    expect(card.locator("h2")).to_have_text("Head forward")
    expect(card).to_contain_text("about 13 degrees further forward")
    expect(card.locator(".live")).to_have_text("Now: 13 ± 2° (limit 10°).")
    page.locator(".person summary").click()
    neck = page.locator(".gauges li", has_text=NECK)
    expect(neck).to_contain_text("13 ± 2° (limit 10°)")
    expect(neck).to_contain_text("beyond the limit")
    expect(page.locator(".gauges li", has_text="Shoulders")).not_to_contain_text("beyond")

    slump = {**gauge("Slump", 4.0, 1.0, limit=3), "unit": "cm", "cause": "slump"}
    screen = dict(SCENARIOS["beyond"]["screen"])
    screen |= {
        "card": {**CARD, "cause": "slump", "unit": "cm"},
        "gauges": [*screen["gauges"], slump],
    }
    screen["gauges"][-1]["amount"] = "4 ± 1 cm"
    world.live.more = {"screen": screen}
    expect(card.locator(".live")).to_have_text("Now: 4 ± 1 cm (limit 3 cm).")
    screen["card"] = {**CARD, "cause": "slump", "unit": "deg"}  # cannot be compared with cm
    world.live.more = {"screen": dict(screen)}
    expect(card.locator(".live")).to_be_hidden()


def test_an_alert_is_read_out_at_once_and_the_state_when_there_is_time(
    world: World, page: Page
) -> None:
    loud, calm = page.locator(".view [role=alert]"), page.locator(".hero [role=status]")
    expect(loud).to_be_empty()
    expect(calm).to_have_text("Sitting well")

    world.live.scenario = "beyond"

    expect(loud).to_contain_text("Head forward. For 2 minutes your head")
    expect(calm).to_have_text("Beyond a limit: head forward")


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("Did it", DidExercise()),
        ("Snooze 15 min", SnoozeAlerts(900)),
        ("Dismiss", DismissAlert()),
    ],
)
def test_an_alert_can_be_answered(world: World, page: Page, words: str, command: Command) -> None:
    world.live.scenario = "beyond"
    page.get_by_role("button", name=words).click()

    asked(world, command)
    expect(page.locator("#said")).to_have_text(f"{type(command).__name__}: done.")


def test_a_snooze_lasts_as_long_as_the_setting_says(world: World, page: Page) -> None:
    world.live.scenario = "beyond"
    world.live.more = {"glance": {**SCENARIOS["beyond"]["glance"], "snooze_s": 300.0}}
    page.get_by_role("button", name="Snooze 5 min").click()

    asked(world, SnoozeAlerts(300))


def test_an_alert_shows_its_exercise_and_leads_to_it(world: World, page: Page) -> None:
    world.live.scenario = "beyond"
    expect(page.locator(".panel.loud li")).to_have_count(3)
    figure = page.locator(".panel.loud img.drawing")
    figure.scroll_into_view_if_needed()
    assert figure.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0

    page.get_by_role("link", name="Show me").click()

    expect(page.locator("#exercise-chin_tuck")).to_be_focused()
    expect(page.locator("#exercise-chin_tuck")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("title", "micro", "words"),
    [("Time for a break", False, "Took a break"), ("A short break", True, "Did it")],
)
def test_a_break_has_its_own_words_and_what_was_done_is_for_the_instance_to_know(
    world: World, page: Page, title: str, words: str, *, micro: bool
) -> None:
    card = {**CARD, "title": title, "cause": None, "stretch": "", "micro": micro}
    world.live.more = {"screen": {**SCENARIOS["well"]["screen"], "card": card}}

    page.locator(".panel.loud").get_by_role("button", name=words, exact=True).click()
    asked(world, DidExercise())


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("15 minutes", Pause(900)),
        ("1 hour", Pause(3600)),
        ("Until tomorrow", Pause(until_tomorrow=True)),
    ],
)
def test_the_pause_menu_pauses(world: World, page: Page, words: str, command: Command) -> None:
    menu = page.locator(".menu")
    menu.locator("summary").press("Enter")
    menu.get_by_role("button", name=words).press("Enter")

    asked(world, command)
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_the_pause_menu_closes_with_escape_and_with_a_click_elsewhere(page: Page) -> None:
    menu = page.locator(".menu")
    menu.locator("summary").click()
    expect(menu.get_by_role("button", name="1 hour")).to_be_visible()
    page.locator(".sentence").click()
    expect(menu.get_by_role("button", name="1 hour")).to_be_hidden()

    menu.locator("summary").press("Enter")
    expect(menu.get_by_role("button", name="1 hour")).to_be_visible()
    menu.get_by_role("button", name="1 hour").press("Escape")

    expect(menu.get_by_role("button", name="1 hour")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_what_is_off_can_be_turned_on_again(world: World, page: Page) -> None:
    page.get_by_role("button", name="Recalibrate").click()
    asked(world, Recalibrate())

    world.live.scenario = "paused"
    expect(page.locator(".notes")).to_contain_text("Until 15:30.")
    expect(page.locator(".hero [role=status]")).to_have_text("Paused")
    expect(page.locator(".hero")).not_to_contain_text("press")
    page.get_by_role("button", name="Resume").click()
    asked(world, Unpause())

    world.live.scenario = "well"
    glance = {**SCENARIOS["well"]["glance"], "snoozed_s": 500.0, "hushed": "in a call"}
    world.live.more = {"glance": {**glance, "waiting": 2}}
    expect(page.locator(".notes")).to_contain_text("No alerts for 9 min.")
    expect(page.locator(".notes")).to_contain_text("Alerts wait: in a call, 2 waiting.")
    page.get_by_role("button", name="Alerts again").click()
    asked(world, EndSnooze())


def test_next_break_and_today_are_there(page: Page) -> None:
    expect(page.get_by_label("Next break")).to_contain_text("21 min")
    expect(page.get_by_label("Measured today")).to_contain_text("1 h 55 min of 2 h 14 min")
    today = page.get_by_label("Today", exact=True)
    expect(today).to_contain_text("96 %")
    drawn = today.get_by_role("img")
    expect(drawn).to_have_attribute(
        "aria-label",
        "Today from 9:00 to 11:10: 96 minutes sitting "
        "well, 4 minutes beyond a limit, 3 minutes not sure, 15 minutes paused, 12 minutes away",
    )
    heights = drawn.evaluate(
        "(one) => Object.fromEntries([...one.querySelectorAll('rect')]"
        ".map((bar) => [bar.getAttribute('class'), bar.getAttribute('height')]))"
    )
    assert len(set(heights.values())) == len(heights) == 5  # colour is not the only sign
    today.locator("summary").click()
    first = today.get_by_role("row").nth(1)
    expect(first.get_by_role("cell")).to_have_text(["56", "4", "0", "0", "0"])


def test_without_an_instance_it_says_how_to_start_one(world: World, page: Page) -> None:
    world.live.scenario = "gone"
    expect(page.locator(".hero")).to_contain_text("posturecam start")
    expect(page.locator(".hero button")).to_have_count(0)


def test_the_side_figure_is_where_the_angles_put_it(page: Page) -> None:
    bodies = page.evaluate(
        """import('./assets/figure.js').then(({ bodyOf }) => ({
        calm: bodyOf(null),
        ahead: bodyOf({ cva_change_deg: -12 }),
        round: bodyOf({ fsa_change_deg: 20 }),
        leaning: bodyOf({ trunk_lean_deg: 10 }),
        sunk: bodyOf({ slump_cm: 5 }),
        raised: bodyOf({ shoulder_elevation_cm: 3 }),
      }))"""
    )
    calm = bodies["calm"]
    assert bodies["ahead"]["neck"] == calm["neck"]
    assert bodies["ahead"]["ear"][0] > calm["ear"][0] + 5
    assert bodies["ahead"]["ear"][1] > calm["ear"][1] + 5  # y runs down
    assert bodies["round"]["shoulder"][0] > calm["shoulder"][0] + 3
    assert bodies["leaning"]["neck"][0] > calm["neck"][0] + 20
    assert bodies["sunk"]["neck"][1] == pytest.approx(calm["neck"][1] + 5 * 3.2)
    assert bodies["raised"]["shoulder"][1] == pytest.approx(calm["shoulder"][1] - 3 * 3.2)


def test_where_nothing_is_measured_the_figure_says_so(world: World, page: Page) -> None:
    empty = page.get_by_label("You from the side").get_by_text("Nothing is measured now.").last
    sheet = page.locator(".person .figure")
    words = page.locator(".person .side .unseen")
    for scenario in ("unsure", "away"):
        world.live.scenario = scenario
        expect(sheet).to_have_class("figure absent")
        expect(empty).to_be_visible()
        expect(words).to_have_text("Side figure: nothing is measured now.")
        expect(sheet.locator(".hub").first).to_have_attribute("visibility", "hidden")
    world.live.scenario = "beyond"
    expect(sheet).to_have_class("figure")
    expect(words).to_contain_text("head further forward by 13°")
