"""The same county gives the same tables on Apache Spark as on the embedded engine, row for row.

Ten core tables and the pooled ones, each made by the same SELECT in both places from the same landing rows, with every table between.
"""

import importlib.util
import os
import shutil

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from sqlglot import exp
from tests.support.counties import AUTHORITY, make

from sherwood.definitions.catalogue import load_catalogue
from sherwood.jobs.progress import quiet
from sherwood.store import Reader
from sherwood.warehouse.elsewhere import build_elsewhere, needed

CORE = (
    "person",
    "contact",
    "referral",
    "assessment",
    "section_47",
    "child_protection_plan",
    "episode",
    "placement",
    "period_of_care",
    "allocation",
)
POOLED = ("pool_event_month", "pool_open_month")
HAS_SPARK = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not HAS_SPARK and os.environ.get("SHERWOOD_NO_SKIPPED_SPARK_TESTS") != "1",
        reason="Spark is an extra: pip install 'sherwood[spark]' and Java 17",
    ),
]


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """The warehouse of a small county with every feed of a known format."""
    _, home = make(tmp_path_factory.mktemp("spark"), children=2000, first="2023-04-01", last="2024-06-30", seed=5)
    return Reader.current(home, AUTHORITY)


@pytest.fixture(scope="module")
def spark(reader, tmp_path_factory):
    from sherwood.store.spark import SparkBuild

    folder = tmp_path_factory.mktemp("made")
    with SparkBuild(folder / "made") as build:
        build_elsewhere(build, reader, load_catalogue(), (*CORE, *POOLED), folder / "given", quiet)
        yield build


def in_order(table):
    """All rows, ordered by every column, so that only what they hold is compared."""
    return table.sort_by([(name, "ascending") for name in table.column_names])


@pytest.mark.parametrize("name", [*CORE, *POOLED])
def test_a_table_holds_the_same_rows_on_both_engines(reader, spark, name):
    here = reader.arrow(exp.select("*").from_(exp.table_(name, quoted=True)))
    there = pq.read_table(spark.file(name))
    assert here.num_rows > 0, "an empty table would be equal whatever the rule"
    assert there.column_names == here.column_names
    there = there.cast(here.schema)
    left, right = in_order(here), in_order(there)
    for column in here.column_names:
        same = pc.fill_null(pc.equal(left[column], right[column]), False)
        both_empty = pc.and_(pc.is_null(left[column]), pc.is_null(right[column]))
        assert pc.all(pc.or_(same, both_empty)).as_py(), f"{name}.{column} differs"


def test_every_table_between_is_made_on_spark_too():
    """What is taken over as it is are landing rows, the people's records and reference tables, nothing that a rule made."""
    given, models = needed(load_catalogue(), (*CORE, *POOLED))
    made_by_rules = {model.name for model in models}
    assert set(CORE) | set(POOLED) <= made_by_rules
    assert not given & made_by_rules
    assert all(name.startswith(("landing_", "council_")) or name in ALLOWED for name in given), sorted(given)


ALLOWED = {"person_record", "build_facts", "calendar_day", "code", "timescale_limit", "team_became"}
