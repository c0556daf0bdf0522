"""The parts that lives are made of, each on cases built by hand."""

import datetime as dt
import re
import shutil
from collections import Counter
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from tests.rooms.synthetic.builders import REFERRED as START
from tests.rooms.synthetic.builders import a_case, a_child, a_household, a_member, a_period, a_plan
from tests.rooms.synthetic.known import LAST, calendar

from sherwood.definitions.errors import CatalogueError
from sherwood.synthetic.arrivals import child_number, pupil_number
from sherwood.synthetic.assessing import Assessing
from sherwood.synthetic.cases import Stage
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.lives import WorkerSpell
from sherwood.synthetic.protecting import Protecting
from sherwood.synthetic.referring import Referring
from sherwood.synthetic.teams import Teams
from sherwood.synthetic.visiting import Visiting
from sherwood.synthetic.workdays import Workdays
from sherwood.synthetic.workload import Loads, Workload
from sherwood.vocabulary.identifiers import upn_is_valid
from sherwood.vocabulary.intervals import add_months

DAY = dt.timedelta(days=1)
LATER = dt.date(2026, 3, 2)


@pytest.fixture(scope="module")
def chance() -> Chance:
    return Chance(load_life_courses(), 42)


@pytest.fixture(scope="module")
def workdays() -> Workdays:
    return Workdays(calendar(), dt.date(2000, 1, 1), dt.date(2060, 1, 1))


@pytest.fixture(scope="module")
def teams() -> Teams:
    return Teams(load_life_courses().organisation)


@pytest.fixture(scope="module")
def workload(chance: Chance) -> Workload:
    """Teams as they are declared to be staffed, on no day in particular."""
    return Workload(chance, Loads())


@pytest.fixture(scope="module")
def visiting(chance: Chance, workload: Workload, workdays: Workdays) -> Visiting:
    return Visiting(chance, workload, workdays, LAST)


class TestWorkdays:
    def test_a_saturday_moves_on_to_monday_and_back_to_friday(self, workdays: Workdays) -> None:
        assert workdays.from_day(dt.date(2026, 11, 21)) == dt.date(2026, 11, 23)
        assert workdays.before(dt.date(2026, 11, 21)) == dt.date(2026, 11, 20)

    def test_a_working_day_stays_where_it_is(self, workdays: Workdays) -> None:
        assert workdays.from_day(START) == workdays.before(START) == workdays.after(START, 0) == START

    def test_days_are_counted_past_bank_holidays(self, workdays: Workdays) -> None:
        assert workdays.after(dt.date(2025, 12, 24), 1) == dt.date(2025, 12, 29)

    @pytest.mark.parametrize("first", [dt.date(2025, 12, 20), dt.date(2026, 4, 2), dt.date(2026, 5, 25)])
    def test_days_are_counted_as_the_vocabulary_counts_them(self, workdays: Workdays, first: dt.date) -> None:
        for count in (1, 10, 45):
            assert workdays.after(first, count) == calendar().add_working_days(first, count)
            assert workdays.between(first, workdays.after(first, count)) == count


class TestChance:
    def test_a_source_apart_leaves_the_draws_of_the_first_alone(self) -> None:
        one, other = Chance(load_life_courses(), 5), Chance(load_life_courses(), 5)
        [one.apart("lives").random.random() for _ in range(10)]
        assert one.random.random() == other.random.random()

    def test_each_purpose_and_seed_has_draws_of_its_own(self) -> None:
        courses = load_life_courses()
        sources = [
            Chance(courses, 5).apart("lives"),
            Chance(courses, 5).apart("visits"),
            Chance(courses, 6).apart("lives"),
        ]
        assert len({source.random.random() for source in sources}) == 3


class TestNumbers:
    def test_no_two_children_share_a_number(self) -> None:
        assert len({child_number(count) for count in range(1, 50_000)}) == 49_999

    def test_pupil_numbers_carry_the_right_check_letter(self, chance: Chance) -> None:
        assert all(upn_is_valid(pupil_number(chance, dt.date(2010, 1, 1), START)) for _ in range(200))

    def test_half_of_the_children_below_school_age_have_no_pupil_number_yet(self, chance: Chance) -> None:
        found = [pupil_number(chance, dt.date(2024, 1, 1), START) for _ in range(400)]
        assert 120 < found.count("UN1") < 280


class TestTeams:
    def test_the_first_team_that_fits_district_and_work_does_it(self, teams: Teams) -> None:
        assert teams.team("assessment", "ZY10").id == "family_south"
        assert teams.team("assessment", "ZY2").id == "assessment_north"
        assert teams.team("assessment", "ZY1").id == "assessment_central"

    def test_the_teams_of_care_do_no_work_outside_it(self, teams: Teams) -> None:
        assert not {"court_east", "looked_after_south", "permanence"} & {team.id for team in teams.of_work}

    def test_a_work_nobody_does_everywhere_is_refused(self, tmp_path: Path) -> None:
        shutil.copytree(Path(str(files("sherwood.catalogue") / "life_courses")), tmp_path / "courses")
        path = tmp_path / "courses" / "organisation.toml"
        path.write_text(path.read_text().replace('work = ["front_door"]', 'work = ["front_door"]\ndistricts = ["ZY1"]'))
        with pytest.raises(CatalogueError, match=re.escape("no team without districts does the work 'front_door'")):
            load_life_courses(tmp_path / "courses")


