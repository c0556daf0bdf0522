"""Official figures: an elected member gets them unasked and nothing else; they count everybody and lead to no child."""

import csv
import io
import re

import pytest
from lxml import html
from tests.rooms.web import small_county

from sherwood.definitions.catalogue import load_catalogue
from sherwood.reports import may_open, sees_official_alone

OFFICIAL = "Official figures: every child of Small Council is counted, small numbers are withheld."
MEMBER_REPORTS = (
    "assessment/as_factors",
    "assessment/as_timeliness",
    "attendance_exclusion/cm_education",
    "child_in_need/cin_overview",
    "child_protection/cm_child_protection",
    "child_protection/cp_overview",
    "demand_capacity/cm_covid",
    "demand_capacity/cm_quarterly",
    "demand_capacity/dc_timescales",
    "demand_capacity/pub_annual",
    "early_help/cm_early_help",
    "early_help/eh_overview",
    "front_door/fd_contact_volumes",
    "front_door/fd_referrals_monthly",
    "looked_after/cla_entries",
    "looked_after/cla_overview",
    "looked_after/cm_looked_after",
    "placements/pl_stability",
    "quality_practice/pub_voice",
    "section_47/s47_activity",
    "section_47/s47_timeliness",
    "send/cm_send",
    "workforce_caseload/cm_workforce",
    "youth_justice/cm_youth_justice",
)
OVERVIEW = "looked_after/cla_overview"
CATALOGUE = load_catalogue()
CHILD_LINK = re.compile(r"/children[/?]")
# A key has digits too, as good as always; a long word of the catalogue has none.
RECORD_KEY = re.compile(r"\b(?=[a-z]*[2-7])[a-z2-7]{26}\b")


def text_of(answer):
    assert answer.status_code == 200, (answer.request["PATH_INFO"], answer.content[:500])
    return answer.content.decode()


def shows_no_child(text):
    numbers = [small_county.number(place) for place in range(len(small_county.WORKERS))]
    assert not [number for number in numbers if number in text]
    assert not CHILD_LINK.search(text)
    assert not RECORD_KEY.search(text)
    return True


def words(text):
    return re.sub(r"\s+", " ", html.fromstring(text).text_content())


def test_a_members_home_has_a_title_a_sentence_and_five_public_figures(signed_in):
    text = text_of(signed_in("elsie").get("/"))
    page = html.fromstring(text)
    assert page.find(".//h1").text_content().strip() == "Children's services"
    assert "Every child is counted; numbers of one to five are withheld" in words(text)
    assert len(page.find_class("app-figures")[0].findall("li")) == 5
    assert OFFICIAL in words(text)
    assert shows_no_child(text)


def test_a_member_counts_children_of_restricted_records_too(signed_in):
    assert re.search(r"Children looked after 13\b", words(text_of(signed_in("elsie").get("/"))))
    assert re.search(r"Children looked after 12\b", words(text_of(signed_in("dan").get("/"))))


def test_a_member_opens_the_reports_meant_for_members_and_no_other(signed_in):
    member = signed_in("elsie")
    listed = html.fromstring(text_of(member.get("/reports"))).xpath("//main//a[contains(@href, '/reports/')]/@href")
    assert sorted(listed) == [f"/reports/{name}" for name in MEMBER_REPORTS]
    assert member.get("/reports/looked_after/cla_reviews").status_code == 404


@pytest.mark.parametrize(
    "asked",
    [*MEMBER_REPORTS, *(f"{OVERVIEW}?{query}" for query in ("figures=openable", "as_at=2024-02-29"))],
)
def test_a_members_report_is_official_whatever_is_asked_and_shows_no_child(signed_in, asked):
    text = text_of(signed_in("elsie").get(f"/reports/{asked}"))
    assert OFFICIAL in words(text)
    assert shows_no_child(text)
    assert "Show official figures" not in text
    assert "whose lists you may open" not in text


def test_a_member_reads_definitions_of_every_kind_and_finds_no_child_there(signed_in):
    member = signed_in("elsie")
    for measure in {each.kind: each for each in CATALOGUE.measures.values()}.values():
        text = text_of(member.get(f"/measures/{measure.id}"))
        assert measure.question in html.fromstring(text).text_content()
        assert shows_no_child(text)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_members_file_holds_figures_and_no_child(signed_in, form):
    answer = signed_in("elsie").get(f"/reports/looked_after/cla_overview/export.{form}")
    assert answer.status_code == 200
    if form == "csv":
        text = answer.content.decode("utf-8-sig")
        assert any("13" in row for row in csv.reader(io.StringIO(text)))
        assert not [place for place in range(13) if small_county.number(place) in text]


@pytest.mark.parametrize(
    "page",
    [
        "/measures/looked_after/cla_open/children?from=2024-03-31&to=2024-03-31&grain=day",
        f"/children/{'a' * 26}",
        "/data",
        "/audit",
        "/reports/looked_after/cla_overview?team=TA",
    ],
)
def test_a_member_is_refused_lists_journeys_data_audit_and_narrowed_figures(signed_in, page):
    answer = signed_in("elsie").get(page)
    assert answer.status_code == 403
    assert shows_no_child(answer.content.decode())


@pytest.mark.parametrize("person", ["audrey", "adam"])
def test_auditor_and_administrator_see_no_figure(signed_in, person):
    client = signed_in(person)
    home = text_of(client.get("/"))
    assert html.fromstring(home).find_class("app-figures") == []
    assert shows_no_child(home)
    for page in ("/measures", "/measures/looked_after/cla_open", "/reports", "/reports/looked_after/cla_overview"):
        assert client.get(page).status_code == 403


@pytest.mark.parametrize("person", ["dan", "ana"])
def test_every_page_of_official_figures_can_be_drawn_and_leads_to_no_child(signed_in, person):
    client = signed_in(person)
    for name, report in CATALOGUE.reports.items():
        answer = client.get(f"/reports/{name}?figures=official")
        if small_county.ACCOUNTS[person][2] in report.audience:
            assert OFFICIAL in words(text_of(answer))
            assert shows_no_child(answer.content.decode())
        else:
            assert answer.status_code == 404
    assert shows_no_child(text_of(client.get("/?figures=official")))


def test_a_number_withheld_is_neither_drawn_nor_written(signed_in):
    """Nine children of one team and four of the other: both are withheld, for the four are the thirteen less the nine."""
    text = text_of(signed_in("elsie").get("/reports/looked_after/cla_overview"))
    assert "Children looked after by team: too few to show on 31 March 2024." in words(text)
    assert "Bassetlaw team" not in text


def test_a_list_of_children_is_the_viewers_own_whatever_figures_the_address_names(signed_in):
    page = "/measures/looked_after/cla_open/children?from=2024-03-31&to=2024-03-31&grain=day"
    manager = signed_in("serena")
    plain, official = (words(text_of(manager.get(f"{page}{more}"))) for more in ("", "&figures=official"))
    assert OFFICIAL not in official
    assert plain == official


def test_only_viewers_without_children_who_may_see_official_figures_see_them_alone(home):
    from sherwood.access import viewers
    from sherwood.office import directory

    alone = {
        username
        for username in small_county.ACCOUNTS
        if sees_official_alone(viewers.for_account(home, directory.account_named(username).id))
    }
    assert alone == {"elsie"}
    member = viewers.for_account(home, directory.account_named("elsie").id)
    assert [name for name, report in sorted(CATALOGUE.reports.items()) if may_open(member, report)] == [*MEMBER_REPORTS]
