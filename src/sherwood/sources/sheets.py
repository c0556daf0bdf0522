"""Sources: tells which sheet of a workbook holds which table; hands on the sheets to read, and those it leaves with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sherwood.definitions.shapes.feed import SourceTable
from sherwood.sources.errors import Refused
from sherwood.sources.headings import Fit, fit, recognise, titled_like
from sherwood.sources.readers.workbook import Sheet, Workbook


@dataclass(frozen=True)
class ChosenSheets:
    """The sheet to read for each table, what is said of each sheet that is not read, and how well the chosen ones fit in all."""

    chosen: Mapping[str, Sheet]
    unread: tuple[str, ...]
    share: float


def choose_sheets(workbook: Workbook, tables: Mapping[str, SourceTable]) -> ChosenSheets:
    """Choose for each table the sheet whose headings fit it best; a sheet's own name only settles a tie, a hidden one comes last.

    A second sheet of one table is left out by name: its rows could not be told from those of the first.
    """
    ranked: dict[str, list[tuple[tuple[bool, Fit], Sheet]]] = {}
    unread: dict[str, str] = {}
    for sheet in workbook.sheets:
        try:
            table_name = recognise(tables, sheet.header, sheet.name, titled_like).table_name
        except Refused as refusal:
            unread[sheet.name] = str(refusal) if any(text.strip() for text in sheet.header) else "it holds no table"
        else:
            rank = (not sheet.is_hidden, fit(tables, sheet.header, sheet.name, titled_like))
            ranked.setdefault(table_name, []).append((rank, sheet))
    chosen: dict[str, Sheet] = {}
    share = 0.0
    for table_name, found in ranked.items():
        best_rank, best = max(found, key=lambda each: each[0])
        chosen[table_name] = best
        share += best_rank[1].share
        for sheet in (each for _, each in found if each is not best):
            unread[sheet.name] = f"'{best.name}' was read for '{table_name}'; put the rows of both into one sheet"
    told = (
        f"sheet '{sheet.name}' was not read: {unread[sheet.name]}" for sheet in workbook.sheets if sheet.name in unread
    )
    return ChosenSheets(chosen, tuple(told), share)
