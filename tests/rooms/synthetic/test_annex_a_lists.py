"""The eleven lists, by hand-made lives: who is on each, window by window, and how values are spelt."""

import datetime as dt
from dataclasses import replace

import pytest
from tests.rooms.synthetic.builders import a_child, a_period, a_placement
from tests.rooms.synthetic.lives_by_hand import CLOSED, a_life, a_life_in_care, a_plan, a_referral, day, visit

from sherwood.definitions.catalogue import Catalogue
from sherwood.synthetic.annex_a import ListDay, ListRow
from sherwood.synthetic.annex_a_care import LISTS
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.known import known_on
from sherwood.synthetic.lives import ContactRecord, Life, WorkerSpell
from sherwood.synthetic.particulars import Particulars
from sherwood.synthetic.people import AdoptionPlan, AwaySpell
from sherwood.synthetic.spelling import Spelling
from sherwood.synthetic.staff import Worker

LAST = dt.date(2026, 11, 21)
SINCE = dt.date(2026, 5, 21)
WORKERS = [
    Worker(f"SW{count}", name, "mash", dt.date(2020, 1, 1))
    for count, name in enumerate(("Jo Fenn", "Amara Kaur", "Sam Dacre", "Liam Harrow"), start=1)
]


@pytest.fixture(scope="module")
def on(catalogue: Catalogue) -> ListDay:
    courses = load_life_courses()
    workers = {worker.id: worker for worker in WORKERS}
    return ListDay(
        day=LAST,
        spelling=Spelling(catalogue),
        particulars=Particulars(Chance(courses, 1), {}, workers, 1),
        workers=workers,
        teams={team.id: team.name for team in courses.organisation.team},
        towns={district.code: district for district in courses.places.district},
    )


def rows(on: ListDay, name: str, *lives: Life) -> list[ListRow]:
    return [row for life in known_on(lives, on.day) for row in LISTS[name](on, life)]


def open_case(**others: object) -> Life:
    plan = a_plan(end=None, review_dates=(day("2026-09-15"),), visits=(visit("2026-11-10"),))
    usual: dict[str, object] = {"close_date": None, "protection_plans": [plan], "need_plans": []}
    return a_life(
        referrals=[a_referral(**(usual | others))],
        worker_spells=[WorkerSpell("SW3", "safeguarding_north", day("2025-07-10"), None, "TSPROC")],
    )


def test_there_are_eleven_lists_in_the_order_of_the_template(catalogue: Catalogue) -> None:
    assert list(LISTS) == list(catalogue.feed("annex_a").year_for("2026-27").tables)


def test_every_row_has_only_columns_that_the_feed_declares(on: ListDay, catalogue: Catalogue) -> None:
    tables = catalogue.feed("annex_a").year_for("2026-27").tables
    for name in LISTS:
        for row in rows(on, name, a_life(), open_case(), a_life_in_care(), adopted()):
            assert set(row) <= set(tables[name].columns), name
            required = {column for column, shape in tables[name].columns.items() if shape.required}
            assert [column for column in required if row.get(column) in (None, "")] == [], name


def test_contacts_reach_back_six_months_to_the_day(on: ListDay) -> None:
    contacts = [ContactRecord(SINCE - dt.timedelta(days=1), "2A", "advice"), ContactRecord(SINCE, "2A", "advice")]
    assert [row["contact_date"] for row in rows(on, "contacts", a_life(contacts=contacts))] == [SINCE]


def test_a_row_opens_with_the_childs_particulars(on: ListDay) -> None:
    row = rows(on, "contacts", a_life())[0]
    assert list(row)[:5] == ["child", "gender", "ethnicity", "birth_date", "age"]
    assert (row["child"], row["birth_date"], row["age"]) == ("100001", day("2014-06-01"), 12)


def test_a_child_not_yet_born_stands_with_the_expected_day_and_no_age(on: ListDay) -> None:
    unborn = a_life(child=a_child(day("2027-01-03"), upn="UN1"), expected_birth_date=day("2027-01-10"))
    row = rows(on, "contacts", unborn)[0]
    assert (row["birth_date"], row["age"]) == (day("2027-01-10"), None)
    assert "Not stated" in str(row["gender"])


@pytest.mark.parametrize(("completed", "count"), [("2026-05-20", 0), ("2026-05-21", 1), (None, 1)])
def test_early_help_assessments_in_progress_or_completed_in_the_window_are_listed(
    on: ListDay, completed: str | None, count: int
) -> None:
    case = replace(
        a_life().early_help[0],
        start_date=day("2026-01-10"),
        assessment_completed_date=day(completed) if completed else None,
    )
    assert len(rows(on, "early_help_assessments", a_life(early_help=[case]))) == count


