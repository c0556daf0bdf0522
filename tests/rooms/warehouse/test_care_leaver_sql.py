from tests.rooms.warehouse.landed import day


def leaver(landed, **answers):
    row = {"in_touch": "YES", "activ": "F2", "accom": "U1"} | answers
    (found,) = landed.born("1", "1998-06-01").add("oc3", "1", **row).built().care_leaver
    return found


def test_a_row_says_what_was_answered_and_when(landed):
    found = leaver(landed)
    assert (found.in_touch, found.activity, found.accommodation) == ("YES", "F2", "U1")
    assert (found.period, found.year_end_date, found.source_row) == ("2017-18", day("2018-03-31"), "oc3-2017-18:2")


def each_answer(landed, column, answers):
    """One young person for each answer to one question; returns the row of each by its answer."""
    for number, answer in enumerate(answers):
        row = {"in_touch": "YES", "activ": "F2", "accom": "U1"} | {column: answer}
        landed.born(str(number), "1998-06-01").add("oc3", str(number), **row)
    rows = sorted(landed.built().care_leaver, key=lambda each: int(each.source_row.split(":")[1]))
    return dict(zip(answers, rows, strict=True))


def test_age_is_by_birthday_on_31_march(landed):
    ages = {"1999-03-31": 19, "1999-04-01": 18, "1996-02-29": 22, None: None}
    for birth_date in ages:
        landed.add("header", str(birth_date), dob=day(birth_date)).add("oc3", str(birth_date), in_touch="YES")
    built = landed.built()
    born = {each.person_key: each.birth_date for each in built.person}
    found = {born[each.person_key]: each.age_years for each in built.care_leaver}
    assert found == {day(birth_date): age for birth_date, age in ages.items()}


def test_suitable_accommodation_is_so_coded_but_never_custody_or_no_fixed_abode(landed):
    answers = ["B1", "B2", "S1", "X1", "S2", "Z1", "0", None]
    suitable = [answer for answer, row in each_answer(landed, "accom", answers).items() if row.is_suitable]
    assert suitable == ["B1", "Z1"]


def test_education_employment_and_training_count_full_and_part_time_in_old_and_new_codes(landed):
    busy = ["F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5"]
    found = each_answer(landed, "activ", [*busy, "G4", "G5", "G6", "0", None])
    assert [answer for answer, row in found.items() if row.is_in_education_employment_training] == busy
    assert [answer for answer, row in found.items() if row.is_in_higher_education] == ["F1", "P1"]
    not_busy = [answer for answer, row in found.items() if row.is_not_in_education_employment_training]
    assert not_busy == ["G4", "G5", "G6"]


def test_those_not_in_touch_stay_in_the_cohort_and_those_who_died_or_went_home_do_not(landed):
    found = each_answer(landed, "in_touch", ["YES", "NO", "REFU", "NREQ", None, "DIED", "RHOM"])
    assert [answer for answer, row in found.items() if not row.is_in_cohort] == ["DIED", "RHOM"]
    assert [answer for answer, row in found.items() if not row.is_in_accommodation_cohort] == ["DIED", "RHOM"]
    assert [answer for answer, row in found.items() if row.is_in_touch] == ["YES"]


def test_those_abroad_or_of_unknown_residence_are_left_out_for_accommodation_only(landed):
    found = each_answer(landed, "accom", ["G1", "G2", "R1", "R2", "H1", "0", None])
    assert all(row.is_in_cohort for row in found.values())
    assert [answer for answer, row in found.items() if not row.is_in_accommodation_cohort] == ["G1", "G2", "R1", "R2"]


def test_one_young_person_has_a_row_for_each_year(landed):
    landed.born("1", "1998-06-01").add("oc3", "1", in_touch="YES")
    landed.year(2018).add("oc3", "1", in_touch="NO")
    found = sorted((each.period, each.age_years, each.is_in_touch) for each in landed.built().care_leaver)
    assert found == [("2017-18", 19, True), ("2018-19", 20, False)]


def test_a_young_person_named_only_in_oc3_has_a_row(landed):
    (found,) = landed.add("oc3", "7", in_touch="NO").built().care_leaver
    assert found.age_years is None
