"""The page of rules tells each rule once a version, with its years, its cells and what to do."""

import re

import pytest
from tests.rooms.quality.worked import CATALOGUE, book

from sherwood.definitions.describe_rules import rules_lines

LINES = list(rules_lines(CATALOGUE))
ROWS = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in LINES if line.startswith("| ")]


def rows_of(code, table):
    return [row for row in ROWS if row[0] == code and row[2] == f"`{table}`"]


def test_every_rule_of_the_return_has_its_line():
    held = {(rule.code, f"`{rule.table}`", rule.title) for rule in book("ssda903").rules.values()}
    told = {(row[0], row[2], row[1].removesuffix(" *(a second look)*")) for row in ROWS}
    assert held <= told


@pytest.mark.parametrize(
    ("code", "table", "years"),
    [
        ("144", "episodes", ["from 2022-23"]),
        ("445", "episodes", ["2022-23 to 2023-24"]),
        ("101", "header", ["2022-23 to 2023-24", "from 2024-25"]),
        ("217t", "episodes", ["2023-24"]),
    ],
)
def test_a_rule_says_from_when_to_when_it_is_in_force(code, table, years):
    assert [row[4] for row in rows_of(code, table)] == years


def test_a_second_look_is_told_from_an_error():
    assert rows_of("392d", "episodes")[0][1].endswith("*(a second look)*")
    assert not rows_of("356", "episodes")[0][1].endswith("*(a second look)*")


def test_a_rule_says_which_cells_to_look_at_and_what_to_do():
    (row,) = rows_of("356", "episodes")
    assert row[3] == "`decom`, `dec`"
    assert row[5] == "Correct the days."


def test_each_set_tells_what_it_is_and_its_sources():
    at = LINES.index(f"## {book('ssda903').of.title}")
    head = "\n".join(LINES[at : at + 8])
    assert "`ssda903`." in head
    assert "Department for Education" in head
    assert "(background)" in head