def test_referrals_of_the_window_count_those_of_twelve_months(on: ListDay) -> None:
    earlier = [a_referral(referral_date=day("2025-11-21")), a_referral(referral_date=day("2025-11-22"))]
    life = a_life(referrals=[*earlier, a_referral(referral_date=SINCE, is_no_further_action=True)])
    [row] = rows(on, "referrals", life)
    assert (row["referral_date"], row["referrals_12m"]) == (SINCE, 2)
    assert row["referral_nfa"] in {"a) Yes", "Yes", "Y", "yes"}
    assert (row["team"], row["worker"]) == ("Multi-Agency Safeguarding Hub", "Jo Fenn")


def test_an_assessment_under_way_says_neither_seen_nor_support(on: ListDay) -> None:
    assessment = replace(a_referral().assessments[0], start_date=day("2026-11-01"), authorised_date=None)
    [row] = rows(on, "assessments", open_case(assessments=[assessment]))
    assert (row["authorised_date"], row["child_seen"], row["requires_support"]) == (None, "", "")
    assert row["worker"] == "Amara Kaur"


@pytest.mark.parametrize(("authorised", "count"), [("2026-05-20", 0), ("2026-05-21", 1)])
def test_assessments_authorised_before_the_window_are_not_listed(on: ListDay, authorised: str, count: int) -> None:
    assessment = replace(a_referral().assessments[0], start_date=day("2026-04-01"), authorised_date=day(authorised))
    assert len(rows(on, "assessments", open_case(assessments=[assessment]))) == count


def test_an_enquiry_of_the_window_tells_conference_and_plan(on: ListDay) -> None:
    enquiry = replace(
        a_referral().enquiries[0],
        start_date=day("2026-10-01"),
        end_date=day("2026-10-09"),
        conference_target_date=day("2026-10-22"),
        conference_date=day("2026-10-20"),
    )
    [row] = rows(on, "section_47", open_case(enquiries=[enquiry]))
    assert (row["strategy_date"], row["conference_date"]) == (day("2026-10-01"), day("2026-10-20"))
    assert str(row["led_to_plan"]).lower().strip("a) ") in {"yes", "y"}
    assert (row["section_47_12m"], row["conferences_12m"]) == (1, 1)


@pytest.mark.parametrize(("closed", "count"), [("2026-05-20", 0), ("2026-05-21", 1)])
def test_cases_closed_before_the_window_are_not_listed(on: ListDay, closed: str, count: int) -> None:
    case = a_referral(close_date=day(closed), protection_plans=[], need_plans=[])
    assert len(rows(on, "children_in_need", a_life(referrals=[case]))) == count


def test_a_referral_without_further_action_is_no_child_in_need(on: ListDay) -> None:
    assert rows(on, "children_in_need", open_case(is_no_further_action=True)) == []


@pytest.mark.parametrize(
    ("life", "words"),
    [
        (a_life(), "Closed episode"),
        (open_case(), "Child Protection plan"),
        (
            open_case(protection_plans=[], need_plans=[replace(a_referral().need_plans[0], end_date=None)]),
            "Child in need plan",
        ),
        (open_case(protection_plans=[]), "Open assessment"),
    ],
)
def test_the_case_status_is_the_gravest_thing_open(on: ListDay, life: Life, words: str) -> None:
    [row] = rows(on, "children_in_need", life)
    assert words in str(row["case_status"])


def test_a_child_in_care_is_listed_as_such_among_children_in_need(on: ListDay) -> None:
    life = a_life_in_care()
    life.referrals = [a_referral(close_date=None)]
    [row] = rows(on, "children_in_need", life)
    assert "Looked after child" in str(row["case_status"])


def test_last_seen_leaves_out_visits_without_the_child(on: ListDay) -> None:
    plan = a_plan(end=None, visits=(visit("2026-10-10"), visit("2026-11-10", seen=False)))
    [row] = rows(on, "children_in_need", open_case(protection_plans=[plan]))
    assert row["last_seen_date"] == day("2026-10-10")


def test_a_closed_case_names_the_worker_who_held_it_last(on: ListDay) -> None:
    [row] = rows(on, "children_in_need", a_life())
    assert (row["worker"], row["team"]) == ("Sam Dacre", "Child Protection and Family Safeguarding North")
    assert row["closure_date"] == CLOSED


def test_a_plan_tells_its_last_visit_and_review(on: ListDay) -> None:
    [row] = rows(on, "child_protection_plans", open_case())
    assert (row["last_visit_date"], row["last_review_date"]) == (day("2026-11-10"), day("2026-09-15"))
    assert (row["end_date"], row["previous_plans"]) == (None, 1)
    assert "Neglect" in str(row["initial_category"]) or "NEG" in str(row["initial_category"])


@pytest.mark.parametrize(("end", "count"), [("2026-05-20", 0), ("2026-05-21", 1)])
def test_plans_ended_before_the_window_are_not_listed(on: ListDay, end: str, count: int) -> None:
    life = a_life(referrals=[a_referral(protection_plans=[a_plan(end=end)])])
    assert len(rows(on, "child_protection_plans", life)) == count


