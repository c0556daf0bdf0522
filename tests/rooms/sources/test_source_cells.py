import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.shapes.feed import Column
from sherwood.sources.cells.columns import type_column
from sherwood.sources.cells.dates import YEAR_FIRST, read_date, read_month_or_date
from sherwood.sources.cells.outcome import EMPTY, Outcome
from sherwood.sources.cells.parsers import parser_for

CODELISTS = load_catalogue().codelists


def column(kind: str, codelist: str = "", **limits: int) -> Column:
    return Column(header="X", type=kind, means="for a test", codelist=codelist, **limits)


def read(text: str, kind: str, codelist: str = "", **limits: int) -> Outcome:
    return parser_for(column(kind, codelist, **limits), CODELISTS)(text)


@pytest.mark.parametrize(
    "text",
    [
        "05/04/2017",
        "5/4/2017",
        "05-04-2017",
        "05.04.2017",
        "2017-04-05",
        "2017/4/5",
        "2017-04-05 00:00:00",
        "2017-04-05T09:30:00.000Z",
        "05/04/2017 00:00",
        "05-Apr-2017",
        "5 April 2017",
        "05-APR-2017",
        "2017-Apr-05 00:00:00",
        "42830",
        "42830.0",
        " 05/04/2017\u00a0",
    ],
)
def test_every_spelling_of_a_date_that_occurs_is_the_same_day(text):
    assert read(text, "date").value == dt.date(2017, 4, 5)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/02/2017", "no such day"),
        ("29/02/2019", "no such day"),
        ("04/25/2017", "no such day"),
        ("00/00/2017", "no such day"),
        ("5 Foo 2017", "no such day"),
        ("05/04/17", "two digits"),
        ("5-Apr-17", "two digits"),
        ("05/04/0217", "year 217"),
        ("31/12/9999", "year 9999"),
        ("01/01/1899", "year 1899"),
        ("ZZ/03/2010", "not a date"),
        ("99999", "year 2173"),
        ("4283", "not a date"),
        ("next week", "not a date"),
    ],
)
def test_a_date_that_cannot_be_is_a_problem_with_a_remedy(text, reason):
    outcome = read(text, "date")
    assert outcome.value is None
    assert reason in outcome.reason
    assert "DD/MM/YYYY" in outcome.remedy


@pytest.mark.parametrize("text", ["soon", "2026-02-30", "1066-10-14", "12/10/25", "199613"])
def test_the_remedy_names_the_form_in_which_the_file_writes_dates(text):
    assert "DD/MM/YYYY" in read_date(text).remedy
    for outcome in (read_date(text, YEAR_FIRST), read_month_or_date(text, YEAR_FIRST)):
        assert "YYYY-MM-DD" in outcome.remedy
        assert "DD/MM/YYYY" not in outcome.remedy


def test_the_first_and_last_years_taken_for_possible_are_both_taken():
    assert read_date("01/01/1900").value == dt.date(1900, 1, 1)
    assert read_date("31/12/2100").value == dt.date(2100, 12, 31)


def test_the_day_always_stands_before_the_month():
    assert read_date("03/04/2017").value == dt.date(2017, 4, 3)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_any_day_written_in_the_returns_own_way_comes_back(day):
    assert read_date(day.strftime("%d/%m/%Y")).value == day
    assert read_date(day.isoformat()).value == day


@pytest.mark.parametrize(
    ("text", "codelist", "code"),
    [
        ("M", "sex", "M"),
        ("f", "sex", "F"),
        ("1", "sex", "M"),
        ("2", "sex", "F"),
        ("2.0", "sex", "F"),
        ("0", "sex", "U"),
        ("9", "sex", "U"),
        (" c2 ", "legal_status", "C2"),
        ("1.0", "yes_no", "1"),
        ("Yes", "yes_no", "1"),
        ("false", "yes_no", "0"),
        ("H5", "placement_type", "H5"),
        ("Z1", "placement_type", "Z1"),
        ("Z14", "placement_type", "Z14"),
        ("K3", "placement_type", "K3"),
        ("E43", "reason_ceased", "E43"),
        ("F3", "activity", "F3"),
        ("S1", "accommodation", "S1"),
    ],
)
def test_a_code_of_any_year_or_spelling_is_typed_as_its_code(text, codelist, code):
    assert read(text, "code", codelist).value == code


@pytest.mark.parametrize(
    ("text", "codelist", "remedy"),
    [
        ("XXX", "reason_placed_ceased", "RD1, RD2, RD3, RD4"),
        ("01", "accommodation", "code of the guide"),
        ("SWLAZY", "reason_worker_changed", "code of the guide"),
        ("WBRX", "ethnicity", "did you mean WBRI (White British)?"),
    ],
)
def test_a_code_that_is_not_on_the_list_is_a_problem_that_names_the_right_ones(text, codelist, remedy):
    outcome = read(text, "code", codelist)
    assert outcome.value is None
    assert "not on the list" in outcome.reason
    assert remedy in outcome.remedy


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("40", 40), (" 14 ", 14), ("14.0", 14), ("14.", 14), ("007", 7)]
)
def test_whole_numbers_are_read_as_spreadsheets_write_them(text, number):
    assert read(text, "integer", at_least=0, at_most=40).value == number


