"""Access: landing rows of children the viewer may open, so that a figure can be followed to the files it was read in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlglot import exp

from sherwood.access.asking import Bound, column, everything, table
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

    Only children the viewer may open have rows here; whoever calls has written the look to the audit trail. A table without a child's
    number, such as the factors of an assessment, is asked by places alone, which are those of rows the viewer was given; its rows have no
    `person_key`. Raises NotAllowed, UnknownColumn for a table that is none of landing.
    """
    require(viewer, Permission.DATA_READ)
    if not name.startswith(LANDING):
        raise UnknownColumn(f"'{name}' is not a table of landing")
    held = reader.columns(name)
    ask = Ask.of(reader, viewer, "a")
    wanted = [column(each, "arrived") for each in dict.fromkeys((*ABOUT_THE_ROW, *columns)) if each in held]
    arrived = (
        exp.select(*wanted).from_(_permitted(name, ask).subquery("arrived")).order_by(column("source_row", "arrived"))
    )
    by_place = ask.bound.one_of(column("source_row", "arrived"), sorted(source_rows))
    if "source_id" not in held:
        return reader.select(arrived.where(by_place), ask.bound.values).dicts()
    chosen = ask.bound.one_of(column("person_key", "named"), sorted(persons)) if persons else by_place
    same_child = [column(each, "named").eq(column(each, "arrived")) for each in ("authority", "feed", "source_id")]
    question = (
        arrived.select(column("person_key", "named"))
        .join(_permitted("person_record", ask).subquery("named"), on=exp.and_(*same_child))
        .where(chosen, conditions(ask, "named", "child", "name"))
    )
    return reader.select(question, ask.bound.values).dicts()


def closed(reader: Reader, viewer: Viewer, persons: Collection[str]) -> frozenset[str]:
    """Those of these people whom the build knows and the viewer may not open."""
    require(viewer, Permission.DATA_READ)
    if not persons:
        return frozenset()
    ask = Ask.of(reader, viewer, "a")
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


def replaced_by(reader: Reader, viewer: Viewer, loads: Collection[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """What took the place of each row of these loads that does not stand, by the row's table and place; it names nobody.

    Told are the load, and the place of the row of the same key that is believed instead: empty where the load covers the row without
    holding it.
    """
    require(viewer, Permission.DATA_READ)
    if not loads:
        return {}
    bound = Bound("r")
    names = ("table_name", "load", "line", "by_load", "by_line")
    question = exp.select(*(column(each, "gone") for each in names)).from_(table("landing_replaced", "gone"))
    question = question.where(
        bound.one_of(column("load", "gone"), sorted(loads)), bound.one_of(column("feed", "gone"), sorted(viewer.feeds))
    )
    return {
        (table_name, f"{load}:{line}"): (by_load, "" if by_line is None else f"{by_load}:{by_line}")
        for table_name, load, line, by_load, by_line in reader.select(question, bound.values)
    }


def _permitted(name: str, ask: Ask) -> exp.Select:
    return permitted(everything().from_(table(name)), ask)
