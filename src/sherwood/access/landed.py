"""Access: landing rows of children the viewer may open, so that a figure can be followed to the files it was read in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlglot import exp

from sherwood.access.asking import Bound, column, data_date, everything, table
from sherwood.access.clauses import Ask, conditions
from sherwood.access.errors import UnknownColumn
from sherwood.access.permissions import Permission, require
from sherwood.access.scoping import permitted
from sherwood.access.viewer import Viewer
from sherwood.store import Reader

LANDING = "landing_"
ABOUT_THE_ROW = ("source_row", "source_id", "received", "first_received_date")


def landed(
    reader: Reader,
    viewer: Viewer,
    name: str,
    columns: Sequence[str] = (),
    *,
    persons: Collection[str] = (),
    source_rows: Collection[str] = (),
) -> list[dict[str, Any]]:
    """Rows of one landing table: those of these people, or those read at these places, each with its `person_key`.

    Only children the viewer may open have rows here; whoever calls has written the look to the audit trail. A table in which no row is of
    one child has none. Raises NotAllowed, UnknownColumn for a table that is none of landing.
    """
    require(viewer, Permission.DATA_READ)
    if not name.startswith(LANDING):
        raise UnknownColumn(f"'{name}' is not a table of landing")
    held = reader.columns(name)
    if "source_id" not in held or not (persons or source_rows):
        return []
    ask = Ask(viewer, data_date(reader, viewer.authority), Bound("a"))
    wanted = [column(each, "arrived") for each in dict.fromkeys((*ABOUT_THE_ROW, *(c for c in columns if c in held)))]
    chosen = (
        ask.bound.one_of(column("person_key", "named"), sorted(persons))
        if persons
        else ask.bound.one_of(column("source_row", "arrived"), sorted(source_rows))
    )
    same_child = [column(each, "named").eq(column(each, "arrived")) for each in ("authority", "feed", "source_id")]
    question = (
        exp.select(column("person_key", "named"), *wanted)
        .from_(_permitted(name, ask).subquery("arrived"))
        .join(_permitted("person_record", ask).subquery("named"), on=exp.and_(*same_child))
        .where(chosen, conditions(ask, "named", "child", "name"))
        .order_by(column("source_row", "arrived"))
    )
    return reader.select(question, ask.bound.values).dicts()


def closed(reader: Reader, viewer: Viewer, persons: Collection[str]) -> frozenset[str]:
    """Those of these people whom the build knows and the viewer may not open."""
    require(viewer, Permission.DATA_READ)
    if not persons:
        return frozenset()
    ask = Ask(viewer, data_date(reader, viewer.authority), Bound("a"))
    question = (
        exp.select(column("person_key", "named"))
        .distinct()
        .from_(_permitted("person_record", ask).subquery("named"))
        .where(
            ask.bound.one_of(column("person_key", "named"), sorted(persons)),
            exp.not_(conditions(ask, "named", "child", "name")),
        )
    )
    return frozenset(str(key) for (key,) in reader.select(question, ask.bound.values))


def replaced_by(reader: Reader, viewer: Viewer, loads: Collection[str]) -> dict[str, tuple[str, str]]:
    """For each row of these loads that does not stand: by its place, why, and the load that took its place. It names nobody."""
    require(viewer, Permission.DATA_READ)
    if not loads:
        return {}
    bound = Bound("r")
    names = ("table_name", "load", "line", "why", "by_load")
    question = exp.select(*(column(each, "gone") for each in names)).from_(table("landing_replaced", "gone"))
    question = question.where(
        bound.one_of(column("load", "gone"), sorted(loads)), bound.one_of(column("feed", "gone"), sorted(viewer.feeds))
    )
    return {
        f"{table_name} {load}:{line}": (why, by_load)
        for table_name, load, line, why, by_load in reader.select(question, bound.values)
    }


def _permitted(name: str, ask: Ask) -> exp.Select:
    return permitted(everything().from_(table(name)), ask)
