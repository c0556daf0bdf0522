"""Rows written to a workbook, to Parquet and to XML come back the same."""

import io
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rooms.sources.test_cin_census_reader import read as read_census
from tests.rooms.sources.workbooks import HEADINGS, TABLE, columns, read, workbook

from sherwood.sources.errors import Refused
from sherwood.sources.readers.parquet_file import open_parquet, read_parquet
from sherwood.sources.readers.workbook import open_workbook, read_sheet

QUICK = settings(max_examples=40, deadline=None)
# What a sheet can hold: no control characters, and none of the marks that Excel writes characters with (_x000D_).
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=12).filter(
    lambda text: "_x" not in text
)
FILLED = TEXTS.map(str.strip).filter(lambda text: text != "")
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "child": FILLED,
            "start": st.one_of(
                st.just(""), st.dates().filter(lambda day: day.year > 1900).map(lambda day: day.isoformat())
            ),
            "worker": TEXTS.filter(lambda text: text == "" or text.strip() != ""),
            "age": st.one_of(st.just(""), st.integers(-(10**14), 10**14).map(str), st.just("6.5")),
        }
    ),
    min_size=1,
    max_size=8,
)


def column(rows: list[dict[str, str]], name: str) -> list[str]:
    return [row[name] for row in rows]


@QUICK
@given(ROWS)
def test_rows_written_to_a_workbook_come_back_the_same(rows):
    import datetime as dt

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "dd/mm/yyyy"}) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for at, row in enumerate(rows, 1):
            sheet.write_string(at, 0, row["child"])
            if row["start"]:
                sheet.write_datetime(at, 1, dt.date.fromisoformat(row["start"]))
            sheet.write_string(at, 2, row["worker"])
            if row["age"]:
                sheet.write_number(at, 3, float(row["age"]))
    raw = read(out.getvalue())
    assert columns(raw) == {name: column(rows, name) for name in TABLE.columns}
    assert raw.lines == list(range(2, len(rows) + 2))


@QUICK
@given(ROWS)
def test_rows_written_to_parquet_come_back_the_same(rows):
    import datetime as dt

    days = [dt.date.fromisoformat(day) if day else None for day in column(rows, "start")]
    ages = [float(age) if age else None for age in column(rows, "age")]
    table = pa.table(
        {
            "Child": column(rows, "child"),
            "Start": days,
            "Worker": column(rows, "worker"),
            "Age": pa.array(ages, pa.float64()),
        }
    )
    out = io.BytesIO()
    pq.write_table(table, out)
    raw = read_parquet(open_parquet("x", out.getvalue()), "visits", TABLE, 100)
    assert columns(raw) == {name: column(rows, name) for name in TABLE.columns}


XML_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\ufffe\uffff"), max_size=8
).map(str.strip)
CASES = st.lists(
    st.tuples(
        XML_TEXT, st.lists(st.tuples(XML_TEXT.filter(bool), st.lists(XML_TEXT.filter(bool), max_size=3)), max_size=3)
    ),
    max_size=4,
)


@QUICK
@given(st.lists(st.tuples(XML_TEXT.filter(bool), CASES), min_size=1, max_size=4))
def test_children_written_to_a_census_come_back_with_every_row_in_its_place(children):
    parts, expected = [], []
    for number, cases in children:
        parts.append(f"<Child><ChildIdentifiers><LAchildID>{escape(number)}</LAchildID></ChildIdentifiers>")
        for referred, assessments in cases:
            parts.append(f"<CINdetails><CINreferralDate>{escape(referred)}</CINreferralDate>")
            for start, factors in assessments:
                parts.append(f"<Assessments><AssessmentActualStartDate>{escape(start)}</AssessmentActualStartDate>")
                listed = "".join(f"<AssessmentFactors>{escape(each)}</AssessmentFactors>" for each in factors)
                parts.append(f"<FactorsIdentifiedAtAssessment>{listed}</FactorsIdentifiedAtAssessment></Assessments>")
                expected += [(number, referred, start, each) for each in factors]
            parts.append("</CINdetails>")
        parts.append("</Child>")
    tables = read_census(f"<Message><Children>{''.join(parts)}</Children></Message>".encode())
    assert tables["children"].columns["child"] == [number for number, _ in children]
    assert list(zip(*tables["assessment_factors"].columns.values(), strict=True)) == expected
    assert tables["cin_details"].columns["referral_date"] == [day for _, cases in children for day, _ in cases if day]


WHOLE = workbook(HEADINGS, ("1", "#N/A", "Ann", "=1+1"), ("2", None, "Bob", 3))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=6))
def test_no_damage_to_a_workbook_raises_anything_but_a_refusal(at, damage):
    content = WHOLE[:at] + damage + WHOLE[at + len(damage) :]
    try:
        opened = open_workbook("x.xlsx", content)
        for sheet in opened.sheets:
            if sheet.header_line:
                read_sheet(sheet, "visits", TABLE, 100)
    except Refused:
        return


PARQUET = io.BytesIO()
pq.write_table(pa.table({"Child": ["1", "2"], "Worker": ["Ann", None]}), PARQUET)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(PARQUET.getvalue()) - 1), st.binary(min_size=1, max_size=6))
def test_no_damage_to_a_parquet_file_raises_anything_but_a_refusal(at, damage):
    content = PARQUET.getvalue()[:at] + damage + PARQUET.getvalue()[at + len(damage) :]
    try:
        read_parquet(open_parquet("x", content), "visits", TABLE, 100)
    except Refused:
        return
