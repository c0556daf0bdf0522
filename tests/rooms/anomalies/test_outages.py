"""Days on which records are missing are told from days on which less happened."""

import datetime as dt

import numpy as np
import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse
from tests.support.draws import seed_for

from sherwood.anomalies.outages import gap_in, gap_of
from sherwood.anomalies.words import gap_sentence
from sherwood.measures import evaluate

FIRST = dt.date(2026, 1, 5)
DAYS = [FIRST + dt.timedelta(days=day) for day in range(147) if (FIRST + dt.timedelta(days=day)).weekday() < 5]


def counts(a_day=8, seed=1):
    return np.random.default_rng(seed).poisson(a_day, len(DAYS)).astype(float)


def without(values, first, length, left=0.0):
    found = values.copy()
    found[first : first + length] = np.floor(found[first : first + length] * left)
    return found


@pytest.mark.parametrize(("first", "length"), [(40, 6), (60, 4), (20, 10)])
def test_a_run_of_days_without_records_is_a_gap_of_those_days(first, length):
    gap = gap_in(DAYS, without(counts(), first, length))
    assert (gap.first_day, gap.last_day) == (DAYS[first], DAYS[first + length - 1])
    assert gap.missing == pytest.approx(1)
    assert gap.expected == pytest.approx(8 * length, rel=0.2)
    assert not gap.is_at_the_end


def test_records_partly_missing_are_a_gap_too():
    gap = gap_in(DAYS, without(counts(20), 50, 8, left=0.3))
    assert DAYS[48] <= gap.first_day <= DAYS[52]
    assert 0.5 < gap.missing < 0.85


def test_days_at_the_end_without_records_are_told_as_the_end():
    gap = gap_in(DAYS, without(counts(), len(DAYS) - 5, 5))
    assert gap.last_day == DAYS[-1]
    assert gap.is_at_the_end
    assert "no day after it is known yet" in gap_sentence("Contacts received", gap)


@pytest.mark.parametrize(
    "values",
    [
        without(counts(), 50, 2),
        without(counts(), 50, 55, left=0.5),
        np.where(np.arange(len(DAYS)) >= 60, np.floor(counts(20) * 0.6), counts(20)),
        without(counts(20), len(DAYS) - 12, 12, left=0.45),
        np.floor(counts(20) * np.linspace(1, 0.5, len(DAYS))),
        counts(),
        counts(0.4),
        np.zeros(len(DAYS)),
    ],
    ids=[
        "two days of snow",
        "half as many from a day on",
        "a threshold raised",
        "half as many to the end",
        "a slow fall",
        "noise",
        "few",
        "none",
    ],
)
def test_a_real_change_short_weather_noise_and_small_counts_are_no_gap(values):
    assert gap_in(DAYS, values) is None


def test_noise_is_hardly_ever_called_a_gap_and_outages_nearly_always():
    chance = np.random.default_rng(seed_for("gaps in records"))
    noise = sum(gap_in(DAYS, chance.poisson(6, len(DAYS)).astype(float)) is not None for _ in range(150))
    assert noise <= 3
    named = 0
    for _ in range(60):
        first = int(chance.integers(15, 85))
        named += gap_in(DAYS, without(chance.poisson(6, len(DAYS)).astype(float), first, 6, left=0.15)) is not None
    assert named >= 0.9 * 60


def half_entered(chance, a_day=7):
    """Events as one feed tells them, and as another has them that lost six in ten for seven days."""
    elsewhere = chance.poisson(a_day, len(DAYS)).astype(float)
    first = int(chance.integers(15, 80))
    entered = elsewhere.copy()
    entered[first : first + 7] = chance.binomial(elsewhere[first : first + 7].astype(int), 0.4)
    return entered, elsewhere, first


def test_records_that_another_feed_has_are_missed_nearly_always_where_one_feed_alone_shows_a_third():
    chance = np.random.default_rng(seed_for("gaps beside another feed"))
    alone = beside = 0
    for _ in range(60):
        entered, elsewhere, first = half_entered(chance)
        gap = gap_in(DAYS, entered, elsewhere)
        beside += gap is not None and gap.first_day <= DAYS[first + 6] and DAYS[first] <= gap.last_day
        alone += gap_in(DAYS, entered) is not None
    assert beside >= 0.9 * 60
    # One feed alone shows a third of them; a draw of sixty has been seen to hold half.
    assert alone < 0.67 * 60


def test_what_another_feed_shows_too_is_no_gap():
    happened = without(counts(20), 50, 6, left=0.2)
    entered = np.random.default_rng(3).binomial(happened.astype(int), 0.9).astype(float)
    assert gap_in(DAYS, entered) is not None
    assert gap_in(DAYS, entered, happened) is None


def test_two_feeds_that_go_their_own_ways_hardly_ever_make_a_gap():
    chance = np.random.default_rng(seed_for("two feeds"))
    pairs = (
        (chance.poisson(6, len(DAYS)).astype(float), chance.poisson(9, len(DAYS)).astype(float)) for _ in range(150)
    )
    assert sum(gap_in(DAYS, *each) is not None for each in pairs) <= 3


