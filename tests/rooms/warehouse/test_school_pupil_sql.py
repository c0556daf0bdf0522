import pytest
from tests.rooms.warehouse.partners import HIGH, Partners, day

FILES = {
    "AUT": ("autumn", "2025-10-02", 2025),
    "SPR": ("spring", "2026-01-15", 2026),
    "SUM": ("summer", "2026-05-21", 2026),
}


@pytest.fixture
def census(tmp_path):
    return Partners(tmp_path)


def school(census, term="SPR", urn="900001", **cells):
    """One school's file of a term."""
    _, held, year = FILES[term]
    facts = {
        "native_id": f"{urn}-{term}",
        "schoolcensustableid": "1",
        "reference_date": held,
        "term": term,
        "year": year,
    }
    return census.tells("school_census", "schoolcensus", urn=urn, **facts | cells)


def pupil(census, child="1", term="SPR", urn="900001", roll="pupilonroll", **cells):
    facts = {"native_id": f"{urn}-{term}", "schoolcensustableid": "1"}
    return census.tells("school_census", f"{FILES[term][0]}_{roll}", child, **facts | cells)


def beside(census, table, child="1", term="SPR", urn="900001", **cells):
    """A row of a table beside the pupils'."""
    facts = {"native_id": f"{urn}-{term}", "pupilonrolltableid": child}
    return census.tells("school_census", table, child, **facts | cells)


@pytest.mark.parametrize(("term", "year"), [("AUT", "2025-26"), ("SPR", "2025-26"), ("SUM", "2025-26")])
def test_a_census_is_of_the_school_year_its_day_lies_in(census, term, year):
    (row,) = pupil(school(census, term), term=term).built().school_pupil
    assert (row.census_date, row.school_year, row.census_term) == (day(FILES[term][1]), year, term)


def test_a_pupil_on_roll_has_not_left_and_one_who_has_gone_is_not_counted(census):
    school(school(census), urn="900002")
    pupil(census, entry_date="2025-09-02", enrolstatus="C", senprovision="K")
    pupil(census, urn="900002", roll="pupilnolongeronroll", leaving_date="2025-09-01")
    here, gone = sorted(census.built().school_pupil, key=lambda row: row.urn)
    assert (here.is_on_roll, here.is_counted, here.leaving_date, here.sen_provision) == (True, True, HIGH, "K")
    assert (gone.is_on_roll, gone.is_counted, gone.leaving_date) == (False, False, day("2025-09-01"))


@pytest.mark.parametrize(("status", "counts"), [("C", True), ("M", True), ("S", False), (None, True)])
def test_a_pupil_of_two_schools_counts_at_the_main_one(census, status, counts):
    (row,) = pupil(school(census), enrolstatus=status).built().school_pupil
    assert row.is_counted is counts


def test_on_roll_stands_before_gone_at_one_school(census):
    school(census)
    pupil(census, roll="pupilnolongeronroll", leaving_date="2025-12-01")
    (row,) = pupil(census, entry_date="2026-01-05").built().school_pupil
    assert (row.is_on_roll, row.leaving_date) == (True, HIGH)


@pytest.mark.parametrize(
    ("start", "end", "has_meals"),
    [
        ("2026-01-15", None, True),
        ("2026-01-16", None, False),
        ("2025-09-01", "2026-01-15", True),
        ("2025-09-01", "2026-01-14", False),
    ],
)
def test_free_meals_are_those_of_the_day(census, start, end, has_meals):
    pupil(school(census))
    beside(census, "fsmperiod", fsm_start_date=start, fsm_end_date=end)
    (row,) = census.built().school_pupil
    assert row.has_free_meals is has_meals


def test_the_autumn_tells_free_meals_in_a_table_of_its_own(census):
    pupil(school(census, "AUT"), term="AUT")
    beside(census, "fsmperiodsonroll", term="AUT", fsm_start_date="2025-09-01")
    (row,) = census.built().school_pupil
    assert row.has_free_meals


def test_the_need_is_the_first_one_of_the_same_file(census):
    pupil(school(census))
    beside(census, "senneeds", sentyperank=2, sentype="MLD")
    beside(census, "senneeds", sentyperank=1, sentype="SEMH")
    beside(census, "senneeds", term="AUT", sentyperank=1, sentype="ASD")
    (row,) = census.built().school_pupil
    assert row.sen_need == "SEMH"


def test_numbers_are_a_schools_own_within_its_file(census):
    school(school(census), urn="900002")
    pupil(pupil(census), urn="900002", ncyearactual="7")
    assert sorted((row.urn, row.year_group) for row in census.built().school_pupil) == [
        ("900001", None),
        ("900002", "7"),
    ]


def test_a_file_that_names_no_school_or_day_has_no_pupils(census):
    pupil(school(census, urn=None), urn="None")
    pupil(school(census, reference_date=None))
    assert census.built().school_pupil == []
