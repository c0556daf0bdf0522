"""The page components: each draws what its context says, escapes it, and leaves out what it was not given."""

import json
import re

import pytest
from lxml import html

from sherwood.definitions.home import Home
from sherwood.office.setup import prepare

TABLE = {
    "caption": "Children by team",
    "columns": [{"key": "team", "label": "Team"}, {"key": "open", "label": "Open", "numeric": True}],
    "rows": [
        {"cells": [{"text": "Ashfield", "href": "/t"}, {"text": "12", "tag": {"text": "Overdue", "tone": "red"}}]}
    ],
}


@pytest.fixture(scope="module")
def draw(tmp_path_factory):
    prepare(Home.at(tmp_path_factory.mktemp("home")))
    from django.template.loader import render_to_string

    return lambda name, **context: html.fromstring(f"<div>{render_to_string(name, context)}</div>")


def words(node):
    return re.sub(r"\s+", " ", node.text_content()).strip()


def test_table_names_every_header_and_its_box_can_be_reached_by_key(draw):
    page = draw("components/table.html", table=TABLE)
    assert [each.get("scope") for each in page.iter("th")] == ["col", "col", "row"]
    assert page.find_class("app-scroll")[0].get("tabindex") == "0"
    assert words(page.find(".//caption")) == "Children by team"


def test_table_cell_stands_under_its_own_column(draw):
    cell = draw("components/table.html", table=TABLE).find(".//td")
    assert cell.get("data-label") == "Open"
    assert "app-table__number" in cell.get("class")
    assert words(cell) == "12 Overdue"


def test_row_with_a_cell_too_few_is_refused(draw):
    short = TABLE | {"rows": [{"cells": [{"text": "Ashfield"}]}]}
    with pytest.raises(ValueError, match="shorter"):
        draw("components/table.html", table=short)


def test_table_without_a_total_has_no_foot(draw):
    assert draw("components/table.html", table=TABLE).find(".//tfoot") is None


def test_chart_carries_its_specification_as_data_that_cannot_break_out(draw):
    spec = {"data": {"values": [{"team": "</script><script>alert(1)</script>"}]}}
    chart = {"id": "c1", "title": "Fewer reviews in time", "sentence": "By month.", "spec": spec, "table": TABLE}
    page = draw("components/chart.html", chart=chart)
    (script,) = page.iter("script")
    assert json.loads(script.text) == spec
    assert page.find_class("app-chart")[0].get("data-spec") == script.get("id")


def test_chart_says_its_title_and_where_the_figures_are(draw):
    chart = {"id": "c1", "title": "Fewer reviews in time.", "sentence": "By month.", "spec": {}, "table": TABLE}
    page = draw("components/chart.html", chart=chart)
    assert (
        page.find_class("app-chart")[0].get("aria-label")
        == "Fewer reviews in time. By month. The figures are in the table below."
    )
    assert words(page.find(".//summary")) == "The figures: Fewer reviews in time."


def test_figure_that_may_not_be_opened_is_no_link(draw):
    page = draw("components/key_figures.html", figures=[{"label": "Missing", "value": "fewer than 5"}])
    assert page.find(".//a") is None
    assert "fewer than 5" in words(page)


def test_figure_links_to_its_list_and_to_how_it_is_worked_out(draw):
    page = draw(
        "components/key_figures.html", figures=[{"label": "Open", "value": "12", "href": "/c", "explain_href": "/m"}]
    )
    assert [each.get("href") for each in page.iter("a")] == ["/c", "/m"]


def test_tag_without_a_tone_is_grey(draw):
    assert "app-tag--grey" in draw("components/tag.html", tag={"text": "Noted"}).find(".//strong").get("class")


def test_name_not_yet_asked_for_is_nowhere_on_the_page(draw):
    page = draw("components/reveal.html", reveal={"what": "name", "stand_in": "A.B.", "action": "/show"})
    assert page.find(".//form").get("method") == "post"
    assert words(page) == "A.B. Show name"


def test_name_asked_for_is_shown_and_can_be_hidden_again(draw):
    page = draw("components/reveal.html", reveal={"what": "name", "value": "Alex Bell", "action": "/show"})
    assert page.find(".//form") is None
    assert page.find(".//span[@data-reveal='name']").text == "Alex Bell"


def test_filters_are_a_plain_form_that_keeps_what_was_chosen(draw):
    options = [{"value": "", "text": "All"}, {"value": "a", "text": "Ashfield", "selected": True}]
    fields = [
        {"name": "team", "label": "Team", "options": options},
        {"name": "since", "label": "From", "type": "date", "value": "2020-04-01"},
    ]
    page = draw(
        "components/filters.html",
        filters={"action": "/r", "clear_href": "/r", "summary": "Team: Ashfield", "fields": fields},
    )
    assert page.find(".//form").attrib["method"] == "get"
    assert page.find(".//option[@selected]").get("value") == "a"
    assert page.find(".//input").get("value") == "2020-04-01"
    assert [each.get("for") for each in page.iter("label")] == ["filter-team", "filter-since"]


def test_timeline_places_bars_in_percent_and_rings_what_was_late(draw):
    lanes = [
        {"label": "In care", "bars": [{"x": 12.5, "width": 40, "title": "Looked after"}]},
        {"label": "Reviews", "dots": [{"x": 30, "title": "late", "is_late": True}]},
    ]
    page = draw(
        "components/timeline.html",
        timeline={"id": "t", "title": "In care since 2018", "ticks": [], "today_x": 0, "lanes": lanes},
    )
    assert page.find(".//svg/svg").attrib["x"] == "12.5%"
    assert len(page.find_class("app-timeline__dot--late")) == 2
    assert len(page.find_class("app-timeline__today")) == 3


def test_timeline_that_ended_before_today_marks_no_today(draw):
    lane = {"label": "In care", "bars": []}
    page = draw(
        "components/timeline.html", timeline={"id": "t", "title": "T", "ticks": [], "today_x": None, "lanes": [lane]}
    )
    assert len(page.find_class("app-timeline__today")) == 1


def test_page_numbers_mark_the_present_page_and_the_gap(draw):
    pages = [{"number": 1, "href": "?page=1", "current": True}, {"gap": True}, {"number": 9, "href": "?page=9"}]
    page = draw(
        "components/pagination.html", pagination={"label": "children", "summary": "1 to 100 of 900", "pages": pages}
    )
    assert page.find(".//a[@aria-current='page']").text == "1"
    assert page.find_class("govuk-pagination__prev") == []
    assert len(page.find_class("govuk-pagination__item--ellipsis")) == 1


def test_words_given_to_a_note_are_escaped(draw):
    page = draw("components/note.html", note={"text": "<b>bold</b>", "points": ["one", "two"]})
    assert page.find(".//b") is None
    assert [words(each) for each in page.iter("li")] == ["one", "two"]


@pytest.mark.parametrize("name", ["403.html", "404.html", "429.html", "500.html"])
def test_error_page_stands_alone_without_context(draw, name):
    page = draw(name)
    assert len(page.findall(".//h1")) == 1
    assert page.find(".//script") is None
    assert "reference" not in words(page)


def test_error_page_names_the_reference_of_a_fault_of_ours(draw):
    assert "Give this reference too: 1f2e3d4c" in words(draw("500.html", reference="1f2e3d4c"))
