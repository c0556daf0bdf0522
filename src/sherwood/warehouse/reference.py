"""Warehouse: the tables that come from the catalogue and the council's settings rather than from files loaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

import pyarrow as pa

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.council import ALWAYS, FOR_EVER, Council, teams_today
from sherwood.definitions.limits import limits_in_force
from sherwood.definitions.shapes.calendar import Calendar
from sherwood.store import Build
from sherwood.vocabulary.calendar import WorkingCalendar
from sherwood.warehouse.declared import engine_columns

HIGH_DATE = dt.date(9999, 12, 31)
Row = tuple[object, ...]
Maker = Callable[[Catalogue, Council], Iterable[Row]]

_ARROW = MappingProxyType(
    {"VARCHAR": pa.string(), "DATE": pa.date32(), "INTEGER": pa.int32(), "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_()}
)


def load_reference_tables(build: Build, catalogue: Catalogue, council: Council, facts: Row) -> None:
    """Fill each reference table of the catalogue and the council's settings, and `build_facts` with its one row."""
    for name, rows in {name: make(catalogue, council) for name, make in MAKERS.items()}.items():
        insert(build, catalogue, name, rows)
    insert(build, catalogue, "build_facts", [facts])


def insert(build: Build, catalogue: Catalogue, name: str, rows: Iterable[Row]) -> None:
    """Make a table as declared, with rows in the order of its declared columns."""
    columns = engine_columns(catalogue.table(name))
    schema = pa.schema([pa.field(column, _ARROW[kind]) for column, kind in columns.items()])
    found = list(rows)
    values = zip(*found, strict=True) if found else ([] for _ in columns)
    build.create_table(name, columns)
    build.insert_arrow(name, pa.table(dict(zip(columns, map(list, values), strict=True)), schema=schema))


def working_calendar(calendar: Calendar) -> WorkingCalendar:
    """Give the working days a catalogue calendar describes."""
    return WorkingCalendar({day.date: day.name for day in calendar.added}, [day.date for day in calendar.removed])


def _calendar_days(catalogue: Catalogue, council: Council) -> Iterable[Row]:
    return _days_of(catalogue.calendar(council.calendar))


@lru_cache(maxsize=2)
def _days_of(calendar: Calendar) -> tuple[Row, ...]:
    """Give every day of a calendar; kept, because a process builds many times with the same one."""
    first, last = dt.date(calendar.first_year, 1, 1), dt.date(calendar.last_year, 12, 31)
    return tuple(working_calendar(calendar).days(first, last))


def _limits(catalogue: Catalogue, council: Council) -> Iterable[Row]:
    for name, limit, count in limits_in_force(catalogue, council):
        yield name, limit.step, limit.from_date, limit.to_date or HIGH_DATE, count, limit.unit


def _codes(catalogue: Catalogue, council: Council) -> Iterable[Row]:  # noqa: ARG001 - every maker is called alike
    for codelist in catalogue.codelists.values():
        for code, entry in codelist.codes.items():
            yield codelist.name, code, entry.label, entry.group or None, entry.coarse


def _teams(catalogue: Catalogue, council: Council) -> Iterable[Row]:  # noqa: ARG001 - every maker is called alike
    services = {service.id: service.name for service in council.services}
    for team in council.teams:
        is_hub = team.id in council.hubs
        yield team.service, services[team.service], team.id, team.name, team.start_date, team.end_date, is_hub
    # Where the settings list no team, a hub they name is a department of the case system.
    for hub in council.hubs if not council.teams else ():
        yield None, None, hub, None, ALWAYS, FOR_EVER, True


def _became(catalogue: Catalogue, council: Council) -> Iterable[Row]:  # noqa: ARG001 - every maker is called alike
    return teams_today(council.teams)


def _workers(catalogue: Catalogue, council: Council) -> Iterable[Row]:  # noqa: ARG001 - every maker is called alike
    for worker in council.workers:
        yield worker.id, worker.name, worker.team, worker.start_date, worker.end_date, worker.is_manager


MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "calendar_day": _calendar_days,
        "timescale_limit": _limits,
        "code": _codes,
        "council_team": _teams,
        "council_worker": _workers,
        "team_became": _became,
    }
)
