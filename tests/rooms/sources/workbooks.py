"""Workbooks made for a test, as spreadsheet programs write them and as they should not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sherwood.definitions.shapes.feed import Column, Covers, SourceTable
from sherwood.sources.raw import RawTable
from sherwood.sources.readers.workbook import open_workbook, read_sheet

HEADINGS = ("Child", "Start", "Worker", "Age")
TABLE = SourceTable(
    title="Visits",
    file_names=("visits",),
    key=("child",),
    child="child",
    covers=Covers(kind="everything"),
    columns={
        "child": Column(header="Child", type="identifier", means="number", required=True),
        "start": Column(header="Start", type="date", means="day", required=True),
        "worker": Column(header="Worker", type="text", means="name"),
        "age": Column(header="Age", type="number", means="years"),
    },
)


def workbook(*rows: Sequence[Any], change: Callable[[Worksheet], None] | None = None) -> bytes:
    made = Workbook()
    sheet = made.active
    sheet.title = "List 1"
    for row in rows:
        sheet.append(row)
    if change is not None:
        change(sheet)
    return saved(made)


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """The package with parts added or replaced; `__` stands for a slash and `_dot_` for a full stop."""
    changed = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.pop(name, None) or old.read(name))
        for name, part in changed.items():
            new.writestr(name, part)
    return out.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def read(content: bytes, sheet: int = 0, max_rows: int = 1000) -> RawTable:
    return read_sheet(open_workbook("made.xlsx", content).sheets[sheet], "visits", TABLE, max_rows)


def columns(raw: RawTable) -> dict[str, list[str]]:
    return {name: list(cells) for name, cells in raw.columns.items()}
