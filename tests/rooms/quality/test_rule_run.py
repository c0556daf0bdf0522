"""A run says of every rule whether it ran, and if not why; it never passes over one in silence."""

import dataclasses
from types import MappingProxyType

from tests.rooms.quality.worked import ask, book

from sherwood.definitions.shapes.rule import Condition
from sherwood.quality import tables_needed

YEARS = ("2023-24", "2024-25", "2025-26")
HEADER = "child | sex | dob | ethnic\n1 | M | 2010-05-01 | WBRI\n2 | X | 2010-05-01 | WBRI\n"


def changed(code, **changes):
    rules = {name: rule for name, rule in book("ssda903").rules.items() if rule.code == code}
    (name,) = rules
    kept = rules[name].model_copy(update=changes)
    return dataclasses.replace(book("ssda903"), rules=MappingProxyType({name: kept}))


def test_every_rule_in_force_is_told_once_in_a_run():
    results = ask("ssda903", "2025-26", {"header": HEADER})
    assert set(results) == {rule.code for rule in book("ssda903").in_force("2025-26")}


def test_a_finding_names_table_row_child_and_the_cells_to_look_at():
    (finding,) = ask("ssda903", "2025-26", {"header": HEADER})["101"].findings
    assert (finding.table, finding.source_row, finding.source_id) == ("header", "header:2", "2")
    assert finding.told == "SEX X"


def test_a_rule_is_skipped_with_the_table_that_was_not_received():
    result = ask("ssda903", "2025-26", {}, received={"uasc"})["INT09"]
    assert (result.state, result.why) == ("skipped", "header was not received")
    assert result.findings == ()


def test_a_rule_that_names_no_column_fails_and_says_so():
    broken = changed("104", where=(Condition(column="duck", filled=True),))
    result = ask("ssda903", "2025-26", {}, rules=broken)["104"]
    assert (result.state, result.why) == ("failed", "the table 'uasc' has no column 'duck'")


def test_a_rule_whose_sql_the_engine_refuses_fails_and_says_so():
    rules = changed("104", kind="sql", where=())
    rules = dataclasses.replace(
        rules, sql=MappingProxyType({"ssda903/104": "SELECT source_row FROM uasc WHERE duc > 'x'"})
    )
    result = ask("ssda903", "2025-26", {"uasc": "child | duc\n1 | 2025-05-01"}, rules=rules)["104"]
    assert result.state == "failed"
    assert result.why


def test_a_year_before_the_first_with_rules_has_them_skipped_and_says_why():
    results = ask("ssda903", "2021-22", {"header": HEADER})
    assert {each.state for each in results.values()} == {"skipped"}
    assert {each.why for each in results.values()} == {"there are no rules for 2021-22: the first are those of 2022-23"}


def test_a_year_uses_its_own_edition_of_a_rule():
    rows = {"header": "child | sex\n1 | 1\n2 | M"}
    assert [each.source_row for each in ask("ssda903", "2023-24", rows)["101"].findings] == ["header:2"]
    assert [each.source_row for each in ask("ssda903", "2024-25", rows)["101"].findings] == ["header:1"]


def test_a_code_is_on_the_list_only_in_its_years():
    rows = {"episodes": "child | place\n1 | P2\n2 | K3\n3 | Z1\n4 | Z11"}
    found = {year: [each.source_row for each in ask("ssda903", year, rows)["146"].findings] for year in YEARS}
    assert found == {
        "2023-24": ["episodes:2", "episodes:4"],
        "2024-25": ["episodes:1", "episodes:4"],
        "2025-26": ["episodes:1", "episodes:3"],
    }


def test_a_rule_that_may_lack_a_table_runs_without_it():
    rows = {"oc3": "child | in_touch\n1 | YES", "episodes": "child | decom | rec\n1 | 2025-05-01 | E2"}
    result = ask("ssda903", "2025-26", rows, received={"oc3", "episodes"})["1000"]
    assert (result.state, len(result.findings)) == ("ran", 1)
    assert ask("ssda903", "2025-26", rows, received={"oc3"})["1000"].state == "skipped"


def test_the_tables_needed_are_those_that_rules_in_force_speak_of():
    needed = tables_needed(book("ssda903"), "2025-26")
    assert {"header", "episodes", "episodes_last", "postcodes", "ofsted_providers"} <= needed
    assert "deprivation_of_liberty" not in needed
    assert "deprivation_of_liberty" in tables_needed(book("ssda903"), "2026-27")
    assert "reviews_last" not in needed
