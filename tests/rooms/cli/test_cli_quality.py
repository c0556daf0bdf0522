"""The rules of a return at the command line: every rule told, findings as JSON, and an exit code for a rule that failed."""

import json

import pytest
from tests.rooms.sources.ssda903_files import episode, header_row, put_table

from sherwood.definitions.rules import RuleBook


@pytest.fixture
def loaded(sherwood, tmp_path):
    folder = tmp_path / "files" / "2025-26"
    put_table(folder, "header", header_row("1"), header_row("2", "X"))
    put_table(folder, "episodes", episode("1", "01/05/2025"), episode("2", "01/05/2025", "30/04/2025"))
    assert sherwood("load", folder).code == 0
    return sherwood


def asked(sherwood, *arguments):
    said = sherwood("quality", "run", *arguments, "--json")
    return said.code, {rule["code"]: rule for rule in json.loads(said.out)["rules"]}


def test_every_rule_has_code_ruleset_state_why_and_findings(loaded):
    code, rules = asked(loaded, "--ruleset", "ssda903")
    assert code == 0
    assert len(rules) > 280
    for rule in rules.values():
        assert {"code", "ruleset", "state", "why", "findings"} <= set(rule)
        assert rule["ruleset"] == "ssda903/2025-26"
        assert rule["state"] in ("ran", "skipped")
        assert bool(rule["why"]) == (rule["state"] == "skipped")


def test_a_finding_names_its_table_and_row(loaded):
    _, rules = asked(loaded)
    (finding,) = rules["101"]["findings"]
    assert (finding["table"], finding["told"]) == ("header", "SEX X")
    assert finding["row"].endswith(":3")
    (ended,) = rules["356"]["findings"]
    assert ended["told"] == "DECOM 01/05/2025, DEC 30/04/2025"


def test_a_rule_of_a_table_that_did_not_come_is_skipped_by_name(loaded):
    _, rules = asked(loaded)
    assert (rules["186"]["state"], rules["186"]["why"]) == ("skipped", "oc2 was not received")
    assert rules["203"]["why"] == "header was not received for the year before"
    assert "ofsted_providers" in rules["1008"]["why"]


def test_without_json_rules_that_found_something_are_listed_with_the_sums(loaded):
    said = loaded("quality", "run")
    assert "ssda903/2025-26  101" in said.out
    assert "rules: " in said.err
    assert "0 failed" in said.err


def test_a_rule_that_fails_ends_the_command_with_1(loaded, monkeypatch):
    original = RuleBook.in_force

    def one_wrong(self, year):
        rules = original(self, year)
        return (rules[0].model_copy(update={"table": "nowhere", "needs": ()}), *rules[1:])

    monkeypatch.setattr(RuleBook, "in_force", one_wrong)
    monkeypatch.setattr("sherwood.quality.asking.needed_by", lambda *_: frozenset())
    code, rules = asked(loaded)
    assert code == 1
    assert [rule["why"] for rule in rules.values() if rule["state"] == "failed"].count(
        "there is no table 'nowhere'"
    ) == 1


def test_an_unknown_set_is_refused_with_the_nearest(loaded):
    said = loaded("quality", "run", "--ruleset", "ssda930")
    assert said.code == 1
    assert "did you mean 'ssda903'" in said.err


def test_a_home_without_a_return_says_what_to_do(sherwood, tmp_path):
    (tmp_path / "home").mkdir()
    said = sherwood("quality", "run")
    assert said.code == 1
    assert "load one" in said.err
