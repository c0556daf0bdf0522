"""Rules of records asked of a build: each is told as ran, skipped or failed, and what has not changed is not asked again."""

import dataclasses
import datetime as dt
from types import MappingProxyType

import pytest
from sqlglot import exp
from tests.rooms.quality.told_records import BOOK, CATALOGUE, LANDING, build_of, faults_found

from sherwood.definitions.record_rules import RecordRules
from sherwood.quality.records import ask_records, fault_key, reads_of
from sherwood.store import Build
from sherwood.store.earlier import Earlier
from sherwood.vocabulary.ages import age_on
from sherwood.warehouse.declared import engine_columns

DAY = dt.date(2026, 3, 31)
NAMES = ("ethnic_origin_missing", "legal_status_missing", "care_in_return_alone")
GIVEN = {
    "child_in_need": "person_key | start_date\na | 2026-01-01\nb | 2026-01-01",
    "person": "person_key | ethnicity\na |\nb | WBRI",
    "episode": "person_key | start_date | legal_status\nc | 2025-10-01 |",
    "landing_delivery": "feed | received\nssda903 | 2026-03-31",
}


def book(*names, sql=None):
    """Some of the rules, or one with other SQL."""
    rules = {name: BOOK.rules[name] for name in names}
    return RecordRules(MappingProxyType(rules), MappingProxyType({name: sql or BOOK.sql[name] for name in names}))


def say_nothing(*_):
    """Report no progress."""


def filled(given=GIVEN, day=DAY):
    """A build with the tables of the rules and the two that they fill."""
    needed = frozenset().union(*(reads_of(BOOK.sql[name]) for name in NAMES))
    build = build_of(given, day, {name for name in needed if not name.startswith(LANDING)} | {"person_record"})
    for name in ("record_fault", "record_rule"):
        build.create_table(name, engine_columns(CATALOGUE.table(name)))
    return build


def told(build):
    """What stands in the build: each rule with its state, each fault by rule and child."""
    states = dict(build.select(exp.select("rule", "state").from_("record_rule")).rows)
    found = build.select(exp.select("rule", "person_key").from_("record_fault").order_by("rule", "person_key")).rows
    return states, found


def test_each_rule_is_told_and_each_fault_stands_in_the_table():
    with filled() as build:
        runs = ask_records(build, book(*NAMES), say_nothing)
        states, found = told(build)
    assert {each.rule.id: each.state for each in runs} == states
    assert states == {
        "ethnic_origin_missing": "ran",
        "legal_status_missing": "ran",
        "care_in_return_alone": "skipped",
    }
    assert found == [("ethnic_origin_missing", "a"), ("legal_status_missing", "c")]


def test_rule_is_skipped_with_the_feed_that_was_not_received():
    with filled() as build:
        (run,) = ask_records(build, book("care_in_return_alone"), say_nothing)
    assert run.why == "nothing of ssd was received"


def test_a_rule_that_the_engine_refuses_is_told_as_failed_and_stops_no_other():
    broken = book(*NAMES[:2])
    broken = dataclasses.replace(
        broken, sql=MappingProxyType({**broken.sql, "ethnic_origin_missing": "SELECT duck FROM person"})
    )
    with filled() as build:
        first, second = ask_records(build, broken, say_nothing)
        states, found = told(build)
    assert (first.rule.id, first.state) == ("ethnic_origin_missing", "failed")
    assert "duck" in first.why
    assert second.state == "ran"
    assert states["ethnic_origin_missing"] == "failed"
    assert found == [("legal_status_missing", "c")]


@pytest.mark.parametrize("sql", ["SELECT FROM WHERE (", "DROP TABLE person"])
def test_sql_that_is_no_select_is_told_as_failed(sql):
    with filled() as build:
        (run,) = ask_records(build, book("ethnic_origin_missing", sql=sql), say_nothing)
        assert build.count("person") == 2
    assert run.state == "failed"


def test_fault_has_the_same_key_in_every_build_and_another_for_another_child_or_thing():
    with filled() as build:
        ask_records(build, book("ethnic_origin_missing"), say_nothing)
        ((key, subject),) = build.select(exp.select("fault_key", "subject").from_("record_fault")).rows
    assert key == fault_key("ethnic_origin_missing", "a", subject)
    others = {fault_key("sex_missing", "a", subject), fault_key("ethnic_origin_missing", "b", subject)}
    assert key not in others | {fault_key("ethnic_origin_missing", "a", "other")}
    assert len(key) == 16


