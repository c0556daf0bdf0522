"""One child's page: who and how now, without the name; the axis; what is due; everything with its source."""

import dataclasses
import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import KeptTrail

from sherwood import reports
from sherwood.reports.caseload import caseload
from sherwood.reports.document import KeyFigures, Name, Note, Table, Timeline
from sherwood.reports.journey.axis import BANDS, DOTS, lanes
from sherwood.reports.journey.header import header, initials
from sherwood.reports.journey.record import WANTED, was_late
from sherwood.reports.journey.tables import PAGE_SIZE

HIGH = dt.date(9999, 12, 31)


def blocks(document, kind):
    return [each for part in document.sections for each in part.blocks if isinstance(each, kind)]


@pytest.fixture
def own(desk, stretched):
    return desk(stretched)


@pytest.fixture
def key(own):
    """The child of the worker's with most behind it: one with a protection plan, if there is one."""
    rows = caseload(own)
    planned = [row for row in rows if row["status"] == "child_protection_plan"]
    return str((planned or rows)[0]["record_key"])


def written(desk):
    trail = KeptTrail()
    return dataclasses.replace(desk, viewer=dataclasses.replace(desk.viewer, trail=trail)), trail


def test_the_page_has_its_header_what_is_due_its_axis_and_its_rows(own, key):
    document = reports.journey(own, key)
    assert [part.title for part in document.sections] == ["Now", "What is due", "Family", "History"]
    labels = [each.label for each in blocks(document, KeyFigures)[0].figures]
    assert labels[:3] == ["Age", "Status", "Worker"]
    assert labels[-1] == "Next due"
    (axis,) = blocks(document, Timeline)
    assert axis.today == own.day
    assert {"Child in need", "Worker"} <= {lane.label for lane in axis.lanes}


def test_the_name_is_shown_only_when_asked_for_and_stands_in_no_title(own, key):
    looked, trail = written(own)
    (name,) = blocks(reports.journey(looked, key), Name)
    assert name.value == ""
    assert name.initials
    assert [each.action for each in trail.entries] == ["child opened"]
    asked = reports.journey(looked, key, with_name=True)
    (name,) = blocks(asked, Name)
    assert len(name.value.split()) >= 2
    assert "".join(part[0] for part in name.value.split())[0] == name.initials[0]
    assert [each.action for each in trail.entries][1:] == ["child opened", "child name shown"]
    assert not [part for part in name.value.split() if part in f"{asked.title} {asked.id} {asked.question}"]
    assert not [part for part in name.value.split() if part in str(trail.entries)]


def test_a_child_of_no_name_has_no_initials_to_ask_behind(own):
    person = {"forename": None, "surname": None}
    assert initials(person) == ""
    assert initials({"forename": "robin", "surname": "Hood"}) == "R. H."


def test_everything_of_three_years_is_there_newest_first_with_its_source(own, key):
    document = reports.journey(own, key)
    table = next(each for each in blocks(document, Table) if each.caption.startswith("Everything"))
    days = [row[0].date for row in table.rows]
    assert days == sorted(days, reverse=True)
    assert len(table.rows) == min(table.total_rows, PAGE_SIZE)
    assert all(row[5].text and ":" in row[5].detail for row in table.rows)
    assert all(row[4].date >= row[0].date for row in table.rows)
    (axis,) = blocks(document, Timeline)
    assert min(days) >= axis.start


def test_the_whole_time_is_one_click_away_where_there_is_more(own):
    for row in caseload(own):
        recent = reports.journey(own, row["record_key"])
        (axis,) = blocks(recent, Timeline)
        (whole,) = blocks(reports.journey(own, row["record_key"], whole=True), Timeline)
        assert whole.start <= axis.start
        assert (axis.other is not None) == (whole.start < axis.start)
        assert axis.other is None or axis.other.filters == {"period": "all"}
        assert whole.other.filters == {}


def rows_of(document):
    return next(each for each in blocks(document, Table) if each.caption.startswith("Everything"))


def test_the_second_page_of_the_rows_goes_on_where_the_first_ends(own):
    for row in caseload(own):
        first, second = (rows_of(reports.journey(own, row["record_key"], page=page)) for page in (1, 2))
        if first.total_rows > PAGE_SIZE:
            assert second.rows[0][0].date <= first.rows[-1][0].date
            return
    pytest.fail("no child of the worker's has a second page")


def test_what_is_due_is_on_the_axis_in_the_rows_and_in_the_header(own):
    row = next(row for row in caseload(own) if row["due_date"])
    document = reports.journey(own, row["record_key"])
    due = next(each for each in blocks(document, Table) if each.caption == "What is due")
    assert due.rows[0][1].date == row["due_date"]
    (axis,) = blocks(document, Timeline)
    marks = next(lane for lane in axis.lanes if lane.label == "Due").items
    assert [item.start for item in marks] == [each[1].date for each in due.rows]
    assert all(item.is_due for item in marks)
    assert axis.end > max(item.start for item in marks)


