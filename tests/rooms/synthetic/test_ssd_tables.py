"""The SSD's tables, by hand-made lives: identifiers that hold together, blanks for what is not known yet."""

import datetime as dt
import json
from collections import Counter
from dataclasses import replace

import pytest
from tests.rooms.synthetic.builders import a_child, a_placement
from tests.rooms.synthetic.lives_by_hand import (
    CLOSED,
    CONFERENCE,
    REFERRED,
    a_life,
    a_life_in_care,
    a_plan,
    a_referral,
    day,
    visit,
)

from sherwood.definitions.catalogue import Catalogue
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.known import known_on
from sherwood.synthetic.lives import ContactRecord, Life
from sherwood.synthetic.particulars import Particulars
from sherwood.synthetic.people import AwaySpell, Review
from sherwood.synthetic.reviewing import NEVER
from sherwood.synthetic.ssd import SsdTables, SsdWriter
from sherwood.synthetic.ssd_tables import HEADINGS
from sherwood.synthetic.staff import Worker

LAST = dt.date(2026, 11, 21)
MANAGER = Worker("SW1", "Jo Fenn", "mash", dt.date(2020, 1, 1), None, is_manager=True)
NEWCOMER = Worker("SW9", "Zoe Quayle", "mash", dt.date(2026, 11, 21))
Lines = list[dict[str, object]]


def writer() -> SsdWriter:
    courses = load_life_courses()
    return SsdWriter(
        particulars=Particulars(Chance(courses, 1), {}, {}, 1),
        organisation=courses.organisation,
        workers=[MANAGER, NEWCOMER],
        towns={district.code: district for district in courses.places.district},
        sources={"6": "Police"},
    )


def tables(*lives: Life, on: dt.date = LAST) -> SsdTables:
    return writer().tables(known_on(lives, on), on)


def lines(name: str, *lives: Life, on: dt.date = LAST) -> Lines:
    return [dict(zip(HEADINGS[name], row, strict=True)) for row in tables(*lives, on=on)[name]]


def test_the_headings_are_those_the_feed_declares(catalogue: Catalogue) -> None:
    declared = catalogue.feed("ssd").year_for("2026-27").tables
    for table, headings in HEADINGS.items():
        assert set(headings) == {column.header for column in declared[table].columns.values()}, table


def test_every_row_is_as_long_as_its_headings_and_every_identifier_is_its_own() -> None:
    for table, rows in tables(a_life(), a_life_in_care(forename="Ivo")).items():
        assert {len(row) for row in rows} <= {len(HEADINGS[table])}, table
    for table, rows in tables(a_life(), a_life(child=a_child(number="100002"))).items():
        if table != "disability":
            assert [key for key, times in Counter(row[0] for row in rows).items() if times > 1] == [], table


def test_a_person_has_a_name_a_birth_date_and_the_reason_for_no_pupil_number() -> None:
    [with_number], [without] = lines("person", a_life()), lines("person", a_life(child=a_child()))
    assert (with_number["pers_forename"], with_number["pers_surname"]) == ("Iris", "Oakmere")
    assert (with_number["pers_dob"], with_number["pers_upn_unknown"]) == (day("2014-06-01"), None)
    assert (without["pers_upn_unknown"], without["pers_sex"], without["pers_gender"]) == ("UN1", "F", "2")
    assert lines("linked_identifiers", a_life(child=a_child())) == []
    assert lines("linked_identifiers", a_life())[0]["link_identifier_value"] == "A812345678901"


def test_an_unborn_child_has_an_expected_day_only() -> None:
    unborn = a_life(child=a_child(day("2027-01-03")), expected_birth_date=day("2027-01-10"))
    [row] = lines("person", unborn)
    assert (row["pers_dob"], row["pers_expected_dob"], row["pers_upn_unknown"]) == (None, day("2027-01-10"), "UN6")


def test_addresses_follow_one_another() -> None:
    rows = lines("address", a_life())
    assert [row["addr_address_postcode"] for row in rows] == ["ZY1 1AA", "ZY5 2BB"]
    assert [row["addr_address_end_date"] for row in rows] == [day("2025-01-01"), None]
    assert json.loads(str(rows[0]["addr_address_json"]))["TOWN"] == "Oakendale"


