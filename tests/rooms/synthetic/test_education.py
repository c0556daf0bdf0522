"""How the county's children go to school: who is where, how often they stay away, who is excluded."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from tests.support.small_everyone import LAST, small_everyone

from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education import EDUCATION, marks
from sherwood.synthetic.education.closures import pandemic, training_on
from sherwood.synthetic.education.counted import Counted
from sherwood.synthetic.education.pupils import reception_years
from sherwood.synthetic.education.registers import Marking
from sherwood.synthetic.education.schooling import _thought_up, schooling_of
from sherwood.synthetic.education.schools import PRIMARY, REFERRAL_UNIT, SECONDARY
from sherwood.synthetic.education.terms import school_years
from sherwood.synthetic.education.versions import as_filled_in
from sherwood.synthetic.everyone import NEVER
from sherwood.synthetic.partner_feed import RECORDED, REMOVED
from sherwood.vocabulary.calendar import WorkingCalendar

COURSES = load_life_courses()
CHILDREN = 8_000
FIRST = day_number(dt.date(2021, 4, 1))


@pytest.fixture(scope="module")
def everyone():
    return small_everyone(children=CHILDREN)


@pytest.fixture(scope="module")
def schooling(everyone):
    return schooling_of(everyone, COURSES)


@pytest.fixture(scope="module")
def counted(schooling):
    """Sessions of every stretch by its name."""
    rows = len(schooling.enrolments)
    return {each.name: Counted.of(schooling.registers_of(each), rows) for each in schooling.years.stretches}


def of_year(schooling, counted, year, phases):
    """For each pupil of some phases the sessions possible, missed with leave and without, in a school year."""
    sums = np.zeros((3, len(schooling.pupils)))
    for each in counted.values():
        if each.stretch.year == year:
            here = np.isin(schooling.schools.phase[schooling.enrolments.school[each.enrolment]], phases)
            pupil = schooling.enrolments.pupil[each.enrolment[here]]
            told = (each.possible, each.missed(marks.AUTHORISED), each.missed(marks.UNAUTHORISED))
            for place, sessions in enumerate(told):
                np.add.at(sums[place], pupil, sessions[here])
    return sums


def test_a_child_begins_school_in_the_september_after_turning_four():
    born = [dt.date(2016, 8, 31), dt.date(2016, 9, 1), dt.date(2017, 2, 28)]
    days = np.array([day_number(day) for day in born], np.int32)
    assert reception_years(days).tolist() == [2020, 2021, 2021]


def test_nobody_is_on_a_roll_before_age_four_or_after_leaving_the_county_or_dying(everyone, schooling):
    born = schooling.pupils.born[schooling.enrolments.pupil].astype("datetime64[D]")
    fourth = born.astype("datetime64[Y]").astype(int) + 4
    starts = schooling.enrolments.start.astype("datetime64[D]")
    assert (starts.astype("datetime64[Y]").astype(int) >= fourth).all()
    assert ((starts - born).astype(int) >= 4 * 365).all()
    assert (schooling.enrolments.end <= everyone.people.died[schooling.persons]).all()


def test_spells_on_rolls_have_days_and_a_pupil_is_on_one_roll_at_a_time(schooling):
    found = schooling.enrolments
    assert (found.start < found.end).all()
    order = np.lexsort((found.start, found.pupil))
    pupil, start, end = found.pupil[order], found.start[order], found.end[order]
    same = pupil[1:] == pupil[:-1]
    assert (start[1:][same] >= end[:-1][same]).all()


def test_most_children_of_school_age_are_on_a_roll_and_in_the_years_their_school_teaches(schooling):
    day = day_number(dt.date(2024, 1, 18))
    on_roll = np.flatnonzero(schooling.enrolled_on(day) >= 0)
    year = schooling.pupils.curriculum_year(2023)
    school = schooling.enrolments.school[schooling.enrolled_on(day)[on_roll]]
    is_usual = schooling.schools.phase[school] != REFERRAL_UNIT
    assert (year[on_roll] >= schooling.schools.lowest[school])[is_usual].all()
    assert (year[on_roll] <= schooling.schools.highest[school])[is_usual].all()


def test_brothers_and_sisters_of_a_home_share_their_primary_school(schooling):
    rows = schooling.enrolled_on(day_number(dt.date(2024, 1, 18)))
    here = np.flatnonzero(rows >= 0)
    school = schooling.enrolments.school[rows[here]]
    is_primary = schooling.schools.phase[school] == PRIMARY
    family, school = schooling.pupils.family[here[is_primary]], school[is_primary]
    order = np.argsort(family, kind="stable")
    pairs = family[order][1:] == family[order][:-1]
    assert np.mean(school[order][1:][pairs] == school[order][:-1][pairs]) > 0.8


def test_school_days_are_weekdays_outside_holidays(schooling):
    days = np.concatenate([each.days for each in schooling.years.stretches])
    told = {date_of(day) for day in days}
    assert all(day.weekday() < 5 for day in told)
    assert dt.date(2024, 5, 6) not in told
    assert dt.date(2024, 2, 14) not in told
    assert {dt.date(2024, 2, 9), dt.date(2024, 2, 19)} <= told
    assert max(told) <= LAST


def test_a_training_day_is_no_possible_session(schooling):
    stretch = next(each for each in schooling.years.stretches if each.name == "2023_autumn")
    registers = schooling.registers_of(stretch)
    training = training_on(schooling.training, len(schooling.schools), stretch)
    closed = training[schooling.enrolments.school[registers.enrolment]]
    shown = registers.marked.reshape(len(registers.marked), -1, 2)
    assert np.isin(shown[closed], (marks.CLOSED, marks.OFF_ROLL)).all()
    assert not (shown[~closed] == marks.CLOSED).any()


# Means of England, per cent: 2022/23 and 2023/24 (LAIT: PriTotAbs, SecTotAbs).
@pytest.mark.parametrize(("year", "primary", "secondary"), [(2022, 5.9, 9.0), (2023, 5.5, 8.9)])
def test_absence_is_near_the_published_level(schooling, counted, year, primary, secondary):
    for phase, published in ((PRIMARY, primary), (SECONDARY, secondary)):
        possible, leave, truancy = of_year(schooling, counted, year, [phase]).sum(axis=1)
        assert 100 * (leave + truancy) / possible == pytest.approx(published, rel=0.15)


def test_a_fifth_stay_away_a_tenth_of_the_time_and_children_in_need_twice_as_often(everyone, schooling, counted):
    possible, leave, truancy = of_year(schooling, counted, 2023, [0, 1, 2])
    there = possible >= 30
    is_away = np.divide(leave + truancy, possible, where=there, out=np.zeros(len(possible))) >= 0.1
    assert np.mean(is_away[there]) == pytest.approx(0.20, abs=0.04)
    people, day = len(everyone.people), day_number(dt.date(2024, 3, 31))
    in_care = schooling.standing.looked_after.holds_on(day, people)[schooling.pupils.person]
    in_need = schooling.standing.in_need.holds_on(day, people)[schooling.pupils.person] & ~in_care & there
    assert in_need.sum() > 100
    # Published about 2.6; some hundred children of this small county stray by half of one either way.
    assert 1.6 < np.mean(is_away[in_need]) / np.mean(is_away[there]) < 3.4
    assert np.mean(is_away[in_care & there]) < np.mean(is_away[in_need])


def test_sessions_of_every_row_add_up(counted):
    for each in counted.values():
        missed = each.missed(marks.AUTHORISED) + each.missed(marks.UNAUTHORISED)
        assert (missed <= each.possible).all()
        assert (each.possible <= 2 * len(each.stretch.days)).all()


def test_a_suspension_is_marked_from_its_first_day(schooling):
    stretch = next(each for each in schooling.years.stretches if each.name == "2023_autumn")
    registers, excluded = schooling.registers_of(stretch), schooling.excluded_in(stretch)
    row_of = {int(row): at for at, row in enumerate(registers.enrolment)}
    for enrolment, day in zip(excluded.enrolment, excluded.day, strict=True):
        session = 2 * int(np.searchsorted(stretch.days, day))
        mark = registers.marked[row_of[int(enrolment)], session]
        assert mark in (marks.SUSPENDED, marks.CLOSED)


def test_after_a_permanent_exclusion_a_pupil_comes_to_a_referral_unit(schooling):
    found, excluded = schooling.enrolments, schooling.permanent
    assert len(excluded.enrolment) > 5
    for enrolment, day in zip(excluded.enrolment, excluded.day, strict=True):
        (after,) = np.flatnonzero((found.pupil == found.pupil[enrolment]) & (found.start == found.end[enrolment]))
        assert found.end[enrolment] == day + 24
        assert schooling.schools.phase[found.school[after]] == REFERRAL_UNIT


def test_while_schools_were_closed_only_some_were_to_come():
    """From 5 January to 5 March 2021 the rest were not required; in the autumn before, groups were for a fortnight at a time."""
    stretches = school_years(COURSES.terms, WorkingCalendar(), FIRST - 400, FIRST).stretches
    spring = next(each for each in stretches if each.name == "2021_spring")
    rows = np.arange(4)
    marking = Marking(Draw(np.random.default_rng(1), COURSES), spring, rows)
    attends = np.array([True, False, False, True])
    pandemic(marking._draw, marking, np.array([0, 3, 9, 11]), np.zeros(4, np.int32), attends)
    closed = 2 * np.searchsorted(spring.days, [day_number(dt.date(2021, 1, 5)), day_number(dt.date(2021, 3, 8))])
    assert (marking.marked[1:3, closed[0] : closed[1]] == marks.NOT_REQUIRED).all()
    assert (marking.marked[[0, 3]] == marks.PRESENT).all()
    assert (marking.marked[:, closed[1] :] == marks.PRESENT).all()


def test_the_same_people_go_to_school_the_same_way_again(everyone, schooling):
    again = _thought_up(everyone, COURSES)
    for name in ("pupil", "school", "start", "end"):
        assert (getattr(again.enrolments, name) == getattr(schooling.enrolments, name)).all()
    stretch = schooling.years.stretches[-1]
    assert (again.registers_of(stretch).marked == schooling.registers_of(stretch).marked).all()


@pytest.mark.parametrize("feed", EDUCATION)
def test_a_feed_is_the_same_again(feed):
    """Written twice from one source of chance."""
    county = small_everyone()
    first, second = (_tables(EDUCATION[feed](county, np.random.default_rng(3), COURSES)) for _ in range(2))
    assert first.keys() == second.keys()
    assert all(first[name].equals(second[name]) for name in first)


def _tables(held):
    if held.files is None:
        return dict(held.tables)
    return {f"{sent.day} {sent.name}": sent.rows for sent in held.files}


@pytest.mark.parametrize("feed", EDUCATION)
def test_a_county_of_a_week_of_holidays_has_no_sessions_and_harms_nobody(feed):
    week = replace(
        small_everyone(), first_day=day_number(dt.date(2021, 4, 5)), last_day=day_number(dt.date(2021, 4, 9))
    )
    held = EDUCATION[feed](week, np.random.default_rng(3), COURSES)
    tables = _tables(held)
    assert not any(name.endswith("registers") for name in tables)
    if feed == "school_census":
        assert held.facts["school_sessions"].num_rows == held.facts["exclusions"].num_rows == 0


def test_truth_tells_sessions_enrolments_and_exclusions_of_persons():
    held = EDUCATION["school_census"](small_everyone(), np.random.default_rng(3), COURSES)
    list(held.files)
    assert set(held.facts) == {"enrolments", "exclusions", "school_sessions"}
    sessions = held.facts["school_sessions"]
    missed = pa.compute.add(sessions["missed_with_leave"], sessions["missed_without_leave"])
    assert pa.compute.all(pa.compute.less_equal(missed, sessions["possible"])).as_py()


def test_a_plan_is_asked_for_before_it_is_issued_and_about_half_come_in_twenty_weeks():
    held = EDUCATION["sen2"](small_everyone(children=CHILDREN), np.random.default_rng(3), COURSES)
    rows = [row for row in held.tables["requests"].to_pylist() if row["outcome"] == "plan" and row[REMOVED] == NEVER]
    took = np.array([(row["outcome_date"] - row["request_date"]).days for row in rows])
    assert len(took) > 50
    assert (took >= 90).all()
    assert 0.35 < np.mean(took <= 140) < 0.65


def test_some_of_sixteen_and_seventeen_are_not_taking_part():
    held = EDUCATION["neet"](small_everyone(children=CHILDREN), np.random.default_rng(3), COURSES)
    files = list(held.files)
    assert len(files) == 24
    last = [row for row in files[-1].rows.to_pylist() if row["academic_age"] in (16, 17)]
    out = {"610", "616", "619", "630", "640", "650", "660", "690", "810", "820"}
    assert 0.02 < np.mean([row["activity"] in out for row in last]) < 0.10
    assert all(row["start_date"] <= date_of(files[-1].day) for row in last)


def test_a_list_filled_in_over_time_has_a_version_for_each_day_something_became_known():
    days = np.array([10, 10, 10])
    columns = {"what": pa.array(["a", "b", "c"]), "end": pa.array(["x", "y", "z"])}
    rows = as_filled_in(columns, days, [(np.array([15, NEVER, 10]), ("end",))]).to_pylist()
    told = sorted((row["what"], row["end"], row[RECORDED], row[REMOVED]) for row in rows if row["end"])
    assert told == [("a", "x", 15, NEVER), ("c", "z", 10, NEVER)]
    assert sorted((row["what"], row[RECORDED], row[REMOVED]) for row in rows if not row["end"]) == [
        ("a", 10, 15),
        ("b", 10, NEVER),
    ]
