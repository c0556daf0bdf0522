"""Warehouse: tells of which feeds' records a SELECT takes heed, so that a new record of another feed does not make it anew.

Nearly every table asks `person_record` whose a row is. A night's files bring records of some feeds; where a table looks records up by
feed and number alone, those of feeds it reads no rows of cannot change it. What cannot be told for sure heeds all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlglot import exp

from sherwood.definitions.catalogue import Catalogue
from sherwood.store import Build

# The tables that hold records: whose each is, by feed and number.
RECORDS = frozenset({"person_record", "matching_store"})
_NAMES_ONE = frozenset({"feed", "source_id"})
_MORE_THAN_ROWS = ("joins", "group", "having", "distinct", "qualify", "limit", "with_", "windows")

LANDING = "landing_"

FeedOf = Callable[[str], str | None]
# By table of records, the feeds some of whose records are other than in the build before.
Moved = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Standing:
    """What of the earlier build a new one may leave as it stands, given whose records moved; `feeds` is by landing table."""

    build: Build
    moved: Moved
    feeds: Mapping[str, str]
    numbered: frozenset[str]

    @classmethod
    def of(cls, build: Build, catalogue: Catalogue, moved: Moved) -> Standing:
        """Take the landing tables and those with numbers in them from the catalogue."""
        feeds = {
            f"{LANDING}{feed.id}_{name}": feed.id
            for feed in catalogue.feeds.values()
            for year in feed.years.values()
            for name in year.tables
        }
        numbered = {name for name, table in catalogue.tables.items() if "source_id" in table.columns}
        return cls(build, moved, feeds, frozenset(numbered) - RECORDS)

    def answers_as_before(self, select: exp.Query, reads: Collection[str]) -> bool:
        """Whether a SELECT would answer the rows that it answered in the earlier build."""
        changed = {name for name in reads if not self.build.is_as_before(name)}
        if not changed <= self.moved.keys():
            return False
        if not changed:
            return True
        heeded = feeds_heeded(select, self.feeds.get, self.numbered)
        return heeded is not None and all(not heeded & self.moved[name] for name in changed)


def feeds_heeded(select: exp.Query, feed_of: FeedOf, numbered: Collection[str]) -> frozenset[str] | None:
    """Name the feeds whose records can matter to a SELECT; None where any feed's can.

    `feed_of` tells the feed of a landing table, `numbered` names the other tables in whose rows a record's number stands.
    """
    parts = {part.alias: part.this for part in select.find_all(exp.CTE)}
    if len(parts) < sum(1 for _ in select.find_all(exp.CTE)):
        return None
    alike = _alike(parts)
    for table in select.find_all(exp.Table):
        if table.name not in RECORDS | alike or _is_within(table, parts, alike):
            continue
        beside = _looked_up_by(table)
        if beside is None or not _is_landed(beside, parts, feed_of, alike | numbered):
            return None
    found = (feed_of(table.name) for table in select.find_all(exp.Table))
    return frozenset(feed for feed in found if feed is not None)


def _alike(parts: Mapping[str, exp.Expr]) -> frozenset[str]:
    """Name the parts of a WITH that are records row by row, as one table of the two that hold them."""
    return frozenset(name for name, part in parts.items() if all(_is_plain(each) for each in _branches(part)))


def _branches(query: exp.Expr) -> Iterator[exp.Expr]:
    if isinstance(query, exp.Union) and not query.args.get("distinct"):
        yield from _branches(query.this)
        yield from _branches(query.expression)
    else:
        yield query


def _is_plain(query: exp.Expr) -> bool:
    """Whether a SELECT hands records on as they are, with their feeds and numbers."""
    if not isinstance(query, exp.Select) or any(query.args.get(each) for each in _MORE_THAN_ROWS):
        return False
    from_ = query.args.get("from_")
    is_of_records = from_ is not None and isinstance(from_.this, exp.Table) and from_.this.name in RECORDS
    handed_on = {each.name for each in query.expressions if isinstance(each, exp.Column)}
    return is_of_records and not query.args.get("where") and handed_on >= _NAMES_ONE


def _is_within(table: exp.Table, parts: Mapping[str, exp.Expr], alike: Collection[str]) -> bool:
    """Whether a table is named inside a part that hands records on: it counts where that part is read."""
    return any(table.find_ancestor(exp.CTE) is parts[name].parent for name in alike)


def _looked_up_by(table: exp.Table) -> exp.Table | None:
    """Give the table whose feed and number a record is looked up by in the join that names it; None if it is no such join."""
    join, select = table.parent, table.find_ancestor(exp.Select)
    if (
        not isinstance(join, exp.Join)
        or select is None
        or join.side not in ("", "LEFT")
        or join.kind not in ("", "INNER")
    ):
        return None
    on = join.args.get("on")
    own = table.alias_or_name
    sides: dict[str, set[str]] = {}
    for equal in on.flatten() if isinstance(on, exp.And) else [on]:
        columns = [equal.this, equal.expression] if isinstance(equal, exp.EQ) else []
        if len(columns) != 2 or not all(isinstance(each, exp.Column) for each in columns):
            continue
        mine = [each for each in columns if each.table == own]
        others = [each for each in columns if each.table != own]
        if len(mine) == len(others) == 1 and mine[0].name == others[0].name:
            sides.setdefault(others[0].table, set()).add(mine[0].name)
    beside = next((name for name, named in sides.items() if named >= _NAMES_ONE), None)
    return next((each for each in _sources(select) if each.alias_or_name == beside), None)


def _sources(select: exp.Select) -> Iterator[exp.Table]:
    for each in (select.args.get("from_"), *(select.args.get("joins") or ())):
        if each is not None and isinstance(each.this, exp.Table):
            yield each.this


def _is_landed(table: exp.Table, parts: Mapping[str, exp.Expr], feed_of: FeedOf, others: Collection[str]) -> bool:
    """Whether the numbers in a table or part can only be those of rows that feeds brought and the SELECT itself reads."""
    if table.name in RECORDS or table.name in others:
        return False
    if table.name not in parts:
        return feed_of(table.name) is not None or not table.name.startswith(LANDING)
    return all(
        each.name in RECORDS or _is_landed(each, parts, feed_of, others)
        for each in parts[table.name].find_all(exp.Table)
        if each.name not in others or each.name not in parts
    )
