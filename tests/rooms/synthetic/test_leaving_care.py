"""How care ends: by death, by adoption with consent, with a guardian; and what then follows."""

import datetime as dt

import pytest
from tests.rooms.synthetic.builders import a_child, a_period

from sherwood.synthetic.adopting import PLACED, plan_adoption
from sherwood.synthetic.answers import is_care_leaver
from sherwood.synthetic.arrivals import Entry
from sherwood.synthetic.away import add_missing
from sherwood.synthetic.care import DIED, CareCourse
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import AGED_18, load_life_courses
from sherwood.synthetic.people import Child
from sherwood.synthetic.places import Map
from sherwood.synthetic.placing import Placing
from sherwood.synthetic.pupil_numbers import pupil_number_on

BORN, HORIZON = dt.date(2010, 1, 1), dt.date(2026, 3, 31)


def lived(state: str, count: int, birth_date: dt.date = BORN, start: dt.date = dt.date(2010, 6, 1)) -> list[Child]:
    """Children who entered care in this state, each of a family of its own."""
    chance = Chance(load_life_courses(), 3)
    care = CareCourse(chance)
    placing = Placing(chance, Map(chance.courses.places))
    found = [care.live(Entry(a_child(birth_date, family=at), start, state), HORIZON) for at in range(count)]
    for child in found:
        for period in child.periods:
            placing.place(child, period)
            plan_adoption(chance, period)
    return found


@pytest.fixture(scope="module")
def in_proceedings() -> list[Child]:
    return lived("interim_care_order", 3000)


def test_a_few_children_die_in_care_and_none_comes_back(in_proceedings: list[Child]) -> None:
    died = [child for child in in_proceedings if any(each.reason_ceased == DIED for each in child.periods)]
    assert 0 < len(died) < 0.03 * len(in_proceedings)
    for child in died:
        last = child.periods[-1]
        assert last.reason_ceased == DIED
        assert last.legal[-1].end_date == last.placements[-1].end_date == last.end_date < child.eighteenth_birthday


def test_nobody_dies_in_a_series_of_short_breaks() -> None:
    assert not any(each.reason_ceased == DIED for child in lived("short_breaks", 500) for each in child.periods)


def test_who_died_is_no_care_leaver() -> None:
    child = a_child(dt.date(2008, 1, 1))
    child.periods = [a_period((dt.date(2020, 1, 1), "section_20", "V2"), end=dt.date(2025, 6, 1), reason=DIED)]
    assert not is_care_leaver(Chance(load_life_courses(), 1), child, dt.date(2026, 1, 1))
    child.periods[0].reason_ceased = AGED_18
    assert is_care_leaver(Chance(load_life_courses(), 1), child, dt.date(2026, 1, 1))


def test_a_baby_given_up_is_adopted_by_consent_or_goes_home() -> None:
    periods = [child.periods[0] for child in lived("relinquished", 200)]
    adopted = [each for each in periods if each.reason_ceased == "E11"]
    assert adopted
    for period in adopted:
        assert {spell.legal_status for spell in period.legal} == {"V2"}
        assert period.placements[-1].placement_type in {"A3", "A4"}
        assert period.placements[-2].placement_type.startswith("U")
        assert period.adoption
        assert period.adoption.match_date
        assert period.adoption.adopted_by_foster_carer is (period.placements[-1].placement_type == "A3")
    home = [each for each in periods if each.reason_ceased.startswith("E4")]
    assert home
    assert all(each.adoption and each.adoption.reversed_date == each.end_date for each in home)


def test_only_those_with_adopters_are_in_a_placement_for_adoption(in_proceedings: list[Child]) -> None:
    for period in (each for child in in_proceedings for each in child.periods):
        for placement in period.placements:
            is_placed = period.state_on(placement.start_date).state in PLACED
            assert placement.placement_type.startswith("A") is is_placed


def test_a_guardian_was_the_foster_carer_only_of_who_lived_with_one(in_proceedings: list[Child]) -> None:
    found = [each for child in in_proceedings for each in child.periods if each.reason_ceased in {"E45", "E46"}]
    assert found
    assert all(each.placements[-1].placement_type.startswith("U") for each in found)


def test_nobody_under_ten_moves_into_custody_and_nobody_under_16_into_supported_accommodation(
    in_proceedings: list[Child],
) -> None:
    placements = [(child, each) for child in in_proceedings for period in child.periods for each in period.placements]
    assert all(child.age_on(each.end_date) >= 10 for child, each in placements if each.reason_moved == "CUSTOD")
    assert all(child.age_on(each.start_date) >= 16 for child, each in placements if each.placement_type == "K3")


def test_no_childrens_home_is_another_public_bodys(in_proceedings: list[Child]) -> None:
    homes = [
        each.provider
        for child in in_proceedings
        for period in child.periods
        for each in period.placements
        if each.placement_type in {"K1", "K2"}
    ]
    assert homes
    assert "PR3" not in homes


def test_orders_of_days_do_not_outlast_the_law() -> None:
    for state, days in (("police_protection", 3), ("child_assessment", 7)):
        spells = [child.periods[0].legal[0] for child in lived(state, 2000)]
        assert all((each.end_date - each.start_date).days <= days for each in spells)


def test_whoever_leaves_care_was_back_the_day_before() -> None:
    start, end = dt.date(2024, 11, 1), dt.date(2025, 1, 1)
    spells = []
    for seed in range(1500):
        child = a_child(BORN)
        child.periods = [a_period((start, "section_20", "V2"), end=end)]
        add_missing(Chance(load_life_courses(), seed), child, start, HORIZON)
        spells += child.away
    assert any(each.end_date == end - dt.timedelta(days=1) for each in spells)
    assert all(each.start_date <= each.end_date < end for each in spells)


def test_a_number_too_recent_to_know_is_no_excuse_once_in_care() -> None:
    start, end = dt.date(2025, 3, 1), dt.date(2025, 5, 1)
    codes = set()
    for at in range(50):
        child = a_child(dt.date(2019, 1, 1), number=str(100_000 + at))
        child.periods = [a_period((start, "section_20", "V2"), end=end)]
        codes.add(pupil_number_on(child, start - dt.timedelta(days=1)))
        assert pupil_number_on(child, start) == pupil_number_on(child, end + dt.timedelta(days=400)) == "UN5"
    assert codes == {"UN4", "UN5"}
