import datetime as dt

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms.sources.ssda903_files import feed_tables

from sherwood.definitions.catalogue import load_catalogue
from sherwood.sources.raw import Broken, RawTable
from sherwood.sources.typed import PROBLEM_SCHEMA, Origin, type_table

TABLE = feed_tables()["missing"]
DATE, TEXT = pa.date32(), pa.string()
SCHEMA = pa.schema(
    [("line", pa.int32()), ("child", TEXT), ("dob", DATE), ("missing", TEXT), ("mis_start", DATE), ("mis_end", DATE)]
)
HERE = Origin("ssda903", "abc", "missing.csv")


def typed(broken=None, **columns):
    length = len(next(iter(columns.values())))
    raw = RawTable("missing", columns, list(range(2, length + 2)), broken or {})
    return type_table(raw, TABLE, load_catalogue().codelists, HERE)


def test_rows_hold_the_line_and_every_declared_column_even_those_the_file_lacks():
    rows = typed(child=["1"], mis_start=["01/06/2017"]).rows
    assert rows.column_names == ["line", *TABLE.columns]
    assert rows.schema == SCHEMA
    assert rows.to_pylist() == [
        {"line": 2, "child": "1", "dob": None, "missing": None, "mis_start": dt.date(2017, 6, 1), "mis_end": None}
    ]


def test_columns_that_the_file_lacks_are_not_counted():
    assert set(typed(child=["1"], mis_start=["01/06/2017"]).counts.columns) == {"child", "mis_start"}


def test_a_cell_problem_leaves_its_cell_null_and_the_row_in_place():
    table = typed(child=["1", "2"], mis_start=["01/06/2017", "02/06/2017"], missing=["Q", "A"])
    assert table.rows["missing"].to_pylist() == [None, "A"]
    assert table.problems.select(["line", "column_name", "value", "severity"]).to_pylist() == [
        {"line": 2, "column_name": "MISSING", "value": "Q", "severity": "cell"}
    ]


def test_cells_of_a_broken_row_count_as_lost_with_it():
    broken = {1: Broken("2,x", "breaks off", "ask again")}
    table = typed(broken, child=["1", "2"], mis_start=["01/06/2017", "x"], missing=["M", ""])
    cells = table.counts.columns["child"]
    assert (cells.read, cells.typed, cells.problems, cells.in_rejected_rows) == (2, 1, 0, 1)
    assert table.counts.rows_rejected == 1
    assert [problem["reason"] for problem in table.problems.to_pylist()] == ["breaks off"]


def test_a_table_without_rows_still_has_its_columns_and_no_problem():
    table = typed(child=[], mis_start=[])
    assert table.rows.schema == SCHEMA
    assert table.problems.schema == PROBLEM_SCHEMA
    assert (table.counts.rows_read, table.problems.num_rows) == (0, 0)


@pytest.mark.parametrize("number", [1, 1000])
def test_problems_say_where_they_were_found_on_every_line(number):
    table = typed(child=["1"] * number, mis_start=["01/06/2017"] * number, mis_end=["never"] * number)
    assert table.problems.num_rows == number
    assert set(table.problems["load"].to_pylist()) == {"abc"}
    assert table.problems["line"].to_pylist() == list(range(2, number + 2))
    assert table.problems.schema.field("line").type == pa.int32()


@given(
    numbers=st.lists(st.sampled_from(["1", "2", "", "#REF!"]), min_size=1, max_size=4),
    data=st.data(),
)
def test_a_table_has_problems_exactly_where_its_counts_say_so(numbers, data):
    rows = range(len(numbers))
    days = data.draw(
        st.lists(st.sampled_from(["01/06/2017", "31/02/2017", ""]), min_size=len(rows), max_size=len(rows))
    )
    broken = {at: Broken("1,x", "breaks off", "ask again") for at in data.draw(st.sets(st.sampled_from(rows)))}
    table = typed(broken, child=numbers, mis_start=days)
    assert table.counts.has_problems is (table.problems.num_rows > 0)
