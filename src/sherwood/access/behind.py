"""Access: every row a figure is made of, with where it was read, for whoever answers for the data; each look is audited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from sherwood.access.asking import all_of, column, same_person, table
from sherwood.access.clauses import Ask, conditions
from sherwood.access.events import CHILD_LIST_SEEN, audited
from sherwood.access.facts import Facts
from sherwood.access.figures import Where, matching
from sherwood.access.permissions import Permission, require
from sherwood.access.scoping import scope
from sherwood.access.viewer import Viewer
from sherwood.store import Reader

FIXED = ("authority", "feed", "person_key", "source_row", "numerator", "denominator")


def behind(
    reader: Reader,
    facts: Facts,
    viewer: Viewer,
    columns: Sequence[str] = (),
    where: Where | None = None,
    *,
    reason: str,
    load: str = "",
) -> list[dict[str, Any]]:
    """The rows that a figure adds up, each with the record key of its child: null where the viewer may not open the child.

    They are those of `aggregate` for the same viewer, so that they add up to the figure. `load` keeps the rows that were read in one
    file. Raises NotAllowed unless the viewer may list children and read how data came, AuditNotWritten.
    """
    require(viewer, Permission.CHILDREN_LIST)
    require(viewer, Permission.DATA_READ)
    scoped = scope(reader, facts, viewer, "openable", where or ())
    ask = Ask.of(reader, viewer, "b")
    may_open = conditions(ask, "counted", "child", "name")
    key = exp.Case(ifs=[exp.If(this=may_open, true=column("record_key", "child"))])
    kept = [matching(facts, where or {}, ask.bound)]
    if load:
        kept.append(
            exp.func("starts_with", column("source_row", "counted"), ask.bound.value(f"{load}:"), dialect="duckdb")
        )
    wanted = [column(name, "counted") for name in dict.fromkeys((*FIXED, "period", *columns))]
    question = (
        exp.select(exp.alias_(key, "record_key", quoted=True), *wanted)
        .from_(scoped.select.subquery("counted", copy=False), copy=False)
        .join(table("person", "child"), on=same_person("child", "counted"), join_type="left", copy=False)
        .where(all_of(kept), copy=False)
        .order_by(*(column(name, "counted") for name in ("period", "source_row", "person_key")), copy=False)
    )
    rows = reader.select(question, {**scoped.parameters, **ask.bound.values}).dicts()
    seen = tuple(dict.fromkeys(row["record_key"] for row in rows if row["record_key"]))
    audited(viewer, CHILD_LIST_SEEN, seen, {"of": reason, "rows": len(rows)})
    return rows
