"""The CSV file, read back: a byte-order mark for Excel, provenance first, and no cell that a spreadsheet would run."""

import csv as reader
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms.outputs.documents import chart, document, key_figures, note, table

from sherwood.outputs import csv
from sherwood.reports.document import Cell

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def read_back(*blocks, **more):
    text = csv.render(document(*blocks, **more)).decode("utf-8-sig")
    return list(reader.reader(io.StringIO(text, newline="")))


def last_row(*cells):
    return read_back(table(labels=tuple("AB"[: len(cells)]), rows=(cells,)))[-1]


def test_file_begins_with_a_byte_order_mark():
    assert csv.render(document(table())).startswith(b"\xef\xbb\xbf")


def test_provenance_and_notes_come_before_the_tables():
    rows = read_back(note(), table("Who is due"))
    said = {row[0]: row[1] for row in rows[: rows.index([])]}
    assert said["Report"] == "Looked-after reviews due"
    assert said["Marking"] == "Official-sensitive"
    assert said["Data"] == "Data to 31 March 2018."
    assert said["You see"] == "You see: North team."
    assert said["Filters"] == "team: north"
    assert (said["Made by"], said["Build"]) == ("A. Worker", "0123abcd")
    assert said["Caveat"] == "A review held on its due day is in time."


def test_every_table_follows_with_caption_headings_and_rows():
    rows = read_back(key_figures(), chart(), table("Who is due"))
    captions = [rows[place + 1][0] for place, row in enumerate(rows) if not row]
    assert captions == ["Section", "Children by month", "Who is due"]
    assert rows[-3:] == [["Who is due", "1 row"], ["Child", "Due"], ["Child A1B2", "Tuesday"]]


def test_whole_number_has_no_decimal_point():
    assert last_row(Cell("1,204", number=1204.0), Cell("83.4%", number=83.4)) == ["1204", "83.4"]


def test_negative_number_stays_a_number():
    assert last_row(Cell("-3", number=-3.0), "x") == ["-3", "x"]


def test_date_is_written_year_first():
    assert last_row(Cell("31 Mar 2018", date=dt.date(2018, 3, 31)), "x")[0] == "2018-03-31"


@pytest.mark.parametrize("start", STARTS)
def test_text_that_could_start_a_formula_gets_an_apostrophe(start):
    assert last_row(f"{start}1+1", "x")[0] == f"'{start}1+1"


@pytest.mark.parametrize("text", ["Anne-Marie", "1+1", "a=b", "", "'=1"])
def test_other_text_stays_as_it_is(text):
    assert last_row(text, "x")[0] == text


def test_titles_captions_headings_and_filters_are_guarded_too():
    rows = read_back(table("=caption", labels=("=label",), rows=(("x",),)), title="=title", provenance={"By": "=me"})
    first = [cell for row in rows for cell in row]
    assert not [cell for cell in first if cell.startswith("=")]
    assert {"'=caption", "'=label", "'=title", "'=me"} <= set(first)


def test_one_page_of_a_list_says_of_how_many():
    assert ["Children", "1 of 1,250 rows: the rest is on the site's other pages"] in read_back(table(total_rows=1250))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60))
def test_no_text_ever_starts_a_formula(text):
    assert not csv.safe(text).startswith(STARTS)


@given(st.lists(st.text(alphabet='ab",;\n\r=é', max_size=8), min_size=1, max_size=4))
def test_quotes_commas_and_line_ends_survive(texts):
    rows = read_back(table(labels=("A",), rows=tuple((text,) for text in texts)))
    assert [row[0] if row else "" for row in rows[-len(texts) :]] == [csv.safe(text) for text in texts]
