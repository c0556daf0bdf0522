"""The lists of Annex A of any day: the official workbook, read again row for row, each row traced to the line it was read in."""

import csv
import datetime as dt
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from tests.promises.conftest import WHOLE
from tests.support import counties

from sherwood.access import NotAllowed
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.errors import Problem
from sherwood.jobs.returns import export_lists
from sherwood.jobs.returns import inspection as job
from sherwood.store import Reader

TABLES = load_catalogue().feed("annex_a").year_for("2025-26").tables
SHEETS = [each.sheet_names[0] for each in TABLES.values()]


@pytest.fixture(scope="module")
def day(returns):
    """The day of the lists that the county sent last."""
    found = Reader.current(returns.homes["annex_a"], counties.AUTHORITY)
    return max(row["period_end"] for row in _rows(found, "landing_annex_a_children_in_need"))


@pytest.fixture(scope="module")
def lists(returns, day, tmp_path_factory):
    """The lists as written from the home with every feed, and from the one that never saw a list."""
    return {
        name: export_lists(
            returns.homes[name], counties.AUTHORITY, as_at=day, folder=tmp_path_factory.mktemp("lists") / name
        )
        for name in (WHOLE, "ssd")
    }


def _rows(reader, table):
    from sqlglot import exp

    return reader.select(exp.select("*").from_(table)).dicts()


def sheet(found, name):
    """The headings and rows of a sheet of the workbook as anybody reads it."""
    book = load_workbook(found.files[0], read_only=True)
    headings, *rows = book[name].iter_rows(values_only=True)
    return list(headings), [dict(zip(headings, row, strict=True)) for row in rows if any(row)]


def checks(found, name):
    headings, *rows = load_workbook(found.files[1], read_only=True)[name].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_the_workbook_has_eleven_lists_with_the_official_headings(lists):
    assert load_workbook(lists[WHOLE].files[0], read_only=True).sheetnames == SHEETS
    assert len(SHEETS) == 11
    for table in TABLES.values():
        headings, _ = sheet(lists[WHOLE], table.sheet_names[0])
        assert headings == [column.header for column in table.columns.values()]


@pytest.mark.parametrize("name", [WHOLE, "ssd"])
def test_every_row_comes_back_as_it_was_written(lists, name):
    assert [(each, rows) for each, _, rows, _ in lists[name].lists] == [
        (each, same) for each, _, _, same in lists[name].lists
    ]
    assert sum(rows for _, _, rows, _ in lists[name].lists) > 300
    assert not [each for each in lists[name].problems if each[2] == "read_again"]


# The list, what starts a row, and the share of its rows that the county's own lists of the day must hold too, and the other way.
AGREE = {
    "contacts": ("contact_date", 0.95),
    "referrals": ("referral_date", 0.95),
    "assessments": ("start_date", 0.95),
    "section_47": ("strategy_date", 0.9),
    "child_protection_plans": ("start_date", 0.9),
    "children_in_care": ("start_date", 0.9),
}


@pytest.mark.parametrize("name", AGREE)
def test_lists_made_of_case_records_are_those_the_county_sent(lists, returns, day, name):
    start, least = AGREE[name]
    reader = Reader.current(returns.homes["annex_a"], counties.AUTHORITY)
    sent = {
        (row["child"], row[start])
        for row in _rows(reader, f"landing_annex_a_{name}")
        if row["period_end"] == day and row[start] is not None
    }
    table = TABLES[name]
    child, began = table.columns["child"].header, table.columns[start].header
    made = {(str(row[child]), row[began].date()) for row in sheet(lists["ssd"], table.sheet_names[0])[1]}
    assert len(sent & made) >= least * max(len(sent), len(made)), (len(sent), len(made), len(sent & made))


def test_nothing_of_after_the_day_is_told(lists, day):
    for name in SHEETS:
        for row in sheet(lists[WHOLE], name)[1]:
            told = {key: cell.date() for key, cell in row.items() if isinstance(cell, dt.datetime)}
            assert all(cell <= day or "Birth" in key for key, cell in told.items()), (name, told)


def test_every_row_is_traced_to_a_line_that_holds_the_child(lists, returns):
    traced = checks(lists["ssd"], "Rows")
    assert len(traced) == sum(rows for _, _, rows, _ in lists["ssd"].lists)
    assert all(row["File"] and row["Line"] and row["Received"] for row in traced)
    by_name = {path.name: path for path in returns.county.rglob("ssd/*.csv")}
    of_whole_files = [row for row in traced if row["File"] in by_name and "changes" not in row["File"]]
    checked = 0
    for row in of_whole_files[:: max(1, len(of_whole_files) // 20)]:
        paths = [
            path for path in returns.county.rglob(row["File"]) if path.parent.parent.name == str(row["Received"])[:10]
        ]
        for path in paths:
            with path.open(encoding="utf-8-sig", newline="") as file:
                cells = list(csv.reader(file))[int(row["Line"]) - 1]
            assert str(row["Child"]) in cells
            checked += 1
    assert checked >= 5


def test_what_is_to_be_put_right_names_list_child_and_rule(lists):
    told = checks(lists[WHOLE], "To put right")
    assert len(told) == len(lists[WHOLE].problems)
    rules = {row["Rule"] for row in told}
    assert rules - {"required_cell_empty", "nobody_responsible"}, "no rule of records found anything"
    for row in told[:200]:
        assert row["List"] in SHEETS
        assert row["What is recorded"]
    answer = lists[WHOLE].to_json()
    assert set(answer["problems"][0]) == {"list", "child", "rule", "told"}
    assert [each["list"] for each in answer["lists"]] == SHEETS


def test_an_earlier_day_gives_the_lists_as_they_stood_then(returns, day, tmp_path):
    earlier = day - dt.timedelta(days=200)
    found = export_lists(returns.homes[WHOLE], counties.AUTHORITY, as_at=earlier, folder=tmp_path)
    _, rows = sheet(found, "List 1")
    days = [row["Date of Contact"].date() for row in rows]
    assert earlier - dt.timedelta(days=185) <= min(days)
    assert max(days) <= earlier


def test_a_day_to_come_and_whoever_may_not_are_refused(returns, day, tmp_path, monkeypatch):
    home = returns.homes[WHOLE]
    with pytest.raises(Problem, match="the data end on"):
        export_lists(home, counties.AUTHORITY, as_at=day + dt.timedelta(days=4000), folder=tmp_path / "none")
    owner = job.viewer_at_keyboard(home, counties.AUTHORITY, None)
    for less in (
        {"permissions": owner.permissions - {"export:rows"}},
        {"purposes": owner.purposes - {"statutory_return"}},
    ):
        monkeypatch.setattr(job, "viewer_at_keyboard", lambda *_, less=less: replace(owner, **less))
        with pytest.raises(NotAllowed):
            export_lists(home, counties.AUTHORITY, as_at=day, folder=tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_that_the_lists_were_taken_is_written(lists, returns):
    assert '"annex_a/' in (returns.homes[WHOLE].logs / "owner-audit.jsonl").read_text(encoding="utf-8")
