"""Sources: tells which sheet of a workbook holds which table; hands on the sheets to read, and those it leaves with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sherwood.definitions.shapes.feed import SourceTable
from sherwood.sources.errors import Refused
from sherwood.sources.headings import Fit, Headings, fit, lacking, match, recognise, titled_like
from sherwood.sources.readers.workbook import Sheet, Workbook
from sherwood.vocabulary.spellings import normalised

_MOST_SHOWN = 6


@dataclass(frozen=True)
class ChosenSheets:
    """The sheet to read for each table, what is said of each sheet that is not read, and how well the chosen ones fit in all.

    `unread` sheets look like nothing that is read; `refused` ones look like a table, and what they hold is lacking.
    """

    chosen: Mapping[str, Sheet]
    unread: tuple[str, ...]
    refused: tuple[str, ...]
    share: float


def choose_sheets(workbook: Workbook, tables: Mapping[str, SourceTable], feed: str = "") -> ChosenSheets:
    """Choose for each table the sheet whose headings fit it best; a sheet's own name only settles a tie, a hidden one comes last.

    A second sheet of one table is left out by name: its rows could not be told from those of the first. `feed` is named in what is
    said of a sheet that looks like a table, so that a person knows where to write its headings.
    """
    ranked: dict[str, list[tuple[tuple[bool, Fit], Sheet]]] = {}
    unread: dict[str, str] = {}
    refused: list[str] = []
    for sheet in workbook.sheets:
        try:
            table_name = recognise(tables, sheet.header, sheet.name, titled_like).table_name
        except Refused as refusal:
            like = _like(sheet, tables)
            if like is not None:
                refused.append(_told(sheet, like, tables[like.table_name], feed))
            else:
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
            why = f"'{best.name}' was read for '{table_name}'; put the rows of both into one sheet"
            if sheet.is_hidden:
                unread[sheet.name] = why
            else:
                refused.append(f"sheet '{sheet.name}' was not read: {why}")
    told = (
        f"sheet '{sheet.name}' was not read: {unread[sheet.name]}" for sheet in workbook.sheets if sheet.name in unread
    )
    return ChosenSheets(chosen, tuple(told), tuple(refused), share)


def _like(sheet: Sheet, tables: Mapping[str, SourceTable]) -> Headings | None:
    """Return the table that an unreadable sheet looks like: it bears the table's name, or half of the table's headings; None if none.

    A name that only holds the table's (`Contacts 2026`, but also `Contacts summary`) needs a heading of the table besides.
    """
    if not any(text.strip() for text in sheet.header):
        return None
    found = [match(name, table, sheet.header) for name, table in tables.items()]
    alike = [each for each in found if _bears_name(sheet, tables[each.table_name], each)]
    alike = alike or [each for each in found if len(each.positions) * 2 >= len(tables[each.table_name].columns)]
    alike = [each for each in alike if lacking(tables[each.table_name], each)]
    return max(alike, key=lambda each: len(each.positions), default=None)


def _bears_name(sheet: Sheet, table: SourceTable, found: Headings) -> bool:
    names = {normalised(name) for name in (*table.sheet_names, *table.file_names)}
    return normalised(sheet.name) in names or (bool(found.positions) and titled_like(table, sheet.name))


def _told(sheet: Sheet, found: Headings, table: SourceTable, feed: str) -> str:
    """Say which columns a sheet lacks, what stands there instead, and where the headings can be written down."""
    absent = [table.columns[name] for name in lacking(table, found)]
    needed = [column.header for column in absent if column.required] or [column.header for column in absent]
    own = [f"'{heading}'" for heading in found.unknown.values() if heading]
    place = f"[headings.{feed}.{found.table_name}]" if feed else "[headings]"
    return (
        f"sheet '{sheet.name}' looks like {found.table_name}, but {_listed(needed)} {'is' if len(needed) == 1 else 'are'} missing; "
        f"found {', '.join(own[:_MOST_SHOWN]) or 'nothing in their place'}{' …' if len(own) > _MOST_SHOWN else ''}: "
        f"put them into council/spellings.toml {place}, or give them their names, and load the file again"
    )


def _listed(names: Sequence[str]) -> str:
    if len(names) > _MOST_SHOWN:
        return f"{', '.join(names[:_MOST_SHOWN])} and {len(names) - _MOST_SHOWN} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1] if names else "")))
