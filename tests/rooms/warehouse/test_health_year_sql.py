from tests.rooms.warehouse.landed import Landed, day


def cohort(landed):
    return [each.period for each in landed.built().health_year]


def children_in(landed):
    """The numbers of the children in the cohort."""
    built = landed.built()
    number = {each.person_key: each.source_id for each in built.person}
    return {number[each.person_key] for each in built.health_year}


def test_the_cohort_was_in_care_from_1_april_a_year_earlier(landed):
    for start in ("2017-04-01", "2017-04-02", "2012-01-01"):
        landed.born(start, "2010-01-01").episode(start, start)
    assert children_in(landed) == {"2017-04-01", "2012-01-01"}


def test_the_cohort_is_still_in_care_on_31_march(landed):
    for end in ("2018-03-31", "2018-04-01", None):
        landed.born(str(end), "2010-01-01").episode(str(end), "2016-01-01", end)
    assert children_in(landed) == {"2018-04-01", "None"}


def test_the_cohort_is_under_18_on_31_march_or_of_unknown_age(landed):
    for birth_date in ("2000-03-31", "2000-04-01", None):
        landed.add("header", str(birth_date), dob=day(birth_date)).episode(str(birth_date), "2016-01-01")
    assert children_in(landed) == {"2000-04-01", "None"}


def test_short_breaks_are_left_out(landed):
    landed.born("1", "2010-01-01").episode("1", "2016-01-01", ls="V4")
    assert cohort(landed) == []


def test_a_return_to_care_during_the_year_starts_the_twelve_months_again(landed):
    landed.born("1", "2010-01-01").episode("1", "2015-01-01", "2017-06-01", rec="E4A").episode("1", "2017-08-01")
    assert cohort(landed) == []


def test_a_move_during_the_year_does_not(landed):
    landed.born("1", "2010-01-01").episode("1", "2015-01-01", "2017-06-01", rec="X1").episode(
        "1", "2017-06-01", None, "P"
    )
    assert cohort(landed) == ["2017-18"]


def test_answers_are_those_of_the_year_and_none_is_not_a_no(landed):
    landed.born("1", "2010-01-01").episode("1", "2015-01-01")
    landed.add("oc2", "1", health_assessment="1", teeth_check="0", sdq_score=12)
    (health,) = landed.built().health_year
    assert (health.has_return, health.has_health_assessment, health.has_teeth_check) == (True, True, False)
    assert (health.has_immunisations, health.sdq_score, health.sdq_reason) == (None, 12, None)
    assert health.source_row == "oc2-2017-18:2"
    assert (health.year_end_date, health.period_of_care_key.split(":")[1]) == (day("2018-03-31"), "2015-01-01")


def test_a_child_without_a_return_row_stays_in_with_no_answers(landed):
    landed.born("1", "2010-01-01").episode("1", "2015-01-01")
    (health,) = landed.built().health_year
    assert (health.has_return, health.has_health_assessment) == (False, None)
    assert health.source_row == "episodes-2017-18:2"


def test_every_answer_has_a_column(landed):
    asked = {
        "convicted": "is_convicted",
        "health_check": "has_health_check",
        "immunisations": "has_immunisations",
        "teeth_check": "has_teeth_check",
        "health_assessment": "has_health_assessment",
        "substance_misuse": "has_substance_misuse",
        "intervention_received": "has_intervention_received",
        "intervention_offered": "has_intervention_offered",
    }
    for number, column in enumerate(asked):
        landed.born(str(number), "2010-01-01").episode(str(number), "2015-01-01").add(
            "oc2", str(number), **{column: "1"}
        )
    rows = landed.built().health_year
    yes = [name for each in rows for name in asked.values() if getattr(each, name)]
    assert sorted(yes) == sorted(asked.values())


def test_three_years_loaded_make_three_rows_each_with_its_own_answers(landed):
    landed.born("1", "2010-01-01").episode("1", "2015-01-01").add("oc2", "1", health_assessment="1")
    landed.year(2018).add("oc2", "1", health_assessment="0")
    landed.year(2019)
    found = {each.period: each.has_health_assessment for each in landed.built().health_year}
    assert found == {"2017-18": True, "2018-19": False, "2019-20": None}


def test_a_year_not_yet_over_has_no_cohort(tmp_path):
    landed = Landed(tmp_path, 2018, received=day("2018-12-31"))
    landed.born("1", "2010-01-01").episode("1", "2015-01-01")
    assert cohort(landed) == []
