"""A workbook of lists: official headings, days as days, nothing that a spreadsheet would work out."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from sherwood.definitions.catalogue import load_catalogue
from sherwood.jobs.returns.inspection import spelled
from sherwood.outputs.returns import Sheet, lists_workbook, plain_workbook

CATALOGUE = load_catalogue()
TABLES = CATALOGUE.feed("annex_a").year_for("2025-26").tables


def column(table, name):
    return TABLES[table].columns[name]


def cells(content, sheet):
    return list(load_workbook(io.BytesIO(content))[sheet].iter_rows())


def test_a_list_without_rows_has_its_headings():
    content = lists_workbook(TABLES, {}, lambda _, value: value)
    (headings,) = cells(content, "List 9")
    assert [cell.value for cell in headings] == [each.header for each in TABLES["care_leavers"].columns.values()]


def test_days_are_days_and_a_formula_stays_text():
    content = plain_workbook([Sheet("Rows", ("a", "b", "c"), [(dt.date(2026, 3, 31), "=1+1", None), (7, "x", 2.5)])])
    _, first, second = cells(content, "Rows")
    assert (first[0].value, first[0].number_format) == (dt.datetime(2026, 3, 31), "dd/mm/yyyy")
    assert (first[1].value, first[1].data_type) == ("=1+1", "s")
    assert first[2].value is None
    assert [cell.value for cell in second] == [7, "x", 2.5]


@pytest.mark.parametrize(
    ("table", "name", "value", "words"),
    [
        ("contacts", "contact_source", "6", "Police"),
        ("contacts", "gender", "F", "Female"),
        ("referrals", "referral_nfa", True, "Yes"),
        ("referrals", "referral_nfa", False, "No"),
        ("referrals", "referral_nfa", None, None),
        ("contacts", "contact_date", dt.date(2026, 3, 31), dt.date(2026, 3, 31)),
        ("contacts", "contact_source", "no code of the list", "no code of the list"),
        ("children_in_need", "team", "North", "North"),
    ],
)
def test_values_stand_in_the_words_of_the_list(table, name, value, words):
    assert spelled(CATALOGUE, column(table, name), value) == words


def test_no_two_codes_of_a_list_are_spelled_alike():
    for table in TABLES.values():
        for each in table.columns.values():
            if each.codelist:
                codes = CATALOGUE.codelist(each.codelist).codes
                words = [spelled(CATALOGUE, each, code) for code in codes]
                assert len(set(words)) == len(codes), each.codelist
