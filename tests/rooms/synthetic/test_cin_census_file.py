"""The census file, read back as plain XML: the cases open in its year, in the order and the codes of that year."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from tests.rooms.synthetic.builders import a_child
from tests.rooms.synthetic.lives_by_hand import CLOSED, REFERRED, a_life, a_plan, a_referral, day

from sherwood.synthetic.cin_census import Census, write_census
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.known import known_on
from sherwood.synthetic.lives import Life
from sherwood.vocabulary.periods import collection_year


def census(*lives: Life, year: str = "2025-26", cover_to: dt.date | None = None) -> etree._Element:
    """The census of a year as a file would hold it."""
    period = collection_year(dt.date(int(year[:4]), 4, 1))
    day_covered = cover_to or period.last_day
    written = Census(period, day_covered, load_life_courses().former).message(known_on(lives, day_covered))
    return etree.fromstring(etree.tostring(written))


def texts(root: etree._Element, path: str) -> list[str | None]:
    return [each.text for each in root.findall(path)]


def test_the_header_says_year_and_reference_date() -> None:
    root = census(a_life())
    assert texts(root, "Header/CollectionDetails/*") == ["CIN", "2026", "2026-03-31"]
    assert texts(root, "Header/Source/LEA") == ["999"]


def test_every_module_of_a_case_stands_in_the_order_of_the_schema() -> None:
    case = census(a_life()).find("Children/Child/CINdetails")
    assert case is not None
    assert [each.tag for each in case] == [
        "CINreferralDate",
        "ReferralSource",
        "PrimaryNeedCode",
        "Assessments",
        "CINPlanDates",
        "Section47",
        "ReferralNFA",
        "ChildProtectionPlans",
    ]
    assert texts(case, "Section47/*") == ["2025-06-02", "2025-06-23", "2025-06-20", "false"]
    assert texts(case, "ChildProtectionPlans/*")[:5] == ["2025-06-20", "2026-03-16", "NEG", "EMO", "1"]
    assert texts(case, "ChildProtectionPlans/Reviews/CPPreviewDate") == ["2025-09-15", "2026-03-16"]
    assert texts(case, "Assessments/FactorsIdentifiedAtAssessment/AssessmentFactors") == ["3B", "16A"]


def test_a_child_is_named_by_number_and_pupil_number_or_why_there_is_none() -> None:
    with_number, without = census(a_life()), census(a_life(child=a_child()))
    assert texts(with_number, ".//ChildIdentifiers/UPN") == ["A812345678901"]
    assert texts(without, ".//ChildIdentifiers/UPNunknown")[0] in {"UN4", "UN5"}
    too_young = census(a_life(child=a_child(day("2024-06-01"))))
    assert texts(too_young, ".//ChildIdentifiers/UPNunknown") == ["UN1"]
    assert texts(without, ".//Disability") == ["LD"]
    assert texts(census(a_life(disabilities=())), ".//Disability") == ["NONE"]


def test_a_child_not_yet_born_has_an_expected_day_and_no_sex() -> None:
    unborn = a_life(child=a_child(day("2026-05-04"), upn="UN1"), expected_birth_date=day("2026-05-01"))
    found = census(unborn).find(".//ChildIdentifiers")
    assert found is not None
    assert {each.tag: each.text for each in found} == {
        "LAchildID": "100001",
        "UPNunknown": "UN6",
        "ExpectedPersonBirthDate": "2026-05-01",
        "Sex": "U",
    }


@pytest.mark.parametrize(("year", "tag", "text"), [("2023-24", "GenderCurrent", "2"), ("2024-25", "Sex", "F")])
def test_sex_is_a_letter_from_2024_25(year: str, tag: str, text: str) -> None:
    long_open = a_life(referrals=[a_referral(referral_date=day("2023-05-01"), close_date=None)])
    assert texts(census(long_open, year=year), f".//ChildIdentifiers/{tag}") == [text]


@pytest.mark.parametrize(
    ("closed", "is_counted"), [("2025-03-31", False), ("2025-04-01", True)], ids=["the day before", "the first day"]
)
def test_a_case_closed_before_the_year_is_left_out(closed: str, is_counted: bool) -> None:
    case = a_referral(referral_date=day("2024-06-01"), close_date=day(closed), assessments=[], enquiries=[])
    case.protection_plans, case.need_plans = [], []
    assert bool(census(a_life(referrals=[case])).findall(".//CINdetails")) is is_counted


@pytest.mark.parametrize(("referred", "is_counted"), [("2026-03-31", True), ("2026-04-01", False)])
def test_a_case_referred_after_the_year_is_left_out(referred: str, is_counted: bool) -> None:
    case = a_referral(referral_date=day(referred), close_date=None, assessments=[], enquiries=[])
    case.protection_plans, case.need_plans = [], []
    assert bool(census(a_life(referrals=[case])).findall(".//CINdetails")) is is_counted


def test_nothing_after_the_year_is_told() -> None:
    root = census(a_life())
    assert root.findall(".//CINclosureDate") == []
    assert texts(root, ".//CINPlanStartDate") == ["2026-03-16"]
    assert root.findall(".//CINPlanEndDate") == []
    later = census(a_life(), year="2026-27", cover_to=day("2026-11-21"))
    assert texts(later, ".//CINclosureDate") == [str(CLOSED)]
    assert texts(later, ".//ReasonForClosure") == ["RC7"]


def test_what_ended_before_the_year_is_not_repeated_in_it() -> None:
    later = census(a_life(), year="2026-27", cover_to=day("2026-11-21"))
    assert later.findall(".//Assessments") == later.findall(".//Section47") == []
    assert later.findall(".//ChildProtectionPlans") == []
    assert texts(later, ".//CINPlanDates/*") == ["2026-03-16", str(CLOSED)]


def test_an_assessment_under_way_has_no_authorisation_and_no_factors() -> None:
    root = census(a_life(), cover_to=day("2025-07-09"))
    assert root.findall(".//AssessmentAuthorisationDate") == root.findall(".//AssessmentFactors") == []


def test_a_conference_is_unnecessary_only_once_the_enquiry_has_ended_without_one() -> None:
    referral = a_referral(protection_plans=[])
    enquiry = replace(referral.enquiries[0], conference_target_date=None, conference_date=None, led_to_plan=False)
    life = a_life(referrals=[replace(referral, enquiries=[enquiry])])
    assert texts(census(life, cover_to=day("2025-06-11")), ".//ICPCnotRequired") == ["false"]
    assert texts(census(life, cover_to=day("2025-06-12")), ".//ICPCnotRequired") == ["true"]


def test_a_plan_without_an_enquiry_gives_the_case_its_conference() -> None:
    moved_in = a_life(referrals=[a_referral(enquiries=[])])
    assert texts(census(moved_in), ".//CINdetails/DateOfInitialCPC") == ["2025-06-20"]
    assert census(a_life()).findall(".//CINdetails/DateOfInitialCPC") == []


def test_a_referral_without_further_action_says_so() -> None:
    case = a_referral(is_no_further_action=True, close_date=REFERRED, close_reason="RC8", primary_need="")
    case = replace(case, assessments=[], enquiries=[], protection_plans=[], need_plans=[])
    root = census(a_life(referrals=[case]))
    assert texts(root, ".//ReferralNFA") == ["true"]
    assert root.findall(".//PrimaryNeedCode") == []


def test_plan_dates_are_returned_from_2021_22() -> None:
    plan = replace(a_referral().need_plans[0], start_date=day("2020-06-01"), end_date=None, visits=())
    case = a_referral(referral_date=day("2020-05-01"), close_date=None, need_plans=[plan])
    old = replace(case, assessments=[], enquiries=[], protection_plans=[])
    assert census(a_life(referrals=[old]), year="2020-21").findall(".//CINPlanDates") == []
    assert len(census(a_life(referrals=[old]), year="2021-22").findall(".//CINPlanDates")) == 1


@pytest.mark.parametrize(
    ("year", "source", "factors"), [("2020-21", "5B", ["3B", "20"]), ("2022-23", "5D", ["3B", "24A"])]
)
def test_codes_are_those_of_the_year(year: str, source: str, factors: list[str]) -> None:
    first = dt.date(int(year[:4]), 6, 1)
    assessment = replace(a_referral().assessments[0], start_date=first, authorised_date=first, factors=("3B", "24A"))
    case = a_referral(referral_date=first, source="5D", close_date=None, assessments=[assessment])
    root = census(a_life(referrals=[replace(case, enquiries=[], protection_plans=[], need_plans=[])]), year=year)
    assert texts(root, ".//ReferralSource") == [source]
    assert texts(root, ".//AssessmentFactors") == factors


def test_a_plan_that_goes_on_has_no_end() -> None:
    life = a_life(referrals=[a_referral(close_date=None, protection_plans=[a_plan(end=None)])])
    assert census(life).findall(".//CPPendDate") == []


def test_the_file_holds_as_many_children_as_it_says(tmp_path: Path) -> None:
    path = tmp_path / "drop" / "cin.xml"
    other = a_life(child=a_child(number="100002"))
    message = Census(collection_year(day("2025-04-01")), day("2026-03-31"), ()).message(
        known_on([a_life(), other], day("2026-03-31"))
    )
    assert write_census(path, message) == 2
    assert texts(etree.parse(str(path)).getroot(), ".//LAchildID") == ["100001", "100002"]