@pytest.mark.parametrize("text", ["41", "-1", "14.5", "many", "1e3", "99999999999"])
def test_a_number_outside_the_range_or_no_number_is_a_problem(text):
    outcome = read(text, "integer", at_least=0, at_most=40)
    assert outcome.value is None
    assert outcome.reason


def test_a_limit_on_one_side_only_is_worded_as_such():
    assert "up to 5" in read("6", "integer", at_most=5).reason
    assert "from 5" in read("4", "integer", at_least=5).reason


def test_thousands_may_be_set_apart_by_a_comma():
    assert read("1,234", "integer").value == 1234


@pytest.mark.parametrize(
    ("text", "identifier"),
    [("566910", "566910"), ("566910.0", "566910"), (" 00123 ", "00123"), ("CHILD10", "CHILD10"), ("\ufeff9", "9")],
)
def test_a_childs_number_keeps_its_zeros_and_loses_what_a_spreadsheet_added(text, identifier):
    assert read(text, "identifier").value == identifier


@pytest.mark.parametrize("text", ["1.23E+12", "5E+05", "1,5e+7"])
def test_a_number_that_a_spreadsheet_shortened_is_a_problem(text):
    outcome = read(text, "identifier")
    assert outcome.value is None
    assert "as text" in outcome.remedy


@pytest.mark.parametrize(
    ("text", "postcode"),
    [("ng27qp", "NG2 7QP"), ("EH14 8EC", "EH14 8EC"), ("SW1A1AA", "SW1A 1AA"), ("g1 1aa", "G1 1AA")],
)
def test_postcodes_come_out_in_one_spelling(text, postcode):
    assert read(text, "postcode").value == postcode


@pytest.mark.parametrize("text", ["NG2", "unknown", "12345", "NG2 7Q"])
def test_part_of_a_postcode_is_a_problem(text):
    assert "whole postcode" in read(text, "postcode").reason


@pytest.mark.parametrize("kind", ["identifier", "text", "date", "integer", "postcode"])
@pytest.mark.parametrize("text", ["#N/A", "#ref!", "#VALUE!"])
def test_an_error_mark_of_a_spreadsheet_is_a_problem_in_every_column(text, kind):
    assert "error mark" in read(text, kind).reason


@pytest.mark.parametrize("kind", ["identifier", "text", "date", "integer", "postcode"])
@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "\t"])
def test_blank_text_is_an_empty_cell_in_every_column(text, kind):
    assert read(text, kind) == EMPTY


def test_a_code_list_is_needed_where_codes_are_declared():
    with pytest.raises(ValueError, match="names no code list"):
        read("A", "code", "no_such_list")


KINDS = st.sampled_from(
    [
        ("identifier", ""),
        ("text", ""),
        ("date", ""),
        ("integer", ""),
        ("postcode", ""),
        ("code", "sex"),
        ("code", "placement_type"),
    ]
)


@given(st.text(), KINDS)
def test_no_text_whatever_stops_the_reading_and_each_cell_is_empty_typed_or_a_problem(text, kind):
    outcome = read(text, *kind)
    states = [outcome == EMPTY, outcome.value is not None, bool(outcome.reason)]
    assert states.count(True) == 1
    assert bool(outcome.reason) == bool(outcome.remedy)


@given(st.lists(st.text(max_size=12)), KINDS)
def test_a_column_typed_at_once_says_the_same_as_its_cells_one_by_one(texts, kind):
    declared = column(*kind)
    parse = parser_for(declared, CODELISTS)
    typed = type_column(texts, declared, parse)
    expected = [parse(text) for text in texts]
    assert typed.values.to_pylist() == [outcome.value for outcome in expected]
    assert typed.is_problem.to_pylist() == [bool(outcome.reason) for outcome in expected]
    assert typed.is_filled.to_pylist() == [outcome != EMPTY for outcome in expected]
    assert typed.reasons.to_pylist() == [outcome.reason for outcome in expected]


NEARLY = st.one_of(
    st.sampled_from(
        ["", " ", "NULL", "n/a", "-", "#REF!", "1.0", "1e5", "199606", "31/02/2017", "2017-02-31", "29/02/2016"]
    ),
    st.from_regex(r"\A[0-3][0-9]/[01][0-9]/(18|19|20|21)[0-9]{2}\Z"),
    st.from_regex(r"\A(18|19|20|21)[0-9]{2}-[01][0-9]-[0-3][0-9]( 00:00)?\Z"),
    st.from_regex(r"\A[A-Za-z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\Z"),
    st.dates(dt.date(1890, 1, 1), dt.date(2110, 1, 1)).map(str),
)


@given(st.lists(NEARLY, max_size=8), st.sampled_from(["date", "postcode", "text", "identifier"]), st.booleans())
def test_what_stands_as_it_is_written_is_what_a_parser_would_have_read(texts, kind, loose):
    declared = Column(
        header="X", type=kind, means="for a test", **({"reading": "loose"} if loose and kind == "date" else {})
    )
    parse = parser_for(declared, CODELISTS)
    typed = type_column(texts, declared, parse)
    cells = zip(*(each.to_pylist() for each in (typed.values, typed.reasons, typed.remedies)), strict=True)
    assert [Outcome(*cell) for cell in cells] == [parse(text) for text in texts]
    assert typed.is_filled.to_pylist() == [parse(text) != EMPTY for text in texts]
