"""A child's page in the browser: asking for the name is a form of its own; the whole time and further rows have addresses."""

import pytest
from tests.rooms.web import small_county
from tests.rooms.web.test_pages import UNKNOWN, journeys, tree, words


def actions(key):
    from sherwood.office import audit

    return [each.action for each in audit.who_looked_at([key])]


@pytest.fixture
def opened(signed_in):
    client = signed_in("mary")
    (first, *_) = journeys(client)
    return client, first, first.rsplit("/", 1)[-1]


def test_the_name_is_asked_for_by_a_form_and_never_by_a_link(opened):
    client, page, key = opened
    before = actions(key).count("child name shown")
    assert client.get(f"{page}/name").status_code == 405
    assert client.post(f"{page}/name").status_code == 200
    assert actions(key).count("child name shown") == before + 1


def test_the_name_of_another_teams_child_and_of_no_child_are_refused_alike_and_the_try_is_written(signed_in):
    from sherwood.office import audit

    (theirs, *_) = journeys(signed_in("bea"))
    client = signed_in("mary")
    closed, unknown = client.post(f"{theirs}/name"), client.post(f"{UNKNOWN}/name")
    assert closed.status_code == unknown.status_code == 404
    assert closed.content == unknown.content
    assert len(audit.latest(action="refused")) >= 2
    assert "child name shown" not in actions(theirs.rsplit("/", 1)[-1])


@pytest.mark.parametrize("person", ["elsie", "audrey", "adam", "nora"])
def test_who_may_open_no_child_may_ask_for_no_name(signed_in, opened, person):
    _, page, key = opened
    assert signed_in(person).post(f"{page}/name").status_code == 403
    assert "child name shown" not in actions(key)


def test_a_form_from_elsewhere_asks_for_no_name(browser, opened):
    _, page, _ = opened
    stranger = browser(enforce_csrf_checks=True)
    stranger.force_login(_account("mary"))
    assert stranger.post(f"{page}/name").status_code in (302, 403)


def _account(username):
    from sherwood.office.models import Account

    return Account.objects.get(username=username)


def test_where_no_file_holds_a_name_there_is_nothing_to_ask_and_it_is_said_so(opened):
    client, page, _ = opened
    found = tree(client.get(page))
    assert found.xpath("//form[contains(@action, '/name')]") == []
    assert "No loaded file holds the child's name." in words(client.get(page))


def test_the_page_after_asking_links_to_the_journey_and_not_to_the_asking(opened):
    client, page, _ = opened
    links = tree(client.post(f"{page}/name")).xpath("//main//a/@href")
    assert not [each for each in links if "/name" in each or each.startswith("?")]


def test_the_whole_time_and_a_page_of_rows_can_be_asked_for_and_nonsense_is_refused(opened):
    client, page, _ = opened
    assert "The whole time" in words(client.get(f"{page}?period=all"))
    assert "The last three years" in words(client.get(f"{page}?period=other"))
    assert client.get(f"{page}?page=2").status_code == 200
    assert client.get(f"{page}?page=zero").status_code == 400


def test_opening_a_child_is_one_entry_in_the_trail(opened):
    client, page, key = opened
    before = actions(key).count("child opened")
    client.get(page)
    assert actions(key).count("child opened") == before + 1


def test_a_workers_home_names_each_of_their_children_and_says_that_it_was_seen(signed_in):
    client = signed_in("wendy")
    keys = {each.rsplit("/", 1)[-1] for each in journeys(client, "/")}
    assert len(keys) == small_county.WORKERS.count("SW0000001")
    assert all("child list seen" in actions(key) for key in keys)


def test_a_measure_that_no_file_answers_says_which_would(signed_in):
    text = words(signed_in("mary").get("/measures/child_protection/cpp_open"))
    assert "No loaded file holds" in text
    assert "Any of these files would" in text
    assert "Worked example" in text


def test_a_report_that_no_file_answers_says_why_and_shows_no_nought(signed_in):
    answer = signed_in("mary").get("/reports/child_protection/cp_overview")
    text = words(answer)
    assert "No loaded file holds" in text
    assert tree(answer).find_class("app-chart") == []


def test_a_request_is_answered_from_one_catalogue_and_forgets_it(signed_in, home, monkeypatch):
    from sherwood.web import visit

    client = signed_in("dan")
    client.get("/")
    asked = []
    monkeypatch.setattr(visit, "load_catalogue", lambda *_: asked.append(1))
    assert client.get("/").status_code == 200
    assert asked == []
    visit.catalogue()
    assert asked == [1]
