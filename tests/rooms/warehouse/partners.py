"""What partners' feeds tell of people who are, or are not, known to the service: short ways to land and match their rows."""

from datetime import date

import pyarrow as pa
from tests.rooms.warehouse.landed import HIGH, Built, child_columns, day, the_catalogue
from tests.rooms.warehouse.told import TODAY, Told

from sherwood.warehouse.build import build_tables

UNKNOWN = "unknown"
__all__ = ["HIGH", "TODAY", "UNKNOWN", "Partners", "day", "person"]


def person(child):
    """The key of the person whom every feed knows by this number."""
    return f"person-{child}"


class Partners(Told):
    """Landing rows of any feed, whose people are known by one number everywhere; `unknown` is a number of nobody.

    Matching is another room's matter: here it is simply said, so that a test of a table tests the table.
    """

    def __init__(self, folder):
        super().__init__(folder)
        self.same = {}
        self.strangers = set()

    def tells(self, feed, table, child=None, said="2026-03-31", **cells):
        """One row of a partner's feed whose file is of the day `said`; days are written 2026-03-31."""
        made = day(said)
        period = {"period": said, "period_start": made, "period_end": made, "received": made}
        days = {name: day(cell) if is_day(name, cell) else cell for name, cell in cells.items()}
        return self.row(feed, table, child, **period, **days)

    def same_person(self, one, other):
        """Two numbers of a feed that are one person."""
        self.same[other] = one
        return self

    def nobodys(self, *numbers):
        """Numbers of people whom nobody works with: they are matched, and kept apart."""
        self.strangers.update(numbers)
        return self

    def built(self):
        """The tables, each built when asked for, with everybody matched who is not `unknown`."""
        build = self.staged(place for place, rows in self.rows.items() if rows)
        self.match(build)
        return Built(build, self)

    def built_whole(self):
        """The same with every table built, for checks to be run on."""
        build = self.staged()
        self.match(build)
        build_tables(build, the_catalogue(), self.council, authority="local")
        return Built(build, self)

    def match(self, build):
        """Write who is who."""
        named = {
            (feed, row["source_id"])
            for (feed, table), rows in self.rows.items()
            for row in rows
            if self.names(feed, table, row)
        }
        apart = {each for each in named if each[1] in self.strangers}
        for table, numbers in (("person_record", named - apart), ("matching_store", apart)):
            build.insert_arrow(table, pa.Table.from_pylist([self.record(*each) for each in sorted(numbers)], RECORDS))

    def names(self, feed, table, row):
        """Whether a row names somebody known."""
        return (feed, table) in child_columns() and row.get("source_id") not in (None, UNKNOWN)

    def record(self, feed, number):
        """The record of a number in a feed: that of SSDA903 is the person's own."""
        key = person(self.same.get(number, number))
        record_key = key if feed == "ssda903" else f"{feed}-{number}"
        facts = {"authority": "local", "feed": feed, "source_id": number, "first_received": TODAY}
        return facts | {"record_key": record_key, "person_key": key}


RECORDS = pa.schema(
    [
        *((name, pa.string()) for name in ("authority", "feed", "source_id", "record_key", "person_key")),
        ("first_received", pa.date32()),
    ]
)


def is_day(name, cell):
    """Whether a cell is a day written as text."""
    return isinstance(cell, str) and name.endswith("_date") and date.fromisoformat(cell) is not None