class TestAssessing:
    def test_most_assessments_end_in_45_working_days_and_many_of_them_near_that_day(
        self, chance: Chance, workload: Workload, workdays: Workdays
    ) -> None:
        assessing = Assessing(chance, workload, workdays)
        days = [
            workdays.between(START, found.authorised_date or START)
            for found in (assessing.assess(START, "assessment_central", 8, is_not_in_need=False) for _ in range(2_000))
        ]
        assert 0.84 < sum(length <= 45 for length in days) / len(days) < 0.90
        assert sum(38 <= length <= 45 for length in days) > 1.7 * sum(30 <= length < 38 for length in days)

    def test_none_is_an_answer_only_where_nothing_further_is_done(
        self, chance: Chance, workload: Workload, workdays: Workdays
    ) -> None:
        assessing = Assessing(chance, workload, workdays)
        in_need = [assessing.assess(START, "assessment_north", 3, is_not_in_need=False).factors for _ in range(1_000)]
        assert not any("21" in factors for factors in in_need)
        not_in_need = [
            assessing.assess(START, "assessment_north", 3, is_not_in_need=True).factors for _ in range(1_000)
        ]
        assert ("21",) in not_in_need

    def test_a_baby_is_no_young_carer_and_does_not_go_missing(
        self, chance: Chance, workload: Workload, workdays: Workdays
    ) -> None:
        assessing = Assessing(chance, workload, workdays)
        found = Counter(
            code
            for _ in range(1_000)
            for code in assessing.assess(START, "assessment_north", 0, is_not_in_need=False).factors
        )
        assert found["3B"] > 200
        assert not {"7A", "10A", "15A", "24A"} & set(found)


class TestProtecting:
    def test_the_first_review_comes_within_three_months_and_later_ones_within_six_for_most_plans(
        self, chance: Chance, workload: Workload, workdays: Workdays
    ) -> None:
        protecting = Protecting(chance, workload, workdays)
        late, reviews = 0, 0
        for _ in range(500):
            plan = protecting.plan(a_case(), START, "safeguarding_north")
            clocks = (plan.start_date, *plan.review_dates)
            for position, (clock, held) in enumerate(zip(clocks, plan.review_dates, strict=False)):
                reviews += 1
                late += held > add_months(clock, 6 if position else 3)
        assert 0.02 < late / reviews < 0.09

    def test_a_plan_ends_at_its_last_review(self, chance: Chance, workload: Workload, workdays: Workdays) -> None:
        plan = Protecting(chance, workload, workdays).plan(a_case(), START, "safeguarding_north")
        assert plan.end_date == plan.review_dates[-1]

    def test_a_plan_whose_end_is_settled_ends_then(
        self, chance: Chance, workload: Workload, workdays: Workdays
    ) -> None:
        end = START + 200 * DAY
        plan = Protecting(chance, workload, workdays).plan(a_case(), START, "safeguarding_north", end)
        assert plan.end_date == end
        assert all(day <= end for day in plan.review_dates)

    def test_an_enquiry_without_conference_ends_within_15_working_days(
        self, chance: Chance, workload: Workload, workdays: Workdays
    ) -> None:
        case = a_case()
        for _ in range(100):
            found = Protecting(chance, workload, workdays).enquire(case, START, "assessment_north", outcome="in_need")
            assert found.plan_date is None
            assert found.record.conference_date is None
            assert found.record.end_date
            assert workdays.between(START, found.record.end_date) <= 15
        assert len(case.enquiries) == 100


def a_stage(team: str) -> Stage:
    return Stage("safeguarding", team, dt.date(2010, 1, 1), dt.date.max, 1)


