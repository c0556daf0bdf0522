"""Pictures drawn from a built county: what they show equals what the measure says, and one bar is never a picture."""

import datetime as dt

import pytest

from sherwood.definitions.shapes.report import Picture
from sherwood.measures import Point
from sherwood.reports import sentences
from sherwood.reports.current import span_of
from sherwood.reports.document import Chart, Note
from sherwood.reports.pictures import picture
from sherwood.vocabulary.periods import parse

OPEN, FIRST, TIMELY = "cla_open", "cla_first_review_20wd_pct", "cla_review_on_time_pct"


def trend(measure=OPEN, grain="month", periods=12):
    return Picture(measure=measure, shows="trend", grain=grain, periods=periods)


def bars(by, measure=OPEN):
    return Picture(measure=measure, shows="bars", by=by)


def point(value, bottom=None, period="2025-03"):
    return Point(period, {}, value, bottom, value, suppressed=False)


def values(chart):
    return [each["value"] for each in chart.spec["data"]["values"]]


def test_trend_ends_on_the_day_of_the_page_with_the_figure_of_that_day(desk):
    county = desk()
    chart = picture(county, trend())
    (now,) = county.series(county.catalogue.measure(OPEN), county.day, county.day, "day").rows
    assert len(values(chart)) == 12
    assert values(chart)[-1] == now.value
    assert chart.table.rows[0][1].number == now.value


def test_table_of_a_trend_begins_with_the_latest_period_and_leads_to_its_children(desk):
    rows = picture(desk(), trend()).table.rows
    assert rows[0][0].text == "September 2025"
    assert rows[0][1].drill.filters["to"] == "2025-09-30"


def test_flow_leaves_out_the_month_that_is_not_over(desk):
    chart = picture(desk(as_at="2025-09-15"), trend("cla_started"))
    assert chart.table.rows[0][0].text == "August 2025"


@pytest.mark.parametrize(("grain", "periods"), [("day", 7), ("week", 9), ("month", 5), ("quarter", 6), ("year", 3)])
def test_the_first_period_of_a_course_is_a_whole_one(desk, grain, periods):
    """A part of a year or quarter would look like a rise since."""
    county = desk(as_at="2025-08-20")
    measure = county.catalogue.measure("referrals_received")
    shown = {row[0].text: row[1].number for row in picture(county, trend(measure.name, grain, periods)).table.rows}
    long_before = county.series(measure, dt.date(2022, 4, 1), county.day, grain).rows
    whole = {sentences.period_words(each.period, grain): each.numerator for each in long_before}
    assert shown
    assert len(shown) == (periods if grain == "day" else periods - 1)
    assert shown == {words: whole[words] for words in shown}


@pytest.mark.parametrize(
    ("grain", "against", "back"),
    [
        ("week", "year_before", 52), ("month", "year_before", 12), ("quarter", "year_before", 4),
        ("week", "period_before", 4), ("month", "period_before", 4), ("quarter", "period_before", 4),
    ],
)  # fmt: skip
def test_what_a_course_is_held_against_are_whole_periods(desk, grain, against, back):
    county = desk(as_at="2025-08-20")
    measure = county.catalogue.measure("referrals_received")
    wanted = Picture(measure=measure.name, shows="trend", grain=grain, periods=4, against=against)
    every = county.series(measure, dt.date(2022, 4, 1), county.day, grain).rows
    whole = [each.numerator for each in every if parse(each.period, grain).last_day <= county.day]
    shown = [(row[1].number, row[2].number) for row in picture(county, wanted).table.rows]
    assert shown == [(whole[-at], whole[-at - back]) for at in range(1, 4)]


def test_what_had_to_be_done_in_the_year_leaves_out_the_year_that_is_not_over(desk):
    chart = picture(desk(), trend(TIMELY, "year", 6))
    assert chart.table.rows[0][0].text == "2024-25"


def test_years_stand_on_the_axis_under_their_own_names(desk):
    x = picture(desk(), trend(TIMELY, "year", 6)).spec["layer"][0]["encoding"]["x"]
    assert (x["field"], x["type"]) == ("label", "ordinal")


def test_one_period_is_no_trend(desk):
    found = picture(desk(), trend(periods=1))
    assert isinstance(found, Note)
    assert "no second month" in found.text


def test_the_one_period_is_told_with_its_figure(desk):
    county = desk()
    found = picture(county, trend(periods=1))
    (now,) = county.series(county.catalogue.measure(OPEN), county.day, county.day, "day").rows
    assert f"September 2025, {now.value:,.0f}, and no second month" in found.text


def test_a_course_of_nothing_does_not_promise_a_second_period(desk):
    """Of a team that holds no such children there is not one month to compare with another."""
    found = picture(desk(as_at="2001-01-01"), trend("cla_review_on_time_pct"))
    assert isinstance(found, Note)
    assert "nothing to count in the last 12 months" in found.text
    assert "second" not in found.text


def test_bars_add_up_to_the_figure(desk):
    county = desk()
    chart = picture(county, bars("placement_group"))
    (now,) = county.series(county.catalogue.measure(OPEN), county.day, county.day, "day").rows
    assert sum(values(chart)) == now.value
    assert values(chart) == sorted(values(chart), reverse=True)


def test_bands_keep_their_own_order(desk):
    labels = [row[0].text for row in picture(desk(), bars("age_band")).table.rows]
    order = [band.label for band in desk().catalogue.dimension("age_band").bands]
    assert labels == [each for each in order if each in labels]


