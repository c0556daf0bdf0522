import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
LIST, JOURNEY, UNREAD = "list", "journey", "unread"
PAGES = [
    ("worker", "/", "tbody tr"),
    ("safeguarding", "/", "tbody tr"),
    ("team_manager", "/", "tbody tr"),
    ("service", "/", "tbody tr"),
    ("director", "/", ".app-figure"),
    ("team_manager", "/reports/child_protection/cp_visits", "tbody tr"),
    ("team_manager", "/reports/assessment/as_overdue_worklist", ".app-figure"),
    ("analyst", "/reports", "main ul a"),
    ("manager", "/reports/looked_after/cla_reviews", "tbody tr"),
    ("manager", "/reports/placements/pl_stability", "tbody tr"),
    ("manager", LIST, "tbody tr"),
    ("worker", JOURNEY, "tbody tr"),
    ("safeguarding", JOURNEY, "tbody tr"),
    ("director", "/measures/looked_after/cla_review_on_time_pct", ".app-chart svg"),
    ("analyst", "/measures/assessment/assessments_45wd_pct", ".app-chart svg"),
    ("analyst", UNREAD, "tbody tr"),
    ("", "/sign-in", "form"),
]
WITH_DATA = 3
WIDTHS = (1280, 390)


def at(person, visitor, username, path):
    """The page of one parameter, opened by its person, who clicks through to lists and journeys."""
    if path == LIST:
        somebody = person(username, "/reports/looked_after/cla_overview")
        somebody.to_open("Children looked after")
    elif path == JOURNEY:
        somebody = person(username)
        somebody.open(somebody.children()[0])
    elif path == UNREAD:
        somebody = person(username, "/data/unread")
        somebody.page.locator("main table a").first.click()
    elif username:
        somebody = person(username, path)
    else:
        somebody = visitor()
        somebody.open(path)
    return somebody


def faults(axe, page):
    found = axe.run(
        page, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    ).response["violations"]
    return [(each["id"], node["target"], node["failureSummary"]) for each in found for node in each["nodes"]]


@pytest.fixture(scope="module")
def axe():
    return Axe()


@pytest.mark.parametrize(("username", "path", "data"), PAGES, ids=lambda part: str(part).strip("/").replace("/", "-"))
def test_page_with_its_data_is_accessible_and_fits_wide_and_narrow(person, visitor, axe, username, path, data):
    somebody = at(person, visitor, username, path)
    page = somebody.page
    assert page.locator(data if data.startswith("main") else f"main {data}").count() >= (
        WITH_DATA if data != "form" and "svg" not in data else 1
    )
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.reload()
        somebody.drawn()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert faults(axe, page) == [], width


def test_every_picture_of_the_directors_home_is_drawn_and_has_its_table(person):
    page = person("director").page
    pictures = page.locator(".app-chart-figure")
    assert pictures.count() == 4
    for figure in pictures.all():
        assert figure.locator(".app-chart[data-drawn='true'] svg path").count() > 0
        figure.locator("summary").click()
        assert figure.locator("tbody tr").first.is_visible()


def test_no_picture_leaves_an_empty_space_below_it(person):
    page = person("director").page
    for picture in page.locator(".app-chart").all():
        drawn = picture.locator("svg").first.bounding_box()
        assert picture.bounding_box()["height"] <= drawn["height"] + 1


def test_menu_opens_on_a_phone(person):
    page = person("worker", width=390).page
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Reports", exact=True).click()
    page.get_by_role("heading", name="Reports", level=1).wait_for()
