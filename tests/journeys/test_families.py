"""A co-ordinator's way from the cohort to a claim, walked in a real browser with the keyboard's and mouse's own means."""

import pytest
from tests.journeys.conftest import FLAGS, chromium
from tests.support import small_families as small
from tests.support.sites import Served

__all__ = ["chromium"]
WIDTHS = {"wide": 1280, "narrow": 390}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    from sherwood.office import setup

    home = small.make(tmp_path_factory.mktemp("families"))
    setup.close()
    with Served(home) as site:
        yield site


@pytest.fixture(scope="module")
def page(served, chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTHS["wide"], "height": 900})
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.goto(f"{served.address}/sign-in")
        page.get_by_label("User name").fill("cora")
        page.get_by_label("Password").fill(small.PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        yield page
        browser.close()


def record(page, what, **fields):
    """Record one matter of the family that is open."""
    part = page.locator("section", has=page.get_by_role("heading", name="Record something else"))
    part.get_by_label(what).check()
    for label, value in fields.items():
        field = part.get_by_label(LABELS[label], exact=True)
        field.select_option(label=value) if label in CHOSEN else field.fill(value)
    part.get_by_label("In your words").fill("As agreed with the family at home.")
    part.get_by_role("button", name="Record").click()
    assert page.get_by_text("Kept.").is_visible()


LABELS = {
    "law": "Which law, who names the family, or which problem or need",
    "answer": "The family’s answer",
    "worker": "Key worker, most room first",
    "way": "Way of working",
    "day": "On which day",
}
CHOSEN = {"answer", "worker", "way"}


def test_from_the_cohort_to_a_claim(page, served):
    # The home page begins with the same way that stands in the menu.
    page.locator("main").get_by_role("link", name="Families", exact=True).click()
    page.get_by_label("As at").fill(small.EARLIER.isoformat())
    page.get_by_role("button", name="Assess").click()
    assert page.get_by_text("Nothing is decided by it").is_visible()
    page.locator("main table a").first.click()
    assert page.get_by_role("heading", name="P5 Domestic violence and abuse").is_visible()
    page.get_by_label("Accept", exact=True).check()
    page.get_by_label("Your reason").fill("The mother asked for help with rent.")
    page.get_by_role("button", name="Keep the decision").click()
    record(page, "The lawful gateway", law="Digital Economy Act 2017, section 35")
    record(page, "Whether the family agrees", answer="Given", day="2023-09-04")
    record(page, "The key worker", worker="Kay Keyworker: 0 families, room for 3")
    record(page, "That the family is attached", day="2023-09-05")
    for way in ("Whole-family assessment", "Family plan", "Lead worker"):
        record(page, "A way of working", way=way, day="2023-09-20")
    page.get_by_role("link", name="Families", exact=True).first.click()
    page.get_by_role("link", name="Results and claims").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Name of the batch").fill("2024-spring")
    page.get_by_role("button", name="Freeze").click()
    assert page.get_by_text("£800").first.is_visible()
    assert page.complaints == []


@pytest.mark.parametrize(
    "way", ["/families", "/families?show=worked", "/families/claims", "/families/claims/2024-spring"]
)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(page, served, way, width):
    page.set_viewport_size({"width": WIDTHS[width], "height": 900})
    page.goto(served.address + way)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), way
