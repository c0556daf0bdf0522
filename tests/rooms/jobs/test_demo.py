"""The demo: a whole county behind the usual doors, and people to sign in as who each have real work to see."""

import csv
import datetime as dt
from collections import defaultdict

import pytest
from sqlglot import parse_one

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.programmes import load_programme, programme_names
from sherwood.jobs.demo import DAYS_SHOWN, _people, prepare_demo
from sherwood.sources import rejected
from sherwood.store import Reader

LAST = dt.date(2026, 11, 21)
# No extract the demo would have to be given by hand: what a council returns, what its partners send, what is published.
FEEDS = set(load_catalogue().feeds)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A small demo, made once."""
    with pytest.MonkeyPatch.context() as patch:
        from django.contrib.auth.hashers import PBKDF2PasswordHasher

        from sherwood.office import setup

        patch.setattr(PBKDF2PasswordHasher, "iterations", 1_000)
        patch.setenv("SHERWOOD_HOME", str(tmp_path_factory.mktemp("demo") / "home"))
        yield prepare_demo(children=3_000, date_to=LAST, seed=1, progress=lambda *told: None)
        setup.close()


@pytest.fixture(scope="module")
def reader(demo):
    return Reader.current(demo.home, "demo")


def ask(reader, question, **values):
    return reader.select(parse_one(question, read="duckdb"), values).rows


def test_every_feed_is_loaded(reader):
    assert {feed for (feed,) in ask(reader, "select distinct feed from landing_delivery")} == FEEDS


def test_indicators_and_progress_wait_for_every_feed_that_tells_their_facts(reader):
    """Where one of them is missing the answer is unknown, never no, and no progress is claimed."""
    tells = defaultdict(set)
    for fact, feed in ask(reader, "select distinct fact, feed from programme_fact"):
        tells[fact].add(feed)
    assert len(tells["early_help"]) == len(tells["suspension"]) == 2
    for programme in programme_names():
        book = load_programme(programme, load_catalogue())
        for name, indicator in book.indicators.items():
            assert tells[indicator.fact] <= set(indicator.feeds), (programme, name)
        for measure in book.of.results.progress:
            assert all(tells[fact] <= set(measure.feeds) for fact in measure.facts), (programme, measure.heading)


def test_nothing_is_wrong_with_the_files_but_what_the_county_spoilt(demo):
    with (demo.home.root / "county" / "truth" / "expected_problems.csv").open(encoding="utf-8", newline="") as file:
        expected = sorted(
            (row["file"].split("/")[-1], int(row["row"]), row["severity"]) for row in csv.DictReader(file)
        )
    found = sorted((each.file.split("/")[-1], each.line, each.severity) for each in rejected(demo.home, "demo"))
    assert found == expected


def test_the_accounts_are_three_workers_their_managers_those_above_and_who_plans(demo):
    assert [each.username for each in demo.accounts] == [
        "worker",
        "assessment",
        "safeguarding",
        "manager",
        "team_manager",
        "service",
        "director",
        "analyst",
        "hub",
        "coordinator",
        "member",
    ]
    assert load_council(demo.home).is_demo


def test_each_worker_has_work_of_their_kind_to_do(demo, reader):
    people = _people(load_council(demo.home), reader)
    for username, kinds in DAYS_SHOWN.items():
        worker = people[username][2]["worker"]
        [(due,)] = ask(
            reader,
            """
            select count(*) from task
            join allocation on allocation.person_key = task.person_key
            where allocation.worker_id = $worker and allocation.through_date >= $day and allocation.start_date <= $day
                and task.kind in ($kind, $other) and task.done_date > $day and task.until_date > $day
            """,
            worker=worker,
            day=LAST,
            kind=kinds[0],
            other=kinds[1],
        )
        assert due > 0, username


def test_the_three_workers_are_three_people_of_teams_that_do_that_work(demo, reader):
    council = load_council(demo.home)
    people = _people(council, reader)
    workers = {name: people[name][2]["worker"] for name in DAYS_SHOWN}
    assert len(set(workers.values())) == 3
    services = {team.id: team.service for team in council.teams}
    of_worker = {each.id: services[each.team] for each in council.workers}
    assert of_worker[workers["safeguarding"]] == "assessment_and_safeguarding"
    assert of_worker[workers["worker"]] in {"looked_after", "court_and_permanence"}


def test_each_manager_manages_the_team_of_a_worker_shown(demo, reader):
    council = load_council(demo.home)
    people = _people(council, reader)
    managers = {each.team: each.name for each in council.workers if each.is_manager}
    for username in ("manager", "team_manager"):
        name, role, tie = people[username]
        assert (name, role) == (managers[tie["team"]], "team_manager")


def test_a_second_start_keeps_the_people_and_gives_new_passwords(demo, monkeypatch):
    monkeypatch.setenv("SHERWOOD_HOME", str(demo.home.root))
    again = prepare_demo(children=3_000, date_to=LAST, seed=1, progress=lambda *told: None)
    assert [each.username for each in again.accounts] == [each.username for each in demo.accounts]
    assert [each.about for each in again.accounts] == [each.about for each in demo.accounts]
    assert not {each.password for each in again.accounts} & {each.password for each in demo.accounts}


def test_a_folder_that_is_no_demo_is_left_alone(monkeypatch, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    monkeypatch.setenv("SHERWOOD_HOME", str(tmp_path))
    with pytest.raises(Problem, match="not a demo's home"):
        prepare_demo(children=3_000, date_to=LAST, seed=1, progress=lambda *told: None)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
