"""Sources: goes through one child's element of an XML return after another and adds what it holds to the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from sherwood.sources.errors import Refused
from sherwood.sources.readers.xml_plan import Frame, Plan, TableRows, local_name

# Of a code 0 says that none is recorded; NO may be a code (SSDA903 guide: IN_TOUCH). Of a flag each of these says no.
_NO_CODE = frozenset({"", "0"})
_NO_FLAG = _NO_CODE | {"false", "n", "no"}
# So few that their texts are still at hand in the processor's own memory when the columns are filled.
_RECORDS_AT_ONCE = 50
_DEEPEST = 200


@dataclass(slots=True)
class _Kind:
    """One sort of element: its name, the tables whose rows it is, whether any table knows it, and how often it came.

    `plain` is the one table of which it is a row wherever it stands and whatever it holds, if there is no other.
    """

    name: str
    tables: tuple[TableRows, ...]
    is_known: bool
    plain: TableRows | None
    seen: int = 0


class RecordReader:
    """Keeps the rows of one child's element after another, so that no more than one such element stands in memory.

    It knows what it passed over, and how often each element came.
    """

    def __init__(self, plan: Plan, max_rows: int) -> None:
        self._plan = plan
        self._max_rows = max_rows
        self._number = plan.shape.child
        self._kinds: dict[str, _Kind] = {}
        self._by_name: dict[str, _Kind] = {}
        self._names_of_texts: dict[str, str] = {}
        self._unknown: Counter[str] = Counter()
        self._repeated: Counter[tuple[str, str]] = Counter()
        self._records = 0
        self._shared: dict[str, str] = {}
        self._said: set[str] = set()
        self._around_last: etree._Element | None = None
        self._above = Frame({}, None, "")

    def read(self, record: etree._Element) -> None:
        """Add the rows of one child's element; raises Refused if there are too many, or it is nested beyond measure."""
        around = record.getparent()
        if around is None or around is not self._around_last:
            self._around_last, self._above = around, _frames_above(record)
        self._shared = {}
        tag: Any = record.tag
        self._inside(record, self._kinds.get(tag) or self._kind(tag), self._above, 0)
        self._said.update(self._shared)
        self._records += 1
        if self._records % _RECORDS_AT_ONCE == 0:
            self.settle()

    def settle(self) -> None:
        """Fill the columns of the rows added so far; raises Refused if there are too many."""
        for table in self._plan.tables:
            table.settle(self._said)
        if self._plan.longest > self._max_rows:
            raise Refused(
                f"the file has more than {self._max_rows:,} rows, the most this return may have",
                "split it, or check what it holds",
            )

    def notes(self) -> list[str]:
        """What a person should know: elements that no table reads, and those of which only the first of several was read."""
        unknown = [
            f"element '{name}' is no part of the return and was not read ({times} times)"
            for name, times in sorted(self._unknown.items())
        ]
        repeated = [
            f"element '{name}' stands more than once in '{holder}': the first was read ({times} times)"
            for (holder, name), times in sorted(self._repeated.items())
        ]
        return unknown + repeated

    def _kind(self, tag: str) -> _Kind:
        """Return the sort of an element, worked out once for each spelling of its name with a namespace."""
        name = local_name(tag)
        tables = self._plan.by_element.get(name, ())
        is_known = name in self._plan.known
        kind = _Kind(name, tables, is_known, _plain(tables))
        found = self._kinds[tag] = self._by_name.setdefault(name, kind)
        if is_known and not tables:
            self._names_of_texts[tag] = name
        return found

    def _inside(self, element: etree._Element, kind: _Kind, around: Frame, depth: int) -> bool:
        """Read an element that holds others; return whether anything about it is known.

        There are millions of elements: what each step needs stands in names of this function, and nothing is made that few need.
        """
        if depth > _DEEPEST:
            raise Refused("its elements stand in one another beyond all measure", "ask for the file again")
        own: dict[str, str] = {}
        frame = None
        kinds, names_of_texts, has_known = self._kinds, self._names_of_texts, False
        for each in element:
            tag: Any = each.tag
            text = each.text
            if len(each):
                frame = frame or Frame(own, around, kind.name)
                has_known |= self._inside(each, kinds.get(tag) or self._kind(tag), frame, depth + 1)
            elif text and (name := names_of_texts.get(tag)) and name not in own and (text := text.strip()):
                own[name] = text
            else:
                frame = frame or Frame(own, around, kind.name)
                has_known |= self._take(kinds.get(tag) or self._kind(tag), (text or "").strip(), frame)
        return self._leave(kind, own, around, depth, has_known=has_known)

    def _take(self, kind: _Kind, text: str, around: Frame) -> bool:
        """Take an element that holds no others: a row where it is one by itself, a text, or one to name as passed over."""
        if kind.tables:
            self._add_rows(kind, {kind.name: text} if text else {}, around)
        elif not kind.is_known:
            self._unknown[kind.name] += 1
            return False
        elif text and kind.name in around.texts:
            self._repeated[around.name, kind.name] += 1
        elif text:
            around.texts[kind.name] = text
        return True

    def _leave(self, kind: _Kind, own: dict[str, str], around: Frame, depth: int, *, has_known: bool) -> bool:
        """Add the rows of an element that held others, and keep what it says of the child as a whole.

        The one that holds the child's number says that. So does one without rows which is the record or stands straight below it, as
        the census keeps ethnic origin apart from the number. One in which nothing is known is named.
        """
        has_number = self._number in own and self._number not in self._shared
        if has_number or (depth <= 1 and not kind.tables):
            self._shared.update(own)
        if kind.plain is not None:
            kind.seen += 1
            if own:
                kind.plain.waiting.append((kind.seen, own, self._shared, around))
        elif kind.tables:
            self._add_rows(kind, own, around)
        elif not (kind.is_known or has_known or own):
            self._unknown[kind.name] += 1
        return has_known or bool(own) or bool(kind.tables)

    def _add_rows(self, kind: _Kind, own: dict[str, str], around: Frame) -> None:
        """Add one occurrence as a row of each of its tables, unless it holds nothing of that table."""
        kind.seen += 1
        for table in kind.tables:
            if not own or (table.when_filled and not _is_filled(table, own)):
                continue
            within = table.within
            if not within or around.name == within or around.is_within(within):
                table.waiting.append((kind.seen, own, self._shared, around))


def _frames_above(record: etree._Element) -> Frame:
    """Return the names of the elements around a child's."""
    frame = Frame({}, None, "")
    for above in reversed(tuple(record.iterancestors())):
        frame = Frame({}, frame, local_name(str(above.tag)))
    return frame


def _plain(tables: Sequence[TableRows]) -> TableRows | None:
    only = tables[0] if len(tables) == 1 else None
    return None if only is None or only.when_filled or only.within else only


def _is_filled(table: TableRows, own: Mapping[str, str]) -> bool:
    return any(
        own.get(name, "").lower() not in (_NO_CODE if name in table.own_names else _NO_FLAG)
        for name in table.when_filled
    )
