"""Sources: matches the headings of a file with the columns a table declares, and so tells which table a file holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sherwood.definitions.shapes.feed import SourceTable
from sherwood.sources.errors import Refused
from sherwood.vocabulary.spellings import nearest, normalised

# Fewer tables than this have no columns that tell them apart from one another, so that most of the columns must be there.
_FEW_TABLES = 8
# One heading that a table happens to share, such as `name`, makes no file of that table.
_FEWEST = 2
_MOST = 0.5

IsNamed = Callable[[SourceTable, str], bool]


@dataclass(frozen=True)
class Headings:
    """Where each declared column stands in a file, and the headings that are none of them."""

    table_name: str
    positions: Mapping[str, int]
    unknown: Mapping[int, str]
    repeated: tuple[str, ...]
    width: int


class Fit(NamedTuple):
    """How well a header fits the best of some tables; the greater fits better."""

    is_distinctive: bool
    share: float
    is_named: bool


def match(table_name: str, table: SourceTable, header: Sequence[str]) -> Headings:
    """Find the table's columns in a file's header; of a heading that occurs twice the first is read."""
    known = table.headings
    positions: dict[str, int] = {}
    unknown: dict[int, str] = {}
    repeated: list[str] = []
    for index, heading in enumerate(header):
        name = known.get(normalised(heading))
        if name is None:
            unknown[index] = heading.strip()
        elif name in positions:
            repeated.append(table.columns[name].header)
        else:
            positions[name] = index
    return Headings(table_name, positions, unknown, tuple(repeated), len(header))


def named_like(table: SourceTable, file_name: str) -> bool:
    """Whether the file's name holds one of the names the table's files usually have."""
    return any(normalised(name) in normalised(file_name.rpartition(".")[0] or file_name) for name in table.file_names)


def titled_like(table: SourceTable, sheet_name: str) -> bool:
    """Whether a sheet of a workbook bears one of the names the table's sheets or files usually have."""
    return any(normalised(name) in normalised(sheet_name) for name in (*table.sheet_names, *table.file_names))


def fit(tables: Mapping[str, SourceTable], header: Sequence[str], name: str, is_named: IsNamed = named_like) -> Fit:
    """How well a header fits the best of a feed's tables, so that feeds can be held against one another."""
    matches = [match(each, table, header) for each, table in tables.items()]
    best = _best(tables, matches, name, is_named)
    table = tables[best.table_name]
    return Fit(_is_distinctive(tables, best), _share(table, best), is_named(table, name))


def recognise(
    tables: Mapping[str, SourceTable], header: Sequence[str], name: str, is_named: IsNamed = named_like
) -> Headings:
    """Tell which table a file or sheet holds by the columns that fit best; its name only settles a tie.

    Raises Refused if no table fits, or if the one that does lacks a column of its key.
    """
    matches = [match(each, table, header) for each, table in tables.items()]
    best = _best(tables, matches, name, is_named)
    if not _is_distinctive(tables, best):
        raise Refused(
            _unlike_any(header),
            "the first row must be headings as the guide names them, for instance " + _example(tables),
        )
    best = _settled(tables, matches, best, name, is_named)
    table = tables[best.table_name]
    missing = [table.columns[each].header for each in table.key if each in lacking(table, best)]
    if missing:
        near = nearest(missing[0], best.unknown.values())
        hint = f"; is '{near}' that column?" if near else ""
        raise Refused(
            f"these are the columns of '{best.table_name}', but {' and '.join(missing)}, which tells its rows apart, is missing{hint}",
            "give the column its name in the guide, or ask for the file again with it",
        )
    return best


def _best(tables: Mapping[str, SourceTable], matches: Sequence[Headings], name: str, is_named: IsNamed) -> Headings:
    return max(
        matches, key=lambda each: (_share(tables[each.table_name], each), is_named(tables[each.table_name], name))
    )


def _settled(
    tables: Mapping[str, SourceTable], matches: Sequence[Headings], best: Headings, name: str, is_named: IsNamed
) -> Headings:
    """Return the table that is meant where a file's few headings would do for several; the file's name tells, or nothing does."""
    if len(best.positions) == len(tables[best.table_name].columns):
        return best
    fitting = [each for each in matches if set(each.positions.values()) >= set(best.positions.values())]
    named = [each for each in fitting if is_named(tables[each.table_name], name)]
    if len(fitting) == 1 or best in named:
        return best
    if len(named) == 1:
        return named[0]
    raise Refused(
        f"its headings would do for {' and for '.join(sorted(each.table_name for each in fitting))}",
        "ask for the file again with all its columns, or name it as the guide does",
    )


def remarks(table: SourceTable, headings: Headings, file_name: str, others: Mapping[str, SourceTable]) -> list[str]:
    """What a person should know about the headings: columns that are missing, repeated or of no use, and a misleading name."""
    missing = lacking(table, headings)
    required = [table.columns[name].header for name in missing if table.columns[name].required]
    optional = [table.columns[name].header for name in missing if not table.columns[name].required]
    notes = []
    if required:
        notes.append(f"{_columns(required)} missing though the guide requires {_it(required)}")
    if optional:
        notes.append(f"{_columns(optional)} missing")
    notes += [
        f"{_columns([column.header])} missing: every row was read as '{column.default}'"
        for name, column in table.columns.items()
        if column.default and name not in headings.positions
    ]
    if headings.repeated:
        notes.append(f"{_columns(headings.repeated)} there more than once: the first was read")
    misnamed = next((name for name, other in others.items() if named_like(other, file_name)), headings.table_name)
    if misnamed != headings.table_name and not named_like(table, file_name):
        notes.append(
            f"the file is named like '{misnamed}', but its columns are those of '{headings.table_name}' and it was read as such"
        )
    return notes


def _share(table: SourceTable, found: Headings) -> float:
    """Share of the table's columns and of the file's headings that have a partner: 1 when they are the same."""
    return len(found.positions) / (len(table.columns) + sum(1 for heading in found.unknown.values() if heading))


def _is_distinctive(tables: Mapping[str, SourceTable], found: Headings) -> bool:
    """Whether a matched column is one that few tables have; a child's number and birthday alone say nothing."""
    if len(tables) < _FEW_TABLES:
        table = tables[found.table_name]
        awaited = [name for name, column in table.columns.items() if name in found.positions or not column.default]
        return len(found.positions) > len(awaited) * _MOST
    holders = Counter(name for table in tables.values() for name in table.columns)
    return len(found.positions) >= _FEWEST and any(holders[name] * 2 < len(tables) for name in found.positions)


def lacking(table: SourceTable, found: Headings) -> list[str]:
    """The columns that a file lacks and that have no value to stand for them."""
    return [name for name, column in table.columns.items() if name not in found.positions and not column.default]


def _columns(headers: Sequence[str]) -> str:
    return f"column {headers[0]} is" if len(headers) == 1 else f"columns {', '.join(headers)} are"


def _it(headers: Sequence[str]) -> str:
    return "it" if len(headers) == 1 else "them"


def _unlike_any(header: Sequence[str]) -> str:
    shown = ", ".join(text.strip() for text in header[:5])[:80]
    return f"its first row ({shown}) fits no table of the returns read here"


def _example(tables: Mapping[str, SourceTable]) -> str:
    table = next(iter(tables.values()))
    return ",".join(column.header for column in table.columns.values())
