"""The rules of the Children in need census on files: which run, which days they mean, and what belongs to one case."""

import datetime as dt
import random

import pytest
from tests.rooms.quality.worked import ask, book
from tests.rooms.sources.ssda903_files import AUTHORITY, load
from tests.rooms.sources.test_cin_census_reader import HEADER, assessment, case, document

from sherwood.definitions.home import Home
from sherwood.jobs.quality import run_rules
from sherwood.quality.days import days_of
from sherwood.sources import submitted
from sherwood.store import memory
from sherwood.vocabulary.calendar import WorkingCalendar

PUBLISHED = 114
NFA, GOES_ON = "<ReferralNFA>true</ReferralNFA>", "<ReferralNFA>false</ReferralNFA>"
ENQUIRY = (
    "<Section47><S47ActualStartDate>2025-05-03</S47ActualStartDate><ICPCnotRequired>true</ICPCnotRequired></Section47>"
)
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path / "home")


def loaded(home, tmp_path, *cases, year=2026, day=None):
    header = HEADER.format(year=f"<Year>{year}</Year>", day=f"{year}-03-31" if day is None else day)
    path = tmp_path / f"census {year}.xml"
    path.write_bytes(document("".join(cases), header=header))
    load(home, path, received=dt.date(year, 6, 1))
    return {each.code: each for each in run_rules(home, AUTHORITY, "cin_census")}


def told(result):
    return [each.source_row.rpartition(":")[2] for each in result.findings]


def test_every_published_rule_of_every_year_is_held():
    assert sum(len(rule.editions) for rule in book("cin_census").rules.values()) == PUBLISHED


def test_all_rules_of_a_loaded_census_run(home, tmp_path):
    results = loaded(home, tmp_path, case("2025-05-01", NFA))
    assert {each.code: each.why for each in results.values() if each.state != "ran"} == {}
    assert set(results) == {rule.code for rule in book("cin_census").in_force("2025-26")}


@pytest.mark.parametrize(
    ("day", "is_told"), [("2026-03-31", False), ("2026-03-30", True), ("", True), ("31 March", True)]
)
def test_the_reference_date_of_the_header_is_the_last_day_of_the_year(home, tmp_path, day, is_told):
    results = loaded(home, tmp_path, case("2025-05-01", NFA), day=day)
    assert [each.told for each in results["100"].findings] == (
        [f"REFERENCE_DATE {day or 'is empty'}"] if is_told else []
    )


def test_a_census_of_a_year_before_the_rules_says_that_there_are_none(home, tmp_path):
    results = loaded(home, tmp_path, case("2021-05-01", NFA), year=2022)
    assert {each.state for each in results.values()} == {"skipped"}
    assert {each.why for each in results.values()} == {"there are no rules for 2021-22: the first are those of 2022-23"}


def test_two_cases_of_one_day_are_two_cases(home, tmp_path):
    both = case("2025-05-01", assessment("2025-05-02"), GOES_ON), case("2025-05-01", assessment("2025-05-03"), GOES_ON)
    assert told(loaded(home, tmp_path, *both)["8896"]) == []


def test_two_open_assessments_of_one_case_are_told(home, tmp_path):
    one = case("2025-05-01", assessment("2025-05-02"), assessment("2025-05-03"), GOES_ON)
    assert told(loaded(home, tmp_path, one)["8896"]) == ["1", "2"]


def test_a_case_without_a_day_of_referral_still_holds_its_assessment(home, tmp_path):
    cases = case("", assessment("2025-05-02"), ENQUIRY, GOES_ON), case("", ENQUIRY, GOES_ON)
    assert told(loaded(home, tmp_path, *cases)["2991Q"]) == ["2"]


