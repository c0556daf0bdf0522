import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms.sources.ssda903_files import HEADINGS, feed_tables

from sherwood.sources.errors import Refused
from sherwood.sources.headings import match, named_like, recognise, remarks
from sherwood.vocabulary.spellings import normalised

TABLES = feed_tables()


def heading(table: str) -> list[str]:
    return HEADINGS[table].split(",")


@pytest.mark.parametrize(
    "spelling",
    [
        "PLACE_PROVIDER",
        "place provider",
        " Place-Provider ",
        "\ufeffPLACE_PROVIDER",
        "“Place_Provider”",
        "PLACE\u00a0PROVIDER",
    ],
)
def test_headings_are_matched_whatever_case_space_and_punctuation_they_have(spelling):
    assert normalised(spelling) == "placeprovider"


@pytest.mark.parametrize(
    ("file_table", "table"),
    [
        ("header", "header"),
        ("episodes", "episodes"),
        ("reviews", "reviews"),
        ("uasc", "uasc"),
        ("oc3", "oc3"),
        ("placed_for_adoption", "placed_adoption"),
        ("missing", "missing"),
        ("sw_episodes", "social_worker_episodes"),
    ],
)
def test_a_table_is_told_by_its_columns_and_not_by_the_files_name(file_table, table):
    assert recognise(TABLES, heading(file_table), "export (1).csv").table_name == table
    assert recognise(TABLES, heading(file_table), "header.csv").table_name == table


def test_every_declared_table_recognises_its_own_full_header_in_any_order():
    for name, table in TABLES.items():
        headers = [column.header for column in table.columns.values()]
        assert recognise(TABLES, list(reversed(headers)), "x.csv").table_name == name


def test_aliases_stand_for_their_column():
    found = match("header", TABLES["header"], ["Child ID", "Gender", "Date of birth", "Ethnicity", "UPN"])
    assert dict(found.positions) == {"child": 0, "sex": 1, "dob": 2, "ethnic": 3, "upn": 4}


def test_the_file_name_settles_a_tie():
    tie = ["CHILD", "SEX", "DOB"]
    tables = {
        name: TABLES[name].model_copy(update={"columns": {c: TABLES[name].columns[c] for c in ("child", "sex", "dob")}})
        for name in ("header", "uasc")
    }
    distinctive = tables | {name: TABLES[name] for name in TABLES if name not in tables}
    assert recognise(distinctive, tie, "uasc_2020.csv").table_name == "uasc"
    assert recognise(distinctive, tie, "header_2020.csv").table_name == "header"


@pytest.mark.parametrize("header", [["name", "address"], ["CHILD", "DOB"], ["CHILD"], ["1", "M", "01/02/2010"], [""]])
def test_headings_that_speak_of_no_table_are_refused_with_an_example(header):
    with pytest.raises(Refused, match="CHILD,SEX,DOB,ETHNIC,UPN"):
        recognise(TABLES, header, "episodes.csv")


def test_a_key_column_that_is_missing_is_refused_by_name_with_the_nearest_heading():
    header = [each if each != "DECOM" else "DECOMM" for each in heading("episodes")]
    with pytest.raises(Refused, match=r"'episodes', but DECOM.*is 'DECOMM' that column"):
        recognise(TABLES, header, "x.csv")


def test_a_missing_key_without_anything_like_it_is_refused_without_a_guess():
    header = [each for each in heading("reviews") if each != "CHILD"]
    with pytest.raises(Refused, match="'reviews', but CHILD") as refusal:
        recognise(TABLES, header, "x.csv")
    assert "is that column" not in str(refusal.value)


def test_missing_columns_repeated_columns_and_a_misleading_name_are_remarked_on():
    header = ["CHILD", "DOB", "REVIEW", "REVIEW", "OTHER"]
    notes = remarks(TABLES["reviews"], match("reviews", TABLES["reviews"], header), "episodes.csv", TABLES)
    assert "column REVIEW_CODE is missing though the guide requires it" in notes
    assert "column REVIEW is there more than once: the first was read" in notes
    assert "the file is named like 'episodes', but its columns are those of 'reviews' and it was read as such" in notes


def test_optional_columns_that_are_missing_are_named_in_one_remark():
    notes = remarks(
        TABLES["header"],
        match("header", TABLES["header"], ["CHILD", "SEX", "DOB", "ETHNIC", "UPN"]),
        "header.csv",
        TABLES,
    )
    assert notes == ["columns MOTHER, MC_DOB are missing"]


@pytest.mark.parametrize(
    ("table", "file_name", "is_like"),
    [
        ("social_worker_episodes", "SW Episodes 2024.csv", True),
        ("placed_adoption", "should-be-placed-for-adoption.csv", True),
        ("header", "Header.CSV", True),
        ("header", "episodes.csv", False),
        ("deprivation_of_liberty", "DoLo.csv", True),
    ],
)
def test_names_of_files_are_compared_loosely(table, file_name, is_like):
    assert named_like(TABLES[table], file_name) is is_like


@given(st.lists(st.text(max_size=10), max_size=8))
def test_no_header_whatever_raises_anything_but_a_refusal(header):
    try:
        found = recognise(TABLES, header, "x.csv")
    except Refused:
        return
    assert set(TABLES[found.table_name].key) <= set(found.positions)
