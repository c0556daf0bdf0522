"""Nearly every published rule of the SSDA903 is held, each under its own code and year; those that are not are named, with the reason."""

import tomllib

from tests.promises.sources_of_truth import ROOT
from tests.rooms.quality.worked import book

from sherwood.definitions.rules import load_rules

# The CSV files say who is an unaccompanied asylum seeker by being in the table alone, and where a placement lies not at all.
NOT_HELD = {
    ("105", "2022-23"): "asks of a column of the header that the CSV files do not have",
    ("205C", "2022-23"): "asks of a column of the header that the CSV files do not have",
    ("303", "2022-23"): "asks of a column of the header that the CSV files do not have",
    ("411", "2022-23"): "compares two columns that both are worked out from the postcode, so that they cannot differ",
}
NEED_PROVIDERS = {"1008", "219", "221", "224", "227", "228", "229"}


def published():
    issued = tomllib.loads((ROOT / "tests" / "evidence" / "ssda903_rule_codes.toml").read_text(encoding="utf-8"))
    return {(code, year) for year, codes in issued.items() for code in codes.split()}


def held():
    return {(rule.code, year): rule for rule in book("ssda903").rules.values() for year in rule.editions}


def test_every_published_rule_is_held_or_named_as_not_held():
    assert len(published()) == 366
    assert set(held()) == published() - set(NOT_HELD)


def test_more_than_350_of_them_can_be_asked_of_what_a_council_can_load():
    asked = [key for key, rule in held().items() if rule.code not in NEED_PROVIDERS]
    assert len(asked) == 353


def test_rules_that_need_the_list_of_providers_say_so():
    from sherwood.quality.compiling import tables_of

    needing = {rule.code for rule in held().values() if "ofsted_providers" in tables_of(rule, book("ssda903"))}
    assert needing == NEED_PROVIDERS


def test_a_code_is_in_force_once_a_year():
    for year in ("2022-23", "2023-24", "2024-25", "2025-26", "2026-27"):
        codes = [rule.code for rule in book("ssda903").in_force(year)]
        assert len(codes) == len(set(codes)), [code for code in codes if codes.count(code) > 1]


def test_a_withdrawn_rule_is_in_force_to_its_last_year():
    (rule,) = (each for each in book("ssda903").rules.values() if each.code == "445")
    assert rule.is_in_force("2023-24")
    assert not rule.is_in_force("2024-25")


def test_titles_are_our_own_short_words():
    for rule in book("ssda903").rules.values():
        assert len(rule.title) <= 130, rule.id
        assert not rule.title.endswith("."), rule.id


def test_rules_are_told_in_the_order_of_their_codes():
    from tests.rooms.quality.worked import CATALOGUE

    codes = [rule.code for rule in load_rules("ssda903", CATALOGUE).in_force("2025-26")]
    assert codes.index("101") < codes.index("1000") < codes.index("INT01") < codes.index("SW02STG1")
