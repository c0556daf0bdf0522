import datetime as dt
import io
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.rooms.sources.workbooks import TABLE

from sherwood.sources.errors import Refused
from sherwood.sources.readers.parquet_file import open_parquet, read_parquet


def parquet(table: pa.Table, **options) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def read(content: bytes, max_rows: int = 1000):
    return read_parquet(open_parquet("visits.parquet", content), "visits", TABLE, max_rows)


def worker_text(array: pa.Array) -> list[str]:
    children = pa.array([str(n) for n in range(len(array))])
    return list(read(parquet(pa.table({"child": children, "worker": array}))).columns["worker"])


def test_columns_are_found_by_their_names_and_rows_are_numbered_from_one():
    table = pa.table({"WORKER": ["Ann", None], "Child": ["1", "2"], "shoe": [9, None]})
    raw = read(parquet(table))
    assert {name: list(cells) for name, cells in raw.columns.items()} == {"child": ["1", "2"], "worker": ["Ann", ""]}
    assert list(raw.lines) == [1, 2]
    assert "column 'shoe' is no part of 'visits' and was not read (1 filled cells)" in raw.notes
    assert "column Start is missing though the guide requires it" in raw.notes


@pytest.mark.parametrize(
    ("array", "texts"),
    [
        (pa.array([9212044, None], pa.int64()), ["9212044", ""]),
        (pa.array([9212044.0, 6.5, float("nan"), None]), ["9212044", "6.5", "", ""]),
        (pa.array([Decimal("5.00"), Decimal("5.25"), Decimal("100")], pa.decimal128(9, 2)), ["5", "5.25", "100"]),
        (pa.array([True, False, None]), ["true", "false", ""]),
        (pa.array([dt.date(2024, 2, 29)]), ["2024-02-29"]),
        (pa.array([dt.datetime(2024, 2, 29)], pa.timestamp("ns")), ["2024-02-29"]),
        (pa.array([dt.datetime(2024, 2, 29, 9, 30)], pa.timestamp("ms")), ["2024-02-29T09:30:00"]),
        (pa.array([dt.datetime(2024, 6, 30, 23, 30)], pa.timestamp("us", "UTC")), ["2024-07-01T00:30:00"]),
        (pa.array([dt.time(9, 30)]), ["09:30:00"]),
        (pa.array(["é", "a"]).dictionary_encode(), ["é", "a"]),
        (pa.array([b"Ann"], pa.binary()), ["Ann"]),
        (pa.array([["1B", "4B"], []]), ['["1B", "4B"]', "[]"]),
        (pa.array([{"1B": True, "4B": None}]), ['{"1B": true, "4B": null}']),
        (pa.array([[("1B", 1)]], pa.map_(pa.string(), pa.int64())), ['{"1B": 1}']),
        (pa.array([None, None], pa.null()), ["", ""]),
        (pa.array(["a", None], pa.large_string()), ["a", ""]),
    ],
)
def test_a_value_of_any_type_becomes_the_text_that_the_parsers_read(array, texts):
    assert worker_text(array) == texts


def test_a_file_of_no_rows_says_that_there_is_nothing_to_return():
    raw = read(parquet(pa.table({"Child": pa.array([], pa.string())})))
    assert list(raw.lines) == []
    assert any("nothing to return" in note for note in raw.notes)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_a_file_that_was_cut_short_is_refused_in_words(share):
    content = parquet(pa.table({"Child": [str(n) for n in range(500)]}))
    with pytest.raises(Refused, match=r"cut short.*ask for it again"):
        open_parquet("x.parquet", content[: int(len(content) * share)])


def test_a_file_whose_pages_were_damaged_is_refused_in_words():
    content = bytearray(parquet(pa.table({"Child": [str(n) for n in range(5000)]}), use_dictionary=False))
    content[4:400] = b"\xff" * 396
    with pytest.raises(Refused, match="damaged"):
        read(bytes(content), max_rows=10_000)


def test_bytes_that_are_no_text_are_refused_and_not_guessed_at():
    with pytest.raises(Refused, match="damaged"):
        worker_text(pa.array([b"\xff\xfe\xfa"], pa.binary()))


def test_more_rows_than_the_return_may_have_are_refused():
    content = parquet(pa.table({"Child": ["1", "2", "3"]}))
    assert len(read(content, max_rows=3).lines) == 3
    with pytest.raises(Refused, match="more than 2 rows"):
        read(content, max_rows=2)
