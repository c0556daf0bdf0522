"""Sources: works out once a file which element of the XML form is a row of which table, and where each of its columns is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from typing import NamedTuple

from sherwood.definitions.shapes.feed import SourceTable, Xml, XmlRows


@dataclass(slots=True, eq=False)
class Frame:
    """An element that holds others: the filled texts straight below it by name, what is around it, and its name.

    Where a name comes twice, its first text is kept. Of elements around a child's only the name is told; the outermost frame stands for
    the file and has nothing around it.
    """

    texts: dict[str, str]
    around: Frame | None
    name: str

    def nearest(self, name: str) -> str:
        """The text of this name here, or in the nearest element around this one that has it."""
        here: Frame | None = self
        while here is not None:
            if name in here.texts:
                return here.texts[name]
            here = here.around
        return ""

    def is_within(self, name: str) -> bool:
        """Whether this element or one around it has this name."""
        here: Frame | None = self
        while here is not None:
            if here.name == name:
                return True
            here = here.around
        return False


class Filler(NamedTuple):
    """A column as rows come: its texts so far, the names its element may have, and whether that stands above the row's own."""

    cells: list[str]
    names: tuple[str, ...]
    is_above: bool


@dataclass
class TableRows:
    """The rows of one table as they come: an occurrence number and the texts of its columns.

    A row waits as its number and the texts of its own element, of the child as a whole and of the elements around it, until all of them
    are known.
    """

    name: str
    element: str
    within: str
    when_filled: tuple[str, ...]
    columns: Mapping[str, list[str]]
    fillers: tuple[Filler, ...]
    lines: list[int] = field(default_factory=list)
    waiting: list[tuple[int, dict[str, str], dict[str, str], Frame]] = field(default_factory=list)

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The names under which its columns stand."""
        return frozenset(name for filler in self.fillers for name in filler.names)

    def settle(self, said: Collection[str]) -> None:
        """Fill the columns of the rows that wait; `said` are the names of what is said of children as a whole."""
        if not self.waiting:
            return
        lines, owns, shared, around = zip(*self.waiting, strict=True)
        self.lines.extend(lines)
        for cells, names, is_above in self.fillers:
            first = names[0]
            if is_above:
                texts = self._above(around, first)
            elif first in said:
                texts = [own.get(first) or each.get(first, "") for own, each in zip(owns, shared, strict=True)]
            else:
                texts = list(map(dict.get, owns, repeat(first), repeat("")))
            for other in names[1:]:
                texts = [text or own.get(other, "") for text, own in zip(texts, owns, strict=True)]
            cells.extend(texts)
        self.waiting.clear()

    @staticmethod
    def _above(around: Sequence[Frame], name: str) -> list[str]:
        """Return for each row the text of this name around it; rows side by side have it in common."""
        texts: list[str] = []
        last: Frame | None = None
        text = ""
        for above in around:
            if above is not last:
                last, text = above, above.nearest(name)
            texts.append(text)
        return texts


@dataclass(frozen=True)
class Plan:
    """What to do with each element of a file.

    `known` holds the names that some table reads or passes through; any other element is named to the person who loads the file.
    """

    shape: Xml
    tables: tuple[TableRows, ...]
    by_element: Mapping[str, tuple[TableRows, ...]]
    known: frozenset[str]

    @property
    def longest(self) -> int:
        """Rows of the table that has most."""
        return max((len(table.lines) for table in self.tables), default=0)


def plan_of(shape: Xml, tables: Mapping[str, SourceTable]) -> Plan:
    """The plan for reading a file of this shape into these tables; a table without an XML form is left out."""
    planned = tuple(_rows(name, table, table.xml) for name, table in tables.items() if table.xml)
    by_element: dict[str, list[TableRows]] = defaultdict(list)
    known = {shape.record, shape.child}
    for table in planned:
        by_element[table.element].append(table)
        known |= {table.element, table.within, *table.when_filled}
        known |= {name for filler in table.fillers for name in filler.names}
    return Plan(shape, planned, {name: tuple(each) for name, each in by_element.items()}, frozenset(known))


def local_name(tag: str) -> str:
    """An element's name without its namespace."""
    return tag.rpartition("}")[2]


def _rows(name: str, table: SourceTable, rows: XmlRows) -> TableRows:
    columns: dict[str, list[str]] = {column: [] for column in table.columns}
    fillers = tuple(
        Filler(columns[each], (column.xml or column.header, *column.aliases), column.above)
        if each != rows.value_of
        else Filler(columns[each], (rows.element,), is_above=False)
        for each, column in table.columns.items()
    )
    return TableRows(name, rows.element, rows.within, rows.when_filled, columns, fillers)
