"""Explore as people use it: choose, see at once without a script, keep, share, pin; each sees their own children's figures."""

import re
import tomllib
import zipfile
from io import BytesIO

import pytest
from lxml import html
from tests.rooms.web import small_county

OPEN = "/explore?measure=cla_open"


def tree(answer):
    assert answer.status_code == 200, answer.content[:500]
    return html.fromstring(answer.content)


def words(answer):
    return re.sub(r"\s+", " ", tree(answer).text_content())


def figure(answer):
    """The one key figure of a page."""
    return tree(answer).xpath("//*[contains(@class, 'app-figure__value')]")[0].text_content().partition(":")[0].strip()


def keep(client, title="Ours", **more):
    answer = client.post("/explore/keep", {"measure": ["looked_after/cla_open"], "title": title, **more})
    assert answer.status_code == 302
    return answer["Location"]


@pytest.mark.parametrize(("person", "number"), [("wendy", "5"), ("mary", "8"), ("dan", "12")])
def test_each_sees_their_own_children_at_once(signed_in, person, number):
    assert figure(signed_in(person).get(OPEN)) == number


def test_the_form_is_a_plain_get_whose_address_names_no_person(signed_in):
    page = tree(signed_in("dan").get(OPEN + "&by=sex"))
    (form,) = page.xpath("//form[@aria-label='What to show']")
    assert form.get("method") == "get"
    assert {each.get("name") for each in form.xpath(".//input|.//select")} >= {"measure", "add", "by", "shows", "grain"}
    values = form.xpath(".//input/@value|.//option/@value")
    assert not [value for value in values for place in range(13) if small_county.number(place) in value]


def test_what_is_typed_becomes_the_measure_of_that_title_or_those_near_it(signed_in):
    client = signed_in("dan")
    assert figure(client.get("/explore?add=Children looked after")) == "12"
    assert "Children looked after" in words(client.get("/explore?add=loked after"))
    assert "No measure fits" in words(client.get("/explore?add=zzzz"))


@pytest.mark.parametrize("query", ["measure=nothing", "measure=cla_open&grain=hour", "measure=cla_open&by=shoe_size"])
def test_what_cannot_be_shown_is_answered_in_words(signed_in, query):
    assert signed_in("dan").get(f"/explore?{query}").status_code in (400, 404)


def test_a_members_choice_is_of_official_figures_with_small_numbers_withheld(signed_in):
    page = signed_in("elsie").get("/explore?measure=cla_open&by=team")
    assert "small numbers are withheld" in words(page)
    assert tree(page).xpath("//a[contains(@href, '/children?')]") == []
    assert signed_in("elsie").get("/explore?measure=cla_open&team=TA").status_code == 403


def test_a_member_is_offered_groups_and_not_the_codes_that_add_up_to_them(signed_in):
    def offered(person):
        return set(tree(signed_in(person).get("/explore?measure=cla_open")).xpath("//select[@name='by']/option/@value"))

    assert {"ethnicity", "ethnicity_group"} <= offered("dan")
    assert "ethnicity_group" in offered("elsie")
    assert not offered("elsie") & {"ethnicity", "placement_type"}


def test_it_is_taken_away_as_figures_and_as_a_definition(signed_in):
    client = signed_in("dan")
    book = client.get("/explore/export.xlsx?measure=cla_open&by=sex")
    assert "xl/workbook.xml" in zipfile.ZipFile(BytesIO(book.content)).namelist()
    held = tomllib.loads(client.get("/explore/report.toml?measure=cla_open&by=sex").content.decode())
    assert (held["key_figures"], held["pictures"][0]["by"]) == (["looked_after/cla_open"], "sex")
    assert client.get("/explore/export.exe?measure=cla_open").status_code == 404
    assert client.get("/explore/report.toml").status_code == 404


def test_the_definition_in_the_councils_folder_is_a_report_that_check_accepts(signed_in, home):
    from sherwood.definitions.catalogue import load_catalogue

    client = signed_in("dan")
    folder = home.council / "reports" / "local"
    folder.mkdir(parents=True)
    taken = client.get("/explore/report.toml?measure=cla_open&by=team&only=TA&only=TB")
    (folder / "ours.toml").write_bytes(taken.content)
    assert load_catalogue(home.council).report("ours").pictures[0].only == ("TA", "TB")
    assert figure(client.get("/reports/local/ours")) == figure(client.get(OPEN))


