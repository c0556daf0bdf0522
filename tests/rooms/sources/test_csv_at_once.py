"""A tidy CSV file is split all at once: whatever comes of it is what reading row by row comes to."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.sources.readers.csv_at_once import columns_at_once
from sherwood.sources.readers.csv_rows import rows_of

TEXT = st.text(alphabet='ab1 ,"\u00e9\u20ac;|\t-', max_size=6)


def row_by_row(lines, width, delimiter=","):
    rows = list(rows_of(lines, 0, delimiter, width))
    whole = all(len(row.cells) == width and not row.is_unclosed for row in rows)
    lines_used = [row.line for row in rows]
    return [row.cells for row in rows] if whole and lines_used == list(range(1, len(lines) + 1)) else None


def at_once(lines, width, delimiter=","):
    found = columns_at_once(lines, 0, delimiter, width)
    return found and [list(row) for row in zip(*(column.to_pylist() for column in found), strict=True)]


@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=8))
def test_well_written_rows_come_to_the_same_either_way(rows):
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    lines = written.getvalue().split("\n")[:-1]
    found = at_once(lines, 3)
    assert found is None or found == row_by_row(lines, 3) == rows


@given(st.lists(TEXT, min_size=1, max_size=8), st.integers(2, 4), st.sampled_from(",;|\t"))
def test_lines_of_any_sort_come_to_the_same_or_are_left_to_the_slow_way(lines, width, delimiter):
    found = at_once(lines, width, delimiter)
    assert found is None or found == row_by_row(lines, width, delimiter)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["a,b", ""], "a blank line is passed over, and counted"),
        (["a,b", ","], "a line of delimiters is blank too"),
        (["a,b", "c"], "the row breaks off"),
        (["a,b", "c,d,e"], "the row has a cell too many"),
        (['a,"b', 'c",d'], "a quoted cell runs over two lines"),
        (['a,b"c'], "a mark inside a cell that is not quoted"),
        (['a,"b"c'], "a mark closed before the cell's end"),
        (['a,"b'], "a mark that is never closed"),
    ],
)
def test_what_is_amiss_is_left_to_the_slow_way(lines, why):
    assert columns_at_once(lines, 0, ",", 2) is None, why


def test_quoted_cells_lose_their_marks_and_empty_ones_stay_empty_text():
    assert at_once(['"Smith, Ann","say ""no"""', ",x"], 2) == [["Smith, Ann", 'say "no"'], ["", "x"]]
