import datetime as dt

import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.sources.errors import Refused
from sherwood.sources.headings import match, recognise, remarks
from sherwood.sources.raw import RawTable
from sherwood.sources.typed import Origin, type_table

CATALOGUE = load_catalogue()
TABLES = {"population": "estimates", "postcode_directory": "postcodes", "comparators": "figures"}


def declared(feed):
    (year,) = CATALOGUE.feed(feed).years.values()
    return year.tables[TABLES[feed]]


def typed(feed, header, *rows):
    table = declared(feed)
    found = match(TABLES[feed], table, header)
    columns = {name: [row[position] for row in rows] for name, position in found.positions.items()}
    raw = RawTable(TABLES[feed], columns, range(2, len(rows) + 2))
    return type_table(raw, table, CATALOGUE.codelists, Origin(feed, "abc", "file.csv"))


@pytest.mark.parametrize("feed", TABLES)
def test_a_reference_feed_holds_no_child_and_a_new_file_replaces_the_old_one(feed):
    assert declared(feed).child == ""
    assert declared(feed).covers.kind == "everything"
    assert CATALOGUE.feed(feed).numbering == ""


def test_postcodes_are_read_under_the_names_of_the_national_directory():
    header = ["pcds", "oslaua", "osward", "oscty", "doterm", "oseast1m", "osnrth1m", "imd_decile"]
    table = typed(
        "postcode_directory",
        header,
        ["NG2 7QP", "E07000176", "E05009696", "E10000024", "", "457000", "337000", "9"],
        ["ng27qr", "E07000176", "E05009696", "E10000024", "199606", "457001.0", "337001", "11"],
    )
    assert table.rows["postcode"].to_pylist() == ["NG2 7QP", "NG2 7QR"]
    assert table.rows["ends_date"].to_pylist() == [None, dt.date(1996, 6, 1)]
    assert table.rows["east_metres"].to_pylist() == [457000, 457001]
    assert table.rows["deprivation_decile"].to_pylist() == [9, None]


def test_a_rank_of_deprivation_is_not_taken_for_its_decile():
    assert "deprivation_decile" not in match("postcodes", declared("postcode_directory"), ["pcds", "imd"]).positions


def test_population_needs_every_part_of_its_key():
    header = ["year", "code", "name", "age", "sex", "ethnicity", "population"]
    table = typed(
        "population",
        header,
        ["2024", "E07000176", "Rushcliffe", "7", "F", "All", "812"],
        ["2024", "E07000176", "Rushcliffe", "7", "M", "", "840"],
    )
    assert table.rows["number"].to_pylist() == [812.0]
    assert table.counts.rows_rejected == 1


def test_a_withheld_figure_is_a_cell_problem_and_its_row_stays():
    header = ["indicator", "name", "area", "year", "value", "status", "source"]
    table = typed(
        "comparators",
        header,
        ["CLA1", "Looked after", "England", "2024-25", "70.2", "verified", "Published"],
        ["CLA1", "Looked after", "East Midlands", "2024-25", "c", "verified", "Published"],
    )
    assert table.rows["value"].to_pylist() == [70.2, None]
    assert table.rows["published_in"].to_pylist() == ["Published", "Published"]


@pytest.mark.parametrize("feed", TABLES)
def test_a_file_with_the_declared_headings_is_recognised(feed):
    tables = {TABLES[feed]: declared(feed)}
    header = [column.header for column in declared(feed).columns.values()]
    assert recognise(tables, header, "file.csv").table_name == TABLES[feed]


def test_a_population_file_without_district_sex_and_ethnic_group_speaks_of_all():
    header = ["Mid-year", "age", "population"]
    assert recognise({"estimates": declared("population")}, header, "file.csv").table_name == "estimates"
    table = typed("population", header, ["2023", "0", "8410"], ["2023", "1", "8532"])
    assert table.counts.rows_rejected == 0
    assert set(table.rows["district"].to_pylist()) == {"Whole area"}
    assert set(table.rows["sex"].to_pylist()) == set(table.rows["ethnicity_group"].to_pylist()) == {"All"}
    assert not {"district", "sex", "ethnicity_group"} & set(table.counts.columns)


def test_a_column_that_something_stands_for_is_said_to_be_missing_with_it():
    table = declared("population")
    found = match("estimates", table, ["year", "area_code", "district", "age", "sex", "number"])
    notes = remarks(table, found, "population.csv", {"estimates": table})
    assert notes == ["column ethnicity_group is missing: every row was read as 'All'"]


def test_what_stands_for_a_column_fills_no_cell_of_a_column_that_is_there():
    table = typed("population", ["year", "age", "sex", "number"], ["2023", "0", "", "8410"], ["2023", "0", "F", "4100"])
    assert table.rows["sex"].to_pylist() == ["F"]
    assert table.counts.rows_rejected == 1


def test_a_key_that_nothing_stands_for_must_be_there():
    with pytest.raises(Refused, match="age, which tells its rows apart, is missing"):
        recognise({"estimates": declared("population")}, ["year", "area_code", "district", "number"], "file.csv")


def test_an_empty_file_of_population_has_no_rows():
    assert typed("population", ["year", "age", "number"]).rows.num_rows == 0