@pytest.mark.parametrize(
    ("measure", "by", "begins"),
    [
        ("cin_ethnicity_disproportionality", "ethnicity_group", "Children in need per 10,000, by ethnic group:"),
        ("cla_open", "ethnicity_group", "Children looked after by ethnic group:"),
    ],
)
def test_a_breakdown_is_said_once(desk, measure, by, begins):
    assert picture(desk(), bars(by, measure)).title.startswith(begins)


def test_each_bars_number_leads_to_its_own_children(desk):
    county = desk()
    row = picture(county, bars("team")).table.rows[0]
    span = span_of(county.catalogue.measure(OPEN), county.day)
    team = row[1].drill.filters["team"]
    listing = county.children(county.catalogue.measure(OPEN), span.first, span.last, span.grain, 1, team=team)
    assert listing.counted == row[1].number


def test_single_team_is_broken_down_by_worker(desk, as_manager):
    found = picture(desk(as_manager), bars("team"))
    words = found.title if isinstance(found, Chart) else found.text
    assert "by allocated worker" in words


def test_single_service_is_broken_down_further(desk, as_manager):
    found = picture(desk(as_manager), bars("service"))
    words = found.title if isinstance(found, Chart) else found.text
    assert "by service" not in words


def test_single_worker_is_a_sentence_and_no_picture(desk, as_worker):
    found = picture(desk(as_worker), bars("team"))
    assert isinstance(found, Note)
    assert "nothing to compare it with" in found.text


def test_nothing_to_count_is_said(desk):
    found = picture(desk(as_at="2001-01-01"), bars("team"))
    assert isinstance(found, Note)
    assert "nothing to count on 1 January 2001" in found.text


def test_official_picture_has_no_list_behind_it(desk):
    rows = picture(desk(figures="official"), bars("district", "cin_open")).table.rows
    assert rows
    assert all(row[1].drill is None for row in rows)


def test_official_picture_is_of_groups_where_their_parts_would_give_small_numbers_away(desk):
    asked = desk(figures="official")
    assert picture(asked, bars("placement_type")) == picture(asked, bars("placement_group"))
    found = picture(asked, bars("placement_type", "placement_fostering_pct"))
    assert "official figures are not given by placement type" in found.text
    assert "by placement type" in picture(desk(), bars("placement_type")).title


@pytest.mark.parametrize(
    ("bottoms", "said"),
    [
        ([2, 9], "each month rests on between 2 and 9 cases"),
        ([5, 5], "each month rests on 5 cases"),
        ([1, 1], "each month rests on 1 case,"),
        ([2, 10], "one month rests on as few as 2 cases"),
        ([10, 11], ""),
        ([None, None], ""),
        ([0, 12], ""),
    ],
)
def test_small_numbers_are_said_below_ten_and_not_at_ten(bottoms, said):
    found = sentences.small_numbers([point(50, bottom) for bottom in bottoms], "month")
    assert said in found
    assert bool(found) is bool(said)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (10, 12, "rose from 10 in March 2025 to 12 in April 2025"),
        (12, 10, "fell from 12 in March 2025 to 10 in April 2025"),
        (12, 12, ": 12 in April 2025, as in March 2025"),
    ],
)
def test_title_says_what_happened(desk, old, new, said):
    measure = desk().catalogue.measure(OPEN)
    points = [point(old), point(new, period="2025-04")]
    assert sentences.what_happened(measure, points, "month").endswith(said)


def test_level_line_has_no_highest_and_lowest(desk):
    points = [point(4), point(4, period="2025-04")]
    assert sentences.highest_and_lowest(desk().catalogue.measure(OPEN), points, "month") == "The same in every month."


def test_many_months_that_share_last_place_are_counted_out_of_all(desk):
    points = [point(0 if month < 5 else month, period=f"2025-0{month}") for month in range(1, 7)]
    said = sentences.highest_and_lowest(desk().catalogue.measure(OPEN), points, "month")
    assert said == "Highest in June 2025 (6), lowest in 4 of 6 months (0)."


def test_those_that_share_first_place_are_all_named(desk):
    ordered = [("East", point(90, 10)), ("West", point(90, 10)), ("North", point(40, 10))]
    said = sentences.extremes(desk().catalogue.measure(FIRST), ordered)
    assert said == "highest in East and West (90.0%), lowest in North (40.0%)"


@pytest.mark.parametrize(
    ("label", "grain", "said"),
    [
        ("2025-03", "month", "March 2025"),
        ("2024-25-Q4", "quarter", "January to March 2025"),
        ("2025-W11", "week", "week to 16 Mar 2025"),
        ("2024-25", "year", "2024-25"),
    ],
)
def test_period_is_said_in_words(label, grain, said):
    assert sentences.period_words(label, grain) == said


@pytest.mark.parametrize(
    ("name", "today", "first", "last"),
    [
        (OPEN, (2025, 9, 30), (2025, 9, 30), (2025, 9, 30)),
        ("cla_started", (2025, 9, 30), (2024, 10, 1), (2025, 9, 30)),
        ("cla_started", (2025, 9, 29), (2024, 9, 1), (2025, 8, 31)),
        (TIMELY, (2025, 9, 30), (2024, 4, 1), (2025, 3, 31)),
        (TIMELY, (2025, 3, 31), (2024, 4, 1), (2025, 3, 31)),
    ],
)
def test_present_figure_speaks_of_the_day_the_last_twelve_months_or_the_last_whole_year(desk, name, today, first, last):
    span = span_of(desk().catalogue.measure(name), dt.date(*today))
    assert (span.first, span.last) == (dt.date(*first), dt.date(*last))
