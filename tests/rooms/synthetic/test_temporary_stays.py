"""Temporary stays: where they may stand in a period of care, how long they last and what they leave as it was."""

import datetime as dt
from itertools import pairwise

import pytest
from tests.rooms.synthetic.builders import a_child, a_period, a_placement

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.extracts import episodes_of
from sherwood.synthetic.people import PeriodOfCare
from sherwood.synthetic.places import Map
from sherwood.synthetic.temporary_stays import TemporaryStays

START, ORDER, END = dt.date(2005, 1, 1), dt.date(2010, 6, 1), dt.date(2022, 12, 31)
LONGEST = {"T0": 21, "T1": 42, "T2": 21, "T3": 21, "T4": 7}


def interrupted(seed: int, kind: str = "U6", legal: str = "C1") -> PeriodOfCare:
    """Eighteen years with one carer: long enough for some stays."""
    chance = Chance(load_life_courses(), seed)
    period = a_period((START, "interim_care_order", legal), (ORDER, "full_care_order", "C2"), end=END)
    period.placements = [a_placement(START, END, kind=kind)]
    TemporaryStays(chance, Map(chance.courses.places)).add(a_child(START), period)
    return period


@pytest.fixture(scope="module")
def periods() -> list[PeriodOfCare]:
    return [interrupted(seed) for seed in range(200)]


def stays(periods: list[PeriodOfCare]):
    return [each for period in periods for each in period.placements if each.is_temporary]


def test_every_kind_of_stay_happens_and_none_is_longer_than_the_guide_allows(periods: list[PeriodOfCare]) -> None:
    found = stays(periods)
    assert {each.placement_type for each in found} == set(LONGEST)
    assert all(1 <= (each.end_date - each.start_date).days <= LONGEST[each.placement_type] for each in found)


def test_the_child_goes_back_to_the_same_carer(periods: list[PeriodOfCare]) -> None:
    for period in periods:
        for before, stay, after in zip(period.placements, period.placements[1:], period.placements[2:], strict=False):
            if stay.is_temporary:
                assert (before.placement_type, before.urn, before.postcode) == (
                    after.placement_type,
                    after.urn,
                    after.postcode,
                )
                assert (before.end_date, stay.end_date) == (stay.start_date, after.start_date)


def test_nobody_begins_or_ends_care_in_one(periods: list[PeriodOfCare]) -> None:
    assert not any(each.placements[place].is_temporary for each in periods for place in (0, -1))


def test_no_order_changes_during_one() -> None:
    found = []
    for seed in range(200):
        chance = Chance(load_life_courses(), seed)
        days = [START + dt.timedelta(days=60 * turn) for turn in range(100)]
        period = a_period(*((day, "interim_care_order", "C1") for day in days), end=END)
        TemporaryStays(chance, Map(chance.courses.places)).add(a_child(START), period)
        found += [(each, spell) for each in stays([period]) for spell in period.legal]
    assert found
    assert not any(each.start_date <= spell.start_date <= each.end_date for each, spell in found)


def test_two_stays_lie_half_a_year_apart(periods: list[PeriodOfCare]) -> None:
    for period in periods:
        for first, second in pairwise(stays([period])):
            assert (second.start_date - first.end_date).days >= 183


def test_both_ways_are_a_move_of_the_return_and_neither_has_a_reason(periods: list[PeriodOfCare]) -> None:
    period = next(each for each in periods if stays([each]))
    kinds = [(each.reason_new, each.placement.is_temporary) for each in episodes_of(period) if each.start_date != ORDER]
    assert kinds[:3] == [("S", False), ("P", True), ("P", False)]
    before = period.placements[0]
    assert (before.reason_moved, stays([period])[0].reason_moved) == ("", "")


def test_without_the_stays_the_placement_is_as_it_was(periods: list[PeriodOfCare]) -> None:
    assert all(each.lasting_placements == [a_placement(START, END)] for each in periods)


@pytest.mark.parametrize("kind", ["P1", "R5", "A6", "K1"])
def test_who_has_no_carer_to_go_back_to_has_no_stays(kind: str) -> None:
    assert not stays([interrupted(seed, kind) for seed in range(40)])


def test_short_breaks_hold_none() -> None:
    assert not stays([interrupted(seed, legal="V4") for seed in range(40)])
