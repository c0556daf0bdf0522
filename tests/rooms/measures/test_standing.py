"""What was withheld of a breakdown at the end of a month stays withheld, so that tables of successive months tell no more."""

import datetime as dt
import random
from dataclasses import replace

from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer
from tests.rooms.measures.test_evaluate import episodes, spell
from tests.support.courses import a_course, is_exact, shown_of, worked_out
from tests.support.draws import seed_for

from sherwood.measures import evaluate
from sherwood.measures.disclosure import suppress
from sherwood.measures.series import Point
from sherwood.measures.standing import Told, keep_withheld, months_before
from sherwood.vocabulary.periods import parse, periods_between

MAY = parse("2018-05", "month")


def told(month, **numbers):
    points = tuple(
        Point(month, {"unit": unit}, number, None, float(number)) for unit, number in numbers.items() if number
    )
    return Told(points, suppress(points))


def withheld(now, *earlier):
    before = Told(tuple(p for each in earlier for p in each.points), tuple(p for each in earlier for p in each.shown))
    return {each.dims["unit"] for each in keep_withheld(now, before, [MAY], "unit") if each.suppressed}


def test_what_covered_last_month_is_withheld_still():
    april, may = told("2018-04", a=3, b=7, c=8), told("2018-05", a=3, b=9, c=8)
    assert withheld(may) == {"a", "c"}
    assert withheld(may, april) == {"a", "b", "c"}


def test_what_is_nought_now_does_not_show_that_it_is():
    april, may = told("2018-04", a=1, b=7, c=8), told("2018-05", a=0, b=7, c=8)
    assert withheld(may) == set()
    assert withheld(may, april) == {"a", "b"}


def test_after_a_year_it_is_told_again():
    assert withheld(told("2018-05", a=8, b=9), told("2017-05", a=3, b=9)) == {"a", "b"}
    assert withheld(told("2018-05", a=8, b=9), told("2017-04", a=3, b=9)) == set()


def test_a_unit_that_was_nought_is_hidden_among_others_that_grew():
    april, may = told("2018-04", a=0, b=7, c=8, d=12), told("2018-05", a=1, b=7, c=9, d=15)
    assert withheld(may) == {"a", "b"}
    assert withheld(may, april) == {"a", "b", "c", "d"}


def test_what_was_withheld_beside_a_unit_that_came_up_is_withheld_in_the_months_after():
    """Shown again at sixteen, b would tell that it had grown by one and a by no more than one."""
    march = told("2018-03", b=15, c=12, d=7, e=9, f=6)
    april = told("2018-04", a=1, b=16, c=12, d=7, e=9, f=6)
    may = told("2018-05", b=16, c=12, d=6, e=8, f=6)
    assert withheld(may, april, march) == {"a", "b", "f"}


def test_a_unit_whose_number_the_totals_told_is_hidden_among_others_that_grow_later():
    march, april = told("2018-03", b=6, c=8, d=20, e=7), told("2018-04", a=1, b=6, c=8, d=20, e=7)
    may = told("2018-05", a=1, b=6, c=9, d=20, e=7)
    assert withheld(may, april, march) == {"a", "b", "c"}


def test_a_unit_that_has_just_become_small_is_hidden_among_others_that_may_have_lost_some():
    march, april = told("2018-03", a=14, b=60, d=6, f=9), told("2018-04", a=14, b=60, d=6, e=1, f=9)
    may = told("2018-05", a=14, b=60, d=5, e=1, f=9)
    assert withheld(may) == {"d", "e"}
    assert withheld(may, april, march) == {"d", "e", "f"}


def test_a_day_within_a_month_goes_by_the_months_before_it_from_two_collection_years_before_its_own():
    months = [each.label for each in months_before([parse("2018-05-14", "day")])]
    assert (months[0], months[-1], len(months)) == ("2016-04", "2018-04", 25)
    assert months_before([parse("2018-03-31", "day")])[0].label == "2015-04"


