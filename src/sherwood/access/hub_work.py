"""Access: the hub's work as its log tells it, contact by contact and of nobody: what forecasts and staffing are worked out from."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlglot import exp

from sherwood.access.asking import as_type, column, table
from sherwood.access.clauses import Ask, conditions
from sherwood.access.permissions import Permission, require
from sherwood.access.viewer import Viewer
from sherwood.store import Reader

_ROW = "worked"
_FIRST = ("contact_date", "received_minute", "rating", "handling_minutes", "decision", "heard_date")


class HubContact(NamedTuple):
    """One contact about one or more children: when it came, how it was rated, what work it was, when a file first held it."""

    day: dt.date
    minute: int | None
    rating: str | None
    work: int | None
    decision: str | None
    heard: dt.date | None
    children: int


def hub_work(reader: Reader, viewer: Viewer, first: dt.date, last: dt.date) -> list[HubContact]:
    """Read the contacts received from one day to another, in order of days; raises NotAllowed without the right to read forecasts.

    The whole county's are read, whoever asks: nobody is named, no number leads to a child, and the hub's work is not a team's alone.
    Only feeds whose purposes meet the viewer's, and whose agreement has not run out, are read.
    """
    require(viewer, Permission.FORECAST_READ)
    ask = Ask.of(reader, viewer, "h")
    told = [exp.alias_(exp.func("min", column(name, _ROW)), name, quoted=True) for name in _FIRST]
    children = exp.alias_(as_type(exp.Count(this=exp.Star()), "BIGINT"), "children", quoted=True)
    question = (
        exp.select(*told, children)
        .from_(table("mash_contact", _ROW))
        .where(
            conditions(ask, _ROW, "table"),
            column("contact_date", _ROW) >= ask.bound.value(first),
            column("contact_date", _ROW) <= ask.bound.value(last),
        )
        .group_by(column("contact_number", _ROW))
        .order_by(exp.func("min", column("contact_date", _ROW)), column("contact_number", _ROW))
    )
    return [HubContact(*row) for row in reader.select(question, ask.bound.values).rows]