@pytest.mark.parametrize(
    ("outcome", "flag"),
    [
        ("referral", "NEW_REFERRAL_FLAG"),
        ("existing_case", "EXISTING_REFERRAL_FLAG"),
        ("section_47", "CP_ENQUIRY_FLAG"),
        ("no_further_action", "NFA_FLAG"),
        ("advice", "ADVICE_FLAG"),
        ("early_help", "OTHER_OUTCOMES_EXIST_FLAG"),
        ("other", "OTHER_OUTCOMES_EXIST_FLAG"),
    ],
)
def test_a_contact_raises_the_one_flag_of_its_outcome(outcome: str, flag: str) -> None:
    [row] = lines("contacts", a_life(contacts=[ContactRecord(REFERRED, "6", outcome)]))
    flags = json.loads(str(row["cont_contact_outcome_json"]))
    assert [key for key, value in flags.items() if value == "Y"] == [flag]
    assert row["cont_contact_source_desc"] == "Police"


def test_a_case_and_everything_under_it_hang_together() -> None:
    [case] = lines("cin_episodes", a_life())
    [assessment], [factors] = lines("cin_assessments", a_life()), lines("assessment_factors", a_life())
    [enquiry], [conference] = lines("s47_enquiry", a_life()), lines("initial_cp_conference", a_life())
    [plan] = lines("cp_plans", a_life())
    key = case["cine_referral_id"]
    assert {assessment["cina_referral_id"], enquiry["s47e_referral_id"], plan["cppl_referral_id"]} == {key}
    assert factors["cinf_assessment_id"] == assessment["cina_assessment_id"]
    assert json.loads(str(factors["cinf_assessment_factors_json"])) == ["3B", "16A"]
    assert conference["icpc_s47_enquiry_id"] == enquiry["s47e_s47_enquiry_id"]
    assert plan["cppl_icpc_id"] == conference["icpc_icpc_id"]
    assert conference["icpc_cp_plan_id"] == plan["cppl_cp_plan_id"]
    assert (conference["icpc_icpc_date"], conference["icpc_icpc_outcome_cp_flag"]) == (CONFERENCE, "Y")
    assert (case["cine_close_date"], case["cine_close_reason"]) == (CLOSED, "RC7")


def test_an_assessment_under_way_and_an_enquiry_under_way_have_no_outcome() -> None:
    on = day("2025-06-11")
    [assessment], [enquiry] = lines("cin_assessments", a_life(), on=on), lines("s47_enquiry", a_life(), on=on)
    assert (assessment["cina_assessment_child_seen"], assessment["cina_assessment_outcome_nfa"]) == (None, None)
    assert (enquiry["s47e_s47_nfa"], enquiry["s47e_s47_outcome_json"]) == (None, None)
    assert lines("initial_cp_conference", a_life(), on=on) == []


def test_a_plan_that_came_with_the_child_has_a_conference_of_its_own() -> None:
    life = a_life(referrals=[a_referral(enquiries=[])])
    [conference], [plan] = lines("initial_cp_conference", life), lines("cp_plans", life)
    assert (conference["icpc_icpc_transfer_in"], conference["icpc_s47_enquiry_id"]) == ("Y", None)
    assert plan["cppl_icpc_id"] == conference["icpc_icpc_id"]


def test_a_conference_without_a_plan_names_none() -> None:
    enquiry = replace(a_referral().enquiries[0], led_to_plan=False)
    [row] = lines("initial_cp_conference", a_life(referrals=[a_referral(enquiries=[enquiry], protection_plans=[])]))
    assert (row["icpc_cp_plan_id"], row["icpc_icpc_outcome_cp_flag"]) == (None, "N")


def test_reviews_of_a_plan_are_due_three_months_after_the_conference_then_every_six() -> None:
    rows = lines("cp_reviews", a_life())
    assert [row["cppr_cp_review_due"] for row in rows] == [day("2025-09-20"), day("2026-03-15")]
    assert [row["cppr_cp_review_outcome_continue_cp"] for row in rows] == ["Y", "N"]


def test_visits_say_whether_the_child_was_seen() -> None:
    rows = lines("cp_visits", a_life())
    assert [row["cppv_cp_visit_seen"] for row in rows] == ["Y", "N", "Y"]
    assert {row["cppv_cp_plan_id"] for row in rows} == {"100001-R1-P1"}
    assert [row["cinv_cin_visit_date"] for row in lines("cin_visits", a_life())] == [
        day("2026-04-20"),
        day("2026-08-03"),
    ]


def test_workers_in_turn_are_involvements_of_the_allocated_worker() -> None:
    rows = lines("involvements", a_life())
    assert [row["invo_professional_id"] for row in rows] == ["SW2", "SW3"]
    assert [row["invo_involvement_end_date"] for row in rows] == [day("2025-07-10"), CLOSED]
    assert {row["invo_professional_role_id"] for row in rows} == {"Allocated Worker"}