def test_a_child_in_care_has_order_placement_and_visits(on: ListDay) -> None:
    [row] = rows(on, "children_in_care", a_life_in_care())
    assert (row["start_date"], row["legal_status_date"]) == (day("2025-04-01"), day("2026-02-01"))
    assert "C2" in str(row["legal_status"])
    assert "U6" in str(row["placement_type"])
    assert (row["last_visit_date"], row["placements_12m"]) == (day("2026-11-02"), 1)
    assert row["placement_authority"] == "Sherwood County"


def test_missing_spells_of_twelve_months_are_counted_by_kind(on: ListDay) -> None:
    life = a_life_in_care()
    life.child.away = [
        AwaySpell("M", day("2025-11-21"), day("2025-11-22")),
        AwaySpell("M", day("2025-11-22"), day("2025-11-23")),
        AwaySpell("A", day("2026-08-01"), day("2026-08-02")),
    ]
    [row] = rows(on, "children_in_care", life)
    assert (row["missing_12m"], row["absent_12m"]) == (1, 1)
    assert row["interview_offered"] != ""


def test_short_breaks_are_on_no_list_of_care(on: ListDay) -> None:
    child = a_child()
    child.periods = [a_period((day("2026-06-01"), "short_breaks", "V4"))]
    assert rows(on, "children_in_care", a_life(child=child)) == []


def grown_up() -> Life:
    child = a_child(day("2007-06-01"))
    child.periods = [a_period((day("2020-01-01"), "full_care_order", "C2"), end=day("2025-06-01"), reason="E5")]
    return a_life(child=child, worker_spells=[WorkerSpell("SW4", "care_leavers", day("2025-06-01"), None, "TSPROC")])


def test_a_care_leaver_is_listed_with_whoever_holds_the_case(on: ListDay) -> None:
    [row] = rows(on, "care_leavers", grown_up())
    assert row["personal_adviser"] == row["worker"] == "Liam Harrow"
    assert "Former relevant" in str(row["eligibility"])


def test_a_care_leaver_of_21_is_listed_no_more(on: ListDay) -> None:
    life = grown_up()
    life.child.birth_date = day("2005-11-21")
    life.child.periods[0].end_date = day("2023-11-21")
    assert rows(on, "care_leavers", life) == []
    life.child.birth_date = day("2005-11-22")
    assert len(rows(on, "care_leavers", life)) == 1


def adopted() -> Life:
    child = a_child(day("2023-06-01"), number="100003")
    period = a_period(
        (day("2024-01-01"), "interim_care_order", "C1"),
        (day("2025-01-01"), "placement_order", "E1"),
        end=day("2026-03-01"),
        reason="E12",
    )
    period.placements = [
        a_placement(day("2024-01-01"), day("2025-08-01")),
        a_placement(day("2025-08-01"), day("2026-03-01"), "A6"),
    ]
    period.adoption = AdoptionPlan(day("2024-12-10"), day("2025-07-15"), False, "2 MF L11")
    child.periods = [period]
    return a_life(child=child, referrals=[], contacts=[], early_help=[])


def test_an_adopted_child_stands_with_every_step(on: ListDay) -> None:
    [row] = rows(on, "adoption", adopted())
    assert (row["decision_date"], row["placement_order_date"], row["match_date"]) == (
        day("2024-12-10"),
        day("2025-01-01"),
        day("2025-07-15"),
    )
    assert (row["placed_date"], row["order_date"], row["family"]) == (day("2025-08-01"), day("2026-03-01"), "A100003")


def test_adopters_share_the_family_number_of_the_child(on: ListDay) -> None:
    found = rows(replace(on, day=day("2025-12-01")), "adopters", adopted())
    assert [row["adopter"] for row in found] == ["A100003-1", "A100003-2"]
    assert {row["family"] for row in found} == {"A100003"}
    assert all(row["enquiry_date"] < row["approved_date"] < row["match_date"] for row in found)


def test_adopters_approved_more_than_a_year_ago_are_listed_no_more(on: ListDay) -> None:
    assert len(rows(replace(on, day=day("2026-01-15")), "adopters", adopted())) == 2
    assert rows(replace(on, day=day("2026-01-16")), "adopters", adopted()) == []


def test_values_are_spelt_in_several_ways_and_always_alike_for_one_turn(catalogue: Catalogue) -> None:
    spelling = Spelling(catalogue)
    ways = {spelling.of("contact_source", "6", turn) for turn in range(6)}
    assert len(ways) == 3
    assert "6" in ways
    assert any(way.endswith(") 6: Police") for way in ways)
    assert spelling.of("contact_source", "6", 7) == Spelling(catalogue).of("contact_source", "6", 7)
    assert spelling.of("case_status", "", 1) == spelling.yes(None, 1) == ""
