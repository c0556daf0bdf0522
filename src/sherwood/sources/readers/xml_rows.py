"""Sources: takes the elements of an XML return as the parser meets them and adds what each child's element holds to the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from sherwood.sources.errors import Refused
from sherwood.sources.readers.xml_plan import Frame, Plan, TableRows, local_name

NO_DOCUMENT_TYPE = Refused(
    "the file declares a document type, which can hide harmful contents",
    "save it without the DOCTYPE, as the return's own export writes it",
)
_NOTHING = frozenset({"", "0", "false", "n", "no"})
_RECORDS_AT_ONCE = 500
_DEEPEST = 200


@dataclass(slots=True)
class _Kind:
    """One sort of element: its name, the tables whose rows it is, whether any table knows it, and how often it came."""

    name: str
    tables: tuple[TableRows, ...]
    is_known: bool
    seen: int = 0


class RecordReader:
    """Keeps the rows of one child's element after another and no tree, so that a large file never stands in memory.

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
        self._record_depth = 0
        self._records = 0
        self._shared: dict[str, str] = {}
        self._known_things = 0
        self._known_before: list[int] = []

    def target(self) -> SimpleNamespace:
        """What a parser tells of each start, text and end; its `close` raises Refused if there are too many rows.

        An element is *open* until its first child starts or it ends: one that ends open holds nothing but text. The state of every
        step stands in names of this function, for there are millions of steps.
        """
        outermost = Frame({}, None, "", 0)
        frame, own, tag_of_open, is_open = outermost, outermost.texts, "", False
        parts: list[str] = []
        names_of_texts = self._names_of_texts
        kinds, kind_of, enter, leave, take = self._kinds, self._kind, self._enter, self._leave, self._take

        def start(tag: str, _attributes: Mapping[str, str]) -> None:
            nonlocal frame, own, tag_of_open, is_open
            if is_open:
                frame = enter(kinds.get(tag_of_open) or kind_of(tag_of_open), frame)
                own = frame.texts
            is_open = True
            tag_of_open = tag
            parts.clear()

        def end(tag: str) -> None:
            nonlocal frame, own, is_open
            if is_open:
                is_open = False
                text = "".join(parts).strip()
                name = names_of_texts.get(tag)
                if text and name and name not in own:
                    own[name] = text
                else:
                    take(kinds.get(tag) or kind_of(tag), text, frame)
            else:
                frame = leave(kinds.get(tag) or kind_of(tag), frame) or outermost
                own = frame.texts

        return SimpleNamespace(start=start, end=end, data=parts.append, close=self._settle, doctype=_refuse_doctype)

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
        found = self._kinds[tag] = self._by_name.setdefault(name, _Kind(name, tables, is_known))
        if is_known and not tables:
            self._names_of_texts[tag] = name
        return found

    def _enter(self, kind: _Kind, around: Frame) -> Frame:
        """Go into an element that holds others."""
        depth = around.depth + 1
        if depth > _DEEPEST:
            raise Refused("its elements stand in one another beyond all measure", "ask for the file again")
        if not kind.tables:
            if not self._record_depth and kind.name == self._plan.shape.record:
                self._record_depth = depth
            if not kind.is_known:
                self._known_before.append(self._known_things)
        return Frame({}, around, kind.name, depth)

    def _take(self, kind: _Kind, text: str, around: Frame) -> None:
        """Take an element that holds no others: a row where it is one by itself, a text, or one to name as passed over."""
        if not self._record_depth:
            return
        if kind.tables:
            self._add_rows(kind, {kind.name: text} if text else {}, around)
        elif not kind.is_known:
            self._unknown[kind.name] += 1
            return
        elif text and kind.name in around.texts:
            self._repeated[around.name, kind.name] += 1
        elif text:
            around.texts[kind.name] = text
        self._known_things += 1

    def _leave(self, kind: _Kind, frame: Frame) -> Frame | None:
        """Add the rows of an element that held others; return the frame of the one around it."""
        own, around = frame.texts, frame.around
        if kind.tables and self._record_depth and around is not None:
            self._known_things += 1
            self._add_rows(kind, own, around)
            if self._number not in self._shared and self._number in own:
                self._shared.update(own)
        else:
            self._leave_rowless(kind, frame)
        return around

    def _leave_rowless(self, kind: _Kind, frame: Frame) -> None:
        """Keep what an element without rows says of the child as a whole, and name it if nothing in it is known.

        That stands straight below the record, beside the child's number, or in an element straight below the record that is no row
        of any table, as the census keeps ethnic origin apart from the number.
        """
        before = self._known_things if kind.is_known or kind.tables else self._known_before.pop()
        if not self._record_depth:
            return
        depth = frame.depth - self._record_depth
        has_number = self._number in frame.texts and self._number not in self._shared
        if has_number or depth in (0, 1):
            self._shared.update(frame.texts)
        self._known_things += bool(frame.texts)
        if not kind.is_known and self._known_things == before:
            self._unknown[kind.name] += 1
        if not depth:
            self._end_record()

    def _end_record(self) -> None:
        self._record_depth = 0
        self._shared = {}
        self._records += 1
        if self._records % _RECORDS_AT_ONCE == 0:
            self._settle()

    def _settle(self) -> None:
        for table in self._plan.tables:
            table.settle()
        if self._plan.longest > self._max_rows:
            raise Refused(
                f"the file has more than {self._max_rows:,} rows, the most this return may have",
                "split it, or check what it holds",
            )

    def _add_rows(self, kind: _Kind, own: dict[str, str], around: Frame) -> None:
        """Add one occurrence as a row of each of its tables, unless it holds nothing of that table."""
        kind.seen += 1
        for table in kind.tables:
            is_there = _is_filled(table.when_filled, own) if table.when_filled else own
            if is_there and (not table.within or around.is_within(table.within)):
                table.lines.append(kind.seen)
                table.waiting.append((own, self._shared, around))


def _refuse_doctype(*_: str | None) -> None:
    """Raise Refused: a document type is never read."""
    raise NO_DOCUMENT_TYPE


def _is_filled(names: Sequence[str], own: Mapping[str, str]) -> bool:
    return any(own.get(name, "").lower() not in _NOTHING for name in names)
