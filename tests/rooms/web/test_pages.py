import datetime as dt
import io
import re

import openpyxl
import pytest
from lxml import html
from tests.rooms.web import small_county

OPEN = "/measures/looked_after/cla_open/children?from=2024-03-31&to=2024-03-31&grain=day"
UNKNOWN = "/children/" + "a" * 26


def tree(answer):
    assert answer.status_code == 200, answer.content[:500]
    return html.fromstring(answer.content)


def words(answer):
    return re.sub(r"\s+", " ", tree(answer).text_content())


def journeys(client, page=OPEN):
    links = tree(client.get(page)).xpath("//a[starts-with(@href, '/children/')]/@href")
    return list(dict.fromkeys(links))


def ways(client):
    return tree(client.get("/account")).xpath("//nav[@aria-label='Main']//a/@href")


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("mary", ["/", "/find", "/reports", "/measures", "/explore", "/search", "/findings", "/records"]),
        (
            "ana",
            [
                "/",
                "/find",
                "/reports",
                "/measures",
                "/explore",
                "/search",
                "/findings",
                "/records",
                "/forecast",
                "/data",
            ],
        ),
        ("audrey", ["/", "/families/claims", "/audit", "/governance"]),
        ("adam", ["/", "/people", "/governance"]),
        ("nora", ["/"]),
    ],
)
def test_the_ways_shown_are_those_the_roles_open(signed_in, person, expected):
    assert ways(signed_in(person)) == expected


@pytest.mark.parametrize(
    ("person", "heading", "scope"),
    [
        ("wendy", "Today", "the children allocated to you"),
        ("mary", "My team", "Ashfield team"),
        ("dan", "The county", "Small Council"),
        ("nora", "Sherwood", "You see no children"),
    ],
)
def test_home_is_by_role_with_data_and_scope_lines(signed_in, person, heading, scope):
    text = words(signed_in(person).get("/"))
    assert heading in text
    assert scope in text
    assert "Data to Sunday 31 March 2024" in text


@pytest.mark.parametrize(
    ("person", "begins_with", "also"),
    [
        ("audrey", "/audit", ["/audit/unusual", "/audit/breach", "/governance", "/families/claims"]),
        ("adam", "/people", ["/governance"]),
    ],
)
def test_whom_figures_tell_nothing_of_their_work_begins_with_what_their_role_looks_after(
    signed_in, person, begins_with, also
):
    page = tree(signed_in(person).get("/"))
    links = page.xpath("//main//a/@href")
    assert links[0] == begins_with
    assert set(also) <= set(links)
    assert "Reports" not in [each.strip() for each in page.xpath("//main//h2/text()")]
    for link in (begins_with, *also):
        assert signed_in(person).get(link).status_code == 200, link


def test_a_worker_begins_with_the_day_and_has_no_part_that_is_not_theirs(signed_in):
    headings = [each.strip() for each in tree(signed_in("wendy").get("/")).xpath("//main//h2/text()")]
    assert headings[0] == "Overdue"
    assert "Where to begin" not in headings


def test_the_figure_on_a_page_equals_its_list(signed_in):
    client = signed_in("mary")
    page = tree(client.get("/"))
    figure = page.xpath("//*[@class and contains(@class, 'app-figure__value')]/a")[0]
    assert figure.text.strip() == "8"
    assert len(journeys(client, figure.get("href"))) == 8


@pytest.mark.parametrize(("person", "children"), [("wendy", 5), ("mary", 8), ("bea", 4), ("serena", 12), ("dan", 12)])
def test_each_lists_their_own_children_and_never_the_restricted_one(signed_in, person, children):
    assert len(journeys(signed_in(person))) == children


def test_filters_of_the_address_narrow_the_list_within_the_scope(signed_in):
    assert len(journeys(signed_in("dan"), f"{OPEN}&team=TB")) == 4
    assert journeys(signed_in("mary"), f"{OPEN}&team=TB") == []
    assert journeys(signed_in("mary"), f"{OPEN}&team=NOSUCH") == []


def test_a_journey_is_open_to_the_team_and_unknown_to_others(signed_in):
    (first, *_) = journeys(signed_in("bea"))
    assert "Legal status" in words(signed_in("bea").get(first))
    closed, unknown = signed_in("mary").get(first), signed_in("mary").get(UNKNOWN)
    assert closed.status_code == unknown.status_code == 404
    assert closed.content == unknown.content


