"""Access: everything held on one person, for an officer who answers the person's own request; no page and no role asks this."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlglot import exp

from sherwood.access.asking import Bound, column, table
from sherwood.access.errors import NotAllowed
from sherwood.access.events import SUBJECT_ANSWERED, audited
from sherwood.access.viewer import Viewer
from sherwood.definitions.shapes.table import Table
from sherwood.store import Reader


class Held(NamedTuple):
    """The rows of one table about the person, and its declaration, which says why some need a second look."""

    table: Table
    rows: list[dict[str, Any]]


def held_on(reader: Reader, viewer: Viewer, record_keys: tuple[str, ...]) -> list[Held]:
    """Every row of every table of people about the person of these records, purposes and restrictions left aside.

    The law owes people a copy of all of it, so that no scope may leave a row out; therefore only the owner of the home and whoever may
    open every restricted record ask, and the trail says so first. Raises NotAllowed, AuditNotWritten.
    """
    if not viewer.restricted_all or viewer.catalogue is None:
        raise NotAllowed("Everything held on a person is asked for by the Caldicott Guardian alone.")
    audited(viewer, SUBJECT_ANSWERED, record_keys, {"of": "everything held on one person"})
    declared = sorted(viewer.catalogue.tables.values(), key=lambda each: each.name)
    persons = _persons(reader, viewer, record_keys)
    found = [Held(each, _rows(reader, viewer, each, persons)) for each in declared if each.holds == "people"]
    return [each for each in found if each.rows]


def _persons(reader: Reader, viewer: Viewer, record_keys: tuple[str, ...]) -> list[str]:
    bound = Bound("k")
    question = exp.select(column("person_key", "each")).distinct().from_(table("person_record", "each"))
    question = question.where(
        column("authority", "each").eq(bound.value(viewer.authority)),
        bound.one_of(column("record_key", "each"), record_keys),
    )
    return [str(key) for (key,) in reader.select(question, bound.values)]


def _rows(reader: Reader, viewer: Viewer, declared: Table, persons: list[str]) -> list[dict[str, Any]]:
    if "person_key" not in declared.columns:
        return []
    bound = Bound("k")
    wanted = [column(name, "each") for name in declared.columns]
    question = exp.select(*wanted).from_(table(declared.name, "each"))
    question = question.where(
        column("authority", "each").eq(bound.value(viewer.authority)),
        bound.one_of(column("person_key", "each"), persons),
    )
    return reader.select(question.order_by(*(each.copy() for each in wanted)), bound.values).dicts()
