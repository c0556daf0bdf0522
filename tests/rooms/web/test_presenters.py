import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.reports.document import (
    Cell,
    Chart,
    Choice,
    Document,
    Drill,
    Figure,
    KeyFigures,
    Lane,
    Name,
    Note,
    Section,
    Table,
    TableColumn,
    Tag,
    Timeline,
    TimelineItem,
)
from sherwood.web.presenters import paging
from sherwood.web.presenters.timeline import timeline

KEY = "abcdefghijklmnopqrstuvwxyz"
START, TODAY, END = dt.date(2020, 1, 1), dt.date(2021, 1, 1), dt.date(2022, 1, 1)
SMALL = Table("Teams", (TableColumn("Team"), TableColumn("Open", is_number=True)), ((Cell("A"), Cell("1", number=1)),))


def axis(*lanes, start=START, today=TODAY, end=END):
    return timeline(Timeline("Time in care", "One placement.", start, end, today, lanes))


@pytest.fixture
def links(home):
    from sherwood.web.presenters import links

    return links


@pytest.fixture
def pages(home):
    from sherwood.web.presenters import pages

    return pages


def document(*blocks, **more):
    return Document(
        "looked_after/x", "Title", "Question?", "Data to …", "You see …", (Section("Part", blocks),), **more
    )


@pytest.mark.parametrize(
    ("drill", "address"),
    [
        (None, ""),
        (Drill("child", KEY), f"/children/{KEY}"),
        (Drill("child", "5669000"), ""),
        (Drill("report", "cla_overview"), "/reports/looked_after/cla_overview"),
        (Drill("measure", "looked_after/cla_open"), "/measures/looked_after/cla_open"),
        (
            Drill("children", "cla_open", {"from": "2024-03-31", "to": "2024-03-31", "team": "", "sex": "1"}),
            "/measures/looked_after/cla_open/children?from=2024-03-31&to=2024-03-31&sex=1",
        ),
    ],
)
def test_each_drill_leads_to_its_address_with_the_filters_that_say_something(links, drill, address):
    assert links.href(drill) == address


def test_what_stands_in_a_filter_cannot_break_out_of_the_address(links):
    assert links.with_query("/reports", {"team": "A&b=c#d"}) == "/reports?team=A%26b%3Dc%23d"


def test_a_list_that_fits_on_one_page_has_no_links():
    assert paging.pagination("/x", {}, "Children", total=100, page=1, page_size=100) is None
    assert paging.pagination("/x", {}, "Children", total=0, page=1, page_size=100) is None


def test_a_long_list_has_links_that_keep_the_filters():
    found = paging.pagination("/x", {"team": "TA"}, "Children", total=1633, page=9, page_size=100)
    assert found["summary"] == "Showing 801 to 900 of 1,633"
    assert found["previous_href"] == "/x?team=TA&page=8"
    assert found["next_href"] == "/x?team=TA&page=10"
    assert [each.get("number", "…") for each in found["pages"]] == [1, "…", 7, 8, 9, 10, 11, "…", 17]
    assert [each["number"] for each in found["pages"] if each.get("current")] == [9]


def test_the_first_and_the_last_page_lead_one_way_only():
    first, last = (paging.pagination("/x", {}, "C", total=150, page=page, page_size=100) for page in (1, 2))
    assert (first["previous_href"], first["next_href"]) == ("", "/x?page=2")
    assert (last["previous_href"], last["next_href"]) == ("/x?page=1", "")
    assert last["summary"] == "Showing 101 to 150 of 150"