def test_a_restricted_journey_opens_only_with_a_grant_that_counts_today(signed_in, home):
    from sherwood.access import Reader
    from sherwood.office import directory

    key = restricted_key(Reader.current(home, "small"))
    client = signed_in("mary")
    assert client.get(f"/children/{key}").status_code == 404
    today = dt.datetime.now(dt.UTC).date()
    mary = directory.account_named("mary").id
    directory.give_grant(mary, key, "over", from_date=dt.date(2020, 1, 1), to_date=today - dt.timedelta(days=2))
    assert client.get(f"/children/{key}").status_code == 404
    directory.give_grant(mary, key, "family court", from_date=dt.date(2020, 1, 1))
    assert "Restricted record" in words(client.get(f"/children/{key}"))


def restricted_key(reader):
    from sqlglot import exp

    rows = reader.select(
        exp.select("p.record_key").from_("restriction AS r").join("person AS p", on="p.person_key = r.person_key")
    )
    return next(iter(rows))[0]


def test_a_journey_opened_and_a_list_seen_are_in_the_audit_trail(signed_in):
    from sherwood.office import audit, directory

    client = signed_in("mary")
    (first, *_) = journeys(client)
    client.get(first)
    key = first.rsplit("/", 1)[-1]
    seen = {each.action for each in audit.who_looked_at([key])}
    assert seen == {"child list seen", "child opened"}
    assert {each.account_id for each in audit.who_looked_at([key])} == {directory.account_named("mary").id}
    text = words(signed_in("audrey").get("/audit", {"record_key": key}))
    assert "Mary Manager" in text
    assert "Child opened" in text


def test_the_auditor_is_told_when_what_was_typed_is_no_record_key(signed_in):
    answer = signed_in("audrey").get("/audit", {"record_key": "John Smith"})
    assert "That is not a record key" in words(answer)
    assert "John Smith" not in answer.content.decode()
    assert "Nobody has been shown this record" in words(signed_in("audrey").get("/audit", {"record_key": "a" * 26}))


def test_rights_given_and_ended_count_at_the_next_request(signed_in):
    from sherwood.office import directory
    from sherwood.office.people import RoleHeld

    client = signed_in("nora")
    nora = directory.account_named("nora").id
    assert client.get("/reports").status_code == 403
    directory.give_role(nora, RoleHeld("team_manager", team_id="TB", from_date=small_county.FROM))
    assert len(journeys(client)) == 4
    directory.end_role(nora, "team_manager", dt.datetime.now(dt.UTC).date() - dt.timedelta(days=2))
    assert client.get("/reports").status_code == 403


@pytest.mark.parametrize(("first", "last", "status"), [(-9, None, 200), (-9, -2, 403), (2, None, 403)])
def test_a_role_counts_between_its_days_only(signed_in, first, last, status):
    from sherwood.office import directory
    from sherwood.office.people import RoleHeld

    today = dt.datetime.now(dt.UTC).date()
    until = None if last is None else today + dt.timedelta(days=last)
    held = RoleHeld("auditor", from_date=today + dt.timedelta(days=first), to_date=until)
    directory.give_role(directory.account_named("nora").id, held)
    assert signed_in("nora").get("/audit").status_code == status


def test_a_report_outside_the_audience_is_answered_as_one_that_does_not_exist(signed_in):
    client = signed_in("wendy")
    listed = tree(client.get("/reports")).xpath("//main//a/@href")
    assert "/reports/looked_after/cla_legal" not in listed
    outside, unknown = client.get("/reports/looked_after/cla_legal"), client.get("/reports/looked_after/none")
    assert outside.status_code == unknown.status_code == 404
    assert outside.content == unknown.content


def test_every_report_listed_opens(signed_in):
    client = signed_in("mary")
    listed = tree(client.get("/reports")).xpath("//main//ul//a/@href")
    assert len(listed) >= 6
    assert {client.get(page).status_code for page in listed} == {200}


def test_searching_finds_all_the_words_in_title_or_question(signed_in):
    client = signed_in("mary")
    assert "Looked-after reviews due" in words(client.get("/reports", {"q": "DUE reviews"}))
    assert "Nothing here holds all the words" in words(client.get("/reports", {"q": "reviews zebra"}))
    assert "First reviews within 20 working days" in words(client.get("/measures", {"q": "first review"}))


