"""Access: the children behind a figure, listed for those who may open them, and written to the audit trail first."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Literal

from sqlglot import exp

from sherwood.access.asking import Bound, all_of, column, same_person, table
from sherwood.access.clauses import Ask, conditions
from sherwood.access.errors import UnknownColumn
from sherwood.access.events import CHILD_LIST_SEEN, ROWS_EXPORTED, Event, audited
from sherwood.access.facts import Facts, Listing
from sherwood.access.figures import Where, matching
from sherwood.access.kept import Kept
from sherwood.access.permissions import Permission, require
from sherwood.access.scoping import RESPONSIBLE, Scoped, scope
from sherwood.access.viewer import Viewer
from sherwood.store import Reader

Part = Literal["all", "met", "not_met"]
PERSON_COLUMNS = ("record_key", "source_id", "birth_date", "sex")
_COUNTS: Kept[tuple[int, int]] = Kept(most=2048)
FACT_COLUMNS = ("period", "attributed_date", "numerator", "denominator", *RESPONSIBLE.values())


def listing(
    reader: Reader,
    facts: Facts,
    viewer: Viewer,
    where: Where | None = None,
    columns: Sequence[str] | None = None,
    limit: int = 100,
    offset: int = 0,
    *,
    reason: str,
    part: Part = "all",
    met_first: bool | None = None,
    for_export: bool = False,
    question: Hashable = None,
) -> Listing:
    """One page of the rows behind a figure whose children the viewer may open, each with its record key.

    `counted` says how many rows the figure holds, `openable` how many may be listed. `part` keeps rows that met, or did
    not meet, what the measure asks; `met_first` puts those first, or last, within a period. The list is written to the
    audit trail, with `reason` (what was listed), before it is returned. `question` names the whole question but its page: where
    it is given, the two numbers (and never the rows) are kept for the build. Raises NotAllowed, UnknownColumn, AuditNotWritten.
    """
    require(viewer, Permission.EXPORT_ROWS if for_export else Permission.CHILDREN_LIST)
    wanted = _checked(facts, columns)
    count = partial(_count, reader, facts, viewer, where, part)
    counted, openable = _COUNTS.of_viewer(reader, viewer, (question, part), count) if question is not None else count()
    rows: list[dict[str, Any]] = []
    if offset < openable:
        bound = Bound("l")
        scoped = scope(reader, facts, viewer, "named", where or ())
        asked = _rows(facts, scoped, wanted, _kept(facts, where, part, bound), met_first)
        page = asked.limit(exp.convert(limit), copy=False).offset(exp.convert(offset), copy=False)
        rows = reader.select(page, {**scoped.parameters, **bound.values}, once=True).dicts()
    _write(viewer, ROWS_EXPORTED if for_export else CHILD_LIST_SEEN, rows, {"of": reason, "rows": len(rows)})
    return Listing(rows, counted, openable, limit, offset)


def _checked(facts: Facts, columns: Sequence[str] | None) -> list[str]:
    """The columns to show; a column the measure does not declare for its list is never shown."""
    allowed = (*PERSON_COLUMNS, *FACT_COLUMNS, *facts.dimensions, *facts.detail_columns)
    wanted = list(dict.fromkeys(("record_key", *(allowed if columns is None else columns))))
    for name in wanted:
        if name not in allowed:
            raise UnknownColumn(f"'{name}' is not a column of this list; it has {', '.join(dict.fromkeys(allowed))}")
    return wanted


def _kept(facts: Facts, where: Where | None, part: Part, bound: Bound) -> exp.Expr:
    """Rows that match the filters and, if asked, met or did not meet what the measure asks."""
    met = column("numerator", "counted")
    parts: Mapping[Part, exp.Expr] = {
        "all": exp.true(),
        "met": met > exp.convert(0),
        "not_met": met.copy().eq(exp.convert(0)),
    }
    return all_of((matching(facts, where or {}, bound), parts[part]))


def _count(reader: Reader, facts: Facts, viewer: Viewer, where: Where | None, part: Part) -> tuple[int, int]:
    """How many rows the figure holds, and how many of these may be listed."""
    bound = Bound("l")
    scoped = scope(reader, facts, viewer, "openable", where or (), rows=False)
    kept = _kept(facts, where, part, bound)
    # An emergency opens a record and nothing else, in a list as in a figure.
    ask = Ask.of(reader, replace(viewer, opened=()), "n")
    may_be_listed = exp.If(this=conditions(ask, "counted", "name"), true=exp.convert(1))
    openable = exp.func("count", exp.Case(ifs=[may_be_listed]))
    question = (
        exp.select(exp.func("count", exp.Star()), openable)
        .from_(scoped.select.subquery("counted", copy=False), copy=False)
        .where(kept, copy=False)
    )
    [(counted, listed)] = reader.select(question, {**scoped.parameters, **bound.values, **ask.bound.values})
    return int(counted), int(listed)


def _rows(facts: Facts, scoped: Scoped, wanted: list[str], kept: exp.Expr, met_first: bool | None) -> exp.Select:
    """The rows with the person's own columns, in an order that never changes between pages."""
    own = {
        name: column(name, "child" if name in PERSON_COLUMNS and name not in facts.detail_columns else "counted")
        for name in wanted
    }
    parts = [] if met_first is None else [exp.Ordered(this=column("numerator", "counted"), desc=met_first)]
    order = [column("period", "counted"), *parts, *(column(name, "counted") for name in facts.detail_columns)]
    return (
        exp.select(*own.values())
        .from_(scoped.select.subquery("counted", copy=False), copy=False)
        .join(table("person", "child"), on=same_person("child", "counted"), copy=False)
        .where(kept, copy=False)
        .order_by(*order, column("record_key", "child"), column("source_row", "counted"), copy=False)
    )


def _write(viewer: Viewer, event: Event, rows: list[dict[str, Any]], facts: Mapping[str, str | int]) -> None:
    """Write the children shown; an empty page shows nobody, and is written too, for it was asked for."""
    audited(viewer, event, tuple(dict.fromkeys(str(row["record_key"]) for row in rows)), facts)
