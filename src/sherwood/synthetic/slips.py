"""Synthetic: makes the files beside the SSDA903 untidy as declared, and hands on every problem a reader should report."""

from __future__ import annotations

import random
from collections.abc import Mapping, MutableSequence
from typing import Any

from lxml import etree

from sherwood.definitions.shapes.feed import FeedYear
from sherwood.synthetic.shapes import Slip, Slips
from sherwood.synthetic.ssd import SsdTables
from sherwood.synthetic.ssd_tables import HEADINGS
from sherwood.synthetic.untidy import ExpectedProblem
from sherwood.synthetic.workbook import Lists

_BLANKS = "  "
_FIRST_LINE = 2


class Untidiness:
    """Applies the declared slips to the last file of each feed, keeping account of them."""

    def __init__(self, slips: Slips, chance: random.Random) -> None:
        self._slips = slips
        self._random = chance
        self.problems: list[ExpectedProblem] = []

    def spoil_lists(self, lists: Lists, shape: FeedYear, file: str) -> None:
        """Spoil lists about to be written as a workbook."""
        for slip in self._of("annex_a"):
            table = shape.tables[slip.table]
            header, sheet = table.columns[slip.column].header, table.sheet_names[0]
            for line in self._spoil(lists[slip.table], slip.column, slip):
                self._note(file, line, header, slip, sheet)
        for padding in (each for each in self._slips.padding if each.feed == "annex_a"):
            self._pad(lists[padding.table], padding.column, padding.cells)

    def spoil_tables(self, tables: SsdTables, folder: str, written: Mapping[str, int]) -> None:
        """Spoil the SSD's rows about to be written as CSV below so many of each table that are written already."""
        for slip in self._of("ssd"):
            at = HEADINGS[slip.table].index(slip.column)
            for line in self._spoil(tables[slip.table], at, slip):
                self._note(f"{folder}/ssd_{slip.table}.csv", line + written[slip.table], slip.column, slip)
        for padding in (each for each in self._slips.padding if each.feed == "ssd"):
            self._pad(tables[padding.table], HEADINGS[padding.table].index(padding.column), padding.cells)

    def spoil_message(self, message: etree._Element, file: str) -> None:
        """Spoil a census; a row is counted by the occurrence of its element."""
        for slip in self._of("cin_census"):
            found = [
                (count, cell)
                for count, element in enumerate(message.iter(slip.table), start=1)
                if (cell := element.find(slip.column)) is not None
            ]
            for count, cell in sorted(
                self._random.sample(found, min(slip.cells, len(found))), key=lambda each: each[0]
            ):
                cell.text = slip.value
                self._note(file, count, slip.column, slip)

    def _of(self, feed: str) -> list[Slip]:
        return [each for each in self._slips.slip if each.feed == feed]

    def _spoil(self, rows: MutableSequence[Any], key: str | int, slip: Slip) -> list[int]:
        """Spoil cells that hold something, or repeat rows without their key; return the lines on which they stand."""
        filled = [at for at, row in enumerate(rows) if (row.get(key) if isinstance(row, dict) else row[int(key)])]
        chosen = sorted(self._random.sample(filled, min(slip.cells, len(filled))))
        if not slip.is_row:
            for at in chosen:
                rows[at][key] = slip.value
            return [at + _FIRST_LINE for at in chosen]
        for at in chosen:
            keyless = rows[at].copy()
            keyless[key] = None
            rows.append(keyless)
        return [at + _FIRST_LINE for at in range(len(rows) - len(chosen), len(rows))]

    def _pad(self, rows: MutableSequence[Any], key: str | int, cells: int) -> None:
        for row in self._random.sample(rows, min(cells, len(rows))):
            row[key] = f"{row[key]}{_BLANKS}"

    def _note(self, file: str, line: int, column: str, slip: Slip, sheet: str = "") -> None:
        severity = "row" if slip.is_row else "cell"
        self.problems.append(ExpectedProblem(file, line, column, slip.value, slip.why, severity, sheet))
