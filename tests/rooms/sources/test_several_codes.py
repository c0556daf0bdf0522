import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.shapes.feed import Column
from sherwood.sources.cells.parsers import parser_for

FACTORS = Column(header="FACTORS", type="codes", codelist="assessment_factor", means="factors")
OUTCOMES = Column(header="OUTCOME", type="codes", codelist="contact_outcome", reading="loose", means="outcomes")
CODELISTS = load_catalogue().codelists
parse = parser_for(FACTORS, CODELISTS)
parse_loosely = parser_for(OUTCOMES, CODELISTS)
CODES = sorted(CODELISTS["assessment_factor"].codes)


@pytest.mark.parametrize(
    "text",
    [
        '["4B", "1B"]',
        '["1B","4B","1B"]',
        '[{"factor": "1B"}, {"factor": "4B"}]',
        '{"1B": "Y", "4B": "Yes", "2A": "N", "3A": ""}',
        '{"1B": true, "4B": 1, "2A": false, "3A": null}',
        '{"1B_FLAG": "Y", "4B_flag": "Y", "2A_FLAG": "N"}',
        '{"first": "1B", "second": "4B"}',
        "1B,4B",
        "1B; 4B",
        "4B | 1b",
        "|1B|4B|",
        "[1B, 4B]",
        "1B\n4B",
    ],
)
def test_several_codes_in_one_cell_are_kept_sorted_between_bars(text):
    assert parse(text).value == "|1B|4B|"


@pytest.mark.parametrize("text", ["1B", " 1b ", '["1B"]', '{"1B": "Y"}', '{"Factor": "1B"}'])
def test_one_code_stands_between_bars_as_well(text):
    assert parse(text).value == "|1B|"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"1B": "N", "4B": "N"}', "null", "NULL", '[""]'])
def test_a_list_of_nothing_is_an_empty_cell(text):
    outcome = parse(text)
    assert (outcome.value, outcome.reason) == (None, "")


def test_an_unknown_code_is_a_problem_and_the_others_are_kept():
    outcome = parse("1B,99Z,4B")
    assert outcome.value == "|1B|4B|"
    assert (
        outcome.reason
        == "99Z: this code is not on the list 'Factor identified at the end of an assessment'; the others were kept"
    )
    assert outcome.remedy == "use a code of the guide"


def test_a_cell_of_unknown_codes_alone_keeps_nothing_and_names_the_first_three():
    outcome = parse("90Z,91Z,92Z,93Z")
    assert outcome.value is None
    assert outcome.reason.startswith("90Z, 91Z, 92Z …: ")
    assert outcome.reason.endswith("; nothing was kept")


@pytest.mark.parametrize("text", ['{"1B": "Y"', '["1B", {', "[{1B}]"])
def test_a_damaged_list_is_refused_with_the_way_to_write_it(text):
    outcome = parse(text)
    assert outcome.value is None
    assert outcome.reason == "this list of codes cannot be read"
    assert outcome.remedy == "write the codes with commas between them, as 1B,4B"


def test_names_of_flags_are_read_as_loosely_as_the_column_says():
    assert parse_loosely('{"NO_FURTHER_ACTION_FLAG": "Y", "OTHER": "N"}').value == "|no_further_action|"
    assert parse_loosely("Early help, Section 47").value == "|early_help|section_47|"


def test_a_label_with_a_comma_is_read_whole_before_it_is_parted():
    column = OUTCOMES.model_copy(update={"codelist": "reason_for_closure"})
    assert parser_for(column, CODELISTS)("Closed after assessment, no further action").value == "|RC8|"


@given(st.sets(st.sampled_from(CODES), min_size=1), st.sampled_from([",", ";", "|", ", "]))
def test_any_codes_in_any_writing_come_back_sorted_and_reading_them_again_changes_nothing(codes, between):
    expected = f"|{'|'.join(sorted(codes))}|"
    assert parse(between.join(codes)).value == expected
    assert parse(json.dumps(list(codes))).value == expected
    assert parse(expected).value == expected


@given(
    st.text(max_size=60)
    | st.recursive(st.text(max_size=5) | st.integers() | st.booleans(), st.lists, max_leaves=8).map(json.dumps)
)
def test_no_text_makes_the_reading_of_several_codes_raise(text):
    outcome = parse(text)
    assert bool(outcome.reason) == bool(outcome.remedy)
    assert outcome.value is None or parse(outcome.value).value == outcome.value


def test_words_with_a_comma_that_are_no_label_are_parted():
    column = OUTCOMES.model_copy(update={"codelist": "legal_status", "reading": "loose"})
    assert parser_for(column, CODELISTS)("Interim care order, placement order").value == "|C1|E1|"
    assert parser_for(column, CODELISTS)("Under police protection, in authority accommodation").value == "|L1|"
