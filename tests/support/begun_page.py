"""The page of several tests, as it is at the beginning of each."""

from playwright.sync_api import Page, expect

from tests.support.page_world import World


def begin_again(world: World, page: Page) -> None:
    """Bring the page back to how it began, and wait for that: nothing moves under a click then."""
    world.live.more, world.live.asked = {}, []
    for scenario in ("away", "well"):
        world.live.scenario = scenario
        expect(page.locator(f"#status[data-shown^='{scenario}|']")).to_be_attached()