def test_a_kept_view_shows_each_who_opens_it_the_own_figures(signed_in):
    mary = signed_in("mary")
    view = keep(mary)
    assert figure(mary.get(view)) == "8"
    assert signed_in("bea").get(view).status_code == 404
    assert mary.post(f"{view}/share", {"role": ["team_manager", "no_such_role"]}).status_code == 302
    assert figure(signed_in("bea").get(view)) == "4"
    assert signed_in("wendy").get(view).status_code == 404
    assert "Ours" in words(signed_in("bea").get("/views"))
    assert "Ours" not in words(signed_in("wendy").get("/views"))


def test_only_its_owner_shares_or_takes_back_a_view(signed_in):
    mary, bea = signed_in("mary"), signed_in("bea")
    view = keep(mary)
    mary.post(f"{view}/share", {"role": ["team_manager"]})
    assert bea.post(f"{view}/share", {"role": ["worker"]}).status_code == 404
    assert bea.post(f"{view}/withdraw").status_code == 404
    mary.post(f"{view}/withdraw")
    assert mary.get(view).status_code == 404


def test_a_worker_keeps_views_but_shares_none(signed_in):
    wendy = signed_in("wendy")
    view = keep(wendy)
    wendy.post(f"{view}/share", {"role": ["worker"]})
    assert "shared with nobody" in words(wendy.get(view))


def test_a_name_of_several_lines_is_kept_as_one(signed_in):
    client = signed_in("dan")
    keep(client, title=" Ours\r\nand  theirs ")
    assert "Ours and theirs" in client.get("/views").content.decode()


def test_a_view_without_a_name_is_not_kept(signed_in):
    client = signed_in("dan")
    assert keep(client, title=" ").startswith("/explore?")
    assert "None yet" in words(client.get("/views"))


def test_what_is_pinned_stands_first_on_the_home_page(signed_in):
    client = signed_in("dan")
    client.post("/views/pin", {"kind": "report", "name": "looked_after/cla_overview", "act": "pin", "back": "/"})
    headings = [each.text_content() for each in tree(client.get("/")).xpath("//h2")]
    assert headings[0] == "Pinned by you"
    client.post("/views/pin", {"kind": "report", "name": "looked_after/cla_overview", "act": "unpin", "back": "/"})
    assert "Pinned by you" not in words(client.get("/"))


def test_what_one_may_not_open_can_not_be_pinned(signed_in):
    pinned = {"kind": "report", "name": "looked_after/cla_overview", "act": "pin"}
    assert signed_in("nora").post("/views/pin", pinned).status_code == 403
    assert signed_in("dan").post("/views/pin", {**pinned, "name": "no/such"}).status_code == 404
    assert signed_in("dan").post("/views/pin", {**pinned, "kind": "child"}).status_code == 404


def test_after_pinning_nobody_is_led_off_the_site(signed_in):
    pinned = {"kind": "measure", "name": "looked_after/cla_open", "back": "//elsewhere.example/"}
    assert signed_in("dan").post("/views/pin", pinned)["Location"] == "/"


def test_what_was_opened_lately_stands_on_the_home_page_of_who_opened_it(signed_in):
    dan, ana = signed_in("dan"), signed_in("ana")
    dan.get("/reports/looked_after/cla_overview")
    assert "Opened lately by you" in words(dan.get("/"))
    page = words(ana.get("/"))
    assert "Opened lately by you" not in page
    assert "Opened most by everybody" in page


def test_a_noted_date_stands_on_the_measures_chart_for_staff_and_not_for_members(signed_in):
    mary = signed_in("mary")
    page = "/measures/looked_after/cla_open"
    mary.post(f"{page}/dates", {"day": "2024-02-10", "words": "A new panel began"})
    assert "10 Feb 2024: A new panel began" in words(signed_in("wendy").get(OPEN))
    assert "A new panel" not in words(signed_in("elsie").get(page))
    assert signed_in("wendy").post(f"{page}/dates", {"day": "2024-02-10", "words": "x"}).status_code == 403
    assert "Enter a day" in words(mary.post(f"{page}/dates", {"day": "soon", "words": "x"}, follow=True))


def test_search_finds_what_was_meant_and_leads_to_it(signed_in):
    page = tree(signed_in("dan").get("/search?q=LAC"))
    assert "/measures/looked_after/cla_open" in page.xpath("//a/@href")
    assert "Nothing fits" in words(signed_in("dan").get("/search?q=zzzz"))
