"""The files: codes valid for their year, keys that never collide, and untidiness exactly where it is declared."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from tests.rooms.synthetic.conftest import Made

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.feed import SourceTable

Line = list[str]


def declared(catalogue: Catalogue, name: str) -> SourceTable:
    year, stem = name.split("/")[2], Path(name).stem
    tables = catalogue.feed("ssda903").year_for(year).tables.values()
    return next(table for table in tables if table.file_names[0] == stem)


def sheets(made: Made, catalogue: Catalogue) -> Iterator[tuple[str, SourceTable, Line, list[tuple[int, Line]]]]:
    for name in made.summary.files:
        if name.endswith(".csv"):
            with (made.folder / name).open(encoding="utf-8-sig", newline="") as file:
                lines = list(csv.reader(file))
            yield (
                name,
                declared(catalogue, name),
                lines[0],
                [(number, line) for number, line in enumerate(lines[1:], start=2) if line],
            )


def expected(made: Made) -> set[tuple[str, int, str]]:
    return {(row["file"], int(row["row"]), row["column"].upper()) for row in made.truth("expected_problems")}


def test_every_code_is_valid_in_its_year_but_for_the_expected_problems(
    large_county: Made, catalogue: Catalogue
) -> None:
    wrong = set()
    for name, table, _, lines in sheets(large_county, catalogue):
        year = name.split("/")[2]
        for at, column in enumerate(table.columns.values()):
            codes = catalogue.codelist(column.codelist).codes if column.codelist else None
            aliases = catalogue.codelist(column.codelist).aliases if column.codelist else {}
            for number, line in lines:
                code = aliases.get(line[at], line[at])
                if codes is None or not code:
                    continue
                found = codes.get(code)
                if (
                    found is None
                    or found.coarse
                    or year < found.first_year
                    or (found.last_year and year > found.last_year)
                ):
                    wrong.add((name, number, column.header))
    expected_codes = {row for row in expected(large_county) if row[2] not in {"CHILD", "SDQ_SCORE", "MIS_END"}}
    assert wrong == expected_codes


def test_every_required_cell_is_filled_but_for_the_row_without_a_key(county: Made, catalogue: Catalogue) -> None:
    empty = set()
    for name, table, _, lines in sheets(county, catalogue):
        for at, column in enumerate(table.columns.values()):
            empty |= {(name, number, column.header) for number, line in lines if column.required and not line[at]}
    assert empty == {
        (row["file"], int(row["row"]), row["column"])
        for row in county.truth("expected_problems")
        if row["severity"] == "row"
    }
    assert len(empty) == 1


def test_no_two_rows_of_a_file_share_a_key(county: Made, small_counties: list[Made], catalogue: Catalogue) -> None:
    for made in (county, *small_counties):
        for name, table, _, lines in sheets(made, catalogue):
            at = [list(table.columns).index(column) for column in table.key]
            keys = Counter(tuple(line[each] for each in at) for _, line in lines if line[0])
            assert [key for key, times in keys.items() if times > 1] == [], name


def test_the_headings_are_those_the_feed_declares_but_for_case_and_one_stranger(
    county: Made, catalogue: Catalogue
) -> None:
    strangers = set()
    for name, table, headings, _ in sheets(county, catalogue):
        wanted = [column.header for column in table.columns.values()]
        assert [heading.upper() for heading in headings][: len(wanted)] == wanted
        strangers |= {(name, heading) for heading in headings[len(wanted) :]}
    assert strangers == {("2026-05-20/ssda903/2025-26/header.csv", "CASE_STATUS")}


def test_each_expected_problem_stands_where_it_is_said_to(county: Made) -> None:
    problems = county.truth("expected_problems")
    assert len(problems) >= 6
    for problem in problems:
        with (county.folder / problem["file"]).open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
        at = [heading.upper() for heading in lines[0]].index(problem["column"].upper())
        assert lines[int(problem["row"]) - 1][at] == problem["value"]


@pytest.mark.parametrize(
    ("file", "starts"),
    [
        ("2026-05-20/ssda903/2025-26/episodes.csv", b"\xef\xbb\xbfCHILD,"),
        ("2026-05-20/ssda903/2025-26/missing.csv", b"Child,Dob,"),
        ("2026-11-21/ssda903/2026-27/header.csv", b"child,sex,"),
        ("2025-05-20/ssda903/2024-25/header.csv", b"CHILD,SEX,"),
    ],
)
def test_some_files_open_with_a_mark_or_other_capitals(county: Made, file: str, starts: bytes) -> None:
    assert (county.folder / file).read_bytes().startswith(starts)


def test_one_year_writes_its_dates_the_other_way_round_and_numbers_as_a_spreadsheet_does(county: Made) -> None:
    row = county.csv("2025-05-20/ssda903/2024-25/oc2.csv")[0]
    assert row["DOB"][4] == row["DOB"][7] == "-"
    assert row["CHILD"].endswith(".0")


def test_blank_rows_stand_between_the_others(county: Made) -> None:
    with (county.folder / "2026-05-20/ssda903/2025-26/episodes.csv").open(encoding="utf-8-sig", newline="") as file:
        assert sum(1 for line in csv.reader(file) if not line) == 3


def test_sex_is_a_number_up_to_2023_24_and_a_letter_since(county: Made) -> None:
    tree = etree.parse(str(county.folder / "2024-05-20/ssda903/2023-24/ssda903.xml"))
    assert {each.text for each in tree.iter("SEX")} == {"1", "2"}
    assert {row["SEX"] for row in county.csv("2025-05-20/ssda903/2024-25/header.csv")} == {"M", "F"}


def test_the_earliest_year_comes_as_xml_with_each_childs_rows_in_its_record(county: Made) -> None:
    root = etree.parse(str(county.folder / "2024-05-20/ssda903/2023-24/ssda903.xml")).getroot()
    assert root.tag == "EXPSSDA903"
    for record in root.findall("CHILD"):
        assert len(record.findall("HEADER/CHILDID")) == 1
        assert len(record.findall("HEADER/DOB")) == 1
    assert root.findall("CHILD/EPISODE/DECOM")
    assert root.findall("CHILD/EPISODE/PL")
    assert root.findall("CHILD/HEADER/AREVIEW/REVIEW_CODE")
    assert root.findall("CHILD/HEADER/OC2/TEETH_CHECK")
    assert root.findall("CHILD/HEADER/UASC")


def test_orders_depriving_of_liberty_are_returned_from_2026_27_only(large_county: Made) -> None:
    found = {name for name in large_county.summary.files if name.endswith("dolo.csv")}
    assert found == {"2026-10-21/ssda903/2026-27/dolo.csv", "2026-11-21/ssda903/2026-27/dolo.csv"}


def test_the_last_drop_puts_right_what_the_one_before_had_wrong(county: Made) -> None:
    def key(table: str, row: dict[str, str]) -> tuple[str, str]:
        column = {"episodes": "DECOM", "reviews": "REVIEW", "missing": "MIS_START"}[table]
        return row["CHILD"], "-".join(reversed(row[column].split("/")))

    tables = ("episodes", "reviews", "missing")
    earlier = {
        table: {key(table, row): row for row in county.csv(f"2026-10-21/ssda903/2026-27/{table}.csv")}
        for table in tables
    }
    last = {table: {key(table, row): row for row in county.last(table)} for table in tables}
    kinds = Counter(row["what"] for row in county.truth("corrections"))
    assert set(kinds) == {"recorded late", "corrected", "deleted later"}
    for row in county.truth("corrections"):
        at = (row["child"], row["row_date"])
        before, after = at in earlier[row["table"]], at in last[row["table"]]
        assert (before, after) == {
            "recorded late": (False, True),
            "corrected": (True, True),
            "deleted later": (True, False),
        }[row["what"]]
        if row["what"] == "corrected":
            assert earlier[row["table"]][at]["CIN"] == row["was"]


def test_a_row_of_the_drop_before_is_in_the_last_unless_it_was_deleted(county: Made) -> None:
    deleted = {(row["child"], row["row_date"]) for row in county.truth("corrections") if row["what"] == "deleted later"}
    before = {(row["CHILD"], row["DECOM"]) for row in county.csv("2026-10-21/ssda903/2026-27/episodes.csv")}
    now = {(row["CHILD"], row["DECOM"]) for row in county.last("episodes")}
    assert deleted
    assert before <= now
