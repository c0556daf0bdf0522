import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms.sources.ssda903_files import HEADINGS, csv_text, episode, feed_tables, header_row

from sherwood.sources.errors import Refused
from sherwood.sources.headings import recognise
from sherwood.sources.readers.csv_file import open_csv, read_csv
from sherwood.sources.readers.csv_rows import rows_of

TABLES = feed_tables()


def read(text: str | bytes, name: str = "episodes.csv", max_rows: int = 1000):
    opened = open_csv(name, text.encode() if isinstance(text, str) else text)
    return read_csv(opened, recognise(TABLES, opened.header, opened.name).table_name, TABLES, max_rows)


def cells(lines: list[str], width: int, delimiter: str = ","):
    return [(row.line, row.cells, row.is_unclosed) for row in rows_of(lines, 1, delimiter, width)]


def test_rows_carry_the_physical_line_they_start_on():
    raw = read(csv_text("episodes", episode("1", "01/04/2017"), episode("2", "01/04/2017")))
    assert list(raw.lines) == [2, 3]
    assert list(raw.texts("child")) == ["1", "2"]


def test_blank_rows_are_passed_over_and_counted_in_a_note():
    raw = read(csv_text("episodes", "", episode("1", "01/04/2017"), ",,,,,,,,,,,,", "   ", episode("2", "01/04/2017")))
    assert list(raw.lines) == [3, 6]
    assert "3 blank rows passed over" in raw.notes


