"""Warehouse: tells what a SELECT heeds of the tables of people, so that one new child does not make every table anew.

Nearly every table asks `person_record` whose a row is, and many ask `person` for a birth date. A night's files bring records of some
feeds and some new people; a table that looks records up by feed and number alone is not changed by those of feeds it reads no rows of,
nor one that looks people up by their key by people whom its rows cannot name yet. What cannot be told for sure heeds all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from sherwood.definitions.catalogue import Catalogue
from sherwood.store import Build, Reader, scratch

# The tables that hold records: whose each is, by feed and number.
RECORDS = frozenset({"person_record", "matching_store"})
_FEED, _PERSON = "feed", "person_key"
_NAMES_ONE = frozenset({_FEED, "source_id"})
_MORE_THAN_ROWS = ("joins", "group", "having", "distinct", "qualify", "limit", "with_", "windows")

LANDING = "landing_"

OTHERS = "matching_store"

FeedOf = Callable[[str], str | None]


@dataclass(frozen=True)
class Standing:
    """What of the build `before` a new one may leave as it stands.

    `moved` names, for each table of records made anew, the feeds some of whose records are other; `feeds` is by landing table,
    `numbered` are the other tables in whose rows a record's number stands, `of_people` those of one row a person.
    """

    build: Build
    before: Reader | None
    moved: Mapping[str, frozenset[str]]
    feeds: Mapping[str, str]
    numbered: frozenset[str]
    of_people: frozenset[str]
    _grown: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, build: Build, catalogue: Catalogue, before: Reader | None) -> Standing:
        """Take the landing tables, and what stands in the others, from the catalogue."""
        feeds = {
            f"{LANDING}{feed.id}_{name}": feed.id
            for feed in catalogue.feeds.values()
            for year in feed.years.values()
            for name in year.tables
        }
        tables = {name: table for name, table in catalogue.tables.items() if name not in RECORDS}
        numbered = frozenset(name for name, table in tables.items() if "source_id" in table.columns)
        of_people = frozenset(name for name, table in tables.items() if tuple(table.key) == (_PERSON,))
        return cls(build, before, _moved(build, before), feeds, numbered, of_people)

    def answers_as_before(self, select: exp.Query, reads: Collection[str]) -> bool:
        """Whether a SELECT would answer the rows that it answered in the earlier build."""
        changed = {name for name in reads if not self.build.is_as_before(name)}
        records, people = changed & self.moved.keys(), changed & self.of_people
        if changed != records | people:
            return False
        if records:
            heeded = feeds_heeded(select, self.feeds.get, self.numbered)
            if heeded is None or any(heeded & self.moved[name] for name in records):
                return False
        return all(asks_by_key(select, name) and self._has_only_grown(name) for name in people)

    def _has_only_grown(self, name: str) -> bool:
        """Whether a table of people holds those of the earlier build as they were, and beside them only people new to every table."""
        if name not in self._grown:
            self._grown[name] = self.before is not None and _has_only_grown(self.build, self.before, name)
        return self._grown[name]


def _moved(build: Build, before: Reader | None) -> dict[str, frozenset[str]]:
    """Tell of each table of records made anew which feeds' records are other than in the build before."""
    found: dict[str, frozenset[str]] = {}
    if before is None:
        return found
    for name in RECORDS:
        if not build.takes_over(name) and name in build.tables():
            was, now = before.part_hashes(name, _FEED), build.part_hashes(name, _FEED)
            found[name] = frozenset(feed for feed in was | now if was.get(feed) != now.get(feed))
    return found


def _has_only_grown(build: Build, before: Reader, name: str) -> bool:
    keys = exp.select(_PERSON)
    with scratch(build) as beside:
        beside.insert_arrow("held", before.arrow(keys.from_(name)))
        beside.insert_arrow("elsewhere", before.arrow(keys.from_(OTHERS)))
        is_held = exp.column(_PERSON).isin(query=keys.from_("held"))
        beside.create_table_as("stayed", exp.select("*").from_(name).where(is_held))
        new = exp.select(exp.func("count", exp.Star())).from_(name).where(exp.not_(is_held.copy()))
        came = new.where(exp.column(_PERSON).isin(query=keys.from_("elsewhere")))
        return beside.table_hash("stayed") == before.table_hash(name) and not beside.select(came).rows[0][0]


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
        beside = _looked_up_by(table, _NAMES_ONE)
        if beside is None or not _is_landed(beside, parts, feed_of, {*alike, *numbered}):
            return None
    found = (feed_of(table.name) for table in select.find_all(exp.Table))
    return frozenset(feed for feed in found if feed is not None)


def asks_by_key(select: exp.Query, name: str) -> bool:
    """Whether a SELECT looks up rows of a table of people by the keys that stand in rows of others, and asks nothing else of it."""
    found = (_looked_up_by(table, {_PERSON}) for table in select.find_all(exp.Table) if table.name == name)
    return all(beside is not None and beside.name != name for beside in found)


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


def _looked_up_by(table: exp.Table, columns: Collection[str]) -> exp.Table | None:
    """Give the table by whose values of the columns a row is looked up in the join that names it; None if it is no such join."""
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
        pair = [equal.this, equal.expression] if isinstance(equal, exp.EQ) else []
        if len(pair) != 2 or not all(isinstance(each, exp.Column) for each in pair):
            continue
        mine = [each for each in pair if each.table == own]
        others = [each for each in pair if each.table != own]
        if len(mine) == len(others) == 1 and mine[0].name == others[0].name:
            sides.setdefault(others[0].table, set()).add(mine[0].name)
    beside = next((name for name, named in sides.items() if named >= set(columns)), None)
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
