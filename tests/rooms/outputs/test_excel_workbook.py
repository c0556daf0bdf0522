"""The workbook, read back: real tables, typed cells, never a formula, and a first sheet that says where it comes from."""

import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rooms.outputs.documents import chart, document, key_figures, note, table

from sherwood.outputs import excel
from sherwood.reports.document import Cell

FORMULAS = ["=1+1", '=HYPERLINK("http://example.org")', "+1", "-1", "@SUM(A1)", "{=1+1}", "=cmd|' /C calc'!A0"]


def read_back(*blocks, **more):
    return openpyxl.load_workbook(io.BytesIO(excel.render(document(*blocks, **more))))


def only_sheet(*blocks):
    return read_back(*blocks).worksheets[1]


def contents(book):
    return {row[0].value: row[1].value for row in book["Contents"].iter_rows() if row[0].value}


def test_each_table_has_a_sheet_of_its_own_in_reading_order():
    book = read_back(key_figures(), chart(), table("Who is due"), note())
    assert book.sheetnames == ["Contents", "1 Section", "2 Children by month", "3 Who is due"]


def test_each_sheet_holds_one_real_table_with_one_header_row():
    sheet = only_sheet(table(rows=(("a", "b"), ("c", "d"))))
    assert [each.ref for each in sheet.tables.values()] == ["A1:B3"]
    assert [cell.value for cell in sheet[1]] == ["Child", "Due"]
    assert not sheet.merged_cells.ranges
    assert sheet.freeze_panes == "A2"


def test_tables_of_a_workbook_have_different_names():
    book = read_back(table("One"), table("One"), table("One"))
    names = [name for sheet in book.worksheets for name in sheet.tables]
    assert len(set(names)) == 3


def test_key_figures_are_a_table_with_their_comparison():
    rows = list(only_sheet(key_figures()).iter_rows(values_only=True))
    assert rows == [("Figure", "Value", "Detail"), ("Children looked after", "1,204", "up 14 on a year before")]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_stays_text(text):
    sheet = only_sheet(table(rows=((text, "x"),)))
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", text)


@pytest.mark.parametrize("text", FORMULAS)
def test_heading_that_looks_like_a_formula_stays_text(text):
    sheet = only_sheet(table(labels=(text, "Due")))
    assert (sheet["A1"].data_type, sheet["A1"].value) == ("s", text)


def test_title_and_provenance_that_look_like_formulas_stay_text():
    book = read_back(table(), note("=1+1"), title="=2+2", provenance={"Made by": "=3+3"})
    assert not [cell for row in book["Contents"].iter_rows() for cell in row if cell.data_type == "f"]
    assert contents(book)["Made by"] == "=3+3"


def test_number_is_a_number_and_not_its_words():
    sheet = only_sheet(table(rows=((Cell("1,204", number=1204.0), Cell("83.4%", number=83.4)),)))
    assert [sheet["A2"].value, sheet["B2"].value] == [1204, 83.4]


def test_digits_that_are_text_stay_text():
    sheet = only_sheet(table(rows=(("007", "1e5"),)))
    assert [sheet["A2"].value, sheet["B2"].value] == ["007", "1e5"]


def test_date_is_a_date():
    sheet = only_sheet(table(rows=((Cell("31 Mar 2018", date=dt.date(2018, 3, 31)), "x"),)))
    assert sheet["A2"].is_date
    assert sheet["A2"].value == dt.datetime(2018, 3, 31)


def test_date_before_excel_can_count_is_written_in_words():
    sheet = only_sheet(table(rows=((Cell("1 Jan 1900", date=dt.date(1900, 1, 1)), "x"),)))
    assert sheet["A2"].value == "1 Jan 1900"


def test_web_address_is_no_link():
    assert only_sheet(table(rows=(("http://example.org", "x"),)))["A2"].hyperlink is None


def test_text_longer_than_a_cell_holds_is_cut_and_says_so():
    value = only_sheet(table(rows=(("x" * 40_000, "y"),)))["A2"].value
    assert len(value) == 32_767
    assert value.endswith("x…")


def test_headings_of_one_table_are_made_different():
    sheet = only_sheet(table(labels=("Date", "date", "", "Date 2"), rows=(("a", "b", "c", "d"),)))
    assert [cell.value for cell in sheet[1]] == ["Date", "date 2", "Column", "Date 2 2"]


def test_empty_table_keeps_its_headings():
    sheet = only_sheet(table(rows=()))
    assert [cell.value for cell in sheet[1]] == ["Child", "Due"]
    assert [each.ref for each in sheet.tables.values()] == ["A1:B2"]


def test_document_without_a_table_has_its_contents_sheet():
    assert read_back(note()).sheetnames == ["Contents"]


def test_contents_say_what_the_file_is_and_where_it_comes_from():
    said = contents(read_back(table(), note()))
    assert said["Marking"] == "Official-sensitive"
    assert said["You see"] == "You see: North team."
    assert said["Filters"] == "team: north"
    assert said["Build"] == "0123abcd"
    assert said["Caveat"] == "A review held on its due day is in time."


def test_contents_say_that_there_are_no_filters():
    assert contents(read_back(table(), filters={}))["Filters"] == "none"


def test_contents_link_to_each_sheet():
    book = read_back(table("Who's due?"), table("Other"))
    links = [cell.hyperlink.location for row in book["Contents"].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_one_page_of_a_list_is_never_taken_for_the_whole():
    said = contents(read_back(table("Who is due", total_rows=250)))
    assert said["1 Who is due"] == "Who is due (1 of 250 rows: the rest is on the site's other pages)"


def test_caption_of_letters_that_excel_counts_twice_makes_a_sheet():
    assert read_back(table("a" * 20 + "\U00010000" * 9)).sheetnames[1] == f"1 {'a' * 20}"


@settings(max_examples=25, deadline=None)
@given(captions=st.lists(st.text(max_size=50), min_size=1, max_size=4), cells=st.text(max_size=40))
def test_any_caption_and_any_text_make_a_workbook_that_opens(captions, cells):
    drawn = [table(caption, rows=((cells, "x"),)) for caption in captions]
    book = read_back(*drawn)
    names = [name.lower() for name in book.sheetnames]
    assert len(set(names)) == len(captions) + 1
    assert all(len(name) <= 31 for name in names)
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


@settings(max_examples=25, deadline=None)
@given(labels=st.lists(st.sampled_from(["Date", "date", "", "Date 2", "Column"]), min_size=1, max_size=6))
def test_headings_never_repeat(labels):
    found = excel.render(document(table(labels=tuple(labels), rows=(tuple("x" for _ in labels),))))
    sheet = openpyxl.load_workbook(io.BytesIO(found)).worksheets[1]
    headings = [cell.value.lower() for cell in sheet[1]]
    assert len(set(headings)) == len(labels)
