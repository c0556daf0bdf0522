import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.definitions.shapes.feed import Column
from sherwood.sources.cells.outcome import EMPTY
from sherwood.sources.cells.parsers import parser_for

FLAG = parser_for(Column(header="X", type="flag", means="x"), {})
NUMBER = parser_for(Column(header="X", type="number", means="x", at_least=0), {})
AGE = parser_for(Column(header="X", type="integer", reading="loose", means="x"), {})
WHOLE = parser_for(Column(header="X", type="integer", means="x", at_least=0, at_most=9), {})
DATE = parser_for(Column(header="X", type="date", means="x"), {})
MONTH = parser_for(Column(header="X", type="date", reading="loose", means="x"), {})
TEXT = parser_for(Column(header="X", type="text", means="x"), {})
CHILD = parser_for(Column(header="X", type="identifier", means="x"), {})
POSTCODE = parser_for(Column(header="X", type="postcode", means="x"), {})
EVERY = {"flag": FLAG, "number": NUMBER, "age": AGE, "whole": WHOLE, "date": DATE, "month": MONTH, "text": TEXT}
EVERY |= {"child": CHILD, "postcode": POSTCODE}


@pytest.mark.parametrize(
    "text", ["1", "1.0", "true", "TRUE", "Y", "y", "Yes", "YES ", "a) Yes", "\u00a0Yes", "Yes - seen", "T"]
)
def test_yes_in_every_spelling(text):
    assert FLAG(text).value is True


@pytest.mark.parametrize(
    "text", ["0", "0.0", "false", "FALSE", "N", "No", "b) No", "a) No", "no.", "No (declined)", "F"]
)
def test_no_in_every_spelling(text):
    assert FLAG(text).value is False


@pytest.mark.parametrize("text", ["", " ", "c) Unknown", "Unknown", "Not recorded", "NULL", "(null)"])
def test_an_answer_that_says_nothing_is_an_empty_cell(text):
    assert FLAG(text) == EMPTY


@pytest.mark.parametrize("text", ["2", "a)", "maybe", "CS Assessment Updated", "No further action", "Yesterday", "yn"])
def test_anything_else_is_neither_yes_nor_no(text):
    outcome = FLAG(text)
    assert outcome.value is None
    assert outcome.reason == "this is neither yes nor no"
    assert outcome.remedy == "write Yes or No, or leave it empty if it is not known"


@pytest.mark.parametrize(
    ("text", "value"),
    [("6.138261464750171", 6), ("0.97", 0), ("14", 14), ("20.0", 20), ("-0.3", 0), ("-1", -1), ("1,200", 1200)],
)
def test_an_age_loses_its_fraction(text, value):
    assert AGE(text).value == value


def test_a_whole_number_of_the_strict_kind_keeps_refusing_fractions():
    assert WHOLE("0.0").value == 0
    assert WHOLE("7.5").reason == "this is not a whole number"
    assert WHOLE("10").reason == "10 is outside the range 0 to 9"
    assert AGE("seven").remedy == "write digits only"


@pytest.mark.parametrize(
    ("text", "value"), [("18.44", 18.44), ("1,234.5", 1234.5), ("7", 7.0), ("5.", 5.0), ("1.2E3", 1200.0)]
)
def test_a_number_may_have_a_fraction(text, value):
    assert NUMBER(text).value == value


@pytest.mark.parametrize("text", ["c", "x", ":", "low", "1.2.3", "nan", "inf", "12%"])
def test_what_is_no_number_is_refused(text):
    assert NUMBER(text).reason == "this is not a number"


def test_a_number_below_the_range_is_named():
    assert NUMBER("-1").reason == "-1.0 is outside the range from 0"


@pytest.mark.parametrize(
    "text",
    [
        "16/10/2024",
        "2024-10-16",
        "2024-10-16 00:00:00",
        "2024-10-16T00:00:00",
        "2024-10-16T00:00:00.000",
        "2024-10-16T00:00:00.000Z",
        "2024-10-16 00:00:00+00:00",
        "2024-Oct-16 00:00:00",
        "16-Oct-2024",
        "16 October 2024",
        "16.10.2024",
        "16.10.2024 00:00",
        "45581",
        "45581.0",
        "45581.75",
    ],
)
def test_one_day_in_every_style_of_the_field(text):
    assert DATE(text).value == dt.date(2024, 10, 16)


@pytest.mark.parametrize(
    "text", ["1234", "440890", "9999", "74000", "199606", "16/10/24", "31/02/2024", "10/16/2024", "nope"]
)
def test_numbers_and_days_that_cannot_be_dates_are_refused(text):
    outcome = DATE(text)
    assert outcome.value is None
    assert outcome.reason
    assert outcome.remedy


def test_a_month_without_its_day_is_its_first_day_where_the_column_allows_it():
    assert MONTH("199606").value == dt.date(1996, 6, 1)
    assert MONTH("16/10/2024").value == dt.date(2024, 10, 16)
    assert MONTH("199613").reason == "this is not a date"


@pytest.mark.parametrize("name", sorted(EVERY))
@pytest.mark.parametrize("text", ["NULL", "null", "(null)", "<NULL>", "NaT"])
def test_a_null_of_a_database_is_an_empty_cell_in_every_column(name, text):
    assert EVERY[name](text) == EMPTY


@pytest.mark.parametrize("name", sorted(EVERY))
@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#VALUE!", "#n/a"])
def test_an_error_mark_is_a_problem_in_every_column(name, text):
    outcome = EVERY[name](text)
    assert (outcome.value, outcome.reason) == (None, "this is a spreadsheet's error mark")
    assert outcome.remedy == "correct the formula, or empty the cell"


@pytest.mark.parametrize("name", ["flag", "number", "age", "whole", "date", "postcode"])
@pytest.mark.parametrize("text", ["-", "n/a", "N/A", "–", "nil"])
def test_a_dash_is_a_problem_with_its_own_remedy(name, text):
    outcome = EVERY[name](text)
    assert (outcome.value, outcome.reason) == (None, "this says that there is nothing to say")
    assert outcome.remedy == "leave the cell empty"


def test_a_dash_in_free_text_is_text():
    assert TEXT("-").value == "-"


@pytest.mark.parametrize("name", sorted(EVERY))
@given(text=st.text(max_size=30) | st.from_regex(r"[0-9./: TZa-z+-]{1,25}", fullmatch=True))
def test_no_text_makes_a_parser_raise_and_its_own_output_is_read_as_the_same(name, text):
    outcome = EVERY[name](text)
    assert bool(outcome.reason) == bool(outcome.remedy)
    if outcome.value is not None:
        assert EVERY[name](str(outcome.value)).value == outcome.value
