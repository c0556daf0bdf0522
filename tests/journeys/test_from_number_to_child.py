import re
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.journeys.people import number

REVIEWS = "/reports/looked_after/cla_reviews"
OVERVIEW = "/reports/looked_after/cla_overview"
OPEN = "Children looked after"
KEY = re.compile(r"/children/[a-z2-7]{26}$")


WORKERS = ["worker", "assessment", "safeguarding"]


def section(page, title):
    return page.locator("section", has=page.get_by_role("heading", name=title, exact=True))


@pytest.mark.parametrize("username", WORKERS)
def test_worker_sees_what_is_overdue_without_a_click_the_worst_first(person, username):
    page = person(username).page
    said = section(page, "Overdue").locator(".app-note").inner_text()
    late = int(re.match(r"(\d+) things? (?:is|are) overdue", said)[1])
    rows = section(page, "Overdue").locator("tbody tr").all_inner_texts()
    assert len(rows) == late > 0
    assert all("OVERDUE" in row for row in rows)
    days = [int(re.search(r"(\d+) days? late", row)[1]) for row in rows]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("username", WORKERS)
def test_worker_opens_the_child_of_what_is_longest_overdue_in_one_click(person, username):
    page = person(username).page
    section(page, "Overdue").locator("tbody th a").first.click()
    page.get_by_role("heading", name="What is due").wait_for()
    assert KEY.search(page.url)
    assert "OVERDUE" in section(page, "What is due").inner_text()


def test_worker_finds_all_overdue_work_from_the_menu_in_three_clicks(person):
    page = person("worker").page
    page.get_by_role("link", name="Reports", exact=True).first.click()
    page.get_by_role("link", name="All overdue work").click()
    page.locator(".app-figure__value a").first.click()
    page.get_by_role("heading", name="Work overdue: the children behind the figure").wait_for()
    assert page.locator("main a[href^='/children/']").count() > 0


def test_worker_is_told_what_changed_or_that_nothing_did(person):
    page = person("worker").page
    said = section(page, "Changed since yesterday").locator(".app-note").inner_text()
    assert re.match(r"(Nothing new|[\d,]+ events?)\b.* came with the files of \w+day \d+ \w+ \d{4}\.", said)


def test_worker_sees_the_own_children_with_status_last_seen_and_next_due(person):
    page = person("safeguarding").page
    mine = page.get_by_role("table", name="My children")
    assert mine.locator("tbody tr").count() >= 6
    statuses = set(mine.locator("td[data-label='Status']").all_inner_texts())
    assert "Child protection plan" in statuses


def test_manager_sees_each_workers_load_and_the_number_is_the_length_of_its_list(person):
    manager = person("team_manager")
    page = manager.page
    board = page.get_by_role("table", name="Children and work by worker")
    held = board.locator("td[data-label='Children'] a")
    assert held.count() >= 2
    expected = number(held.first.inner_text())
    held.first.click()
    page.get_by_role("heading", name="the children behind the figure").wait_for()
    assert len(manager.children()) == expected
    assert "worker" in parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize(("username", "path"), [("worker", OVERVIEW), ("manager", OVERVIEW)])
def test_a_number_is_the_length_of_its_list(person, username, path):
    somebody = person(username, path)
    expected = number(somebody.figure(OPEN).inner_text())
    somebody.to_open(OPEN)
    assert len(somebody.children()) == expected > 0


def test_filters_go_along_from_a_number_to_its_list_to_a_child_and_back(person):
    page = person("manager", REVIEWS).page
    filtering = page.locator("main form select:not([name=as_at])").first
    dimension = filtering.get_attribute("name")
    filtering.select_option(index=1)
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("heading", name="Key figures").wait_for()
    chosen = parse_qs(urlsplit(page.url).query)[dimension]
    report = page.url
    page.locator(".app-figure__value a").last.click()
    page.get_by_role("heading", name="the children behind the figure").wait_for()
    assert parse_qs(urlsplit(page.url).query)[dimension] == chosen
    listed = page.url
    page.locator("main a[href^='/children/']").first.click()
    page.get_by_role("heading", name="What is due").wait_for()
    page.go_back()
    assert page.url == listed
    page.go_back()
    assert page.url == report
    assert page.locator(f"main form select[name={dimension}]").input_value() == chosen[0]


def test_definition_is_one_click_from_the_number(person):
    page = person("director").page
    tile = page.locator(".app-figure", has=page.get_by_role("heading", name="Looked-after reviews on time", exact=True))
    tile.get_by_role("link", name="How this is worked out").click()
    page.get_by_role("heading", name="How it is worked out").wait_for()
    assert "regulation 33" in page.locator("main").inner_text()
    assert page.get_by_role("heading", name="Worked example").is_visible()


def test_journey_has_its_axis_and_the_same_as_rows(person):
    worker = person("worker")
    page = worker.open(worker.children()[0])
    lanes = page.locator(".app-timeline__label").all_inner_texts()
    assert {"In care", "Legal status", "Placement", "Worker", "Due"} <= set(lanes)
    rows = page.get_by_role("table", name="Everything recorded, newest first").locator("tbody tr")
    assert rows.count() >= len(lanes) - 1
    assert page.locator(".app-timeline__today").count() > 0


def test_a_childs_name_is_shown_on_a_click_that_is_recorded_and_nowhere_else(person):
    worker = person("safeguarding")
    page = worker.open(worker.children()[0])
    stood = page.locator(".app-reveal").inner_text()
    initials = re.search(r"Initials: (\w)\. (\w)\.", stood)
    page.get_by_role("button", name="Show name").click()
    shown = page.locator("[data-reveal='name']")
    shown.wait_for()
    first, last = shown.inner_text().split()[0], shown.inner_text().split()[-1]
    assert (first[0], last[0]) == initials.groups()
    assert last not in f"{page.title()} {page.url}"
    links = [each.get_attribute("href") for each in page.locator("a").all()]
    assert not [each for each in links if last in each]
    page.get_by_role("button", name="Hide name").click()
    assert not shown.is_visible()
    worker.open(KEY.search(worker.visited[-1].removesuffix("/name"))[0])
    assert last not in page.locator("body").inner_text()


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
    manager, director = person("manager", OVERVIEW), person("director", OVERVIEW)
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
    manager = person("manager", OVERVIEW)
    manager.to_open(OPEN)
    numbers = manager.child_numbers()
    assert len(numbers) == len(manager.children()) > 0
    titles = [manager.page.title()]
    links = [each.get_attribute("href") for each in manager.page.locator("a").all()]
    for child in manager.children()[:3]:
        titles.append(manager.open(child).title())
    told = " ".join([*titles, *links, *manager.visited])
    assert [each for each in numbers if each in told] == []
