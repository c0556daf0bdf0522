"""Synthetic: makes files untidy as real ones are, and hands on the list of every problem a reader should report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.shapes import CellMess, FileMess, Mess
from sherwood.synthetic.writing import DATE_STYLE, Sheet


@dataclass(frozen=True)
class ExpectedProblem:
    """A cell that a reader must report: `severity` is cell (the row is kept) or row (it cannot be); `sheet` of a workbook."""

    file: str
    row: int
    column: str
    value: str
    why: str
    severity: str
    sheet: str = ""


class Untidy:
    """Applies the declared untidiness of one year to its sheets, keeping account of it."""

    def __init__(self, chance: Chance, mess: Mess, years_back: int) -> None:
        self._chance = chance
        self._files = [each for each in mess.file if each.years_back == years_back]
        self._cells = [each for each in mess.cell if each.years_back == years_back]

    def date_style(self, table: str) -> str:
        """How this table's dates are written."""
        return next((each.date_style for each in self._files if table in each.tables and each.date_style), DATE_STYLE)

    def spoil(self, sheet: Sheet, table: str, file: str) -> list[ExpectedProblem]:
        """Change the sheet in place; return what a reader should find wrong with it."""
        marked: dict[int, ExpectedProblem] = {}
        for mess in (each for each in self._cells if each.table == table):
            marked |= self._spoil_cells(sheet, mess, file, set(marked))
        for file_mess in (each for each in self._files if table in each.tables):
            marked |= self._spoil_file(sheet, file_mess, file)
        # A row's number is only known once blank rows have been put in: the heading is line 1.
        return [
            replace(marked[id(line)], row=number)
            for number, line in enumerate(sheet.lines, start=2)
            if id(line) in marked
        ]

    def _spoil_cells(self, sheet: Sheet, mess: CellMess, file: str, taken: set[int]) -> dict[int, ExpectedProblem]:
        at = sheet.columns.index(mess.column)
        lines = [line for line in sheet.lines if line[at] and id(line) not in taken]
        marked = {}
        for line in self._chance.random.sample(lines, min(mess.cells, len(lines))):
            line[at] = mess.value
            marked[id(line)] = ExpectedProblem(file, 0, sheet.headings[at], mess.value, mess.why, "cell")
        return marked

    def _spoil_file(self, sheet: Sheet, mess: FileMess, file: str) -> dict[int, ExpectedProblem]:
        for column in mess.excel_numbers:
            at = sheet.columns.index(column)
            for line in sheet.lines:
                line[at] += ".0" if line[at] else ""
        marked = dict(self._rows_without_key(sheet, mess, file))
        if mess.header_case:
            sheet.headings = [
                heading.title() if mess.header_case == "title" else heading.lower() for heading in sheet.headings
            ]
        if mess.extra_column:
            sheet.headings.append(mess.extra_column)
            for line in sheet.lines:
                line.append(mess.extra_value)
        sheet.byte_order_mark = sheet.byte_order_mark or mess.byte_order_mark
        for _ in range(mess.blank_rows if sheet.lines else 0):
            sheet.lines.insert(self._chance.random.randrange(len(sheet.lines)), [])
        return marked

    def _rows_without_key(self, sheet: Sheet, mess: FileMess, file: str) -> Iterator[tuple[int, ExpectedProblem]]:
        """Repeat some rows without the child's number: nothing is lost when a reader rejects them."""
        for line in self._chance.random.sample(sheet.lines, min(mess.rows_without_key, len(sheet.lines))):
            keyless = ["", *line[1:]]
            sheet.lines.append(keyless)
            yield (
                id(keyless),
                ExpectedProblem(file, 0, sheet.headings[0], "", "The row does not say whose it is", "row"),
            )
