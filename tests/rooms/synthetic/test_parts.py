"""The smaller parts: chance, places, people, answers, untidiness."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms.synthetic.builders import a_child, a_period, a_placement

from sherwood.synthetic.answers import is_looked_after_a_year, leaver_birthday, left_again
from sherwood.synthetic.away import add_missing
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.people import birthday
from sherwood.synthetic.places import Map, miles_between, whereabouts_of
from sherwood.synthetic.placing import Placing
from sherwood.synthetic.reporting.columns import day_in
from sherwood.synthetic.shapes import District, Length
from sherwood.synthetic.staff import shortage_quarter
from sherwood.synthetic.untidy import Untidy
from sherwood.synthetic.writing import Sheet, text_of
from sherwood.vocabulary.ages import age_on

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2026, 12, 31))


def chance(seed: int = 1) -> Chance:
    return Chance(load_life_courses(), seed)


def test_a_choice_offers_only_what_fits_the_age() -> None:
    assert {chance(seed).pick("participation", 3) for seed in range(50)} == {"PN0"}


def test_a_choice_with_nothing_for_an_age_says_so() -> None:
    with pytest.raises(LookupError, match="no option for age 30"):
        chance().pick("participation", 30)


@given(st.integers(0, 10_000))
def test_a_length_is_at_least_a_day(seed: int) -> None:
    assert chance(seed).days_of(Length(median_days=0.1, spread=2.0, assumed="a test")) >= 1


@given(DAYS, st.integers(0, 21))
def test_a_birthday_is_the_first_day_of_that_age(birth_date: dt.date, age: int) -> None:
    day = birthday(birth_date, age)
    assert age_on(birth_date, day) == age
    assert age == 0 or age_on(birth_date, day - dt.timedelta(days=1)) == age - 1


@given(DAYS, st.integers(0, 400))
def test_a_day_between_two_days_is_one_of_them_or_between(first: dt.date, days: int) -> None:
    last = first + dt.timedelta(days=days)
    assert first <= chance(days).day_between(first, last) <= last


def test_whereabouts_follow_from_the_map() -> None:
    home = District(code="ZY1", east=0, north=0, share=1)
    assert miles_between(home, District(code="ZX1", east=3, north=4)) == 5
    assert whereabouts_of(home, District(code="ZX1", east=3, north=4), 20) == "outside_near"
    assert whereabouts_of(home, District(code="ZX1", east=0, north=20), 20) == "outside_near"
    assert whereabouts_of(home, District(code="ZY2", east=0, north=21, share=1), 20) == "inside_far"


def test_a_year_of_care_on_31_march_began_on_1_april_or_before() -> None:
    for start, expected in ((dt.date(2024, 4, 1), True), (dt.date(2024, 4, 2), False)):
        child = a_child()
        child.periods = [a_period((start, "section_20", "V2"))]
        assert is_looked_after_a_year(child, dt.date(2025, 3, 31)) is expected


def test_a_year_of_short_breaks_is_not_a_year_of_care() -> None:
    child = a_child()
    child.periods = [a_period((dt.date(2020, 4, 1), "short_breaks", "V4"))]
    assert not is_looked_after_a_year(child, dt.date(2025, 3, 31))


@pytest.mark.parametrize(
    ("start", "end", "age"),
    [
        (dt.date(2020, 1, 1), dt.date(2024, 6, 1), 19),
        (dt.date(2024, 5, 1), dt.date(2024, 6, 1), None),
        (dt.date(2019, 1, 1), dt.date(2022, 6, 1), None),
    ],
    ids=["long in care", "under 13 weeks", "left on the 16th birthday"],
)
def test_a_care_leaver_had_13_weeks_since_14_some_of_it_after_16(start: dt.date, end: dt.date, age: int | None) -> None:
    child = a_child(dt.date(2006, 6, 1))
    child.periods = [a_period((start, "section_20", "V2"), end=end, reason="E5")]
    assert leaver_birthday(chance(), child, dt.date(2025, 4, 1), dt.date(2026, 3, 31)) == age


@pytest.mark.parametrize(
    ("back", "gone", "expected"),
    [
        (dt.date(2025, 6, 1), dt.date(2026, 3, 31), True),
        (dt.date(2025, 6, 1), dt.date(2026, 4, 1), False),
        (dt.date(2025, 5, 31), dt.date(2025, 12, 1), False),
    ],
    ids=["back on the birthday, gone on the last day", "gone in the next year", "back before the birthday"],
)
def test_one_who_came_back_after_the_birthday_and_left_again_is_asked_nothing(
    back: dt.date, gone: dt.date, expected: bool
) -> None:
    child = a_child(dt.date(2008, 6, 1))
    earlier = a_period((dt.date(2020, 1, 1), "section_20", "V2"), end=dt.date(2025, 5, 1), reason="E8")
    child.periods = [earlier, a_period((back, "section_20", "V2"), end=gone, reason="E8")]
    assert left_again(child, 17, dt.date(2026, 3, 31)) is expected


def test_a_child_back_in_care_is_no_care_leaver() -> None:
    child = a_child(dt.date(2008, 6, 1))
    child.periods = [a_period((dt.date(2020, 1, 1), "section_20", "V2"))]
    assert leaver_birthday(chance(), child, dt.date(2025, 4, 1), dt.date(2026, 3, 31)) is None


@pytest.mark.parametrize("seed", range(20))
def test_placements_fill_the_period_without_a_gap(seed: int) -> None:
    drawn = chance(seed)
    period = a_period(
        (dt.date(2022, 1, 1), "interim_care_order", "C1"),
        (dt.date(2022, 10, 1), "placement_order", "E1"),
        (dt.date(2023, 9, 1), "placed_for_adoption", "E1"),
        (dt.date(2024, 2, 1), "full_care_order", "C2"),
        end=dt.date(2026, 1, 1),
    )
    period.placements = []
    Placing(drawn, Map(drawn.courses.places)).place(a_child(dt.date(2021, 12, 1)), period)
    days = [each.start_date for each in period.placements] + [period.end_date]
    assert days[0] == period.start_date
    assert [each.end_date for each in period.placements] == days[1:]
    assert period.placement_on(dt.date(2023, 10, 1)).placement_type in {"A5", "A6"}
    assert period.placement_on(dt.date(2024, 2, 1)).placement_type not in {"A5", "A6"}
    assert period.placements[-1].reason_moved == ""


def moves_at_16_or_17(begun: dt.date) -> int:
    """Of 300 children born on 1 June 2004, in care from a day to their 18th birthday with few moves, how many move at 16 or 17."""
    moved = 0
    for seed in range(300):
        courses = load_life_courses()
        settled = {**courses.lengths, "first_placement": courses.lengths["settled_placement"]}
        drawn = Chance(replace(courses, lengths=settled), seed)
        period = a_period((begun, "full_care_order", "C2"), end=dt.date(2022, 6, 1))
        period.placements = []
        Placing(drawn, Map(drawn.courses.places)).place(a_child(dt.date(2004, 6, 1)), period)
        moved += any(each.start_date >= dt.date(2020, 6, 1) for each in period.placements[1:] if not each.same_carer)
    return moved


def test_some_children_move_on_from_where_they_grew_up_at_16_or_17() -> None:
    """Three in ten do beside the few whom a move comes to anyway; who enters care at 16 has nothing to grow out of."""
    assert 90 < moves_at_16_or_17(dt.date(2017, 1, 1)) < 170
    assert moves_at_16_or_17(dt.date(2020, 6, 2)) < 70


@pytest.mark.parametrize("seed", range(20))
def test_missing_spells_stay_inside_care(seed: int) -> None:
    child = a_child(dt.date(2010, 1, 1))
    child.periods = [a_period((dt.date(2024, 1, 1), "section_20", "V2"), end=dt.date(2025, 1, 1))]
    add_missing(chance(seed), child, dt.date(2023, 4, 1), dt.date(2026, 3, 31))
    assert all(dt.date(2024, 1, 1) <= each.start_date <= each.end_date <= dt.date(2025, 1, 1) for each in child.away)


def test_the_quarter_short_of_workers_is_the_third_from_last_whole_one() -> None:
    organisation = load_life_courses().organisation
    assert shortage_quarter(organisation, dt.date(2026, 11, 21)).label == "2025-26-Q4"
    assert shortage_quarter(organisation, dt.date(2026, 12, 31)).label == "2026-27-Q1"


def test_a_problem_is_counted_to_its_line_with_blank_rows_between() -> None:
    columns = ["child", "dob", "review", "review_code"]
    sheet = Sheet([each.upper() for each in columns], columns, [[str(number), "d", "d", "PN1"] for number in range(50)])
    problems = Untidy(chance(), load_life_courses().mess, 1).spoil(sheet, "reviews", "reviews.csv")
    assert [(each.column, each.severity) for each in problems] == [("CHILD", "row")]
    assert sheet.lines[problems[0].row - 2][0] == ""
    assert sheet.byte_order_mark


def test_a_year_without_declared_mess_stays_tidy() -> None:
    sheet = Sheet(["CHILD"], ["child"], [["1"], ["2"]])
    assert Untidy(chance(), load_life_courses().mess, 9).spoil(sheet, "reviews", "reviews.csv") == []
    assert sheet == Sheet(["CHILD"], ["child"], [["1"], ["2"]])


@pytest.mark.parametrize(
    ("text", "day"),
    [("31/03/2025", dt.date(2025, 3, 31)), ("2025-03-31", dt.date(2025, 3, 31)), ("31/02/2025", None), ("", None)],
)
def test_a_day_is_read_in_either_style(text: str, day: dt.date | None) -> None:
    assert day_in(text) == day


def test_a_cell_without_value_is_empty() -> None:
    assert (text_of(None), text_of(""), text_of("PN1"), text_of(dt.date(2025, 3, 1))) == ("", "", "PN1", "01/03/2025")


def test_a_placement_is_found_on_its_first_day() -> None:
    period = a_period((dt.date(2024, 5, 1), "section_20", "V2"))
    move = dt.date(2024, 6, 1)
    period.placements = [a_placement(dt.date(2024, 5, 1), move), a_placement(move, kind="K2")]
    assert period.placement_on(move - dt.timedelta(days=1)).placement_type == "U6"
    assert period.placement_on(move).placement_type == "K2"
