"""What assessments tell of a family since it was attached: by which version, and under which key."""

import datetime as dt
import json
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sherwood.access.viewer import Viewer
from sherwood.cohorts.attached import Found
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.jobs import entries as job
from sherwood.jobs.entries import Entry, entries
from sherwood.jobs.proposals import FACTS, FOLDER

VIEWER = Viewer("a", "Cora", "local", catalogue=load_catalogue())
FROZEN = ("tom", "ann", "mum")
ATTACHED = dt.date(2018, 3, 10)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(job, "require_reader", lambda _viewer: None)
    monkeypatch.setattr(job, "closed_to", lambda _reader, _viewer, people: {"closed"} & set(people))
    return Home.at(tmp_path / "home")


def row_of(indicator, person, day):
    return {"indicator": indicator, "person_key": person, "source_row": "l:1", "date": day}


def issue(home, programme, day, met, *, key="f1", people=FROZEN, place="ZZ1 1AA 7", at=None):
    """An assessment of one family in which it meets these criteria, each by one indicator and person: `P3 P3.2 ann`."""
    told = [dict(zip(("id", "indicator", "person"), each.split(), strict=True)) for each in met]
    criteria = [{"id": each["id"], "evidence": [row_of(each["indicator"], each["person"], day)]} for each in told]
    rows = {
        "family_key": [key], "people": [list(people)], "met": [" ".join(each["id"] for each in told)],
        "place": [place], "criteria": [json.dumps(criteria)],
    }  # fmt: skip
    facts = {"programme": programme, "as_at": day, "issued_at": f"{at or day}T09:00:00.000000+00:00"}
    folder = home.issued("local") / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.table(rows).replace_schema_metadata({FACTS: json.dumps(facts).encode()})
    pq.write_table(table, folder / f"{programme}-{day}-{key}.parquet")


def entered(home, said="2018-03-12"):
    at = dt.datetime.fromisoformat(f"{said}T09:00:00+00:00")
    word = SimpleNamespace(members=FROZEN, day=ATTACHED, at=at)
    return entries(home, None, VIEWER, {"f1": word}).get("f1")


def test_the_version_is_the_one_that_lay_before_people_when_the_family_was_attached(home):
    """One issued since, of whatever version, changes neither the rules nor the problems of entry."""
    issue(home, "tf-2015", "2018-02-28", ["P3 P3.2 ann", "P4 P4.1 mum"])
    issue(home, "tf-2018", "2018-06-30", ["P3 P3.2 ann"])
    issue(home, "sf-2022", "2023-01-31", ["1.1 1.1 ann"])
    found = entered(home)
    assert (found.programme, found.headings) == ("tf-2015", {"P3", "P4"})


@pytest.mark.parametrize(("said", "programme"), [("2018-03-12", "tf-2015"), ("2018-04-02", "tf-2018")])
def test_an_assessment_issued_after_the_word_lay_before_nobody(home, said, programme):
    issue(home, "tf-2015", "2018-02-28", ["P3 P3.2 ann"])
    issue(home, "tf-2018", "2018-03-05", ["P5 P5.3 mum"], at="2018-04-01")
    assert entered(home, said).programme == programme


def test_problems_found_since_by_a_version_with_the_same_headings_count(home):
    issue(home, "tf-2015", "2018-02-28", ["P3 P3.2 ann"])
    issue(home, "tf-2018", "2019-06-30", ["P5 P5.3 mum"])
    issue(home, "sf-2022", "2023-01-31", ["8.3 8.3 ann"])
    assert entered(home) == Entry(
        "tf-2015",
        "ZZ1 1AA 7",
        frozenset({"P3", "P5"}),
        frozenset({"P3"}),
        frozenset({Found("P3", "P3.2", "ann"), Found("P5", "P5.3", "mum")}),
        (row_of("P3.2", "ann", "2018-02-28") | {"heading": "P3", "assessed_on": "2018-02-28"},),
    )


def test_evidence_of_entry_stands_once_however_often_it_was_assessed(home):
    issue(home, "tf-2015", "2018-02-28", ["P3 P3.2 ann", "P5 P5.3 mum", "P5 P5.3 mum"])
    assert [(each["heading"], each["person_key"]) for each in entered(home).evidence] == [("P3", "ann"), ("P5", "mum")]


@pytest.mark.parametrize(("day", "counts"), [("2018-03-10", True), ("2018-03-11", True), ("2018-02-27", False)])
def test_entry_is_the_last_assessment_by_the_day_of_attachment(home, day, counts):
    """Problems of 28 February are those of entry; what was over a day before it is none, and what was found later is."""
    issue(home, "tf-2015", "2018-02-28", ["P3 P3.2 ann"])
    issue(home, "tf-2015", day, ["P5 P5.3 mum"])
    assert ("P5" in entered(home).headings) == counts


def test_a_problem_found_once_the_eldest_child_came_of_age_is_still_the_familys(home):
    """A family is known by its eldest child: from the eighteenth birthday on it stands under the key of the next."""
    issue(home, "tf-2015", "2018-02-28", ["P3 P3.2 ann"])
    issue(home, "tf-2018", "2018-12-31", ["P5 P5.3 mum"], key="f2", people=("ann", "mum"))
    assert entered(home).headings == {"P3", "P5"}


def test_a_home_where_one_of_three_lives_now_is_another_family(home):
    issue(home, "tf-2015", "2018-02-28", ["P3 P3.2 ann"])
    issue(home, "tf-2018", "2018-12-31", ["P5 P5.3 tom"], key="f3", people=("tom", "other"))
    assert entered(home).headings == {"P3"}


def test_nothing_is_told_of_a_family_that_a_closed_person_joined(home):
    issue(home, "tf-2015", "2018-02-28", ["P3 P3.2 ann"])
    issue(home, "tf-2018", "2018-12-31", ["P3 P3.2 ann"], people=(*FROZEN, "closed"))
    assert entered(home) is None
