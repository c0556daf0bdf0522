import random
from datetime import date, timedelta

import pytest
from tests.oracles import registers
from tests.rooms.warehouse.partners import Partners, day
from tests.rooms.warehouse.test_school_pupil_sql import beside, pupil, school
from tests.support.draws import seed_for

WEEK = "/\\/\\/\\/\\/\\"


@pytest.fixture
def schools(tmp_path):
    return Partners(tmp_path)


def register(schools, week, marks, child="1", urn="900001", **more):
    return schools.tells("attendance_daily", "registers", child, urn=urn, week_date=week, marks=marks, **more)


def term(schools, name, first, last, half_term=1, year="2025-26"):
    facts = {"school_year": year, "half_term": half_term, "term": name, "first_date": first, "last_date": last}
    return schools.tells("school_calendar", "terms", **facts)


def sums(row):
    return row.sessions_possible, row.sessions_authorised, row.sessions_unauthorised


@pytest.mark.parametrize(
    ("marks", "counted"),
    [
        (WEEK, (10, 0, 0)),
        ("--/\\/\\/\\/\\", (8, 0, 0)),
        ("II/\\OO/\\LU", (10, 2, 3)),
        ("##XXYYZZ/\\", (2, 0, 0)),
        ("BPVWDK/\\/\\", (9, 0, 0)),
        ("II", (2, 2, 0)),
        ("??/\\/\\/\\/\\", (8, 0, 0)),
    ],
)
def test_a_mark_counts_as_its_code_list_says(schools, marks, counted):
    (row,) = register(schools, "2026-03-02", marks).built().attendance_week
    assert sums(row) == counted


def test_a_week_without_marks_is_no_week(schools):
    assert register(schools, "2026-03-02", None).built().attendance_week == []


def test_days_with_an_absence_are_told_with_their_marks(schools):
    register(schools, "2026-03-02", "/\\I\\--OO/\\")
    days = {row.absence_date: row for row in schools.built().absence_day}
    assert list(days) == [day("2026-03-03"), day("2026-03-05")]
    ill, away = days.values()
    assert (ill.morning, ill.afternoon, ill.sessions_missed, ill.sessions_unauthorised) == ("I", "\\", 1, 0)
    assert (away.morning, away.afternoon, away.sessions_missed, away.sessions_unauthorised) == ("O", "O", 2, 2)


@pytest.mark.parametrize(
    ("census_term", "told"),
    [("AUT", ("2024-25", "summer")), ("SPR", ("2025-26", "autumn")), ("SUM", ("2025-26", "spring"))],
)
def test_a_census_tells_of_the_term_before_it(schools, census_term, told):
    pupil(school(schools, census_term), term=census_term, termlysessionspossible=120)
    (row,) = schools.built().school_attendance
    assert (row.school_year, row.term) == told
    assert (sums(row), row.sources) == ((120, 0, 0), "school_census")


def test_absences_are_added_up_by_what_their_reason_counts_as(schools):
    pupil(school(schools), termlysessionspossible=100)
    for reason, sessions in {"I": 4, "M": 1, "O": 3, "U": 2, "X": 9, "B": 7}.items():
        beside(schools, "termlysessiondetailsonroll", attendancereason=reason, sessions=sessions)
    (row,) = schools.built().school_attendance
    assert (sums(row), row.sessions_missed) == ((100, 5, 5), 10)


def test_the_summer_has_two_halves(schools):
    pupil(school(schools, "AUT"), term="AUT", termlysessionspossible=60, summerhalfterm2sessionspossible=58)
    beside(schools, "termlysessiondetailsonroll", term="AUT", attendancereason="I", sessions=3)
    beside(schools, "summerhalfterm2sessiondetailsonroll", term="AUT", attendancereason="I", sessions=2)
    (row,) = schools.built().school_attendance
    assert sums(row) == (118, 5, 0)


@pytest.mark.parametrize(
    ("missed", "persistent", "severe"), [(9, False, False), (10, True, False), (49, True, False), (50, True, True)]
)
def test_a_tenth_is_persistent_and_half_is_severe(schools, missed, persistent, severe):
    pupil(school(schools), termlysessionspossible=100)
    beside(schools, "termlysessiondetailsonroll", attendancereason="I", sessions=missed)
    (row,) = schools.built().school_attendance
    assert (row.is_persistent, row.is_severe) == (persistent, severe)


