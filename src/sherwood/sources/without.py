"""Sources: a file's content without the rows of some people, in the same form, all else as it was."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import python_calamine as calamine
import xlsxwriter
from lxml import etree

from sherwood.definitions.shapes.feed import FeedYear, Xml
from sherwood.sources.raw import RawTable
from sherwood.sources.readers.csv_file import open_csv
from sherwood.sources.readers.csv_rows import rows_of
from sherwood.sources.reading import read_tables
from sherwood.sources.recognising import Recognised

IsErased = Callable[[str], bool]


class Cleaned(NamedTuple):
    """The content without the rows, and how many rows were left out; the content itself where none were."""

    content: bytes
    rows: int


def without(found: Recognised, year: FeedYear, name: str, content: bytes, is_erased: IsErased) -> Cleaned:
    """Take out every row whose own person is erased; `is_erased` is asked with the number as the file spells it.

    Lines of a CSV file and rows of a sheet are emptied and stay in their places, so that every other row keeps its line. Rows of
    Parquet and a child's element of XML are taken out. Raises Refused for a file that can't be read.
    """
    if found.kind == "xml":
        return _xml(content, year.xml, is_erased) if year.xml else Cleaned(content, 0)
    erased = {raw.sheet: _lines(raw, year, is_erased) for raw in read_tables(found, year, name, content)}
    rows = sum(map(len, erased.values()))
    if not rows:
        return Cleaned(content, 0)
    if found.kind == "xlsx":
        return Cleaned(_workbook(content, erased), rows)
    lines = next(iter(erased.values()))
    return Cleaned(_parquet(content, lines) if found.kind == "parquet" else _csv(name, content, lines), rows)


def _lines(raw: RawTable, year: FeedYear, is_erased: IsErased) -> frozenset[int]:
    """The lines of a table's rows about somebody erased."""
    child = year.tables[raw.name].child
    return frozenset(line for line, number in zip(raw.lines, raw.texts(child), strict=False) if is_erased(number))


def _csv(name: str, content: bytes, erased: frozenset[int]) -> bytes:
    file = open_csv(name, content)
    lines = list(file.lines)
    starts = [row.line for row in rows_of(file.lines, file.header_at + 1, file.delimiter, len(file.header))]
    for start, following in zip(starts, [*starts[1:], len(lines) + 1], strict=True):
        if start in erased:
            # A quoted cell may run over several lines, all of which are the row's.
            lines[start - 1 : following - 1] = [""] * (following - start)
    return codecs.BOM_UTF8 + "\n".join([*lines, ""]).encode("utf-8")


def _parquet(content: bytes, erased: frozenset[int]) -> bytes:
    table = pq.read_table(io.BytesIO(content))
    kept = pa.array([line not in erased for line in range(1, table.num_rows + 1)])
    written = io.BytesIO()
    pq.write_table(table.filter(kept), written)
    return written.getvalue()


def _workbook(content: bytes, erased: dict[str, frozenset[int]]) -> bytes:
    """Write the workbook's values anew, the erased rows empty; its formats are not kept, for nobody reads them here."""
    written = io.BytesIO()
    with (
        calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as opened,
        xlsxwriter.Workbook(
            written, {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
        ) as book,
    ):
        form = book.add_format({"num_format": "yyyy-mm-dd"})
        for name in opened.sheet_names:
            sheet = book.add_worksheet(name)
            for at, row in enumerate(opened.get_sheet_by_name(name).to_python(skip_empty_area=False)):
                if at + 1 not in erased.get(name, frozenset()):
                    for column, cell in enumerate(row):
                        _write(sheet, at, column, cell, form)
    return written.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: object, form: object) -> None:
    if hasattr(cell, "isoformat"):
        sheet.write_datetime(row, column, cell, form)
    elif cell != "":
        sheet.write(row, column, cell)


def _xml(content: bytes, shape: Xml, is_erased: IsErased) -> Cleaned:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    root = etree.fromstring(content, parser)
    gone = 0
    for record in list(root.iter(f"{{*}}{shape.record}", shape.record)):
        number = next(record.iter(f"{{*}}{shape.child}", shape.child), None)
        if number is not None and is_erased(number.text or ""):
            record.getparent().remove(record)
            gone += 1
    return Cleaned(etree.tostring(root, xml_declaration=True, encoding="UTF-8"), gone) if gone else Cleaned(content, 0)
