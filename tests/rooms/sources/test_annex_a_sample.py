import csv
import datetime as dt
from pathlib import Path

import pytest
from tests.support import samples

from sherwood import sources
from sherwood.definitions.home import Home

WORKBOOK = samples.FOLDER / "annex_a" / "Annex_A.xlsx"
EXPECTED = Path(__file__).parents[3] / "tests" / "evidence" / "annex_a_expected_problems.csv"
ROWS = {
    "contacts": 5,
    "early_help_assessments": 5,
    "referrals": 6,
    "assessments": 5,
    "section_47": 5,
    "children_in_need": 5,
    "child_protection_plans": 7,
    "children_in_care": 5,
    "care_leavers": 6,
    "adoption": 5,
    "adopters": 5,
}

pytestmark = pytest.mark.skipif(not WORKBOOK.is_file(), reason=f"the sample workbook is not at {WORKBOOK}")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    home = Home.at(tmp_path_factory.mktemp("annex_a") / "home")
    report = sources.load(home, "local", [WORKBOOK], dt.date(2021, 3, 15), None, lambda *_: None)
    return home, report


def test_every_list_is_read_with_all_its_rows(loaded):
    _, report = loaded
    assert {entry.table: entry.counts.rows_read for entry in report.files} == ROWS
    assert {entry.table: entry.counts.rows_accepted for entry in report.files} == ROWS


def test_the_problems_are_those_expected_before_it_was_first_read_and_no_others(loaded):
    home, _ = loaded
    found = [
        (each.sheet, str(each.line), each.column_name, each.value, each.severity)
        for each in sources.rejected(home, "local")
    ]
    with EXPECTED.open(encoding="utf-8", newline="") as handle:
        expected = [
            (row["sheet"], row["row"], row["column"], row["value"], row["severity"]) for row in csv.DictReader(handle)
        ]
    assert sorted(found) == sorted(expected)


def test_filled_cells_are_typed_or_problems(loaded):
    _, report = loaded
    for entry in report.files:
        for name, cells in entry.counts.columns.items():
            assert cells.read == cells.typed + cells.problems + cells.in_rejected_rows, (entry.table, name)
