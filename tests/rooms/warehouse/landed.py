"""Hand-made landing rows: a test names only the cells its rule needs, and gets the tables built from them."""

from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
from sqlglot import exp

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import Council
from sherwood.definitions.home import Home
from sherwood.identity import link
from sherwood.store import memory
from sherwood.vocabulary.periods import collection_year
from sherwood.warehouse.build import LANDING, build_table, build_tables
from sherwood.warehouse.choosing import models
from sherwood.warehouse.facts import data_date
from sherwood.warehouse.reference import MAKERS, insert

HIGH = date(9999, 12, 31)
FEED = "ssda903"
ARROW = {"date": pa.date32(), "integer": pa.int32(), "number": pa.float64(), "flag": pa.bool_()}
COMMON = {
    "authority": pa.string(),
    "feed": pa.string(),
    "load": pa.string(),
    "line": pa.int32(),
    "source_row": pa.string(),
    "source_id": pa.string(),
    "period": pa.string(),
    "period_start": pa.date32(),
    "period_end": pa.date32(),
    "received": pa.date32(),
    "first_received_date": pa.date32(),
}
DELIVERY = {
    "authority": pa.string(),
    "feed": pa.string(),
    "period": pa.string(),
    "period_start": pa.date32(),
    "period_end": pa.date32(),
    "received": pa.date32(),
    "table_name": pa.string(),
    "load": pa.string(),
    "file": pa.string(),
    "sequence": pa.int32(),
    "rows_accepted": pa.int32(),
    "cover_from": pa.date32(),
    "cover_to": pa.date32(),
}
REPLACED = {
    "feed": pa.string(),
    "table_name": pa.string(),
    "load": pa.string(),
    "line": pa.int32(),
    "why": pa.string(),
    "by_load": pa.string(),
    "by_line": pa.int32(),
}


@cache
def the_catalogue():
    """The packaged catalogue, read once."""
    return load_catalogue()


@cache
def the_models():
    """The SELECT of every table, with the choices it reads."""
    return models(the_catalogue())


@cache
def landing_columns():
    """Columns of every landing table of every feed, by `(feed, table)`, as declared over all years of the feed."""
    found = {}
    for feed in the_catalogue().feeds.values():
        for year in feed.years.values():
            for name, table in year.tables.items():
                columns = {column: ARROW.get(each.type, pa.string()) for column, each in table.columns.items()}
                found[feed.id, name] = {**found.get((feed.id, name), COMMON), **columns}
    return found


@cache
def child_columns():
    """The column of the child's number in every landing table that has one, by `(feed, table)`."""
    feeds = the_catalogue().feeds.values()
    years = [(feed.id, year) for feed in feeds for year in feed.years.values()]
    return {(feed, name): table.child for feed, year in years for name, table in year.tables.items() if table.child}


def council(**settings):
    """A council with two teams of one service and whatever workers a test names."""
    organisation = {
        "service": [{"id": "S1", "name": "Looked-after children"}],
        "team": [{"id": team, "name": f"Team {team}", "service": "S1"} for team in ("T1", "T2")],
        "worker": settings.pop("workers", []),
    }
    return Council.model_validate({"organisation": organisation, **settings})