def test_a_factor_stands_in_the_block_of_its_assessment_and_an_assessment_in_the_case(home, tmp_path):
    cases = (
        case("2025-05-01", assessment("2025-05-02", "3A", "4A"), assessment("2025-05-02", "21")),
        case("2025-06-01", ENQUIRY),
    )
    loaded(home, tmp_path, *cases)
    with memory() as build:
        submitted(build, home, AUTHORITY, "cin_census", "2025-26")
        factors = build.select("SELECT factor, case_row, block_row FROM assessment_factors").rows
        blocks = [block for (block,) in build.select("SELECT block_row FROM assessments ORDER BY source_row").rows]
        case_rows = build.select("SELECT source_row, case_row FROM cin_details").rows
        (of_enquiry,) = build.select("SELECT case_row FROM section_47").rows[0]
    assert len({block for *_, block in factors}) == len(blocks) == len({*blocks})
    assert {factor: block for factor, _, block in factors} == {"3A": blocks[0], "4A": blocks[0], "21": blocks[1]}
    assert {row == of_case for row, of_case in case_rows} == {True}
    assert {of_case for _, of_case, _ in factors} == {case_rows[0][1]}
    assert of_enquiry == case_rows[1][1]


def test_a_return_whose_rows_stand_side_by_side_has_no_cases():
    with memory() as build:
        submitted(build, Home.at("nowhere"), AUTHORITY, "ssda903", "2025-26")
        assert "case_row" not in build.columns("episodes")


@pytest.mark.parametrize(
    ("year", "name", "day"),
    [
        ("2022-23", "last_working_day_before_year", dt.date(2022, 3, 31)),
        ("2024-25", "last_working_day_before_year", dt.date(2024, 3, 28)),  # Good Friday was the 29th
        ("2025-26", "working_day_15_before_year_end", dt.date(2026, 3, 10)),
        ("2025-26", "working_day_45_before_year_end", dt.date(2026, 1, 27)),
        ("2023-24", "working_day_15_before_year_end", dt.date(2024, 3, 8)),  # the 31st was Easter Sunday
    ],
)
def test_working_days_are_counted_back_over_weekends_and_bank_holidays(year, name, day):
    assert days_of(year, WorkingCalendar())[name] == day


def test_the_letter_of_a_pupil_number_is_that_of_the_published_sum():
    draw = random.Random(1510)
    numbers = [
        "".join(draw.choice("0123456789") for _ in range(11)) + draw.choice(f"0123456789{LETTERS}") for _ in range(40)
    ]
    worth = {character: value for value, character in enumerate("0123456789")} | {
        character: value for value, character in enumerate(LETTERS)
    }
    right = [LETTERS[sum(at * worth[each] for at, each in enumerate(digits, 2)) % 23] + digits for digits in numbers]
    wrong = [LETTERS[(LETTERS.index(upn[0]) + draw.randrange(1, 23)) % 23] + upn[1:] for upn in right]
    rows = "\n".join(f"{at} | {upn}" for at, upn in enumerate([*right, *wrong], 1))
    found = ask("cin_census", "2025-26", {"children": f"child | upn\n{rows}"}, "1510")["1510"].findings
    assert {each.source_id for each in found} == {str(at) for at in range(len(right) + 1, 2 * len(right) + 1)}


@pytest.mark.parametrize(("unrecorded", "are_told"), [(1, False), (2, True)])
def test_two_children_in_a_hundred_without_a_recorded_sex_are_borne(unrecorded, are_told):
    rows = "\n".join(f"{at} | {'U' if at <= unrecorded else 'M'}" for at in range(1, 51))
    found = ask("cin_census", "2025-26", {"children": f"child | sex\n{rows}"}, "2886Q")["2886Q"].findings
    assert len(found) == (unrecorded if are_told else 0)


def test_as_many_conferences_as_plans_are_enough_wherever_they_stand():
    plans = "child | start_date\n1 | 2025-05-20\n2 | 2025-05-20"
    given = {"child_protection_plans": plans, "section_47": "child | conference_date\n1 | 2025-05-20"}
    assert len(ask("cin_census", "2025-26", given, "2883")["2883"].findings) == 1
    given["cin_details"] = "child | conference_date\n2 | 2025-05-20"
    assert ask("cin_census", "2025-26", given, "2883")["2883"].findings == ()


def test_eight_kinds_of_disability_are_enough():
    kinds = ("MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS")
    given = {
        "children": "child | sex\n1 | M",
        "disabilities": "child | disability\n" + "\n".join(f"1 | {kind}" for kind in kinds),
    }
    assert ask("cin_census", "2025-26", given, "2887Q")["2887Q"].findings == ()
