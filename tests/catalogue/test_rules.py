"""Every rule of a return finds the row of its own example that breaks it, and none of those that do not."""

import dataclasses
from types import MappingProxyType

import pytest
from tests.rooms.quality.worked import ask, book, expected_of

from sherwood.definitions.rules import rule_sets

RULES = [(name, identifier) for name in rule_sets() for identifier in sorted(book(name).rules)]


@pytest.mark.parametrize(("name", "identifier"), RULES, ids=[identifier for _, identifier in RULES])
def test_rule_finds_the_rows_of_its_example_that_break_it_and_no_others(name, identifier):
    rule = book(name).rules[identifier]
    alone = dataclasses.replace(book(name), rules=MappingProxyType({identifier: rule}))
    year = rule.example.year or rule.editions[0]
    result = ask(book(name).of.feed, year, rule.example.given, rules=alone)[rule.code]
    breaking, sound = expected_of(rule)
    assert breaking, "no row of the example breaks the rule"
    assert sound, "no row of the example keeps the rule"
    assert (result.state, result.why) == ("ran", "")
    assert {each.source_row for each in result.findings} == breaking


@pytest.mark.parametrize(("name", "identifier"), RULES, ids=[identifier for _, identifier in RULES])
def test_rule_says_what_to_look_at_and_what_to_do(name, identifier):
    rule = book(name).rules[identifier]
    assert rule.fields
    assert rule.remedy.endswith(".")
    assert rule.name.split("_")[0].lower() == rule.code.lower()
