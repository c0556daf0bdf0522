"""Access: the other children of a child's family, of whom only those the viewer may open are told or counted."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from sherwood.access.asking import column, everything, same_person, table
from sherwood.access.clauses import Ask, conditions
from sherwood.access.events import CHILD_LIST_SEEN, audited
from sherwood.access.permissions import Permission, require
from sherwood.access.records import person_for
from sherwood.access.scoping import permitted
from sherwood.access.viewer import Viewer
from sherwood.store import Reader

PERSON = ("record_key", "birth_date", "sex", "death_date")
HELD = ("worker_id", "team_id")


def family_of(reader: Reader, viewer: Viewer, record_key: str) -> list[dict[str, Any]]:
    """The children who share a family's number with this child and whom the viewer may open, eldest first, each once.

    Each row is the child's key, birth date, sex and day of death, and who holds the case on the data's last day (empty where
    nobody does). A child closed to the viewer is answered as one who does not exist, whether it is asked about or would be
    listed, so no number tells of it. The trail holds the keys shown before anything is returned. Raises NotAllowed, AuditNotWritten.
    """
    require(viewer, Permission.CHILD_OPEN)
    person = person_for(reader, record_key, viewer)
    if person is None:
        return []
    ask = Ask.of(reader, viewer, "a")
    rows = reader.select(_question(ask, person), ask.bound.values).dicts()
    if rows:
        keys = tuple(str(row["record_key"]) for row in rows)
        audited(viewer, CHILD_LIST_SEEN, keys, {"of": "family", "rows": len(rows)})
    return rows


def _question(ask: Ask, person: str) -> exp.Select:
    people = permitted(everything().from_(table("person")), ask).subquery("child")
    held = _held_today(ask).subquery("held_today")
    is_held = exp.and_(
        column("authority", "held_today").eq(column("authority", "child")),
        column("person_key", "held_today").eq(column("person_key", "child")),
    )
    return (
        exp.select(*(column(each, "child") for each in PERSON), *(column(each, "held_today") for each in HELD))
        .from_(people)
        .join(held, on=is_held, join_type="left")
        .where(
            column("person_key", "child").neq(ask.bound.value(person)),
            exp.Exists(this=_shared(ask, person)),
            conditions(ask, "child", "child", "name"),
        )
        .order_by(column("birth_date", "child"), column("record_key", "child"))
    )


def _shared(ask: Ask, person: str) -> exp.Select:
    """A family's number that both have, in rows of feeds the viewer may use."""
    mine, theirs = (permitted(everything().from_(table("family")), ask).subquery(name) for name in ("mine", "theirs"))
    same = exp.and_(
        *(column(each, "mine").eq(column(each, "theirs")) for each in ("authority", "feed", "family_number"))
    )
    return (
        exp.select("1")
        .from_(theirs)
        .join(mine, on=same)
        .where(column("person_key", "mine").eq(ask.bound.value(person)), same_person("theirs", "child"))
    )


def _held_today(ask: Ask) -> exp.Select:
    """Who holds each child on the data's last day; of two the one who took the case last."""
    held = permitted(everything().from_(table("allocation")), ask).subquery("held")
    last = exp.Window(
        this=exp.RowNumber(),
        partition_by=[column("authority", "held"), column("person_key", "held")],
        order=exp.Order(
            expressions=[
                exp.Ordered(this=column("start_date", "held"), desc=True),
                exp.Ordered(this=column("source_row", "held"), desc=True),
            ]
        ),
    )
    day = ask.bound.value(ask.data_date)
    open_now = (
        exp.select(
            *(column(each, "held") for each in ("authority", "person_key", *HELD)), exp.alias_(last, "from_last")
        )
        .from_(held)
        .where(column("start_date", "held") <= day, column("through_date", "held") >= day.copy())
    )
    return everything().from_(open_now.subquery("open_now")).where(column("from_last", "open_now").eq(1))
