"""Which rows stand, held against a plain telling of the rule in Python."""

import datetime as dt
from dataclasses import dataclass
from importlib.resources import files

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from sherwood.definitions.shapes.feed import Covers, SourceTable
from sherwood.sources.landing.deliveries import Delivery
from sherwood.sources.staging.cover import HIGH_DATE, LOW_DATE, cover_of
from sherwood.sources.staging.pieces import COVER_SCHEMA
from sherwood.store import memory

FIRST = dt.date(2026, 1, 1)
ROW = {
    "feed": "TEXT", "table_name": "TEXT", "load": "TEXT", "line": "INTEGER", "key_text": "TEXT", "source_id": "TEXT",
    "starts": "DATE", "ends": "DATE", "precedence": "INTEGER", "part": "INTEGER", "received": "DATE", "first_received": "DATE",
}  # fmt: skip
DAYS = st.integers(0, 40).map(lambda days: FIRST + dt.timedelta(days=days))


@dataclass(frozen=True)
class Row:
    key: str
    starts: dt.date
    ends: dt.date
    precedence: int
    part: int
    line: int
    received: dt.date

    @property
    def load(self):
        return f"load{self.precedence}{self.part}"

    @property
    def rank(self):
        return self.precedence, self.part, self.line


@st.composite
def landings(draw):
    """Rows of up to five deliveries of two parts each, and what each delivery covers."""
    rows, covers = [], {}
    for precedence in range(1, draw(st.integers(1, 5)) + 1):
        received = draw(DAYS)
        for part in range(draw(st.integers(0, 2))):
            for line in range(2, 2 + draw(st.integers(0, 4))):
                starts = draw(DAYS)
                ends = draw(st.one_of(st.just(HIGH_DATE), DAYS.filter(lambda day, first=starts: day >= first)))
                rows.append(Row(draw(st.sampled_from("ABC")), starts, ends, precedence, part, line, received))
        whole = st.just((LOW_DATE, HIGH_DATE))
        window = st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair)))
        covers[precedence] = draw(st.one_of(st.none(), whole, window))
    return rows, covers


def in_plain_words(rows, covers):
    """The rule as the contract tells it: the current rows with the day on which their key was first received."""
    current = {}
    for key in {row.key for row in rows}:
        same = [row for row in rows if row.key == key]
        newest = max(same, key=lambda row: row.rank)
        is_gone = any(
            cover is not None
            and precedence > newest.precedence
            and cover[0] <= newest.ends
            and cover[1] >= newest.starts
            for precedence, cover in covers.items()
        )
        if not is_gone:
            current[newest.load, newest.line] = min(row.received for row in same)
    return current


def in_the_engine(rows, covers):
    build = memory()
    build.create_table("landing_row", ROW)
    told = [
        {
            "feed": "ssd", "table_name": "t", "load": row.load, "line": row.line, "key_text": row.key, "source_id": row.key,
            "starts": row.starts, "ends": row.ends, "precedence": row.precedence, "part": row.part,
            "received": row.received, "first_received": row.received,
        }
        for row in rows
    ]  # fmt: skip
    if told:
        build.insert_arrow("landing_row", pa.Table.from_pylist(told))
    covering = [
        {
            "feed": "ssd",
            "table_name": "t",
            "precedence": at,
            "covers_from": cover[0],
            "covers_to": cover[1],
            "load": f"load{at}0",
        }
        for at, cover in covers.items()
        if cover is not None
    ]
    build.insert_arrow("landing_cover", pa.Table.from_pylist(covering, COVER_SCHEMA))
    for name in ("standing", "replaced", "former"):
        text = (files("sherwood.sources.staging") / f"{name}.sql").read_text(encoding="utf-8")
        build.create_table_as(f"landing_{name}", text)
    return build


@settings(max_examples=25, deadline=None)
@given(landings())
def test_the_engine_keeps_the_rows_that_the_rule_keeps(landing):
    rows, covers = landing
    build = in_the_engine(rows, covers)
    found = build.select("SELECT load, line, first_received_date FROM landing_standing WHERE is_current").rows
    assert {(load, line): first for load, line, first in found} == in_plain_words(rows, covers)


@settings(max_examples=20, deadline=None)
@given(landings())
def test_every_accepted_row_either_stands_or_is_told_once_with_what_took_its_place(landing):
    rows, covers = landing
    build = in_the_engine(rows, covers)
    replaced = build.select("SELECT load, line, why, by_load FROM landing_replaced").rows
    current = in_plain_words(rows, covers)
    assert len(replaced) == len(rows) - len(current)
    assert {(load, line) for load, line, _, _ in replaced} == {(row.load, row.line) for row in rows} - set(current)
    assert all(why and by_load for _, _, why, by_load in replaced)
    former = {key for (key,) in build.select("SELECT source_id FROM landing_former").rows}
    assert former == {row.key for row in rows if (row.load, row.line) not in current}


def a_table(**covers):
    return SourceTable(title="t", file_names=("t",), key=("k",), covers=Covers(**covers), columns={})


@given(DAYS, st.integers(0, 60), st.integers(0, 30))
def test_a_window_is_as_many_months_long_as_it_says_and_ends_on_the_day_of_the_file(day, months, later):
    received = day + dt.timedelta(days=later)
    delivery = Delivery(1, "local", "annex_a", day.isoformat(), received, "", ())
    first, last = cover_of(a_table(kind="window", starts="k", months=months), delivery)
    assert last == day
    assert (last.year - first.year) * 12 + last.month - first.month == months
    assert first.day <= last.day


@given(DAYS)
def test_a_whole_snapshot_covers_all_days_and_an_increment_none(day):
    delivery = Delivery(1, "local", "ssd", day.isoformat(), day, "", ())
    assert cover_of(a_table(kind="everything"), delivery) == (LOW_DATE, HIGH_DATE)
    assert cover_of(a_table(kind="increment"), delivery) is None
