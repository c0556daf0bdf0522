"""Access: `read`, the only door to the rows about one child or about several, and from an address to a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlglot import exp

from sherwood.access.asking import REFERENCE_TABLES, Bound, all_of, column, same_person, table
from sherwood.access.clauses import Ask, conditions
from sherwood.access.errors import UnknownColumn
from sherwood.access.events import CHILD_LIST_SEEN, CHILD_OPENED, SEARCH, Event, audited
from sherwood.access.permissions import Permission, require
from sherwood.access.scoping import permitted
from sherwood.access.viewer import Viewer
from sherwood.store import Reader
from sherwood.vocabulary.identifiers import tidy_identifier


def person_for(reader: Reader, record_key: str, viewer: Viewer) -> str | None:
    """Today's person of a record key, or None: the same answer for another team's child as for no child at all."""
    ask = Ask.of(reader, viewer, "a")
    known = (
        exp.select(column("person_key", "addressed"))
        .from_(permitted(exp.select("*").from_(table("person_record")), ask).subquery("addressed"))
        .where(
            column("record_key", "addressed").eq(ask.bound.value(record_key)),
            _may_be_named(ask, "addressed"),
        )
        .limit(1)
    )
    return next((str(key) for (key,) in reader.select(known, ask.bound.values)), None)


def records_open_to(reader: Reader, viewer: Viewer) -> dict[str, str]:
    """Every record key of the children the viewer may open, with the person it belongs to: what a list of records is cut down to."""
    ask = Ask.of(reader, viewer, "a")
    held = permitted(exp.select("*").from_(table("person_record")), ask).subquery("held_row")
    question = exp.select(column("record_key", "held_row"), column("person_key", "held_row")).from_(held)
    return {
        str(record): str(person)
        for record, person in reader.select(question.where(_may_be_named(ask, "held_row")), ask.bound.values)
    }


def is_record(reader: Reader, authority: str, record_key: str) -> bool:
    """Whether the authority has a record of this key, for whoever restricts or grants it; no page asks this."""
    bound = Bound("k")
    known = exp.select("1").from_(table("person_record", "addressed"))
    known = known.where(
        column("authority", "addressed").eq(bound.value(authority)),
        column("record_key", "addressed").eq(bound.value(record_key)),
    )
    return bool(reader.select(known.limit(1), bound.values).rows)


def records_of_person(reader: Reader, authority: str, asked: str) -> tuple[str, ...]:
    """The keys of all records of one person, asked for by a record key or by `feed:number`, for whoever erases them; no page asks this."""
    bound = Bound("k")
    feed, _, number = asked.partition(":")
    wanted = {"feed": feed, "source_id": tidy_identifier(number)} if number else {"record_key": feed}
    same = exp.select(column("person_key", "one")).from_(table("person_record", "one"))
    for name, value in ({"authority": authority} | wanted).items():
        same = same.where(column(name, "one").eq(bound.value(value)))
    every = exp.select(column("record_key", "each")).from_(table("person_record", "each"))
    every = every.where(exp.In(this=column("person_key", "each"), query=same.subquery()))
    found = reader.select(every.order_by(column("record_key", "each")), bound.values)
    return tuple(str(key) for (key,) in found)


def rows_of_load(reader: Reader, name: str, load: str) -> int:
    """How many rows of a table were read from one load: a count for lineage, of nobody by name."""
    bound = Bound("k")
    begins = exp.func("starts_with", column("source_row", "row"), bound.value(f"{load}:"), dialect="duckdb")
    question = exp.select(exp.func("count", exp.Star())).from_(table(name, "row")).where(begins)
    return int(reader.select(question, bound.values).rows[0][0])


def read(
    reader: Reader,
    name: str,
    viewer: Viewer,
    columns: Sequence[str],
    person: str | None = None,
    where: Mapping[str, object] | None = None,
    *,
    event: Event | None = None,
) -> list[dict[str, Any]]:
    """Rows of one table about children the viewer may open now, each with its record key, written to the audit trail.

    `person` is a record key: the rows are that child's alone, none if the viewer may not open it. `where` compares columns
    with values. Raises NotAllowed, UnknownColumn (a column its declaration does not have), AuditNotWritten.
    """
    require(viewer, Permission.CHILD_OPEN if person is not None else Permission.CHILDREN_LIST)
    checked(viewer, name, (*columns, *(where or {})))
    rows = _rows(reader, name, viewer, columns, person, where or {})
    act = event or (CHILD_LIST_SEEN if person is None else CHILD_OPENED)
    seen = tuple(dict.fromkeys(str(row["record_key"]) for row in rows))
    audited(viewer, act, seen, {"of": name, "rows": len(rows)})
    return rows


def search(reader: Reader, viewer: Viewer, source_id: str, columns: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The child of that number in its feed, if the viewer may open it; the number is never written anywhere."""
    return read(reader, "person", viewer, columns, where={"source_id": source_id}, event=SEARCH)


def checked(viewer: Viewer, name: str, columns: Sequence[str]) -> None:
    """Refuse, with UnknownColumn, columns that the catalogue does not declare, and tables that hold no people."""
    tables = viewer.catalogue.tables if viewer.catalogue else {}
    if name not in tables or name in REFERENCE_TABLES or tables[name].holds != "people":
        raise UnknownColumn(f"'{name}' is not a table that holds people")
    for wanted in columns:
        if wanted not in tables[name].columns:
            raise UnknownColumn(f"'{name}' has no column '{wanted}'; it has {', '.join(tables[name].columns)}")


def _rows(
    reader: Reader, name: str, viewer: Viewer, columns: Sequence[str], person: str | None, where: Mapping[str, object]
) -> list[dict[str, Any]]:
    ask = Ask.of(reader, viewer, "a")
    chosen = [column(each, "held_row").eq(ask.bound.value(value)) for each, value in where.items()]
    if person is not None:
        key = person_for(reader, person, viewer)
        if key is None:
            return []
        chosen.append(column("person_key", "held_row").eq(ask.bound.value(key)))
    wanted = [column(each, "held_row") for each in columns if each != "record_key"]
    question = (
        exp.select(column("record_key", "child"), *wanted)
        .from_(permitted(exp.select("*").from_(table(name)), ask).subquery("held_row"))
        .join(table("person", "child"), on=same_person("child", "held_row"))
        .where(all_of(chosen), _may_be_named(ask, "held_row"))
        .order_by(*(each.copy() for each in wanted), column("source_row", "held_row"))
    )
    return reader.select(question, ask.bound.values).dicts()


def _may_be_named(ask: Ask, row: str) -> exp.Expr:
    """Children who are, or lately were, with the viewer, and whose record is not closed to them."""
    return conditions(ask, row, "child", "name")
