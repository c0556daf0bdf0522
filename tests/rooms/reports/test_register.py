"""The register of analytics: every use told from the catalogue, changing with its rules, feeds and runs; the six answers."""

import datetime as dt
from dataclasses import replace

import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.reports.register import Rule, Running, answers, register, register_document, transparency_records

RULES = {
    "detectors": (Rule("detectors/a", "A", "2026-11-28", "h1"),),
    "measures": (Rule("measures/b", "B", "2026-11-22", "h2"),),
    "programmes": (Rule("programmes/c", "C", "2026-12-01", "h3"),),
    "forecasts": (Rule("forecasts/d", "D", "2026-11-28", "h4"),),
}
RUNS = {"findings": [dt.date(2026, 12, 3), dt.date(2026, 11, 30)]}


def told(loaded=("annex_a",), runs=RUNS, rules=RULES):
    running = Running("Small Council", frozenset(loaded), runs, rules)
    return {each["id"]: each for each in register(load_catalogue(), running)}


def answer(number, **known):
    return answers(list(told(**known).values()))[number - 1]["answer"]


def test_every_use_says_all_that_the_public_may_ask():
    for use in told().values():
        for key in (
            "purpose",
            "logic",
            "human_role",
            "evidence",
            "risks",
            "appeals",
            "owner",
            "since",
            "changed",
            "data",
        ):
            assert use[key], (use["id"], key)


def test_prediction_matching_and_description_are_all_in_it():
    assert {use["technique"] for use in told().values()} == {"data analytics", "predictive analytics"}
    assert {"change_detection", "demand_forecast", "record_linkage", "family_programme"} <= set(told())


def test_use_is_in_use_once_its_results_were_kept():
    detection = told()["change_detection"]
    assert (detection["state"], detection["first_run"], detection["last_run"]) == ("in use", "2026-11-30", "2026-12-03")
    assert told(runs={})["change_detection"]["state"] == "ready, not run yet"


def test_use_that_keeps_no_results_runs_with_every_build():
    assert told()["record_linkage"]["state"] == "in use"
    assert told(loaded=())["record_linkage"]["state"] == "ready, not run yet"


def test_use_without_a_rule_is_only_intended():
    assert told(rules=RULES | {"programmes": ()})["family_programme"]["state"] == "intended"


def test_last_change_is_that_of_the_newest_rule():
    assert told()["family_programme"]["changed"] == "2026-12-01"


@pytest.mark.parametrize("folder", ["detectors", "programmes", "forecasts", "measures"])
def test_changing_a_rule_changes_the_register(folder):
    changed = RULES | {folder: (Rule(f"{folder}/x", "X", "2027-01-01", "h9"),)}
    assert told(rules=changed) != told()


@pytest.mark.parametrize(
    ("number", "more"),
    [
        (1, {"runs": {}}),
        (2, {"rules": RULES | {"detectors": (Rule("detectors/a", "A", "2027-01-01", "h9"),)}}),
        (2, {"loaded": ("annex_a", "dwp")}),
        (3, {"rules": RULES | {"programmes": ()}}),
    ],
)
def test_answer_to_a_request_changes_with_runs_rules_and_feeds(number, more):
    assert answer(number, **more) != answer(number)


def test_a_feed_s_agreement_that_is_made_anew_changes_the_answer():
    catalogue = load_catalogue()
    feed = catalogue.feed("mash_log")
    other = feed.model_copy(update={"agreement_expires": dt.date(2031, 7, 9)})
    changed = replace(catalogue, feeds={**catalogue.feeds, "mash_log": other})
    running = Running("Small Council", frozenset({"annex_a"}), RUNS, RULES)
    before, after = (answers(register(each, running))[5]["answer"] for each in (catalogue, changed))
    assert "runs until 9 July 2031" in after
    assert after != before


def test_six_questions_are_answered():
    six = answers(list(told().values()))
    assert len(six) == 6
    assert all(each["question"].endswith("?") and each["answer"] for each in six)
    assert "Detection of change in figures" in answer(1)
    assert "Forecast of demand" in answer(3)
    assert "agreement runs until 31 March 2027" in answer(6)
    assert "Splink" in answer(6)


def test_answers_begin_with_yes_or_no_and_tell_of_every_kind():
    assert answer(1).startswith("Yes. Data analytics: ")
    assert "artificial intelligence: none" in answer(1).partition("\n")[0]
    assert answer(1, loaded=(), runs={}) == "No: nothing has been run yet."
    assert answer(2).startswith("Yes, ")
    assert answer(2, loaded=(), runs={}) == "No."


def test_days_are_written_as_people_write_them():
    assert "first run on 30 November 2026, last on 3 December 2026" in answer(1)
    for number in range(1, 7):
        assert "2026-" not in answer(number)


@pytest.mark.parametrize(
    ("folder", "kept"), [("detectors", "findings"), ("programmes", "families"), ("forecasts", "forecasts")]
)
def test_a_rule_changed_without_a_new_day_changes_the_answer(folder, kept):
    runs = {kept: [dt.date(2026, 12, 3)]}
    once, again = (RULES | {folder: (Rule(f"{folder}/a", "A", "2026-11-28", each),)} for each in ("h1", "h2"))
    assert answer(2, rules=once, runs=runs) != answer(2, rules=again, runs=runs)


def test_feed_of_each_use_has_its_gateway_and_whether_it_came():
    data = {each["feed"]: each for each in told()["demand_forecast"]["data"]}
    assert data["annex_a"]["is_loaded"]
    assert not data["mash_log"]["is_loaded"]
    assert all(each["gateway"] and each["retention"] for each in data.values())


def test_records_have_the_parts_of_the_national_standard():
    running = Running("Small Council", frozenset(), RUNS, RULES)
    records = transparency_records(register(load_catalogue(), running), running)
    assert len(records) == len(told())
    for each in records:
        assert set(each) == {"tier_1", "tier_2"}
        assert set(each["tier_2"]) == {
            "owner_and_responsibility",
            "description_and_rationale",
            "decision_making_process",
            "tool_specification",
            "data",
            "risks_mitigations_and_impact_assessments",
        }


def test_page_holds_each_use_and_the_answers():
    running = Running("Small Council", frozenset(), RUNS, RULES)
    document = register_document(register(load_catalogue(), running), running, {"Catalogue": "abc"})
    titles = [each.title for each in document.sections]
    assert titles[0] == "Uses"
    assert titles[-1] == "Answer to a request for information"
    assert len(titles) == len(told()) + 2
    assert document.marking == "Official: for publication"
