"""Identity: what each feed's rows say of who a person is, asked by the columns the catalogue names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlglot import exp

from sherwood.definitions.shapes.feed import Feed
from sherwood.definitions.shapes.identifying import SINGLE, FoundIn, Identifies
from sherwood.identity.records import LANDING, LAPSED, one_after_another

_ADDRESS = ("postcode", "uprn")
_ROW, _HOME = "said_here", "home"
_EMPTY = exp.cast(exp.null(), "TEXT")


class Telling(NamedTuple):
    """A landing table, which of its columns tell who a person is, and the landing table where the home is told, if another."""

    table: str
    identifies: Identifies
    home: str


def tellings(feeds: Mapping[str, Feed], landed: Mapping[str, Collection[str]]) -> Iterator[Telling]:
    """Yield every landed table that tells people apart, as the latest year of its feed declares it.

    `landed` holds the columns of each landing table: a column no file of the years at hand has is told by nobody.
    """
    for feed in feeds.values():
        for name, table in feed.latest_tables().items():
            here, place = f"{LANDING}{feed.id}_{name}", table.identifies.found_in if table.identifies else None
            home = f"{LANDING}{feed.id}_{place.table}" if place else ""
            if table.identifies and here in landed and not set(table.identifies.only) - set(landed[here]):
                told = table.identifies.among(landed[here])
                is_there = place is not None and place.by in landed[here] and home in landed
                declared = told if is_there else told.model_copy(update={"found_in": None})
                lapsed = f"{LAPSED}{feed.id}_{name}"
                yield from (Telling(each, declared, home) for each in (here, lapsed) if each in landed)


def all_said(told: Iterable[Telling]) -> exp.Select | None:
    """Ask for everything that the tables say of people, and how many rows say it; none if no table says anything.

    A register says the same of a child week by week: what is said is counted here, before it is brought into one spelling.
    """
    asked = [_said(each) for each in told]
    if not asked:
        return None
    said = one_after_another(asked).subquery("said", copy=False)
    columns = ("feed", "source_id", *SINGLE, "other_surnames", "upns")
    return exp.select(*columns).select(exp.func("count", exp.Star()).as_("times")).from_(said).group_by(*columns)


def _said(telling: Telling) -> exp.Select:
    declared = telling.identifies
    columns = {name: _value(name, declared) for name in SINGLE}
    asked = exp.select(
        _own("feed"),
        _own("source_id"),
        *(exp.alias_(value, name) for name, value in columns.items()),
        exp.alias_(_listed(declared.other_surnames), "other_surnames"),
        exp.alias_(_listed(declared.upn), "upns"),
    ).from_(exp.table_(telling.table, quoted=True, alias=_ROW))
    if declared.found_in is not None:
        asked = asked.join(_home(telling.home, declared.found_in), join_type="left")
    asked = asked.where(_own("source_id").is_(exp.null()).not_())
    return asked.where(*(_one_of(column, values) for column, values in declared.only.items()))


def _value(name: str, declared: Identifies) -> exp.Expr:
    """The column declared for one kind of particular as text, or nothing; an address to be withheld is nothing."""
    place = declared.found_in
    told: exp.Expr = exp.null()
    if place is not None and name in _ADDRESS and getattr(place, name):
        told = exp.column(getattr(place, name), _HOME)
    elif getattr(declared, name):
        told = _own(getattr(declared, name))
    text = exp.cast(told, "DATE" if name == "birth_date" else "TEXT")
    if name not in _ADDRESS or not declared.withheld:
        return text
    hidden = exp.or_(*(_one_of(column, values) for column, values in declared.withheld.items()))
    return exp.case().when(exp.func("coalesce", hidden, exp.false()), exp.null()).else_(text)


def _listed(columns: tuple[str, ...]) -> exp.Expr:
    return exp.Array(expressions=[exp.cast(_own(name), "TEXT") for name in columns] or [_EMPTY.copy()])


def _one_of(column: str, values: tuple[str, ...]) -> exp.Expr:
    told = exp.func("upper", exp.cast(_own(column), "TEXT"))
    return told.isin(*(value.upper() for value in values))


def _own(name: str) -> exp.Column:
    return exp.column(name, _ROW)


def _home(table: str, place: FoundIn) -> exp.Join:
    same = exp.column(place.by, _HOME).eq(_own(place.by))
    return exp.Join(this=exp.table_(table, quoted=True, alias=_HOME), on=same)
