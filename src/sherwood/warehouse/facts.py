"""Warehouse: facts of the whole build that every query may need, handed on as the one-row table `build_facts`."""

from __future__ import annotations

import datetime as dt

from sqlglot import exp

from sherwood.store import Build
from sherwood.warehouse.errors import WarehouseError


def data_date(build: Build) -> dt.date:
    """Work out the last day the files can speak of: the greatest of the earlier of period end and day received.

    Raises WarehouseError if nothing is loaded.
    """
    spoken_of = exp.func("least", exp.column("period_end"), exp.column("received"), dialect="duckdb")
    answer = build.select(exp.select(exp.func("max", spoken_of)).from_("landing_delivery"))
    (day,) = answer.rows[0]
    if not isinstance(day, dt.date):
        raise WarehouseError("there is nothing to build from: load files with `sherwood load PATH` first")
    return day
