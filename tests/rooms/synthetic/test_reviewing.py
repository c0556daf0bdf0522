"""Reviews: due by the regulations, held on working days, none for short breaks."""

import datetime as dt
from itertools import pairwise

import pytest
from tests.rooms.synthetic.builders import a_child, a_period

from sherwood.synthetic.allocating import Allocating
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.people import Child, PeriodOfCare
from sherwood.synthetic.reviewing import NEVER, Reviewing
from sherwood.synthetic.workload import Loads
from sherwood.vocabulary.calendar import WorkingCalendar
from sherwood.vocabulary.intervals import add_months

FIRST, LAST = dt.date(2023, 4, 1), dt.date(2026, 11, 21)
CALENDAR = WorkingCalendar()


def reviewed(period: PeriodOfCare, seed: int = 1, child: Child | None = None) -> PeriodOfCare:
    chance = Chance(load_life_courses(), seed)
    Reviewing(chance, CALENDAR, Allocating(chance, FIRST, LAST)).review(child or a_child(), period, LAST)
    return period


def test_the_first_review_is_due_20_working_days_after_the_start_bank_holidays_left_out() -> None:
    # 20 December 2024 is a Friday; Christmas Day, Boxing Day and New Year's Day fall on weekdays.
    review = reviewed(a_period((dt.date(2024, 12, 20), "section_20", "V2"))).reviews[0]
    assert (review.rule, review.due_date) == ("first", dt.date(2025, 1, 22))


@pytest.mark.parametrize("seed", range(12))
def test_each_later_review_is_counted_from_the_day_the_last_was_held(seed: int) -> None:
    reviews = reviewed(a_period((dt.date(2023, 5, 31), "section_20", "V2")), seed).reviews
    assert [each.rule for each in reviews[:4]] == ["first", "second", "later", "later"]
    assert reviews[1].due_date == add_months(reviews[0].held_date, 3)
    for before, after in pairwise(reviews[1:]):
        assert after.due_date == add_months(before.held_date, 6)


@pytest.mark.parametrize("seed", range(12))
def test_reviews_are_held_on_working_days_after_the_clock_starts(seed: int) -> None:
    for review in reviewed(a_period((dt.date(2023, 5, 31), "section_20", "V2")), seed).reviews:
        assert review.held_date > review.clock_date
        assert CALENDAR.is_working_day(review.held_date)


def test_a_child_placed_for_adoption_is_reviewed_within_four_weeks_and_then_three_months() -> None:
    placed = dt.date(2024, 6, 3)
    period = a_period((dt.date(2023, 4, 3), "placement_order", "E1"), (placed, "placed_for_adoption", "E1"))
    reviews = reviewed(period).reviews
    at = next(position for position, each in enumerate(reviews) if each.rule == "adoption_first")
    assert reviews[at].due_date <= placed + dt.timedelta(weeks=4)
    assert reviews[at + 1].due_date == add_months(reviews[at].held_date, 3)


def test_short_breaks_have_no_reviews_in_this_return() -> None:
    assert reviewed(a_period((dt.date(2024, 5, 1), "short_breaks", "V4"))).reviews == []


def test_care_that_ends_before_the_first_last_day_has_no_review_due() -> None:
    period = a_period((dt.date(2024, 5, 1), "section_20", "V2"), end=dt.date(2024, 5, 20))
    assert reviewed(period).reviews == []


def test_a_late_review_overtaken_by_the_end_of_care_is_never_held() -> None:
    ends = dt.date(2024, 6, 3)
    found = [
        review
        for seed in range(150)
        for review in reviewed(a_period((dt.date(2024, 5, 1), "section_20", "V2"), end=ends), seed).reviews
    ]
    assert [each for each in found if each.held_date == NEVER]
    assert all(each.held_date < ends for each in found if each.held_date != NEVER)


def test_a_child_of_3_is_coded_pn0_and_one_of_4_is_not() -> None:
    for birth_date, is_young in ((dt.date(2022, 1, 1), True), (dt.date(2019, 1, 1), False)):
        period = reviewed(a_period((dt.date(2024, 5, 1), "section_20", "V2")), child=a_child(birth_date))
        assert (period.reviews[0].participation == "PN0") is is_young


def test_the_load_of_a_team_is_that_last_noted_and_1_before_any() -> None:
    loads = Loads()
    loads.note("north", dt.date(2024, 5, 1), 1.5)
    loads.note("north", dt.date(2024, 6, 1), 0.9)
    assert loads.on("north", dt.date(2024, 4, 30)) == 1.0
    assert loads.on("north", dt.date(2024, 5, 1)) == 1.5
    assert loads.on("north", dt.date(2024, 7, 1)) == 0.9
    assert loads.on("south", dt.date(2024, 7, 1)) == 1.0
