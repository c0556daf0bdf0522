"""Access: what decides how long each child's record is kept, for whoever answers for letting records go; no page asks this."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlglot import exp

from sherwood.access.asking import Bound, all_of, column, data_date, same_person, table
from sherwood.access.errors import NotAllowed
from sherwood.access.events import RETENTION_LISTED, audited
from sherwood.access.viewer import Viewer
from sherwood.store import Reader


class Retained(NamedTuple):
    """A child by record key, and the days that rules of retention count from; `is_open` while somebody is allocated."""

    record_key: str
    birth_date: dt.date | None
    death_date: dt.date | None
    adoption_date: dt.date | None
    was_looked_after: bool
    is_open: bool


def retained(reader: Reader, viewer: Viewer) -> list[Retained]:
    """Every child of the authority, restricted ones too, for records are let go whoever may open them; the trail says so first.

    Raises NotAllowed for anybody but the owner of a home without accounts and its Caldicott Guardian, AuditNotWritten.
    """
    if not viewer.restricted_all:
        raise NotAllowed("What is due to be let go is asked for by the Caldicott Guardian alone.")
    audited(viewer, RETENTION_LISTED, (), {"of": "what is due to be let go"})
    bound = Bound("k")
    last = data_date(reader, viewer.authority)
    known = exp.select(
        *(column(name, "child") for name in ("record_key", "birth_date", "death_date")),
        _adopted_since(bound).subquery(),
        _there_is("period_of_care"),
        _there_is("allocation", column("through_date", "held") >= bound.value(last)),
    ).from_(table("person", "child"))
    known = known.where(column("authority", "child").eq(bound.value(viewer.authority)))
    return [Retained(*row) for row in reader.select(known.order_by(column("record_key", "child")), bound.values)]


def _adopted_since(bound: Bound) -> exp.Select:
    """The first day on which the record was restricted for an adoption, if it was."""
    first = exp.select(exp.func("min", column("from_date", "sealed"))).from_(table("restriction", "sealed"))
    return first.where(same_person("sealed", "child"), column("reason", "sealed").eq(bound.value("adoption")))


def _there_is(name: str, *conditions: exp.Expr) -> exp.Expr:
    """Whether the child has a row of this table that meets the conditions."""
    found = exp.select("1").from_(table(name, "held")).where(all_of((same_person("held", "child"), *conditions)))
    return exp.Exists(this=found)
