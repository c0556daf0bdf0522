import re
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.journeys.people import number

REVIEWS = "/reports/looked_after/cla_reviews"
OPEN = "Children looked after"
KEY = re.compile(r"/children/[a-z2-7]{26}$")


def test_worker_sees_what_is_overdue_without_a_click(person):
    page = person("worker").page
    section = page.locator("section", has=page.get_by_role("heading", name="Reviews overdue or due soon"))
    said = section.locator(".app-note").inner_text()
    rows = section.locator("tbody tr")
    assert rows.count() > 0
    found = re.match(r"(?:Nothing is|(\d+) reviews? (?:is|are)) overdue; (\d+)", said)
    late = int(found[1] or 0)
    assert (late, late + int(found[2])) == (section.get_by_text(re.compile(r"\d days? overdue")).count(), rows.count())
    assert all("overdue" in rows.nth(place).inner_text() for place in range(late))


def test_worker_opens_what_is_due_first_in_one_click(person):
    page = person("worker").page
    page.locator("section").first.locator("tbody th a").first.click()
    page.get_by_role("heading", name="Next review").wait_for()
    assert KEY.search(page.url)


def test_manager_sees_each_workers_load_and_the_number_is_the_length_of_its_list(person):
    manager = person("manager")
    page = manager.page
    board = page.get_by_role("table", name="Children and reviews by worker")
    held = board.locator("td[data-label='Children'] a")
    assert held.count() >= 2
    expected = number(held.first.inner_text())
    held.first.click()
    page.get_by_role("heading", name="the children behind the figure").wait_for()
    assert len(manager.children()) == expected
    assert "worker" in parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("username", ["worker", "manager"])
def test_a_number_is_the_length_of_its_list(person, username):
    somebody = person(username)
    expected = number(somebody.figure(OPEN).inner_text())
    somebody.to_open(OPEN)
    assert len(somebody.children()) == expected > 0


def test_filters_go_along_from_a_number_to_its_list_to_a_child_and_back(person):
    page = person("manager", REVIEWS).page
    page.get_by_label("Age").select_option(index=1)
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("heading", name="Key figures").wait_for()
    chosen = parse_qs(urlsplit(page.url).query)["age_band"]
    report = page.url
    page.locator(".app-figure__value a").last.click()
    page.get_by_role("heading", name="the children behind the figure").wait_for()
    assert parse_qs(urlsplit(page.url).query)["age_band"] == chosen
    listed = page.url
    page.locator("main a[href^='/children/']").first.click()
    page.get_by_role("heading", name="Everything recorded").or_(page.get_by_text("Time in care")).first.wait_for()
    page.go_back()
    assert page.url == listed
    page.go_back()
    assert page.url == report
    assert page.get_by_label("Age").input_value() == chosen[0]


def test_definition_is_one_click_from_the_number(person):
    page = person("director").page
    tile = page.locator(".app-figure", has=page.get_by_role("heading", name="Looked-after reviews on time"))
    tile.get_by_role("link", name="How this is worked out").click()
    page.get_by_role("heading", name="How it is worked out").wait_for()
    assert "regulation 33" in page.locator("main").inner_text()
    assert page.get_by_role("heading", name="Worked example").is_visible()


def test_journey_has_its_axis_and_the_same_as_rows(person):
    worker = person("worker")
    page = worker.open(worker.children()[0])
    lanes = page.locator(".app-timeline__label").all_inner_texts()
    assert {"In care", "Legal status", "Placement", "Worker"} <= set(lanes)
    rows = page.get_by_role("table", name="Everything recorded, newest first").locator("tbody tr")
    assert rows.count() >= len(lanes) - 1
    assert page.locator(".app-timeline__today").count() > 0


def test_words_on_the_axis_are_cut_short_and_never_run_over_their_band(person):
    worker = person("worker")
    page = worker.open(worker.children()[0])
    for label in page.locator(".app-timeline__bar-label").all():
        if label.is_visible():
            assert (
                label.bounding_box()["width"]
                <= label.locator("xpath=ancestor::*[name()='svg'][1]").bounding_box()["width"] + 1
            )


def test_another_teams_child_is_answered_as_no_child_at_all(person):
    manager, director = person("manager"), person("director")
    manager.to_open(OPEN)
    own = set(manager.children())
    director.to_open(OPEN)
    theirs = next(each for each in director.children() if each not in own)
    unknown = "/children/" + "a" * 26
    answers = []
    for path in (theirs, unknown):
        response = manager.page.goto(manager.site.address + path)
        answers.append((response.status, manager.page.title(), manager.page.locator("main").inner_text()))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    assert director.page.goto(director.site.address + theirs).status == 200
    # The browser itself notes a page that is not there; that is no fault of the page.
    manager.complaints = [each for each in manager.complaints if "404" not in each]


def test_no_childs_number_stands_in_an_address_or_a_title(person):
    manager = person("manager")
    manager.to_open(OPEN)
    numbers = manager.child_numbers()
    assert len(numbers) == len(manager.children()) > 0
    titles = [manager.page.title()]
    links = [each.get_attribute("href") for each in manager.page.locator("a").all()]
    for child in manager.children()[:3]:
        titles.append(manager.open(child).title())
    told = " ".join([*titles, *links, *manager.visited])
    assert [each for each in numbers if each in told] == []