class Landed:
    """Landing rows in memory; `built` makes the warehouse of them."""

    def __init__(self, folder: Path, year: int = 2017, received: date | None = None):
        self.home = Home.at(folder)
        self.columns = landing_columns()
        self.rows = {place: [] for place in self.columns}
        self.places = {f"{LANDING}{feed}_{name}": (feed, name) for feed, name in self.columns}
        self.deliveries = []
        self.replaced = []
        self.council = council()
        self.year(year, received)

    def year(self, first: int, received: date | None = None):
        """Rows added from now on are of the collection year that begins in April of `first`."""
        period = collection_year(date(first, 4, 1))
        self.came = {
            "authority": "local",
            "feed": FEED,
            "period": period.label,
            "period_start": period.first_day,
            "period_end": period.last_day,
            "received": received or date(first + 1, 6, 1),
        }
        return self.delivered(100)

    def delivered(self, rows_accepted: int):
        """One more delivery of the year in hand, with so many rows in its episodes."""
        sequence = len(self.deliveries) + 1
        facts = {"table_name": "episodes", "sequence": sequence, "load": f"load-{sequence}", "file": "episodes.csv"}
        self.deliveries.append(self.came | facts | {"rows_accepted": rows_accepted})
        return self

    def loaded(self, feed: str, *tables: str, since: str = "0001-01-01"):
        """Files of these tables were loaded, whatever they hold, which tell the whole since that day."""
        for name in tables:
            facts = {"feed": feed, "table_name": name, "sequence": 9, "load": "x", "cover_from": day(since)}
            self.deliveries.append(self.came | facts | {"cover_to": self.came["period_end"]})
        return self

    def add(self, table: str, child: str, **cells):
        """Add one row of a child to a table of SSDA903; cells not named are empty."""
        return self.row(FEED, table, child, **cells)

    def row(self, feed: str, table: str, child: str | None = None, **cells):
        """Add one row to a table of any feed, of a child if one is named; cells not named are empty."""
        came = self.came | {"feed": feed, "first_received_date": self.came["received"]}
        line = len(self.rows[feed, table]) + 2
        load = f"{table}-{came['period']}"
        of_child = {} if child is None else {"source_id": child, child_columns().get((feed, table), "child"): child}
        place = {"load": load, "line": line, "source_row": f"{load}:{line}"}
        self.rows[feed, table].append(place | of_child | came | cells)
        return self

    def episode(self, child: str, start: str, end: str | None = None, why: str = "S", **cells):
        """Add an episode, in foster care under a full care order unless told otherwise."""
        facts = {"ls": "C2", "place": "U6", "cin": "N1"} | cells
        return self.add("episodes", child, decom=day(start), dec=day(end), rne=why, **facts)

    def born(self, child: str, birth_date: str, **cells):
        """Add a header row."""
        return self.add("header", child, dob=day(birth_date), **{"sex": "F", "ethnic": "WBRI"} | cells)

    def stage(self, build, feed: str, name: str):
        """Put one landing table into a build."""
        schema = pa.schema(self.columns[feed, name].items())
        build.insert_arrow(f"{LANDING}{feed}_{name}", pa.Table.from_pylist(self.rows[feed, name], schema))

    def staged(self, places=None):
        """A build that holds landing tables alone: those named by feed and table, or all of them."""
        build = memory()
        for feed, name in self.columns if places is None else places:
            self.stage(build, feed, name)
        build.insert_arrow("landing_delivery", pa.Table.from_pylist(self.deliveries, pa.schema(DELIVERY.items())))
        build.insert_arrow("landing_replaced", pa.Table.from_pylist(self.replaced, pa.schema(REPLACED.items())))
        return build

    def built(self):
        """The finished tables, each asked for by name: `built.episode` is its rows in order of day and line."""
        build = self.staged(place for place, rows in self.rows.items() if rows)
        link(build, self.home, "local")
        return Built(build, self)

    def built_whole(self):
        """The same, with every table built as a council's build has it, for checks to be run on."""
        build = self.staged()
        link(build, self.home, "local")
        build_tables(build, the_catalogue(), self.council, authority="local")
        return Built(build, self)


class Built:
    """A built warehouse whose tables are attributes; a row's columns are attributes too.

    A table is built when it is first asked for, with those it reads, so that a test pays only for its own rule.
    """

    def __init__(self, build, landed):
        self.build = build
        self.landed = landed
        self.there = set(build.tables())

    def need(self, table: str):
        """Build a table and what it reads unless it is there."""
        if table in self.there:
            return
        self.there.add(table)
        catalogue = the_catalogue()
        if table.startswith(LANDING):
            self.landed.stage(self.build, *self.landed.places[table])
        elif table == "build_facts":
            insert(self.build, catalogue, table, [("local", data_date(self.build))])
        elif table in MAKERS:
            insert(self.build, catalogue, table, MAKERS[table](catalogue, self.landed.council))
        else:
            for each in sorted(the_models()[table].reads):
                self.need(each)
            build_table(self.build, catalogue, the_models()[table])

    def __getattr__(self, table: str):
        self.need(table)
        order = [name for name in ("start_date", "sequence", "source_row") if name in self.build.columns(table)]
        rows = self.build.select(exp.select("*").from_(table).order_by(*(order or ["1"]))).dicts()
        return [SimpleNamespace(**row) for row in rows]


def day(text: str | None) -> date | None:
    """A day written 2018-03-31."""
    return date.fromisoformat(text) if text else None