def test_another_workers_child_and_no_child_have_no_page_with_a_name_or_without(desk, own):
    mine = {row["record_key"] for row in caseload(own)}
    theirs = next(row["record_key"] for row in caseload(desk()) if row["record_key"] not in mine)
    looked, trail = written(own)
    for key in (theirs, "a" * 26):
        assert reports.journey(looked, key) is None
        assert reports.journey(looked, key, with_name=True) is None
    assert trail.entries == []


def test_the_childs_number_stands_in_the_text_alone(own, key):
    document = reports.journey(own, key)
    number = blocks(document, Note)[0].text.split()[2].strip(".")
    assert number.isdigit()
    assert number not in f"{document.title} {document.id} {document.question}"


def record(**rows):
    person = dict.fromkeys(WANTED["person"]) | {"source_id": "1", "is_unborn": False, "is_uasc": False}
    return {name: [] for name in WANTED} | {"person": [person | rows.pop("person", {})]} | rows


def figures(desk, **rows):
    _, found, *_ = header(desk, "a" * 26, record(**rows), "")
    return {each.label: each for each in found.figures}


def test_an_unborn_child_has_no_age_but_the_day_it_is_expected(own):
    expected = own.day + dt.timedelta(days=60)
    shown = figures(own, person={"is_unborn": True, "expected_birth_date": expected})["Age"]
    assert (shown.value, shown.detail[:8]) == ("Not yet born", "expected")


@pytest.mark.parametrize(
    ("days", "value"), [(0, "Under 1 year"), (364, "Under 1 year"), (366, "1 year"), (740, "2 years")]
)
def test_age_is_in_whole_years(own, days, value):
    assert figures(own, person={"birth_date": own.day - dt.timedelta(days=days)})["Age"].value == value


def spell(desk, **more):
    return {"start_date": desk.day - dt.timedelta(days=9), "until_date": HIGH, "end_date": HIGH, **more}


def test_a_child_looked_after_with_a_plan_counts_as_looked_after(own):
    care = spell(own, reason_ceased=None, is_short_break=False)
    plan = spell(own, latest_category="NEG")
    assert figures(own, period_of_care=[care], child_protection_plan=[plan])["Status"].value == "Looked after"
    assert figures(own, child_protection_plan=[plan])["Status"].value == "Child protection plan"
    assert figures(own, period_of_care=[care | {"is_short_break": True}])["Status"].value == "No open case"
    assert figures(own)["Status"].value == "No open case"


def test_a_young_person_who_left_care_is_leaving_care(own):
    shown = figures(own, care_leaver_now=[{"eligibility": None, "personal_adviser": "Pat"}])["Status"]
    assert shown.value == "Leaving care"


def test_a_visit_made_after_its_last_day_is_ringed_and_one_without_a_limit_is_neither(own):
    def visit(day):
        return {"event_date": day, "kind": "child_protection_visit", "detail": None, "detail_codelist": None}

    days = [own.day - dt.timedelta(days=back) for back in (40, 20, 5)]
    due = {"kind": "child_protection_visit", "clock_date": days[0], "until_date": HIGH}
    tasks = [
        due | {"due_date": days[0], "done_date": days[0]},
        due | {"due_date": days[1] - dt.timedelta(days=1), "done_date": days[1]},
    ]
    told = record(event=[visit(day) for day in days], task=tasks)
    (lane,) = [each for each in lanes(own, told, days[0], own.day) if each.label == "Visits"]
    assert [item.tone for item in lane.items] == ["good", "late", None]
    assert was_late(told) == {("child_protection_visit", days[0]): False, ("child_protection_visit", days[1]): True}


def test_a_spell_that_ended_before_the_window_is_not_drawn_and_one_that_goes_on_ends_today(own):
    start = own.day - dt.timedelta(days=30)
    old = spell(own, start_date=start - dt.timedelta(days=90), end_date=start - dt.timedelta(days=1))
    going = spell(own, start_date=start - dt.timedelta(days=60))
    told = record(child_in_need_plan=[old, going])
    (lane,) = lanes(own, told, start, own.day)
    assert [(item.start, item.until) for item in lane.items] == [(going["start_date"], own.day)]


def test_every_band_and_dot_is_read_from_what_the_page_asks_for(own):
    for band in BANDS:
        assert {"start_date", band.ends} <= set(WANTED[band.table])
    known = set(own.catalogue.codelist("event_kind").codes)
    assert {kind for kinds in DOTS.values() for kind in kinds} <= known


def test_every_column_the_page_asks_for_is_declared(own):
    for table, columns in WANTED.items():
        assert set(columns) <= set(own.catalogue.table(table).columns)


def test_the_family_lists_children_with_a_way_to_their_page_and_says_always_that_others_are_not_told(own, key):
    (part,) = [each for each in reports.journey(own, key).sections if each.title == "Family"]
    table, note = part.blocks
    assert "neither listed nor counted" in note.text
    assert all(row[0].drill.kind == "child" and row[0].drill.id != key for row in table.rows)
    assert table.holds_children
