"""Families known for years: few of the county's children are ever referred, those again and again, and every year is like the last."""

import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest
from tests.rooms.synthetic.builders import a_case, a_household, a_member, a_plan
from tests.rooms.synthetic.known import FIRST, Known, calendar, known

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.contacting import Contacting
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.helping import Helping
from sherwood.synthetic.pandemic import CountyPandemic
from sherwood.synthetic.places import SECTORS, sector_decile
from sherwood.synthetic.referring import Referring
from sherwood.synthetic.rhythm import Rhythm
from sherwood.synthetic.teams import Teams
from sherwood.synthetic.workdays import Workdays
from sherwood.synthetic.workload import Loads, Workload

CHILDREN = 40_000
YEARS = (2023, 2024, 2025)
MONDAY = dt.date(2025, 6, 2)


@pytest.fixture(scope="module")
def made() -> Known:
    """The county that the test of rates makes, made once for both."""
    return known(5, CHILDREN)


def year_of(day: dt.date) -> int:
    return day.year - (day.month < 4)


def test_most_children_are_not_referred_in_three_years_and_a_half(made: Known) -> None:
    referred = {life.child.number for life, case in made.referrals() if case.referral_date >= FIRST}
    assert 0.08 < len(referred) / CHILDREN < 0.18


def test_fewer_than_two_children_in_five_are_heard_of_in_three_years_and_a_half(made: Known) -> None:
    known_now = [life for life in made.lives if any(each.contact_date >= FIRST for each in life.contacts)]
    assert 0.15 < len(known_now) / CHILDREN < 0.4


def test_families_come_back_soon_and_after_quiet_years(made: Known) -> None:
    gaps = [
        (later - earlier).days
        for life in made.lives
        for earlier, later in pairwise(sorted({each.contact_date for each in life.contacts}))
    ]
    assert sum(gap <= 365 for gap in gaps) > 0.5 * len(gaps)
    assert sum(gap > 2 * 365 for gap in gaps) > 0.08 * len(gaps)


@pytest.mark.parametrize("what", ["contacts", "referrals", "enquiries"])
def test_every_year_has_as_many_as_the_others(made: Known, what: str) -> None:
    days = {
        "contacts": [each.contact_date for life in made.lives for each in life.contacts],
        "referrals": [case.referral_date for _, case in made.referrals()],
        "enquiries": [each.start_date for *_, each in made.enquiries()],
    }[what]
    counts = Counter(map(year_of, days))
    mean = sum(counts[year] for year in YEARS) / len(YEARS)
    assert all(abs(counts[year] / mean - 1) < 0.2 for year in YEARS), counts


def test_what_workers_carry_stays_level_over_the_years(made: Known) -> None:
    first = made.made.loads_from
    teams = [
        team.id for team in load_life_courses().organisation.team if {"assessment", "safeguarding"} & set(team.work)
    ]
    loads: dict[int, list[float]] = {year: [] for year in YEARS}
    for team in teams:
        for week, load in enumerate(made.made.loads[team]):
            loads.get(year_of(first + dt.timedelta(weeks=week)), []).append(load)
    means = [sum(each) / len(each) for each in loads.values()]
    assert all(0.8 < mean < 1.35 for mean in means), means
    assert max(means) / min(means) < 1.25, means


def test_known_families_live_eight_times_as_often_in_the_most_deprived_tenth(made: Known) -> None:
    """Every neighbourhood of a district has as many homes, so that its share of the district's homes is its share of the children."""
    districts = {each.code: each for each in load_life_courses().places.district if each.share}
    homes: Counter[int] = Counter()
    for district in districts.values():
        for sector in SECTORS:
            homes[sector_decile(district, sector)] += district.share
    found = Counter(
        sector_decile(districts[address.district], int(address.postcode.split()[1][0]))
        for life in made.lives
        for address in life.addresses[-1:]
        if address.district in districts
    )
    assert 6 < (found[1] / homes[1]) / (found[10] / homes[10]) < 16


def enquiries(*, had_plan: bool) -> int:
    """Of 200 families referred, how many cases begin with an enquiry."""
    chance = Chance(load_life_courses(), 7)
    workdays = Workdays(calendar(), dt.date(2000, 1, 1), dt.date(2060, 1, 1))
    teams = Teams(chance.courses.organisation)
    referring = Referring(chance, teams, Workload(chance, Loads()), workdays)
    rhythm = Rhythm(chance, workdays, CountyPandemic(chance))
    contacting = Contacting(chance, referring, Helping(chance, teams, workdays), workdays, rhythm)
    found = 0
    for _ in range(200):
        member = a_member()
        if had_plan:
            before = a_case(close=dt.date(2023, 9, 1))
            before.protection_plans.append(a_plan(dt.date(2022, 6, 1), dt.date(2023, 6, 1)))
            member.cases.append(before)
        case = contacting.refer(a_household(member), [member], MONDAY, "6")
        found += any((each.start_date - MONDAY).days < 14 for each in case.enquiries)
    return found


def test_an_enquiry_is_likelier_about_a_child_who_was_on_a_plan() -> None:
    assert enquiries(had_plan=True) > 1.5 * enquiries(had_plan=False)
