"""The view Exercises: figures that move, and stand still for whoever wants that."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import needs_chromium
from tests.support.page_world import World

pytestmark = [needs_chromium, pytest.mark.desktop]

MOVES, STILL = re.compile(r"api/figure/chin_tuck$"), re.compile(r"api/figure/chin_tuck\?still$")
IS_DRAWN = "(image) => image.complete && image.naturalWidth > 0"


def figure_on(page: Page) -> None:
    expect(page.locator("body[data-connection=running]")).to_be_attached()
    page.evaluate("location.hash = '#/exercises/chin_tuck'")
    image = page.get_by_role("img", name="Chin tuck, seen from the side")
    expect(image).to_be_visible()
    page.wait_for_function(IS_DRAWN, arg=image.element_handle())


def test_a_figure_moves_until_it_is_stopped(page: Page) -> None:
    figure_on(page)
    image = page.get_by_role("img", name="Chin tuck, seen from the side")
    expect(image).to_have_attribute("src", MOVES)
    page.get_by_role("button", name="Stop the figures").click()
    expect(image).to_have_attribute("src", STILL)
    page.get_by_role("button", name="Let the figures move").click()
    expect(image).to_have_attribute("src", MOVES)


def test_figures_are_still_for_people_who_want_no_motion(browser: Browser, world: World) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(world.invite())
    figure_on(page)
    image = page.get_by_role("img", name="Chin tuck, seen from the side")
    expect(image).to_have_attribute("src", STILL)
    expect(page.get_by_role("button", name="Let the figures move")).to_be_visible()
    context.close()


def test_an_exercise_without_a_figure_has_no_picture(page: Page) -> None:
    figure_on(page)
    assert page.locator("#exercise-neuromuscular_stimulation img").count() == 0
    assert page.locator("#exercise-chin_tuck img").count() == 1
