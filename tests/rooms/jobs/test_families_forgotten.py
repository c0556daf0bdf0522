"""Families that were not eligible are forgotten when their time is up, unless somebody said something of them."""

import datetime as dt
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.definitions.programmes import load_programme, programme_names
from sherwood.jobs.proposals import FACTS, FOLDER, forget

TODAY = dt.date(2026, 11, 29)
A_YEAR = {"tf-2015": 12}.__getitem__
RESULTS = {"f1": "eligible", "f2": "not_eligible", "f3": "not_eligible", "f4": "cannot_tell"}


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path / "home")


def issued(home, *days):
    """Assessments of these days, each issued after the one before."""
    folder = home.issued("local") / FOLDER
    folder.mkdir(parents=True)
    for at, day in enumerate(days):
        facts = {"programme": "tf-2015", "as_at": day.isoformat(), "issued_at": f"2026-11-0{at + 1}", "assessed": 4}
        table = pa.table({"family_key": list(RESULTS), "result": list(RESULTS.values())})
        pq.write_table(
            table.replace_schema_metadata({FACTS: json.dumps(facts).encode()}), folder / f"tf-2015-{day}.parquet"
        )
    return folder


def held(folder, day):
    table = pq.read_table(folder / f"tf-2015-{day}.parquet")
    return table["family_key"].to_pylist(), json.loads(table.schema.metadata[FACTS])


OLD, EDGE, KEPT, LAST = dt.date(2024, 3, 31), dt.date(2025, 11, 28), dt.date(2025, 11, 29), dt.date(2026, 10, 31)


def test_those_not_eligible_go_after_their_months_and_how_many_they_were_is_told(home):
    folder = issued(home, OLD, EDGE, KEPT, LAST)
    assert forget(home, "local", A_YEAR, (), TODAY) == 4
    for day in (OLD, EDGE):
        families, facts = held(folder, day)
        assert families == ["f1", "f4"]
        assert (facts["forgotten"], facts["assessed"]) == (2, 4)
    # On the last day of the twelve months they are kept still.
    assert held(folder, KEPT)[0] == list(RESULTS)
    assert held(folder, LAST)[0] == list(RESULTS)


def test_the_last_assessment_is_kept_whole_however_old(home):
    folder = issued(home, OLD)
    assert forget(home, "local", A_YEAR, (), TODAY) == 0
    assert held(folder, OLD)[0] == list(RESULTS)


def test_a_family_somebody_said_something_of_is_kept(home):
    folder = issued(home, OLD, LAST)
    assert forget(home, "local", A_YEAR, {"f3"}, TODAY) == 1
    assert held(folder, OLD)[0] == ["f1", "f3", "f4"]


def test_what_went_once_is_counted_once(home):
    folder = issued(home, OLD, LAST)
    forget(home, "local", A_YEAR, {"f3"}, TODAY)
    assert forget(home, "local", A_YEAR, (), TODAY) == 1
    assert held(folder, OLD)[1]["forgotten"] == 2
    assert forget(home, "local", A_YEAR, (), TODAY) == 0


def test_what_is_left_is_shut_against_writing(home):
    folder = issued(home, OLD, LAST)
    forget(home, "local", A_YEAR, (), TODAY)
    assert (folder / f"tf-2015-{OLD}.parquet").stat().st_mode & 0o777 == 0o400
    assert sorted(path.name for path in folder.iterdir()) == [f"tf-2015-{OLD}.parquet", f"tf-2015-{LAST}.parquet"]


def test_every_version_of_a_programme_says_how_long():
    catalogue = load_catalogue()
    assert {load_programme(name, catalogue).of.not_eligible_kept_months for name in programme_names()} == {12}
