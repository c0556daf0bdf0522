import pytest
from tests.rooms.warehouse.partners import Partners, day
from tests.rooms.warehouse.test_school_pupil_sql import school


@pytest.fixture
def schools(tmp_path):
    return Partners(tmp_path)


def notice(schools, start="2025-10-06", category="SUSP", child="1", **cells):
    schools.numbers += 1
    facts = {"notice_number": f"X{schools.numbers}", "start_date": start, "category": category}
    return schools.tells("exclusions", "notices", child, **facts | cells)


def in_census(schools, start="2025-10-06", category="SUSP", child="1", roll="onroll", **cells):
    facts = {"native_id": "900001-SPR", "start_date": start, "category": category}
    return schools.tells("school_census", f"termlyexclusions{roll}", child, **facts | cells)


def test_a_notice_that_the_census_repeats_is_one_exclusion_and_the_notice_stands(schools):
    notice(schools, sessions=8, reason="PA", urn="900001", told_date="2025-10-07")
    in_census(school(schools), sessions=6, reason1="DB")
    (row,) = schools.built().exclusion
    assert (row.sessions, row.reason, row.told_date, row.sources) == (
        8,
        "PA",
        day("2025-10-07"),
        "exclusions, school_census",
    )


def test_what_the_notice_leaves_out_the_census_fills_in(schools):
    notice(schools, sessions=None, sen_provision=None)
    in_census(school(schools), sessions=6, senprovision="K", reason2="DB")
    (row,) = schools.built().exclusion
    assert (row.sessions, row.sen_provision, row.second_reason, row.urn) == (6, "K", "DB", "900001")


@pytest.mark.parametrize("roll", ["onroll", "offroll"])
def test_the_census_alone_tells_of_pupils_on_roll_and_gone(schools, roll):
    (row,) = in_census(school(schools), roll=roll, sessions=4).built().exclusion
    assert (row.feed, row.sources, row.told_date, row.is_reinstated) == ("school_census", "school_census", None, None)


def test_another_day_or_another_category_is_another_exclusion(schools):
    notice(notice(notice(schools), start="2025-10-07"), category="PERM")
    assert len(schools.built().exclusion) == 3


def test_two_notices_of_one_day_and_category_are_one_and_the_later_stands(schools):
    notice(notice(schools, said="2025-10-31", sessions=2), said="2025-11-30", sessions=6)
    (row,) = schools.built().exclusion
    assert row.sessions == 6


@pytest.mark.parametrize(
    ("category", "reinstated", "permanent"),
    [("PERM", None, True), ("PERM", False, True), ("PERM", True, False), ("SUSP", None, False)],
)
def test_a_pupil_who_was_reinstated_is_not_excluded_for_good(schools, category, reinstated, permanent):
    (row,) = notice(schools, category=category, is_reinstated=reinstated).built().exclusion
    assert row.is_permanent is permanent


@pytest.mark.parametrize(
    ("start", "year"), [("2025-08-31", "2024-25"), ("2025-09-01", "2025-26"), ("2026-01-05", "2025-26")]
)
def test_the_school_year_begins_with_september(schools, start, year):
    (row,) = notice(schools, start=start).built().exclusion
    assert row.school_year == year


def test_without_a_day_or_a_category_it_stands_in_no_table(schools):
    assert notice(notice(schools, start=None), category=None).built().exclusion == []
