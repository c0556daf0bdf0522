"""Several authorities' counts are laid together and added up; what is small, or would give it away, is withheld."""

import datetime as dt
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sherwood.definitions.errors import CatalogueError, Problem
from sherwood.definitions.home import Home
from sherwood.definitions.pool import load_pool_settings
from sherwood.jobs.pool import MANIFEST, pool, pooled_figures
from sherwood.jobs.progress import quiet

MAY = dt.date(2024, 5, 1)
NORTH, SOUTH = ("n1", "n2", "n3"), ("s1", "s2")


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path)
    made.council.mkdir(parents=True)
    settings = "\n".join(
        f'[[authority]]\ncode = "{code}"\nname = "Council {code}"\nregion = "{region}"'
        for region, codes in (("North", NORTH), ("South", SOUTH))
        for code in codes
    )
    (made.council / "pool.toml").write_text(settings, encoding="utf-8")
    return made


def laid(home, **contacts):
    """A pool that holds so many contacts of May for each authority, and no month's end."""
    for code, number in contacts.items():
        folder = home.pool / code
        folder.mkdir(parents=True)
        row = {"authority": code, "kind": "contact", "month": MAY, "events": number, "children": number}
        pq.write_table(pa.Table.from_pylist([row]), folder / "pool_event_month.parquet")
        empty = {"authority": pa.string(), "kind": pa.string(), "month_end": pa.date32(), "children": pa.int32()}
        pq.write_table(pa.schema(list(empty.items())).empty_table(), folder / "pool_open_month.parquet")
    (home.pool / MANIFEST).write_text(json.dumps({"builds": dict.fromkeys(contacts, "b"), "engine": "duckdb"}))
    return home


def by(home, unit, **period):
    asked = {"date_from": "1900-01", "date_to": "9999-12"} | period
    return {row[unit]: row["number"] for row in pooled_figures(home, "contact", unit, **asked)}


ALL = {"n1": 100, "n2": 40, "n3": 30, "s1": 70, "s2": 20}


def test_england_is_the_sum_of_all(home):
    assert by(laid(home, **ALL), "england") == {"England": 260}


def test_a_region_is_the_sum_of_its_authorities_and_one_of_two_is_not_told_by_name(home):
    """Each of two authorities would know the other's number from their region's."""
    assert by(laid(home, **ALL), "region") == {"North": 170, "Other regions": 90}


def test_by_authority_a_small_number_is_withheld_and_another_with_it(home):
    numbers = by(laid(home, **ALL | {"s2": 3}), "authority")
    assert numbers["Council s2"] is None
    assert numbers["Council n3"] is None
    assert numbers["Council n1"] == 100


def test_only_the_months_asked_for_are_counted(home):
    laid(home, **ALL)
    assert by(home, "england", date_from="2024-06") == {}
    assert by(home, "england", date_to="2024-05") == {"England": 260}


def test_a_kind_that_the_pool_does_not_hold_names_those_it_has(home):
    with pytest.raises(Problem, match="no 'contcat'; it has contact"):
        pooled_figures(laid(home, **ALL), "contcat", "england", "1900-01", "9999-12")


def test_without_a_pool_the_command_that_makes_one_is_named(home):
    with pytest.raises(Problem, match="sherwood pool build"):
        by(home, "england")


def test_authorities_without_a_warehouse_make_no_pool_and_leave_the_one_there_is(home):
    laid(home, **ALL)
    with pytest.raises(Problem, match="none of the authorities"):
        pool(home, quiet)
    assert by(home, "england") == {"England": 260}


def test_an_authority_listed_twice_is_refused(home):
    file = home.council / "pool.toml"
    file.write_text(file.read_text() + '\n[[authority]]\ncode = "n1"\nname = "Again"\nregion = "North"\n')
    with pytest.raises(CatalogueError, match="'n1' is listed more than once"):
        load_pool_settings(home)


def test_an_engine_nobody_knows_is_refused(home):
    (home.council / "pool.toml").write_text('engine = "oracle"\n')
    with pytest.raises(CatalogueError, match="engine"):
        load_pool_settings(home)
