"""Access: the children of one's own day, asked anew for every page and worked out once a build; each look is audited."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from sqlglot import exp

from sherwood.access.asking import column, same_person, table
from sherwood.access.events import CHILD_LIST_SEEN, audited
from sherwood.access.facts import Facts
from sherwood.access.kept import Kept
from sherwood.access.permissions import Permission, require
from sherwood.access.scoping import RESPONSIBLE, scope
from sherwood.access.viewer import Viewer
from sherwood.store import Reader

Rows = tuple[dict[str, Any], ...]
PERSON_COLUMNS = ("record_key", "source_id", "birth_date")
MOST_ROWS = 1_000
_KEPT: Kept[Rows] = Kept(most=64)


def named(
    reader: Reader,
    viewer: Viewer,
    question: Hashable,
    compose: Callable[[], Facts],
    *,
    reason: str,
    most: int = MOST_ROWS,
) -> Rows:
    """Rows of a question whose children the viewer may be shown by name, with their record key, number and birth date.

    `question` names what `compose` asks, days included; the answer is kept by build and by every right of the viewer that
    decides it, so that a page that is opened again costs one entry in the audit trail. That entry, with `reason`, is written
    before anything is returned, kept or not. At most `most` rows, in the order of the question's detail columns.
    Raises NotAllowed, AuditNotWritten.
    """
    require(viewer, Permission.CHILDREN_LIST)
    rows = _KEPT.of_viewer(reader, viewer, (question, most), lambda: _ask(reader, viewer, compose(), most))
    keys = tuple(dict.fromkeys(str(row["record_key"]) for row in rows))
    audited(viewer, CHILD_LIST_SEEN, keys, {"of": reason, "rows": len(rows)})
    return rows


def _ask(reader: Reader, viewer: Viewer, facts: Facts, most: int) -> Rows:
    scoped = scope(reader, facts, viewer, "named")
    asked = dict.fromkeys((*RESPONSIBLE.values(), *facts.dimensions, *facts.detail_columns))
    order = [column(each, "counted") for each in facts.detail_columns]
    rows = (
        exp.select(*(column(each, "child") for each in PERSON_COLUMNS), *(column(each, "counted") for each in asked))
        .from_(scoped.select.subquery("counted", copy=False), copy=False)
        .join(table("person", "child"), on=same_person("child", "counted"), copy=False)
        .order_by(*order, column("record_key", "child"), column("source_row", "counted"), copy=False)
        .limit(exp.convert(most), copy=False)
    )
    return tuple(reader.select(rows, scoped.parameters).dicts())
