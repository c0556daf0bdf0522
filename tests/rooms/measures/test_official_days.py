"""No two official figures differ by one child who came or left between two days that follow each other."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer
from tests.rooms.measures.test_evaluate import DATA_DATE, episodes, officially, spell, started, values

from sherwood.measures import UnknownChoice, evaluate
from sherwood.measures.official import official_day, official_days, official_grain

OPEN, STARTED, DAILY = "cla_open", "cla_started", "cla_review_due_worklist"
SEVEN = [spell(f"p{each}", dt.date(2018, 1, 15)) for each in range(7)]


def earlier(*counts):
    """So many children who began to be looked after in each month from April 2016 on."""
    began = {"reason_new_episode": "S", "legal_status": "C2"}
    days = [(dt.date(2016, 4 + at, 1), many) for at, many in enumerate(counts)]
    return episodes(*(spell(f"p{day}{each}", day, **began) for day, many in days for each in range(many)))


def asked(first, last, grain, measure=OPEN, **more):
    given = {"date_from": first, "date_to": last, "grain": grain, "figures": "official"}
    return values(episodes(*SEVEN), measure, **given, **more)


@pytest.mark.parametrize(
    "last",
    [DATA_DATE, dt.date(2018, 2, 28), dt.date(2018, 1, 31), dt.date(2017, 3, 15), dt.date(2018, 6, 1)],
)
def test_what_is_open_is_told_of_the_end_of_a_month_of_the_data_date_and_of_that_day_in_other_years(last):
    assert set(asked(last, last, "day").values()) <= {7, 0}


@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter", "year"])
@pytest.mark.parametrize("last", [dt.date(2018, 3, 14), dt.date(2018, 2, 27), dt.date(2017, 3, 16)])
def test_of_any_other_day_it_is_not_told_however_it_is_cut(last, grain):
    with pytest.raises(UnknownChoice, match="official figures speak of 2018-03-15 or of the last day of a month"):
        asked(last, last, grain)


@pytest.mark.parametrize("grain", ["day", "week"])
def test_days_that_follow_each_other_are_not_told_beside_each_other(grain):
    with pytest.raises(UnknownChoice, match="not given day by day"):
        asked(dt.date(2018, 2, 1), dt.date(2018, 2, 28), grain)


def test_months_are_told_beside_each_other():
    assert asked(dt.date(2018, 1, 1), DATA_DATE, "month") == {"2018-01": 7, "2018-02": 7, "2018-03": 7}


@pytest.mark.parametrize("measure", [OPEN, STARTED])
def test_what_was_true_by_another_day_is_not_told(measure):
    with pytest.raises(UnknownChoice, match="official figures speak of"):
        asked(dt.date(2018, 1, 1), dt.date(2018, 1, 31), "month", measure, as_at=dt.date(2018, 2, 14))


def test_a_year_cut_at_a_day_is_told_whole_so_that_two_cuts_show_no_child_between_them():
    reader = earlier(9, 8, 7)
    first = dt.date(2016, 4, 1)
    days = [first + dt.timedelta(days=each) for each in (0, 1, 29, 30, 61)]
    told = {officially(reader, day, end, "year")["2016-17"] for day in days for end in days if day <= end}
    assert told == {24}


def test_a_period_that_is_not_over_is_not_told_for_the_next_release_gives_what_came_between():
    reader = started(9, 8, 7, 6, 6, 6, 6, 6, 6, 6, 6, 6)
    first = dt.date(2017, 4, 1)
    assert "2018-03" not in officially(reader, first, DATA_DATE)
    assert list(officially(reader, first, DATA_DATE))[-1] == "2018-02"
    assert list(officially(reader, first, DATA_DATE, "quarter"))[-1] == "2017-18-Q3"
    assert officially(reader, first, DATA_DATE, "year") == {}
    assert officially(reader, first, DATA_DATE, as_at=dt.date(2017, 6, 30)) == {
        "2017-04": 9,
        "2017-05": 8,
        "2017-06": 7,
    }


def test_what_an_earlier_release_showed_is_not_what_hides_a_small_number_later():
    """April to June of 7, 3 and 9: when May came April stood already, so June goes with May and not the smaller April."""
    counts = (7, 3, 9)
    told = [
        list(officially(started(*counts[:months]), dt.date(2017, 4, 1), dt.date(2017, 6, 30), as_at=day).values())
        for months, day in ((1, dt.date(2017, 4, 30)), (2, dt.date(2017, 5, 31)), (3, dt.date(2017, 6, 30)))
    ]
    assert told[0] == [7]
    assert told[1][1] is None
    assert told[2] == [7, None, None]


# Of those open on any day of a period, and of what fell due in it, the first day tells as much as the last.
WITHIN = [
    "cla_missing_cohort_pct",
    "cla_away_without_authorisation_pct",
    "cla_review_on_time_pct",
    "cpp_review_on_time_pct",
]


def looked_after_in(**asked):
    """The whole of whom some went missing: thirty children who stayed and one who left on the first day of the year."""
    stayed = [spell(f"p{each}", dt.date(2016, 1, 1)) for each in range(30)]
    reader = episodes(*stayed, spell("left", dt.date(2016, 1, 1), dt.date(2016, 4, 2)))
    given = {"grain": "year", "figures": "official"} | asked
    series = evaluate(reader, CATALOGUE, "cla_missing_cohort_pct", county_viewer(), **given)
    return {point.period: point.denominator for point in series.rows}


def test_who_was_looked_after_on_any_day_of_a_year_is_told_of_the_whole_year_whatever_its_first_day():
    end = dt.date(2017, 3, 31)
    told = [looked_after_in(date_from=day, date_to=end) for day in (dt.date(2016, 4, 1), dt.date(2016, 4, 2))]
    assert told == [{"2016-17": 31}, {"2016-17": 31}]


def test_who_was_looked_after_on_any_day_of_a_year_so_far_is_not_told():
    assert looked_after_in(date_from=dt.date(2016, 4, 1), date_to=DATA_DATE) == {"2016-17": 31}
    assert looked_after_in() == {"2016-17": 31}
    assert looked_after_in(date_from=dt.date(2017, 4, 1), date_to=DATA_DATE) == {}


@pytest.mark.parametrize("name", WITHIN)
def test_figures_that_rest_on_every_day_of_a_period_are_of_whole_periods_that_are_over(name):
    measure = CATALOGUE.measure(name)
    days = official_days(measure, DATA_DATE, (dt.date(2016, 5, 14), DATA_DATE), "quarter", None, is_by=True)
    assert (days.date_from, days.date_to) == (dt.date(2016, 4, 1), dt.date(2017, 12, 31))
    with pytest.raises(UnknownChoice, match="not given by day"):
        official_days(measure, DATA_DATE, (DATA_DATE, DATA_DATE), "day", None, is_by=False)


def test_these_are_all_figures_at_a_date_that_rest_on_every_day_of_a_period():
    found = {each.name for each in CATALOGUE.measures.values() if each.is_at_a_date and each.is_of_a_period}
    assert found == set(WITHIN)


def test_medians_of_what_happened_are_of_whole_periods_too():
    medians = [each for each in CATALOGUE.measures.values() if not each.adds_up and not each.is_at_a_date]
    assert medians, "there is no median of what happened"
    span = (dt.date(2017, 4, 1), dt.date(2017, 6, 30))
    with pytest.raises(UnknownChoice, match="collection years that are over"):
        official_days(medians[0], DATA_DATE, span, "quarter", None, is_by=True)


@pytest.mark.parametrize("grain", ["day", "week"])
def test_days_and_weeks_of_what_happened_are_not_told(grain):
    with pytest.raises(UnknownChoice, match=f"not given by {grain}"):
        officially(started(9, 8, 7), dt.date(2017, 4, 3), dt.date(2017, 4, 30), grain)


def test_what_is_looked_at_day_by_day_is_official_by_month_where_nobody_says():
    assert official_grain(CATALOGUE.measure(DAILY), None) == "month"
    assert official_grain(CATALOGUE.measure(DAILY), "year") == "year"
    assert official_grain(CATALOGUE.measure(STARTED), None) == CATALOGUE.measure(STARTED).grain


@pytest.mark.parametrize(
    ("day", "instead"),
    [
        ("2018-03-15", "2018-03-15"),
        ("2018-04-01", "2018-04-01"),
        ("2018-03-14", "2018-02-28"),
        ("2018-01-31", "2018-01-31"),
        ("2016-03-15", "2016-03-15"),
        ("2018-01-01", "2017-12-31"),
    ],
)
def test_a_page_of_another_day_shows_official_figures_of_the_month_before(day, instead):
    assert official_day(dt.date.fromisoformat(day), DATA_DATE) == dt.date.fromisoformat(instead)


def test_the_day_a_year_before_the_last_of_february_may_be_asked_in_a_leap_year():
    reader = episodes(*SEVEN, data_date=dt.date(2017, 2, 28))
    day = dt.date(2016, 2, 28)
    assert values(reader, OPEN, date_from=day, date_to=day, grain="day", figures="official") == {"2016-02-28": 0}
