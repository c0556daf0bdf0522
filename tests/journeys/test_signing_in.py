import pytest
from tests.journeys.people import number

WITH_FIGURES = ("worker", "assessment", "safeguarding", "manager", "team_manager", "service", "director", "analyst")
# The hub's manager is led to what waits there, the co-ordinator to families; a member's figures are withheld in so small a county.
PRINTED = (*WITH_FIGURES, "hub", "coordinator", "member")


def test_demo_prints_these_accounts_and_no_other(site):
    assert tuple(site.accounts) == PRINTED


@pytest.mark.parametrize("username", WITH_FIGURES)
def test_who_works_with_children_signs_in_and_sees_three_figures_that_are_not_zero(visitor, username):
    shown = [number(value) for _, value in visitor(username).sign_in().figures()]
    assert len([each for each in shown if each]) >= 3, shown


@pytest.mark.parametrize(
    ("username", "leads_to"), [("hub", "Forecast"), ("coordinator", "Families"), ("member", "Reports")]
)
def test_who_plans_or_oversees_signs_in_and_is_led_there(visitor, username, leads_to):
    page = visitor(username).sign_in().page
    page.get_by_role("navigation").get_by_role("link", name=leads_to, exact=True).click()
    page.get_by_role("heading", level=1).wait_for()
    assert page.get_by_role("alert").count() == 0


def test_wrong_password_is_refused_and_says_what_to_do(visitor):
    somebody = visitor("worker")
    page = somebody.open("/sign-in")
    page.get_by_label("User name").fill("worker")
    page.get_by_label("Password").fill("not-the-password")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    assert page.title().startswith("Error: Sign in")


def test_signing_out_ends_it_and_back_shows_no_child(visitor):
    worker = visitor("worker").sign_in()
    page = worker.page
    child = worker.children()[0]
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("User name").wait_for()
    page.goto(worker.site.address + child)
    assert "/sign-in" in page.url
    page.go_back()
    assert page.locator("td[data-label='Child number']").count() == 0


def test_who_is_not_signed_in_is_sent_back_to_where_they_wanted_to_go(visitor):
    somebody = visitor("manager")
    page = somebody.open("/reports/looked_after/cla_reviews")
    assert "/sign-in" in page.url
    page.get_by_label("User name").fill("manager")
    page.get_by_label("Password").fill(somebody.site.accounts["manager"])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Looked-after reviews due", exact=True).wait_for()


def test_keys_alone_sign_in_and_walk_the_menu(visitor):
    somebody = visitor("manager")
    page = somebody.open("/sign-in")
    tabbed_to(page, "id_username")
    page.keyboard.type("manager")
    tabbed_to(page, "id_password")
    page.keyboard.type(somebody.site.accounts["manager"])
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="My team").wait_for()
    for link, heading in (("Reports", "Reports"), ("Measures", "Measures"), ("Home", "My team")):
        tabbed_to(page, link)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name=heading, level=1).wait_for()


def test_first_key_skips_to_the_content(person):
    page = person("director").page
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to main content"
    page.keyboard.press("Enter")
    page.wait_for_url("**#main-content")


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.innerText.trim()")


def tabbed_to(page, wanted):
    """Press Tab until what is wanted has the focus, and see that the focus shows."""
    for _ in range(15):
        page.keyboard.press("Tab")
        if focused(page) == wanted:
            break
    assert focused(page) == wanted
    outline, shadow, ground = page.evaluate(
        "(style => [style.outlineStyle, style.boxShadow, style.backgroundColor])(getComputedStyle(document.activeElement))"
    )
    assert outline != "none" or shadow != "none", ground
