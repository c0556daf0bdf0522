"""Every rule of records finds the rows of its own example that are at fault, and none of those that are not."""

from functools import lru_cache

import pytest
from tests.rooms.quality.told_records import BOOK, build_of, faults_found, lines_at_fault

from sherwood.quality.records import reads_of

NAMES = sorted(BOOK.rules)
OWN = {"annex_a", "cin_census", "ssd", "ssda903"}


@lru_cache
def found_in_example(name):
    """What a rule finds in its own example."""
    example = BOOK.rules[name].example
    with build_of(example.given, example.data_date, reads_of(BOOK.sql[name])) as build:
        return faults_found(build, name)


@pytest.mark.parametrize("name", NAMES)
def test_rule_finds_the_rows_of_its_example_that_are_at_fault_and_no_others(name):
    rule = BOOK.rules[name]
    at_fault, sound = lines_at_fault(rule)
    assert at_fault, "no row of the example is at fault"
    assert sound, "no row of the example is sound"
    assert {each["source_row"] for each in found_in_example(name)} == at_fault


@pytest.mark.parametrize("name", NAMES)
def test_fault_says_since_when_what_and_of_which_thing_and_who(name):
    for fault in found_in_example(name):
        assert fault["fault_date"] is not None
        assert fault["subject"]
        assert fault["told"]
        assert fault["person_key"]


@pytest.mark.parametrize("name", NAMES)
def test_rule_says_what_is_wrong_and_what_to_do(name):
    rule = BOOK.rules[name]
    assert rule.remedy.endswith(".")
    assert not rule.title.endswith(".")
    assert rule.example.why.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_rule_that_holds_two_feeds_against_each_other_names_both(name):
    """Else somebody who may use one of them would be told what the other says."""
    for fault in found_in_example(name):
        told = {each for each in OWN if each in fault["told"].replace(",", " ").split()}
        assert told <= {fault["feed"], fault["other_feed"]}


def test_there_are_rules_of_every_sort():
    assert {rule.topic for rule in BOOK.rules.values()} == {
        "contradiction",
        "late",
        "missing",
        "responsibility",
        "impossible",
    }
    assert len(BOOK.rules) >= 25


def test_rules_speak_of_the_councils_own_feeds_alone():
    """A partner's agreement may end; what it told must not live on in the words of a fault."""
    assert {feed for rule in BOOK.rules.values() for part in rule.feeds for feed in part} <= OWN