def test_care_is_told_by_episodes_placements_and_orders() -> None:
    life = a_life_in_care()
    life.child.periods[0].placements = [
        a_placement(day("2025-04-01"), day("2025-09-01"), reason_moved="CARPL"),
        a_placement(day("2025-09-01"), postcode="ZX1 2CC"),
    ]
    episodes = lines("cla_episodes", life)
    assert [row["clae_cla_episode_start_reason"] for row in episodes] == ["S", "P", "L"]
    assert [row["clae_cla_episode_ceased_reason"] for row in episodes] == ["X1", "X1", None]
    placements = {row["clap_cla_placement_id"]: row for row in lines("cla_placement", life)}
    assert [row["clae_cla_placement_id"] in placements for row in episodes] == [True] * 3
    first, second = placements.values()
    assert (first["clap_cla_placement_change_reason"], second["clap_cla_placement_end_date"]) == ("CARPL", None)
    assert float(str(second["clap_cla_placement_distance"])) == pytest.approx(16.1, abs=0.05)
    orders = lines("legal_status", life)
    assert [(row["lega_legal_status"], row["lega_legal_status_end_date"]) for row in orders] == [
        ("C1", day("2026-02-01")),
        ("C2", None),
    ]


def test_an_episode_names_the_case_that_was_open_when_care_began() -> None:
    life = a_life_in_care(referrals=[a_referral(referral_date=day("2025-03-01"), protection_plans=[], need_plans=[])])
    assert {row["clae_referral_id"] for row in lines("cla_episodes", life)} == {"100001-R1"}
    closed = a_life_in_care(referrals=[a_referral(referral_date=day("2025-03-01"), close_date=day("2025-04-01"))])
    assert {row["clae_referral_id"] for row in lines("cla_episodes", closed)} == {None}


def test_reviews_and_visits_in_care_belong_to_their_period() -> None:
    life = a_life_in_care()
    life.child.periods[0].reviews = [Review("first", REFERRED, REFERRED, REFERRED, "PN1", "t")]
    assert [row["clar_cla_id"] for row in lines("cla_reviews", life)] == ["100001-L1"]
    assert [row["clav_cla_id"] for row in lines("cla_visits", life)] == ["100001-L1", "100001-L1"]
    assert lines("cla_episodes", life)[-1]["clae_cla_last_iro_contact_date"] == REFERRED


def test_a_review_that_was_never_held_is_not_told() -> None:
    life = a_life_in_care()
    held = Review("first", REFERRED, REFERRED, REFERRED, "PN1", "t")
    life.child.periods[0].reviews = [held, Review("second", REFERRED, REFERRED, NEVER, "", "t")]
    assert [row["clar_cla_review_date"] for row in lines("cla_reviews", life)] == [REFERRED]
    assert {row["clae_cla_last_iro_contact_date"] for row in lines("cla_episodes", life)} <= {None, REFERRED}


def test_a_return_interview_waits_for_the_return() -> None:
    life = a_life_in_care()
    life.child.away = [AwaySpell("M", day("2026-11-01"), day("2026-11-03"))]
    [away] = lines("missing", life, on=day("2026-11-02"))
    assert (away["miss_missing_episode_end_date"], away["miss_missing_rhi_offered"]) == (None, None)
    [back] = lines("missing", life, on=day("2026-11-03"))
    assert back["miss_missing_rhi_offered"] in {"Y", "N"}


def test_departments_are_services_and_the_teams_in_them_and_only_workers_who_have_begun_are_listed() -> None:
    departments = {row["dept_team_id"]: row for row in lines("department", a_life())}
    assert departments["mash"]["dept_team_parent_id"] == "front_door"
    assert departments["front_door"]["dept_team_parent_id"] is None
    before = lines("professionals", a_life(), on=LAST - dt.timedelta(days=1))
    assert [(row["prof_professional_name"], row["prof_professional_job_title"]) for row in before] == [
        ("Jo Fenn", "Team Manager")
    ]
    assert len(lines("professionals", a_life())) == 2


def test_an_identifier_stays_the_same_from_one_day_to_the_next() -> None:
    life = a_life(referrals=[a_referral(protection_plans=[a_plan(), a_plan(visits=(visit("2026-04-01"),))])])
    for table, rows in tables(life, on=day("2026-02-09")).items():
        later = {row[0] for row in tables(life)[table]}
        assert {row[0] for row in rows} <= later, table
