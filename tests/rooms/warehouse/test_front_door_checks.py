import pytest
from tests.rooms.warehouse.landed import the_catalogue
from tests.rooms.warehouse.told import Told

from sherwood.warehouse.build import run_checks
from sherwood.warehouse.checks import from_file, run
from sherwood.warehouse.disagreeing import checks_of_sources
from sherwood.warehouse.sql_files import CHECKS, sql_files

WARNED_OF = {
    "referrals_repeated": "cin_episodes-2025-26:4",
    "plans_that_overlap": "cp_plans-2025-26:2",
    "cases_that_end_before_they_start": "early_help_episodes-2025-26:2",
    "assessments_authorised_before_they_start": "cin_assessments-2025-26:2",
    "conferences_before_enquiries": "section_47-2025-26:2",
    "referrals_missing_from_the_live_record": "cin_details-2025-26:3",
    "things_without_a_date": "cin_visits-2025-26:2",
    "sources_that_disagree_child_protection_plan_initial_category": "child_protection_plans-2025-26:2",
    "sources_that_disagree_child_in_need_end_date": "cin_details-2025-26:2",
    "sources_that_disagree_referral_close_date": "cin_details-2025-26:2",
    "sources_that_disagree_referral_referral_source": "cin_details-2025-26:2",
}


def faults(told):
    """Children with one thing wrong each; of the second the census has another source and another end."""
    told.born("9", "2015-05-01").episode("9", "2025-05-01")
    told.referred("1", "2025-05-01", "2025-05-02")
    told.ssd("cin_episodes", "1", cine_referral_id="2", cine_referral_date="2025-05-02")
    told.referred("2", "2025-05-01", cine_close_date="2025-06-01", cine_referral_source_code="6")
    told.census("cin_details", "2", referral_date="2025-05-01", closure_date="2025-06-02", referral_source="3A")
    told.census("cin_details", "3", referral_date="2025-05-01")
    told.planned("4", "2025-05-01").planned("4", "2025-06-01", cppl_cp_plan_initial_category="NEG")
    told.annex("child_protection_plans", "4", start_date="2025-06-01", initial_category="EMO")
    told.ssd("early_help_episodes", "5", earl_episode_start_date="2025-05-02", earl_episode_end_date="2025-05-01")
    told.ssd("cin_assessments", "6", cina_assessment_start_date="2025-05-02", cina_assessment_auth_date="2025-05-01")
    told.annex("section_47", "7", strategy_date="2025-05-02", conference_date="2025-05-01")
    told.ssd("cin_visits", "8", cinv_cin_visit_date=None)
    return told


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    return faults(Told(tmp_path_factory.mktemp("faulty"))).built_whole()


def every_check():
    files = {name: from_file(file) for name, file in sql_files(CHECKS).items()}
    return files | {check.name: check for check in checks_of_sources(the_catalogue())}


@pytest.mark.parametrize("name", sorted(WARNED_OF))
def test_each_warning_names_the_row_to_correct(faulty, name):
    result = run(faulty.build, every_check()[name])
    assert (result.consequence, result.found, result.sample) == ("warn", 1, (WARNED_OF[name],))
    assert "Remedy: " in result.message


def test_of_the_checks_of_the_front_door_those_warn_and_none_stops(faulty):
    of_sources = {check.name for check in checks_of_sources(the_catalogue())}
    results = {each.name for each in run_checks(faulty.build, the_catalogue()) if not each.has_passed}
    assert results & (of_sources | set(WARNED_OF)) == set(WARNED_OF)


def test_a_case_of_nobody_stops_the_build(faulty):
    check = every_check()["cases_of_nobody"]
    assert run(faulty.build, check).has_passed
    faulty.build.execute("BEGIN TRANSACTION")
    faulty.build.execute("DELETE FROM person")
    assert (run(faulty.build, check).found > 0, check.consequence) == (True, "stop")
    faulty.build.execute("ROLLBACK")


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """Children of whom two feeds say what only seems to differ."""
    told = Told(tmp_path_factory.mktemp("sound"))
    told.referred("1", "2025-05-01", cine_referral_source_code="3A")
    told.census("cin_details", "1", referral_date="2025-05-01", closure_date="2025-06-01", primary_need="N1")
    told.annex("referrals", "1", referral_date="2025-05-01", referral_source="3", referral_nfa=False)
    told.planned("2", "2025-05-01", cppl_cp_plan_latest_category="NEG")
    told.census("child_protection_plans", "2", start_date="2025-05-01", latest_category="EMO")
    told.census("cin_details", "3", referral_date="2019-05-01", referral_nfa=True)
    return told.built_whole()


def test_an_open_end_a_group_silence_and_a_category_that_changed_contradict_nobody(sound):
    assert [check.name for check in checks_of_sources(the_catalogue()) if not run(sound.build, check).has_passed] == []


def test_a_referral_older_than_the_case_systems_first_is_not_missed_there(sound):
    assert run(sound.build, every_check()["referrals_missing_from_the_live_record"]).has_passed


def test_a_check_of_sources_says_whose_word_stands():
    remedies = {check.name: check.remedy for check in checks_of_sources(the_catalogue())}
    assert (
        "the word of ssd, else annex_a, else cin_census stands"
        in remedies["sources_that_disagree_referral_primary_need"]
    )
    assert "the word of the latest day stands" in remedies["sources_that_disagree_referral_close_date"]