class TestVisiting:
    def test_a_team_with_too_few_workers_visits_late_more_often(self, visiting: Visiting, workdays: Workdays) -> None:
        def late(team: str) -> float:
            visits = visiting.of_plan(dt.date(2010, 1, 4), dt.date(2020, 1, 1), 10, [a_stage(team)])
            days = [each.visit_date for each in visits]
            lengths = [workdays.between(one, other) for one, other in pairwise(days)]
            return sum(length > 10 for length in lengths) / len(lengths)

        assert late("family_south") > 1.5 * late("safeguarding_north")

    def test_a_child_nobody_is_allocated_to_is_not_visited_until_somebody_is(self, visiting: Visiting) -> None:
        stage, again = a_stage("safeguarding_north"), START + 60 * DAY
        stage.spells = [WorkerSpell("SW1", stage.team, START - 90 * DAY, START, "FCONTA")]
        stage.spells.append(WorkerSpell("SW2", stage.team, again, again + 200 * DAY, "LEFTRL"))
        for _ in range(20):
            days = [each.visit_date for each in visiting.of_plan(START, again + 100 * DAY, 10, [stage])]
            assert min(days) - START > 21 * DAY
            assert any(day >= again for day in days)

    def test_brothers_and_sisters_are_visited_together(self, visiting: Visiting) -> None:
        case = a_case()
        case.protection_plans.append(a_plan(START, LATER))
        other = replace(case, protection_plans=list(case.protection_plans))
        visiting.visit(case)
        visiting.visit(other)
        visiting.visit(case)
        assert case.protection_plans[0].visits
        assert case.protection_plans[0] is other.protection_plans[0]

    def test_no_visit_is_made_after_the_last_day(self, visiting: Visiting) -> None:
        visits = visiting.of_plan(LAST - 60 * DAY, LAST + 300 * DAY, 10, [a_stage("safeguarding_north")])
        assert visits
        assert visits[-1].visit_date <= LAST

    def test_a_child_in_care_is_visited_in_the_first_week_of_a_placement(self, visiting: Visiting) -> None:
        period = a_period((START, "full_care_order", "C2"), end=LATER)
        for _ in range(50):
            first = next(iter(visiting.in_care(a_child(), period)))
            assert (first.visit_date - START).days <= 7

    def test_most_visits_in_care_come_within_six_weeks(self, visiting: Visiting) -> None:
        period = a_period((dt.date(2015, 6, 1), "full_care_order", "C2"), end=dt.date(2025, 6, 1))
        days = [visit.visit_date for visit in visiting.in_care(a_child(), period)]
        late = [other - one > dt.timedelta(days=42) for one, other in pairwise(days)]
        assert 0 < sum(late) < 0.25 * len(late)

    def test_short_breaks_have_no_visits_of_this_kind(self, visiting: Visiting) -> None:
        period = a_period((START, "short_breaks", "V4"), end=LATER)
        assert not list(visiting.in_care(a_child(), period))


class TestCase:
    def test_the_team_that_has_a_case_keeps_it_as_one_stage(self) -> None:
        case = a_case()
        case.pass_to(Stage("assessment", "family_south", START, dt.date.max, 2))
        case.pass_to(Stage("safeguarding", "family_south", LATER, dt.date.max, 2))
        assert [(stage.team, stage.start_date) for stage in case.stages] == [("family_south", START)]

    def test_a_case_passed_on_leaves_one_team_on_the_day_it_reaches_the_other(self) -> None:
        case = a_case()
        case.pass_to(Stage("assessment", "assessment_north", START, dt.date.max, 2))
        case.pass_to(Stage("safeguarding", "safeguarding_north", LATER, dt.date.max, 2))
        assert [stage.end_date for stage in case.stages] == [LATER, dt.date.max]
        assert [stage.is_transfer for stage in case.stages] == [False, True]
        case.close(LATER + DAY, "RC7")
        assert case.stages[-1].end_date == case.close_date == LATER + DAY

    def test_a_family_lives_in_the_district_of_its_address_on_the_day(self) -> None:
        household = a_household()
        assert household.district_on(dt.date(2023, 12, 31)) == "ZY1"
        assert household.district_on(dt.date(2024, 1, 1)) == "ZY5"
        assert household.district_on(dt.date(2000, 1, 1)) == "ZY1"

    def test_a_child_is_named_from_birth_until_shortly_before_18(self) -> None:
        member = a_member(dt.date(2008, 6, 1))
        assert not member.is_known_on(dt.date(2008, 5, 31))
        assert member.is_known_on(dt.date(2008, 6, 1))
        assert not member.is_known_on(dt.date(2026, 5, 1))

    def test_an_expected_child_is_named_before_birth(self) -> None:
        assert a_member(LAST + 60 * DAY, is_expected=True).is_known_on(LAST)


def test_no_plan_outlasts_a_childhood(chance: Chance, teams: Teams, workload: Workload, workdays: Workdays) -> None:
    referring = Referring(chance, teams, workload, workdays)
    cases = [referring.refer_disabled(START, "3F", "ZY1", 2) for _ in range(400)]
    lengths = [(plan.end_date - plan.start_date).days for case in cases for plan in case.need_plans if plan.end_date]
    assert sum(lengths) / len(lengths) > 365
    assert max(lengths) <= 18 * 365


@pytest.mark.parametrize("source", ["6", "2A"])
def test_a_referral_leads_to_one_team_after_another(
    chance: Chance, teams: Teams, workload: Workload, workdays: Workdays, source: str
) -> None:
    referring = Referring(chance, teams, workload, workdays)
    cases = [referring.refer(START, source, "ZY1", 6, children=2) for _ in range(200)]
    ways = {tuple(stage.team for stage in case.stages) for case in cases}
    assert ("mash", "assessment_central") in ways
    assert ("mash", "assessment_central", "safeguarding_central") in ways
    assert all(case.stages[-1].end_date >= case.close_date for case in cases)
