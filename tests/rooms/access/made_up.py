"""A small made-up county with everything that decides who may see whom, and a plain answer to that question."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from sqlglot import exp
from tests.rooms.measures.small_warehouse import HIGH_DATE, county_viewer, warehouse

from sherwood.access import Facts, Viewer
from sherwood.access.asking import column, table
from sherwood.vocabulary.intervals import add_months

DATA_DATE = dt.date(2018, 3, 31)
AUTHORITIES = ("north", "south")
FEEDS = ("ssda903", "police")
SERVICE_OF = {"t1": "s1", "t2": "s1", "t3": "s2", "t4": "s2"}
WORKER_TEAM = {"w1": "t1", "w2": "t1", "w3": "t2", "w4": "t3", "w5": "t4"}
REASONS = ("adoption", "refuge")
WORKER_MAY = frozenset({"adoption"})
DAYS = [dt.date(2017, 1, 1) + dt.timedelta(days=30 * step) for step in range(16)]

Row = dict[str, Any]


@dataclass(frozen=True)
class County:
    """The rows of a small warehouse, and the warehouse itself."""

    rows: dict[str, list[Row]]
    office: tuple[tuple[str, str], ...]
    reader: Any


def county(draw: random.Random, children: int = 14) -> County:
    rows: dict[str, list[Row]] = {
        name: [] for name in ("person", "person_record", "episode", "allocation", "restriction")
    }
    for authority in AUTHORITIES:
        for number in range(children):
            _add_child(draw, rows, authority, f"p{number}")
    office = tuple(
        (draw.choice(rows["person_record"])["record_key"], draw.choice(REASONS)) for _ in range(draw.randint(0, 3))
    )
    return County(rows, office, warehouse(rows, DATA_DATE, AUTHORITIES))


def _add_child(draw: random.Random, rows: dict[str, list[Row]], authority: str, key: str) -> None:
    mine = {"authority": authority, "person_key": key}
    record = f"{authority}-{key}"
    rows["person"].append({**mine, "record_key": record, "source_id": key, "sex": draw.choice("MF")})
    rows["person_record"].append({**mine, "record_key": record, "source_id": key, "feed": "ssda903"})
    if draw.random() < 0.3:  # two records of one person
        rows["person_record"].append({**mine, "record_key": f"{record}x", "source_id": f"{key}x", "feed": "ssda903"})
    for number in range(draw.randint(1, 3)):
        feed = draw.choice(("ssda903", "ssda903", "police"))
        source = f"{authority}{key}{number}"
        rows["episode"].append({**mine, "feed": feed, "source_row": source, "start_date": draw.choice(DAYS)})
    day = dt.date(2016, 12, 1)
    while day < DATA_DATE and draw.random() < 0.85:
        start = day + dt.timedelta(days=draw.choice((0, 0, 40)))
        through = draw.choice((start + dt.timedelta(days=draw.randint(20, 300)), HIGH_DATE))
        worker = draw.choice(list(WORKER_TEAM))
        team = WORKER_TEAM[worker]
        held = {"worker_id": worker, "team_id": team, "service_id": SERVICE_OF[team]}
        rows["allocation"].append({**mine, **held, "start_date": start, "through_date": through})
        day = through if through == HIGH_DATE else through + dt.timedelta(days=1)
    if draw.random() < 0.35:
        begins = draw.choice((dt.date(2017, 6, 1), DATA_DATE, DATA_DATE + dt.timedelta(days=1)))
        rows["restriction"].append({**mine, "reason": draw.choice(REASONS), "from_date": begins})


def viewer(draw: random.Random, county: County, **changes: Any) -> Viewer:
    """Somebody with a random mixture of rights in the northern authority."""
    records = [row["record_key"] for row in county.rows["person_record"] if row["authority"] == "north"]
    fields: dict[str, Any] = {
        "authority": "north",
        "county": draw.random() < 0.2,
        "worker_id": draw.choice((None, None, *WORKER_TEAM)),
        "team_ids": tuple(draw.sample(sorted(SERVICE_OF), draw.choice((0, 0, 1, 2)))),
        "service_ids": tuple(draw.sample(("s1", "s2"), draw.choice((0, 0, 0, 1)))),
        "feeds": frozenset(draw.sample(FEEDS, draw.choice((0, 1, 1, 1, 2)))),
        "grants": tuple(draw.sample(records, draw.choice((0, 0, 1, 3)))),
        "restricted_all": draw.random() < 0.1,
        "office_restrictions": county.office,
        "worker_may_open": WORKER_MAY,
        "names_open_months": draw.choice((0, 3, 6)),
    }
    return county_viewer(**(fields | changes))


def facts() -> Facts:
    """Every episode, attributed to the day it began."""
    select = exp.select(
        exp.alias_(exp.Literal.string("all"), "period"),
        *(column(name, "counted") for name in ("authority", "feed", "person_key", "source_row")),
        exp.alias_(column("start_date", "counted"), "attributed_date"),
        exp.alias_(exp.convert(1), "numerator"),
        exp.alias_(exp.cast(exp.null(), "INTEGER"), "denominator"),
    ).from_(table("episode", "counted"))
    return Facts(select)


def countable(county: County, viewer: Viewer) -> list[Row]:
    """Episodes the viewer may count, by plain loops over the rows."""
    return [row for row in county.rows["episode"] if _may_count(county, viewer, row)]


def nameable(county: County, viewer: Viewer, rows: list[Row]) -> list[Row]:
    """Of these rows, those whose child the viewer may be shown by name."""
    return [row for row in rows if _lately_held(county, viewer, row)]


def readable(county: County, viewer: Viewer) -> list[Row]:
    """Episodes of children the viewer may open, whoever held them when the episode began."""
    allowed = [row for row in county.rows["episode"] if _permitted(viewer, row) and not _closed(county, viewer, row)]
    return nameable(county, viewer, allowed)


def may_open(county: County, viewer: Viewer, record: Row) -> bool:
    """Whether the viewer may open the person of a record."""
    return _permitted(viewer, record) and not _closed(county, viewer, record) and _lately_held(county, viewer, record)


def _may_count(county: County, viewer: Viewer, row: Row) -> bool:
    held = _held_on(county, row, row["start_date"])
    in_scope = viewer.county or (held is not None and _is_mine(viewer, held))
    return _permitted(viewer, row) and in_scope and not _closed(county, viewer, row)


def _permitted(viewer: Viewer, row: Row) -> bool:
    return row["authority"] == viewer.authority and row["feed"] in viewer.feeds


def _is_mine(viewer: Viewer, held: Row) -> bool:
    return (
        held["worker_id"] == viewer.worker_id
        or held["team_id"] in viewer.team_ids
        or held["service_id"] in viewer.service_ids
    )


def _same(row: Row, other: Row) -> bool:
    return (row["authority"], row["person_key"]) == (other["authority"], other["person_key"])


def _held_on(county: County, row: Row, day: dt.date) -> Row | None:
    for held in county.rows["allocation"]:
        if _same(held, row) and held["start_date"] <= day <= held["through_date"]:
            return held
    return None


def _lately_held(county: County, viewer: Viewer, row: Row) -> bool:
    if viewer.county:
        return True
    earliest = add_months(DATA_DATE, -viewer.names_open_months)
    for held in county.rows["allocation"]:
        lately = held["start_date"] <= DATA_DATE and held["through_date"] >= earliest
        if _same(held, row) and lately and _is_mine(viewer, held):
            return True
    return False


def _closed(county: County, viewer: Viewer, row: Row) -> bool:
    records = {each["record_key"] for each in county.rows["person_record"] if _same(each, row)}
    if viewer.restricted_all or records & set(viewer.grants):
        return False
    reasons = {
        each["reason"] for each in county.rows["restriction"] if _same(each, row) and each["from_date"] <= DATA_DATE
    }
    reasons |= {reason for key, reason in viewer.office_restrictions if key in records}
    held = _held_on(county, row, DATA_DATE)
    if held is not None and viewer.worker_id is not None and held["worker_id"] == viewer.worker_id:
        reasons -= viewer.worker_may_open
    return bool(reasons)