def test_blank_lines_before_the_header_count_as_lines():
    raw = read("\n\n" + csv_text("episodes", episode("1", "01/04/2017")))
    assert list(raw.lines) == [4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_header(delimiter):
    raw = read(csv_text("episodes", episode("1", "01/04/2017")).replace(",", delimiter))
    assert list(raw.texts("decom")) == ["01/04/2017"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_of_the_three_ways(ending):
    raw = read(csv_text("episodes", episode("1", "01/04/2017"), episode("2", "01/05/2017")).replace("\n", ending))
    assert list(raw.lines) == [2, 3]
    assert list(raw.texts("urn")) == ["SC1234", "SC1234"]


def test_a_file_without_a_last_line_end_keeps_its_last_row():
    raw = read(csv_text("episodes", episode("1", "01/04/2017")).rstrip("\n"))
    assert list(raw.texts("child")) == ["1"]


def test_a_byte_order_mark_is_no_part_of_the_first_heading():
    raw = read(b"\xef\xbb\xbf" + csv_text("header", header_row("1")).encode())
    assert list(raw.texts("child")) == ["1"]


def test_windows_text_is_read_and_said_to_be_so():
    text = "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\n1,01/01/2010,P1,Caf\xe9,ZZ/03/2012\n"
    raw = read(text.encode("cp1252"))
    assert list(raw.texts("la_perm")) == ["Café"]
    assert any("1252" in note for note in raw.notes)


def test_bytes_that_even_windows_text_leaves_undefined_are_read():
    raw = read(csv_text("header", header_row("1")).encode() + b"\x81\x8d,M,,,,,\n")
    assert len(raw.lines) == 2


def test_unicode_text_as_a_spreadsheet_saves_it_is_read():
    raw = read(csv_text("header", header_row("1")).replace(",", "\t").encode("utf-16"))
    assert list(raw.texts("child")) == ["1"]
    assert any("UTF-16" in note for note in raw.notes)


def test_a_quoted_cell_may_run_over_lines_and_the_lines_after_it_keep_their_number():
    text = 'CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\n1,01/01/2010,P1,"Upper\nand Lower, joint",x\n2,01/01/2010,P1,,\n'
    raw = read(text)
    assert list(raw.lines) == [2, 4]
    assert raw.texts("la_perm")[0] == "Upper\nand Lower, joint"
    assert not raw.broken


def test_a_quotation_mark_never_closed_costs_its_own_row_and_no_other():
    text = csv_text("header", '1,"M,01/02/2010,WBRI,UN1,,', *(header_row(str(n)) for n in range(2, 60)))
    raw = read(text)
    assert list(raw.broken) == [0]
    assert raw.broken[0].reason == "a quotation mark is opened and never closed"
    assert len(raw.lines) == 59
    assert list(raw.texts("child"))[1:] == [str(n) for n in range(2, 60)]


def test_two_stray_quotation_marks_do_not_swallow_the_rows_between_them():
    rows = ['1,"M,01/02/2010,WBRI,UN1,,', header_row("2"), '3,"M,01/02/2010,WBRI,UN1,,', header_row("4")]
    raw = read(csv_text("header", *rows))
    assert list(raw.broken) == [0, 2]
    assert [raw.lines[position] for position in raw.broken] == [2, 4]
    assert len(raw.lines) == 4


def test_a_quotation_mark_inside_a_cell_is_part_of_it():
    assert cells(["h", '1,O"Brien,3'], 3) == [(2, ["1", 'O"Brien', "3"], False)]


def test_doubled_quotation_marks_stand_for_one():
    assert cells(["h", '1,"the ""big"" house",3'], 3) == [(2, ["1", 'the "big" house', "3"], False)]


def test_a_row_that_breaks_off_is_named_with_its_text():
    raw = read(csv_text("header", header_row("1"), "2,M,01/02"))
    assert raw.broken[1].text == "2,M,01/02"
    assert "breaks off: 3 cells where the header has 7" in raw.broken[1].reason


def test_a_row_of_a_single_cell_is_worded_so():
    assert "1 cell where" in read(csv_text("header", "2")).broken[0].reason


def test_empty_cells_beyond_the_header_do_no_harm_but_filled_ones_do():
    raw = read(csv_text("header", header_row("1") + ",, ", header_row("2") + ",x"))
    assert list(raw.broken) == [1]
    assert "8 cells where the header has 7" in raw.broken[1].reason
    assert "quotation marks" in raw.broken[1].remedy


def test_a_column_that_is_none_of_the_tables_is_named_with_its_filled_cells():
    raw = read("CHILD,SEX,DOB,ETHNIC,UPN,Notes,\n1,M,01/02/2010,WBRI,UN1,seen,z\n2,M,01/02/2010,WBRI,UN1,,\n")
    assert "column 'Notes' is no part of 'header' and was not read (1 filled cells)" in raw.notes
    assert "column 7 has no heading and was not read (1 filled cells)" in raw.notes


def test_a_header_without_rows_says_that_there_is_nothing():
    raw = read(HEADINGS["episodes"])
    assert len(raw.lines) == 0
    assert "nothing to return" in raw.notes[-1]


def test_more_rows_than_the_return_may_have_are_refused():
    rows = [header_row(str(n)) for n in range(4)]
    assert len(read(csv_text("header", *rows), max_rows=4).lines) == 4
    with pytest.raises(Refused, match="more than 3 rows"):
        read(csv_text("header", *rows), max_rows=3)


def test_a_file_of_separators_alone_is_refused():
    with pytest.raises(Refused, match="holds no text"):
        read(",,,\n,,,\n")


PLAIN = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u00a0"), min_size=1).filter(
    str.strip
)


@given(st.lists(st.lists(PLAIN, min_size=3, max_size=3), max_size=8))
def test_what_a_csv_writer_writes_comes_back(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    lines = ["h", *out.getvalue().split("\n")]
    found = [row for _, row, _ in cells(lines, 3)]
    assert found == [row for row in rows if any(set(cell) - set(' ",\t') for cell in row)]


@given(st.lists(st.text(alphabet='ab,"\n ', max_size=20), max_size=12))
def test_every_line_that_is_not_blank_ends_up_in_exactly_one_row(pieces):
    lines = ["h", *"\n".join(pieces).split("\n")]
    starts = [line for line, _, _ in cells(lines, 3)]
    assert starts == sorted(set(starts))
    filled = {number for number, line in enumerate(lines[1:], start=2) if line.strip(' ,"')}
    spans = zip(starts, [*starts[1:], len(lines) + 1], strict=False)
    covered = {number for first, after in spans for number in range(first, after)}
    assert filled <= covered