def test_what_is_searched_for_is_escaped(signed_in):
    assert b"<script>alert" not in signed_in("mary").get("/reports", {"q": "<script>alert(1)</script>"}).content


def test_filters_stay_in_the_address_and_are_carried_to_the_files(signed_in):
    page = tree(signed_in("dan").get("/reports/looked_after/cla_overview?team=TB"))
    chosen = page.xpath("//select[@name='team']/option[@selected]/@value")
    files = page.xpath("//a[@download]/@href")
    assert chosen == ["TB"]
    forms = ("xlsx", "docx", "pdf", "csv", "json", "pptx")
    assert files == [f"/reports/looked_after/cla_overview/export.{form}?team=TB" for form in forms]


def test_a_measure_is_defined_one_click_from_its_figure(signed_in):
    client = signed_in("mary")
    (way, *_) = tree(client.get("/")).xpath("//a[starts-with(@href, '/measures/') and contains(., 'How this')]/@href")
    assert way == "/measures/looked_after/cla_review_due_worklist"
    text = words(client.get("/measures/looked_after/cla_first_review_20wd_pct"))
    for part in ("20 working days", "Out of", "Source", "Worked example", "Version", "Definition read", "Data to"):
        assert part in text


def test_the_data_page_counts_what_was_read_and_names_no_child(signed_in):
    answer = signed_in("ana").get("/data")
    text = words(answer)
    assert "reviews.csv 30 Apr 2024 14 13 1 0" in text
    assert "there is no such day in the calendar" in text
    assert "56690" not in text


def test_account_shows_the_roles_held_today(signed_in):
    assert "Team manager" in words(signed_in("mary").get("/account"))
    assert "You have no role today" in words(signed_in("nora").get("/account"))


def test_excel_holds_rows_of_children_only_for_those_who_may_take_them(signed_in):
    def cells(person):
        answer = signed_in(person).get("/reports/looked_after/cla_reviews/export.xlsx")
        assert answer.status_code == 200
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        return {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}

    assert small_county.number(0) in cells("ana")
    assert not [each for each in cells("wendy") if each.startswith("56690")]


def test_csv_is_named_after_the_report_and_says_who_made_it(signed_in):
    answer = signed_in("mary").get("/reports/looked_after/cla_overview/export.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="looked_after-cla_overview.csv"'
    text = answer.content.decode("utf-8-sig")
    assert "Mary Manager" in text
    assert "Official-sensitive" in text


@pytest.mark.parametrize(("form", "start"), [("docx", b"PK"), ("pdf", b"%PDF"), ("json", b"{")])
def test_page_links_to_every_form_and_each_is_given(signed_in, form, start):
    client = signed_in("mary")
    (way,) = tree(client.get("/reports/looked_after/cla_overview")).xpath(
        f"//a[contains(@href, '/export.{form}')]/@href"
    )
    answer = client.get(way)
    assert answer["Content-Disposition"] == f'attachment; filename="looked_after-cla_overview.{form}"'
    assert answer.content.startswith(start)


def test_a_form_that_is_not_offered_is_not_found(signed_in):
    assert signed_in("mary").get("/reports/looked_after/cla_overview/export.exe").status_code == 404


def test_an_export_is_in_the_audit_trail_with_its_rows_and_children(signed_in):
    from sherwood.office import audit

    signed_in("ana").get("/reports/looked_after/cla_overview/export.csv")
    (taken,) = audit.latest(action="file taken")
    assert taken.detail["of"] == "looked_after/cla_overview"
    assert taken.detail["as"] == "csv"
    (listed,) = audit.latest(action="rows exported")
    assert listed.records_shown == listed.detail["rows"] == 12
    assert taken.detail["rows"] > 12


def test_no_page_puts_a_child_s_number_or_name_into_an_address_or_title(signed_in):
    client = signed_in("ana")
    (first, *_) = journeys(client)
    for page in ("/", OPEN, first, "/reports/looked_after/cla_overview", "/data"):
        found = tree(client.get(page))
        addresses = found.xpath("//@href | //@action | //@src | //@hx-get")
        assert not [each for each in addresses if "56690" in each]
        assert "56690" not in found.findtext(".//title")
