"""A worker's first page: what is overdue, what is due, what changed, and the children."""

import dataclasses
import datetime as dt

import pytest

from sherwood import reports
from sherwood.reports.caseload import caseload, caseload_words
from sherwood.reports.document import KeyFigures, Note, Table
from sherwood.reports.figures import figure
from sherwood.reports.news import MOST_SHOWN, last_received, news, news_section
from sherwood.reports.statuses import Status
from sherwood.reports.tasks import decisions, how_long, is_overdue, said, tasks

TODAY = dt.date(2026, 11, 20)


def part(document, title):
    return next(each for each in document.sections if each.title == title)


def table_of(section):
    (table,) = [each for each in section.blocks if isinstance(each, Table)]
    return table


@pytest.fixture
def own(desk, stretched):
    return desk(stretched)


def test_a_worker_reads_what_is_overdue_first_then_what_is_due_what_changed_and_the_children(own):
    document = reports.home(own)
    titles = [each.title for each in document.sections]
    assert titles[:4] == ["Overdue", "Due in the next ten working days", "Changed since yesterday", "My children"]
    assert document.title == "Today"
    assert document.names_children


def test_the_longest_overdue_stands_first_and_each_says_overdue_and_the_days(own):
    table = table_of(part(reports.home(own), "Overdue"))
    late = [row[3].number for row in table.rows]
    assert late == sorted(late, reverse=True)
    assert min(late) > 0
    assert all(row[3].tag.text == "OVERDUE" and "late" in row[3].text for row in table.rows)


def test_what_is_due_stands_in_the_order_of_its_days(own):
    table = table_of(part(reports.home(own), "Due in the next ten working days"))
    days = [row[2].date for row in table.rows]
    assert days == sorted(days)
    assert min(days) >= own.day


def test_overdue_and_due_are_as_many_as_the_measures_count(own):
    rows = tasks(own)
    late = sum(is_overdue(row, own.day) for row in rows)
    assert figure(own, own.catalogue.measure("work_overdue")).value == str(late)
    assert figure(own, own.catalogue.measure("all_work_due")).value == str(len(rows))
    assert said(rows, own.day).text.startswith(f"{late} thing")


def test_a_thing_due_today_is_not_overdue():
    assert how_long(TODAY, TODAY).tag.text == "Due today"
    assert how_long(TODAY - dt.timedelta(days=1), TODAY).text == "1 day late"
    assert how_long(TODAY + dt.timedelta(days=2), TODAY).tag is None
    assert not is_overdue({"due_date": TODAY}, TODAY)


def test_a_worker_with_nothing_to_do_is_told_so(desk, idle):
    note, table = part(reports.home(desk(idle)), "Overdue").blocks
    assert note.text == "Nothing is overdue; 0 are due in the next ten working days."
    assert table.rows == ()
    assert table.empty.startswith("Nothing is overdue")


def test_every_child_has_one_status_and_all_of_them_are_counted_in_the_sentence(own):
    rows = caseload(own)
    assert {row["status"] for row in rows} <= {each.value for each in Status}
    assert caseload_words(rows).startswith(f"You hold {len(rows)} child")
    numbers = [int(word) for word in caseload_words(rows).replace(",", "").split() if word.isdigit()]
    assert sum(numbers[1:]) == numbers[0] == len(rows)


def test_children_looked_after_stand_before_those_with_plans_and_those_without(own):
    order = [Status(row["status"]) for row in caseload(own)]
    assert order == sorted(order, key=list(Status).index)


def test_the_last_visit_is_never_after_the_day_of_the_page(own):
    seen = [row["seen_date"] for row in caseload(own) if row["seen_date"]]
    assert seen
    assert max(seen) <= own.day


def test_what_is_due_next_for_a_child_is_the_earliest_of_its_things(own):
    first = {}
    for row in tasks(own):
        first[row["record_key"]] = min(first.get(row["record_key"], row["due_date"]), row["due_date"])
    assert first
    told = {row["record_key"]: row["due_date"] for row in caseload(own)}
    assert {key: told[key] for key in first} == first


def test_news_are_of_the_last_day_on_which_anything_was_received(own):
    heard = last_received(own)
    assert heard == max(dt.date.fromisoformat(each["received"]) for each in own.reader.manifest["deliveries"])
    keys = {row["record_key"] for row in caseload(own)}
    assert {row["record_key"] for row in news(own)} <= keys


def test_where_nothing_changed_it_is_said_so_with_the_day_of_the_files(own):
    (note,) = news_section(own, (), {}).blocks
    assert isinstance(note, Note)
    assert note.text.startswith("Nothing new about your children came with the files of ")


def event(kind, **more):
    row = {"record_key": "a" * 26, "event_date": TODAY, "kind": kind, "detail": None, "detail_codelist": None}
    return {**row, "taken_by": None, **more}


def test_a_child_who_came_to_the_worker_is_said_to_be_allocated_to_them(own):
    mine = event("worker_changed", taken_by=own.viewer.worker_id)
    (line,) = table_of(news_section(own, (mine,), {})).rows
    assert line[1].text == "Allocated to you"
    (line,) = table_of(news_section(own, (event("worker_changed", taken_by="NOBODY"),), {})).rows
    assert line[1].text == "Allocated to NOBODY"


def test_what_an_event_adds_is_said_in_words_and_never_as_a_code(own):
    started = event("child_protection_plan_started", detail="NEG", detail_codelist="category_of_abuse")
    (line,) = table_of(news_section(own, (started,), {"a" * 26: "RH"})).rows
    assert (line[0].text, line[1].text, line[1].detail) == ("RH · AAAA", "Child protection plan started", "Neglect")


def test_of_many_events_the_latest_are_shown_and_it_is_said_how_many_are_left(own):
    rows = [event("contact", event_date=TODAY - dt.timedelta(days=days)) for days in range(MOST_SHOWN + 3)]
    section = news_section(own, rows, {})
    assert len(table_of(section).rows) == MOST_SHOWN
    assert "3 older ones stand in the children's journeys" in section.blocks[0].text


def test_children_stand_under_their_initials_and_the_way_to_them_is_the_record_key(own):
    for row in table_of(part(reports.home(own), "My children")).rows:
        initials, _, label = row[0].text.partition(" · ")
        assert initials.isalpha()
        assert len(initials) == 2
        assert row[0].drill.name.startswith(label.lower())


def test_every_look_at_the_page_is_written_although_its_answers_are_kept(own):
    from tests.rooms.measures.small_warehouse import KeptTrail

    trail = KeptTrail()
    mine = dataclasses.replace(own, viewer=dataclasses.replace(own.viewer, trail=trail))
    first, second = (len(trail.entries) for _ in range(2) if reports.home(mine))
    assert second == 2 * first > 0
    assert {each.action for each in trail.entries} == {"child list seen"}


def test_the_caseload_figure_leads_to_its_list(own):
    (figures,) = [each for each in part(reports.home(own), "At a glance").blocks if isinstance(each, KeyFigures)]
    assert figures.figures[0].label == "Children allocated to workers"
    assert figures.figures[0].drill.kind == "children"


def test_a_manager_decides_on_assessments_conferences_and_reviews_and_on_no_visit(desk, as_manager):
    rows = decisions(desk(as_manager), 12)
    assert len(rows) <= 12
    assert not [row for row in rows if row["kind"].endswith("visit")]
    days = [row["due_date"] for row in rows]
    assert days == sorted(days)