def test_one_who_left_is_told_by_the_school_that_was_left(schools):
    school(school(schools), urn="900002")
    pupil(schools, termlysessionspossible=40)
    pupil(schools, urn="900002", roll="pupilnolongeronroll", termlysessionspossible=60)
    facts = {"native_id": "900002-SPR", "pupilnolongeronrolltableid": "1"}
    schools.tells("school_census", "termlysessiondetailsoffroll", "1", attendancereason="O", sessions=6, **facts)
    assert sorted((row.urn, *sums(row)) for row in schools.built().school_attendance) == [
        ("900001", 40, 0, 0),
        ("900002", 60, 0, 6),
    ]


def test_nothing_possible_is_no_term(schools):
    pupil(school(schools), termlysessionspossible=0)
    assert schools.built().school_attendance == []


def test_registers_are_added_up_by_the_term_dates(schools):
    term(term(schools, "spring", "2026-01-05", "2026-02-13", 3), "spring", "2026-02-23", "2026-04-01", 4)
    term(schools, "summer", "2026-04-14", "2026-05-22", 5)
    register(schools, "2026-02-09", WEEK)
    register(schools, "2026-03-30", "IIIIII----")
    register(schools, "2026-04-13", "--OO/\\/\\/\\")
    found = {row.term: (sums(row), row.term_end_date) for row in schools.built().school_attendance}
    assert found == {"spring": ((16, 6, 0), day("2026-04-01")), "summer": ((8, 0, 2), day("2026-05-22"))}


@pytest.mark.parametrize(
    ("week", "told", "end"),
    [
        ("2025-09-01", ("2025-26", "autumn"), "2025-12-31"),
        ("2026-03-30", ("2025-26", "spring"), "2026-03-31"),
        ("2026-04-06", ("2025-26", "summer"), "2026-07-31"),
        ("2026-08-31", ("2025-26", "summer"), "2026-07-31"),
    ],
)
def test_without_term_dates_a_week_belongs_to_the_term_of_its_month(schools, week, told, end):
    (row,) = register(schools, week, WEEK).built().school_attendance
    assert ((row.school_year, row.term), row.term_end_date) == (told, day(end))


def test_the_census_stands_and_the_registers_tell_what_no_census_has_told_yet(schools):
    pupil(school(schools), termlysessionspossible=100)
    register(schools, "2025-11-03", "IIIIIIIIII")
    register(schools, "2026-03-02", WEEK)
    found = {row.term: (sums(row), row.sources, row.feed) for row in schools.built().school_attendance}
    assert found == {
        "autumn": ((100, 0, 0), "school_census, attendance_daily", "school_census"),
        "spring": ((10, 0, 0), "attendance_daily", "attendance_daily"),
    }


def test_drawn_registers_add_up_as_they_do_mark_by_mark(schools):
    draw = random.Random(seed_for("registers"))
    terms = [("autumn", date(2025, 9, 3), date(2025, 12, 19)), ("spring", date(2026, 1, 5), date(2026, 3, 27))]
    for number, (name, first, last) in enumerate(terms):
        term(schools, name, first.isoformat(), last.isoformat(), number + 1)
    weeks = [
        (monday, "".join(draw.choice("/\\/\\/\\LBKPVWJCEIMRSTHGNOUQXYZD#-") for _ in range(10)))
        for monday in (date(2025, 9, 1) + timedelta(weeks=week) for week in range(30))
        if any(first <= monday + timedelta(days=4) and monday <= last for _, first, last in terms)
    ]
    for monday, marks in weeks:
        register(schools, monday.isoformat(), marks)
    built = schools.built()
    assert {row.week_date: sums(row) for row in built.attendance_week} == {
        monday: registers.sessions(marks) for monday, marks in weeks
    }
    absent = {row.absence_date: (row.sessions_missed, row.sessions_unauthorised) for row in built.absence_day}
    assert absent == {
        each: missed for monday, marks in weeks for each, missed in registers.days_absent(monday, marks).items()
    }
    assert {row.term: sums(row) for row in built.school_attendance} == registers.by_term(weeks, terms)