@given(st.integers(101, 5000), st.integers(1, 50))
def test_pages_shown_rise_from_first_to_last_and_hold_the_present_one(total, page):
    last = -(-total // 100)
    page = min(page, last)
    found = paging.pagination("/x", {}, "C", total=total, page=page, page_size=100)
    numbers = [each["number"] for each in found["pages"] if "number" in each]
    assert numbers == sorted(set(numbers))
    assert (numbers[0], numbers[-1]) == (1, last)
    assert page in numbers


def test_a_spell_is_a_bar_from_its_first_to_its_last_day():
    lane = axis(Lane("Placement", (TimelineItem("Foster care", START, END),)))["lanes"][0]
    (bar,) = lane["bars"]
    assert (bar["x"], bar["width"]) == (0, 100)
    assert bar["label"] == "Foster care"
    assert bar["title"] == "Foster care, 1 Jan 2020 to 1 Jan 2022"


def test_a_spell_of_one_day_can_be_seen():
    (bar,) = axis(Lane("Missing", (TimelineItem("Missing", TODAY, TODAY),)))["lanes"][0]["bars"]
    assert bar["width"] > 0


def test_a_spell_carries_its_short_words_and_says_the_full_ones_when_pointed_at():
    item = TimelineItem("Other foster carer, long term; Own provision", START, END, short="Foster care: other")
    (bar,) = axis(Lane("Placement", (item,)))["lanes"][0]["bars"]
    assert bar["label"] == "Foster care: other"
    assert bar["title"].startswith("Other foster carer, long term; Own provision, 1 Jan 2020")


def test_a_late_moment_is_ringed_and_one_in_time_is_not():
    items = (TimelineItem("Review", START, None, "late"), TimelineItem("Review", START, None, "good"))
    assert [each["is_late"] for each in axis(Lane("Reviews", items))["lanes"][0]["dots"]] == [True, False]


def test_what_is_due_is_marked_as_due_even_when_its_day_has_gone():
    items = tuple(
        TimelineItem("Review due", day, tone=tone, is_due=True) for day, tone in ((START, "late"), (END, "soon"))
    )
    lane = axis(Lane("Reviews", items))["lanes"][0]
    assert lane["dots"] == []
    assert [each["x"] for each in lane["dues"]] == [0, 100]


def test_today_is_drawn_only_where_it_lies_on_the_axis():
    assert axis(today=TODAY)["today_x"] == pytest.approx(50.068, abs=0.001)
    assert axis(today=dt.date(2022, 1, 2))["today_x"] is None


def test_each_new_year_is_marked_and_at_most_eight_of_many():
    assert [each["label"] for each in axis(end=dt.date(2022, 6, 1))["ticks"]] == ["2021", "2022"]
    assert len(axis(start=dt.date(2000, 5, 1), end=dt.date(2024, 5, 1))["ticks"]) <= 8
    assert axis(start=dt.date(2021, 5, 1), end=dt.date(2021, 6, 1))["ticks"] == []


def test_a_short_time_is_marked_by_quarters():
    ticks = axis(start=dt.date(2020, 11, 1), end=dt.date(2021, 8, 31))["ticks"]
    assert [each["label"] for each in ticks] == ["Jan 2021", "Apr 2021", "Jul 2021"]


def test_a_mark_at_the_right_edge_has_no_words_that_would_run_over_it():
    assert axis()["ticks"][-1] == {"x": 100, "label": ""}


@given(st.lists(st.tuples(st.dates(dt.date(2010, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 4000)), max_size=5))
def test_nothing_is_ever_drawn_off_the_axis(spells):
    items = tuple(TimelineItem("x", first, first + dt.timedelta(days=days)) for first, days in spells)
    for bar in axis(Lane("Lane", items))["lanes"][0]["bars"]:
        assert 0 <= bar["x"] <= 100
        assert 0 < bar["width"] <= 100


def test_each_kind_of_block_becomes_its_component(pages):
    blocks = (
        KeyFigures((Figure("Open", "8", tag=Tag("Late", "late"), explains=Drill("measure", "cla_open")),)),
        SMALL,
        Table("Empty", SMALL.columns, (), empty="Nobody is here."),
        Timeline("Time", "", START, END, TODAY, ()),
        Note("Read with care.", heading="Caveat", drill=Drill("child", KEY)),
        Name("", "R. H.", KEY),
        Chart("c", "Rose", "Since.", {"mark": "line"}, SMALL),
    )
    (part,) = pages.page(document(*blocks), "/x", {})["sections"]
    assert [each["kind"] for each in part["blocks"]] == ["figures", "table", "empty", "timeline", "note", "reveal"]
    figure = part["blocks"][0]["figures"][0]
    assert figure["tag"] == {"text": "Late", "tone": "red"}
    assert figure["explain_href"] == "/measures/looked_after/cla_open"
    assert figure["href"] == ""
    assert part["blocks"][2]["empty"] == {"title": "Empty", "reason": "Nobody is here."}
    assert part["blocks"][4]["note"]["href"] == f"/children/{KEY}"
    assert part["charts"][0]["spec"] == {"mark": "line"}


def test_charts_are_announced_only_where_there_is_one(pages):
    assert pages.page(document(Chart("c", "t", "", {}, SMALL)), "/x", {})["has_charts"]
    assert not pages.page(document(SMALL), "/x", {})["has_charts"]


def test_a_caption_that_repeats_the_heading_is_hidden(pages):
    (part,) = pages.page(document(Table("Part", SMALL.columns, SMALL.rows), SMALL), "/x", {})["sections"]
    assert [each["table"]["hide_caption"] for each in part["blocks"]] == [True, False]


def test_filters_show_what_is_chosen_and_carry_the_rest_but_not_the_page(pages):
    choices = (
        Choice("team", "Team", (("", "All"), ("TA", "Ashfield")), "TA"),
        Choice("as_at", "As at", (), "2024-03-31"),
    )
    context = pages.page(document(SMALL, choices=choices), "/x", {"team": "TA", "figures": "official", "page": "3"})
    found = context["filters"]
    assert found["summary"] == "Team: Ashfield. As at: 2024-03-31."
    assert [each["text"] for each in found["fields"][0]["options"] if each["selected"]] == ["Ashfield"]
    assert found["fields"][1]["type"] == "date"
    assert found["hidden"] == [{"name": "figures", "value": "official"}]


def test_without_choices_there_is_no_form(pages):
    assert pages.page(document(SMALL), "/x", {})["filters"] is None


def test_official_figures_are_one_click_away_and_back(pages):
    there = pages.figures_switch("/x", {"team": "TA"})
    assert there["href"] == "/x?team=TA&figures=official"
    assert pages.figures_switch("/x", {"team": "TA", "figures": "official"})["href"] == "/x?team=TA"


def test_every_measure_of_the_catalogue_can_be_explained(home):
    from sherwood.definitions.catalogue import load_catalogue
    from sherwood.web.presenters.definition import definition

    catalogue = load_catalogue()
    for measure in catalogue.measures.values():
        found = definition(measure, catalogue)
        terms = [each["term"] for each in found["facts"]]
        assert {"Counted", "Direction", "Identifier", "Version"} <= set(terms), measure.id
        assert found["sources"], measure.id
        assert re.search(r"\d", found["example"]["answer"]), measure.id
        assert bool(found["limits"]) <= bool(measure.timescale), measure.id


def test_a_name_is_a_form_until_it_was_asked_for_and_nothing_where_there_is_none(pages):
    from sherwood.web.presenters.blocks import name

    assert name(Name("", "R. H.", KEY))["action"] == f"/children/{KEY}/name"
    assert name(Name("", "R. H.", KEY))["stand_in"] == "Initials: R. H."
    assert name(Name("Robin Hood", "R. H.", KEY))["value"] == "Robin Hood"
    assert name(Name("", "", KEY)) == {"what": "name", "value": "", "stand_in": "", "action": ""}


@pytest.mark.parametrize(
    ("values", "points"),
    [
        ((), ""),
        ((5.0,), ""),
        ((1.0, 1.0), "2.0,15.0 94.0,15.0"),
        ((0.0, 10.0, 5.0), "2.0,28.0 48.0,2.0 94.0,15.0"),
    ],
)
def test_a_course_is_a_line_from_left_to_right_with_the_highest_value_on_top(values, points):
    from sherwood.web.presenters.shapes import line

    assert line(values) == points


def test_the_parts_of_a_bar_follow_each_other_and_one_of_nothing_is_not_drawn():
    from sherwood.web.presenters.shapes import bar

    assert bar((0.5, 0.0, 0.25)) == [
        {"x": 0.0, "width": 50.0, "number": 1},
        {"x": 50.0, "width": 25.0, "number": 3},
    ]
    assert bar(()) == []


@pytest.mark.parametrize(
    ("filters", "words", "way"),
    [({"period": "all"}, "Show the whole time", "?period=all"), ({}, "Show the last three years", "")],
)
def test_a_journey_leads_to_the_same_over_another_time(pages, filters, words, way):
    found = Timeline("Time", "", START, END, TODAY, (), other=Drill("child", KEY, filters))
    assert timeline(found)["other"] == {"href": f"/children/{KEY}{way}", "title": words}
    assert timeline(Timeline("Time", "", START, END, TODAY, ()))["other"] is None
