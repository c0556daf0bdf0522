"""Rows of any table, drawn at random: anything its columns may hold, about forty people."""

import datetime as dt
import random
from typing import Any

from tests.rooms.measures.small_warehouse import CATALOGUE, HIGH_DATE, OPEN_ENDED

from sherwood.access.hub import RECEIVED_BY
from sherwood.definitions.shapes.table import Table, TableColumn

PEOPLE = tuple(f"p{number}" for number in range(40))
ROWS = 80
# A team that some of the rows of the front door are the work of.
HUB = "t1"
FIXED = ("authority", "feed", "person_key", "source_row")


def some_value(draw: random.Random, name: str, column: TableColumn) -> Any:
    """Anything a column of this type may hold, empty now and then."""
    if name in OPEN_ENDED and draw.random() < 0.4:
        return HIGH_DATE
    if name == RECEIVED_BY:
        return draw.choice((None, None, None, None, HUB))
    if column.codelist:
        return draw.choice([*CATALOGUE.codelist(column.codelist).codes, None])
    made = {
        "date": lambda: dt.date(2016, 10, 1) + dt.timedelta(days=draw.randrange(700)),
        "integer": lambda: draw.randrange(60),
        "number": lambda: draw.random() * 100,
        "flag": lambda: draw.random() < 0.5,
    }
    value = made.get(column.type, lambda: draw.choice("abc"))()
    return None if column.type != "key" and draw.random() < 0.1 else value


def some_rows(draw: random.Random, table: Table) -> list[dict[str, Any]]:
    """Eighty rows, each of one of the people and in its place."""
    return [
        {
            "person_key": draw.choice(PEOPLE),
            "source_row": f"load:{place:06}",
            **{name: some_value(draw, name, column) for name, column in table.columns.items() if name not in FIXED},
        }
        for place in range(ROWS)
    ]


def some_allocations(draw: random.Random) -> list[dict[str, Any]]:
    """Up to four workers one after another for most of the people: never two on one day, whatever end is recorded."""
    rows = []
    for key in PEOPLE[:32]:
        day = dt.date(2016, 6, 1) + dt.timedelta(days=draw.randrange(200))
        for place in range(draw.randrange(1, 5)):
            through = day + dt.timedelta(days=draw.randrange(1, 300))
            rows.append(
                {
                    "person_key": key,
                    "source_row": f"load:{key}{place}",
                    "worker_id": draw.choice(("w0", "w1", "w2", "w3")),
                    "team_id": draw.choice(("t1", "t2")),
                    "start_date": day,
                    "end_date": draw.choice((through, through + dt.timedelta(days=1), dt.date(9999, 12, 31))),
                    "through_date": through,
                }
            )
            day = through + dt.timedelta(days=draw.randrange(1, 20))
    return rows
