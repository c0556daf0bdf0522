import pytest
from tests.rooms.warehouse.landed import day


def leaver(landed, **answers):
    row = {"in_touch": "YES", "activ": "F2", "accom": "U1"} | answers
    (found,) = landed.born("1", "1998-06-01").add("oc3", "1", **row).built().care_leaver
    return found


def test_a_row_says_what_was_answered_and_when(landed):
    found = leaver(landed)
    assert (found.in_touch, found.activity, found.accommodation) == ("YES", "F2", "U1")
    assert (found.period, found.year_end_date, found.source_row) == ("2017-18", day("2018-03-31"), "oc3-2017-18:2")


@pytest.mark.parametrize(
    ("birth_date", "age"), [("1999-03-31", 19), ("1999-04-01", 18), ("1996-02-29", 22), (None, None)]
)
def test_age_is_by_birthday_on_31_march(landed, birth_date, age):
    landed.born("1", "2000-01-01").rows["header"][0]["dob"] = day(birth_date)
    (found,) = landed.add("oc3", "1", in_touch="YES").built().care_leaver
    assert found.age_years == age


@pytest.mark.parametrize(
    ("accommodation", "is_suitable"),
    [
        ("B1", True),
        ("B2", False),
        ("S1", False),
        ("X1", False),
        ("S2", False),
        ("Z1", True),
        ("0", False),
        (None, False),
    ],
)
def test_suitable_accommodation_is_so_coded_but_never_custody_or_no_fixed_abode(landed, accommodation, is_suitable):
    assert leaver(landed, accom=accommodation).is_suitable is is_suitable


@pytest.mark.parametrize("activity", ["F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5"])
def test_education_employment_and_training_count_full_and_part_time_in_old_and_new_codes(landed, activity):
    found = leaver(landed, activ=activity)
    assert found.is_in_education_employment_training
    assert not found.is_not_in_education_employment_training
    assert found.is_in_higher_education is (activity in ("F1", "P1"))


@pytest.mark.parametrize("activity", ["G4", "G5", "G6", "0", None])
def test_other_activities_are_not_education_employment_or_training(landed, activity):
    found = leaver(landed, activ=activity)
    assert not found.is_in_education_employment_training
    assert found.is_not_in_education_employment_training is (activity in ("G4", "G5", "G6"))


@pytest.mark.parametrize(
    ("in_touch", "is_in"),
    [("YES", True), ("NO", True), ("REFU", True), ("NREQ", True), (None, True), ("DIED", False), ("RHOM", False)],
)
def test_those_not_in_touch_stay_in_the_cohort_and_those_who_died_or_went_home_do_not(landed, in_touch, is_in):
    found = leaver(landed, in_touch=in_touch)
    assert (found.is_in_cohort, found.is_in_accommodation_cohort) == (is_in, is_in)
    assert found.is_in_touch is (in_touch == "YES")


@pytest.mark.parametrize(
    ("accommodation", "is_in"), [("G1", False), ("G2", False), ("R1", False), ("R2", False), ("0", True)]
)
def test_those_abroad_or_of_unknown_residence_are_left_out_for_accommodation_only(landed, accommodation, is_in):
    found = leaver(landed, accom=accommodation)
    assert (found.is_in_cohort, found.is_in_accommodation_cohort) == (True, is_in)


def test_one_young_person_has_a_row_for_each_year(landed):
    landed.born("1", "1998-06-01").add("oc3", "1", in_touch="YES")
    landed.year(2018).add("oc3", "1", in_touch="NO")
    found = sorted((each.period, each.age_years, each.is_in_touch) for each in landed.built().care_leaver)
    assert found == [("2017-18", 19, True), ("2018-19", 20, False)]


def test_a_young_person_named_only_in_oc3_has_a_row(landed):
    (found,) = landed.add("oc3", "7", in_touch="NO").built().care_leaver
    assert found.age_years is None