def thirty_months(draw):
    """Points of some units at the ends of the months from April 2015 to September 2017, between which few come and leave."""
    months = periods_between(dt.date(2015, 4, 1), dt.date(2017, 9, 30), "month")
    units, busy = "abcd", draw.choice((1, 3))
    now = {unit: draw.choice((2, 4, 6, 7, 9, 12, 20)) for unit in units}
    found = []
    for month in months:
        found += told(month.label, **now).points
        for step in (*[1] * draw.randint(0, busy), *[-1] * draw.randint(0, busy)):
            unit = draw.choice(units)
            now[unit] = max(0, now[unit] + step)
    return months, Told(tuple(found), suppress(found))


def of(whole, periods):
    labels = {each.label for each in periods}
    return Told(*(tuple(point for point in points if point.period in labels) for points in whole))


def withheld_of(whole, asked):
    kept = keep_withheld(of(whole, asked), of(whole, months_before(asked)), asked, "unit")
    return {(each.period, each.dims["unit"]) for each in kept if each.suppressed}


def test_what_a_month_withholds_does_not_rest_on_the_months_asked_with_it():
    draw = random.Random(seed_for("months asked"))
    for _ in range(8):
        months, whole = thirty_months(draw)
        alone = {each for month in months for each in withheld_of(whole, [month])}
        for first in (0, 15, 23):
            asked = months[first:]
            assert withheld_of(whole, asked) == {each for each in alone if each[0] in {month.label for month in asked}}


def test_what_a_month_begins_to_withhold_is_withheld_in_the_year_after_across_april_too():
    """April begins another collection year, which settles the months before it anew from a later one on.

    That may carry what the year before did not withhold, and only for as long as the month it comes from asks: of an April it is what its
    own table withholds that stays.
    """
    draw = random.Random(seed_for("over April"))
    for _ in range(12):
        months, whole = thirty_months(draw)
        hidden = [{unit for _, unit in withheld_of(whole, [each])} for each in months]
        for at in range(13, len(months)):
            of_table = {
                each.dims["unit"] for each in whole.shown if each.suppressed and each.period == months[at].label
            }
            begun = of_table if months[at].first_day.month == 4 else hidden[at] - hidden[at - 1]
            for later in hidden[at + 1 : at + 13]:
                assert begun <= later, (months[at].label, whole)


def test_rows_stand_by_their_values_so_that_their_order_tells_no_nought():
    april, may = told("2018-04", a=1, b=7, c=8), told("2018-05", a=0, b=7, c=8)
    rows = keep_withheld(may, april, [MAY], "unit")
    assert [(each.dims["unit"], each.suppressed) for each in rows] == [("a", True), ("b", True), ("c", False)]
    unnamed = Told(*(tuple(replace(point, dims={"unit": None}) for point in each[:1]) + each[1:] for each in april))
    assert [each.dims["unit"] for each in keep_withheld(may, unnamed, [MAY], "unit")] == ["b", "c", None]


def test_tables_of_successive_months_give_no_number_away_that_totals_alone_do_not():
    draw = random.Random(seed_for("courses"))
    for _ in range(12):
        course = a_course(draw)
        for known, least in worked_out(course, shown_of(course)):
            assert is_exact(least) or not is_exact(known), course


def test_a_page_of_today_withholds_what_was_withheld_at_the_end_of_a_month_before():
    counts = {"E1": (3, dt.date(2018, 2, 10)), "C2": (9, dt.date(2019, 1, 1)), "V2": (20, dt.date(2019, 1, 1))}
    rows = [
        spell(f"{code}{each}", dt.date(2018, 1, 1), until, legal_status=code)
        for code, (number, until) in counts.items()
        for each in range(number)
    ]
    series = evaluate(episodes(*rows), CATALOGUE, "cla_open", county_viewer(), by=("legal_status",), figures="official")
    assert {point.dims["legal_status"]: point.value for point in series.rows} == {"C2": None, "E1": None, "V2": 20}