def test_a_feed_that_began_or_ended_within_the_days_is_not_held_against():
    late = counts(seed=2)
    late[: len(DAYS) // 3] = 0
    assert gap_in(DAYS, without(counts(), 40, 6), late).first_day == DAYS[40]


@pytest.mark.parametrize(("told_from", "is_gap"), [(80, True), (40, False)])
def test_a_feed_that_does_not_tell_of_the_first_days_speaks_only_of_those_it_tells(told_from, is_gap):
    """Sixty to sixty-five are few in both: no gap where the other feed says so, one where it says nothing of these days."""
    entered = without(counts(20), 60, 6, left=0.2)
    elsewhere = entered.copy()
    elsewhere[:told_from] = np.nan
    assert (gap_in(DAYS, entered, elsewhere) is not None) is is_gap


def test_what_comes_less_what_goes_is_no_count_of_records():
    net = without(counts(20), 50, 6)
    net[49] = net[56] = -30
    assert gap_in(DAYS, net) is None


def test_too_few_days_say_nothing():
    assert gap_in(DAYS[:40], without(counts(), 20, 6)[:40]) is None


def test_a_gap_is_read_through_the_measure_and_told_as_records_not_as_service():
    last = dt.date(2026, 6, 30)
    days = [last - dt.timedelta(days=day) for day in range(150)]
    closed = {dt.date(2026, 5, day) for day in range(11, 21)}
    rows = [
        {"person_key": f"{day}-{number}", "referral_date": day, "is_on_open_case": False}
        for day in days
        if day.weekday() < 5 and day not in closed
        for number in range(4)
    ]
    reader, viewer = warehouse({"referral": rows}, last), county_viewer()
    measure = CATALOGUE.measure("referrals_received")
    gap = gap_of(reader, CATALOGUE, viewer, measure, last)
    assert (gap.first_day, gap.last_day, gap.found) == (dt.date(2026, 5, 11), dt.date(2026, 5, 20), 0)
    words = gap_sentence(measure.title, gap)
    assert "0 records are there from 11 May 2026 to 20 May 2026, where about 3" in words
    assert "not like a change in the service" in words
    assert gap_of(reader, CATALOGUE, viewer, CATALOGUE.measure("cla_open"), last) is None


def test_no_gap_is_read_from_a_measure_that_adds_up_what_rows_weigh():
    last = dt.date(2026, 6, 30)
    closed = {dt.date(2026, 5, day) for day in range(11, 21)}
    days = [
        day for number in range(150) if (day := last - dt.timedelta(days=number)).weekday() < 5 and day not in closed
    ]
    rows = [{"person_key": f"{day}-{each}", "change_date": day, "change": 1} for day in days for each in range(4)]
    reader, viewer = warehouse({"case_change": rows}, last), county_viewer()
    measure = CATALOGUE.measure("caseload_in_out")
    counted = evaluate(reader, CATALOGUE, measure.id, viewer, date_from=min(days), date_to=last, grain="day").rows
    assert sum(each.numerator for each in counted) == len(rows)
    assert gap_of(reader, CATALOGUE, viewer, measure, last) is None


LOG_SAYS = [
    (dt.date(2026, 4, 15), 4, ("Contacts with the hub received", 32), "as ever"),
    (dt.date(2026, 5, 15), 4, None, "nothing of the first days"),
    (dt.date(2026, 4, 15), 1, "no gap", "as few"),
]


@pytest.mark.parametrize(("log_begins", "in_the_log", "told", "because"), LOG_SAYS, ids=[case[-1] for case in LOG_SAYS])
def test_contacts_are_held_against_a_log_that_begins_within_the_days_looked_at(log_begins, in_the_log, told, because):
    """Contacts fall to one a day from 11 to 20 May; a log of the same contacts begins some weeks before, or in the midst of it."""
    last = dt.date(2026, 6, 30)
    days = [day for number in range(151) if (day := last - dt.timedelta(days=number)).weekday() < 5]
    few = {dt.date(2026, 5, day) for day in range(11, 21)}
    entered = {day: 1 if day in few else 4 for day in days}
    logged = {day: in_the_log if day in few else 4 for day in days if day >= log_begins}
    both = {
        name: [
            {"person_key": f"{day}-{each}", "contact_date": day} for day, count in held.items() for each in range(count)
        ]
        for name, held in (("contact", entered), ("mash_contact", logged))
    }
    reach = [{"feed": "mash_log", "table_name": "contacts", "cover_from": log_begins}]
    reader = warehouse(both | {"feed_reach": reach}, last)
    measure = CATALOGUE.measure("contacts_received")
    needed = {name.partition(".")[0] for need in measure.needs for name in need.any_of}
    viewer = county_viewer(feeds=frozenset({"mash_log", "ssda903", *needed}))
    gap = gap_of(reader, CATALOGUE, viewer, measure, last)
    if told == "no gap":
        assert gap is None, because
    else:
        assert (gap.first_day, gap.last_day, gap.found, gap.elsewhere) == (min(few), max(few), 8, told), because
