"""A return that others made: every row and cell is accounted for, and loading it twice changes no number."""

import csv
import json
from pathlib import Path

import pytest
from tests.support.commands import answer, ask, run
from tests.support.samples import RETURN, needs_return

from sherwood.definitions.home import Home

EVIDENCE = Path(__file__).parents[1] / "evidence"
FIGURES = ("cla_open", "cla_review_on_time_pct", "placement_fostering_pct")
YEAR = ("--from", "2017-04-01", "--to", "2018-03-31", "--grain", "year")

pytestmark = needs_return


def evidence(name):
    with (EVIDENCE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def file_of(entry):
    return Path(entry["path"]).name


def figures(home):
    """Every measure of a year with one row each, and the rows and fingerprint of every table."""
    numbers = {name: ask(home, "measure", "value", name, *YEAR)["rows"] for name in FIGURES}
    return numbers, json.loads(run(home, "status", "--json"))["warehouse"]["tables"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return Home.at(tmp_path_factory.mktemp("sample") / "home")


@pytest.fixture(scope="module")
def loaded(home):
    return answer(home, "load", RETURN)["files"]


@pytest.fixture(scope="module")
def counts():
    return evidence("sample_counts.csv")


def test_every_file_of_the_return_is_loaded(loaded):
    assert {entry["status"] for entry in loaded} == {"loaded"}
    assert sorted(map(file_of, loaded)) == sorted(path.name for path in RETURN.glob("*.csv"))


def test_accepted_and_rejected_rows_are_the_rows_in_each_file(loaded, counts):
    rows = {row["file"]: int(row["rows"]) for row in counts}
    assert {file_of(entry): entry["rows_read"] for entry in loaded} == rows
    for entry in loaded:
        assert entry["rows_accepted"] + entry["rows_rejected"] == entry["rows_read"], entry["path"]


def test_every_filled_cell_was_typed_or_is_a_problem_or_stands_in_a_rejected_row(loaded):
    for entry in loaded:
        for column, cells in entry["columns"].items():
            parts = cells["typed"] + cells["problems"] + cells["in_rejected_rows"]
            assert parts == cells["read"], (entry["path"], column)


def test_filled_cells_of_each_column_are_those_counted_without_the_product(loaded, counts):
    found = {
        (file_of(entry), column.upper()): cells["read"]
        for entry in loaded
        for column, cells in entry["columns"].items()
    }
    expected = {(row["file"], row["column"].strip().upper().replace(" ", "_")): int(row["filled"]) for row in counts}
    assert found == expected


def test_each_files_cell_problems_are_the_sum_of_its_columns(loaded):
    for entry in loaded:
        assert entry["cell_problems"] == sum(cells["problems"] for cells in entry["columns"].values()), entry["path"]


def test_rejected_lists_exactly_the_problems_found_without_the_product(home, loaded):
    columns = ("file", "row", "column", "value", "severity")
    told = [{**each, "file": Path(each["file"]).name} for each in answer(home, "rejected")["rejected"]]
    found = [tuple(str(each[name]) for name in columns) for each in told]
    expected = [tuple(each[name] for name in columns) for each in evidence("sample_expected_problems.csv")]
    assert sorted(found) == sorted(expected)


def test_every_rejected_cell_says_what_is_wrong_and_what_to_do(home, loaded):
    for each in ask(home, "rejected")["rejected"]:
        assert all((each["reason"], each["remedy"])), each


@pytest.mark.slow
def test_loading_the_same_return_again_changes_no_number(home, loaded):
    run(home, "build")
    before = figures(home)
    again = answer(home, "load", RETURN)["files"]
    assert {entry["status"] for entry in again} == {"already_loaded"}
    run(home, "build", "--full")
    assert figures(home) == before