def test_thing_that_two_rows_speak_of_is_at_fault_once():
    twice = GIVEN | {"episode": "person_key | start_date | legal_status\nc | 2025-10-01 |\nc | 2025-10-01 |"}
    with filled(twice) as build:
        ask_records(build, book("legal_status_missing"), say_nothing)
        assert build.count("record_fault") == 1


@pytest.fixture
def asked_before(tmp_path):
    """A build in its place, and how to begin the next from it."""
    first = tmp_path / "first.duckdb"
    with filled() as source, Build(first) as build:
        for name in source.tables():
            build.insert_arrow(name, source.arrow(exp.select("*").from_(name)))
        ask_records(build, book(*NAMES), say_nothing)
        hashes = build.table_hashes()
    return lambda: Build(tmp_path / "next.duckdb", earlier=Earlier(first, hashes))


class Listening:
    """Notes which tables a build's statements change."""

    def __init__(self, monkeypatch):
        self.changed = []
        change = Build.change

        def noted(build, name):
            self.changed.append(name)
            change(build, name)

        monkeypatch.setattr(Build, "change", noted)


def test_nothing_new_means_that_nothing_is_asked(asked_before, monkeypatch):
    with asked_before() as build:
        heard = Listening(monkeypatch)
        ask_records(build, book(*NAMES), say_nothing)
        assert heard.changed == []
        assert build.takes_over("record_fault")
        assert build.takes_over("record_rule")


def test_only_the_rule_whose_table_changed_is_asked_and_the_end_is_that_of_a_build_from_nothing(asked_before):
    later = GIVEN | {"person": "person_key | ethnicity\na | WBRI\nb |"}
    with asked_before() as build, filled(later) as whole:
        build.create_table("person", engine_columns(CATALOGUE.table("person")))
        build.insert_arrow("person", whole.arrow(exp.select("*").from_("person")))
        ask_records(build, book(*NAMES), say_nothing)
        ask_records(whole, book(*NAMES), say_nothing)
        assert told(build) == told(whole)
        assert told(build)[1] == [("ethnic_origin_missing", "b"), ("legal_status_missing", "c")]
        assert build.table_hash("record_fault") == whole.table_hash("record_fault")
        assert build.takes_over("record_rule")


def test_rule_that_failed_before_is_asked_again_though_nothing_changed(asked_before):
    with asked_before() as build:
        build.execute(exp.update("record_rule", {"state": "failed"}, where="rule = 'legal_status_missing'"))
        build.execute(exp.delete("record_fault").where("rule = 'legal_status_missing'"))
        ask_records(build, book(*NAMES), say_nothing)
        assert told(build)[1] == [("ethnic_origin_missing", "a"), ("legal_status_missing", "c")]


def test_faults_of_a_rule_whose_feed_is_gone_go_with_it(asked_before):
    with asked_before() as build:
        build.execute(exp.update("landing_delivery", {"feed": "population"}))
        ask_records(build, book(*NAMES), say_nothing)
        states, found = told(build)
    assert set(states.values()) == {"skipped"}
    assert found == []


PLAN, CASE = ("protection_plan_at_18", "child_protection_plan", 18), ("case_open_at_25", "child_in_need", 25)


@pytest.mark.parametrize(
    ("rule", "born", "grown"),
    [
        (PLAN, "2008-02-29", "2026-03-01"),
        (PLAN, "2008-02-28", "2026-02-28"),
        (PLAN, "2008-03-01", "2026-03-01"),
        (PLAN, "2006-03-01", "2024-03-01"),
        (PLAN, "2006-02-28", "2024-02-28"),
        (CASE, "2000-02-29", "2025-03-01"),
        (CASE, "1999-03-01", "2024-03-01"),
    ],
)
def test_a_birthday_of_29_february_falls_on_1_march(rule, born, grown):
    """As vocabulary.ages has it; a child born on 1 March is not older for the leap day before it."""
    (name, table, years), day = rule, dt.date.fromisoformat(grown)
    given = {
        table: "person_key | start_date\na | 2020-01-01",
        "person": f"person_key | birth_date\na | {born}",
    }
    for asked, found in ((day - dt.timedelta(days=1), []), (day, [day])):
        assert age_on(dt.date.fromisoformat(born), asked) == years - (not found)
        with build_of(given, asked, reads_of(BOOK.sql[name])) as build:
            assert [each["fault_date"] for each in faults_found(build, name)] == found
