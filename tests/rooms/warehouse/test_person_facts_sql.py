import pytest
from tests.rooms.warehouse.landed import HIGH, day
from tests.rooms.warehouse.told import Told


@pytest.fixture
def told(tmp_path):
    """Rows of three feeds."""
    return Told(tmp_path)


def the_person(told):
    (person,) = told.built().person
    return person


def test_a_child_of_four_feeds_is_one_person(told):
    told.born("1", "2010-01-01").ssd("person", "1").census("children", "1").annex("contacts", "1")
    person = the_person(told)
    assert person.sources == "ssd, cin_census, ssda903, annex_a"
    assert person.feed == "ssd"


def test_each_fact_is_the_first_that_any_feed_says_in_order(told):
    told.ssd("person", "1", pers_sex="F")
    told.census("children", "1", sex="M", birth_date="2010-01-02", ethnicity="WBRI")
    told.born("1", "2010-01-03", upn="A123456789012", ethnic="WIRI")
    told.annex("children_in_need", "1", birth_date="2010-01-04", start_date="2026-01-01")
    person = the_person(told)
    assert (person.sex, person.birth_date, person.ethnicity) == ("F", day("2010-01-02"), "WBRI")
    assert person.upn == "A123456789012"


@pytest.mark.parametrize(
    ("vague", "detail"), [("WHITE", "WBRI"), ("NOBT", "WBRI"), ("REFU", "AIND"), ("BLACK", "BCRB")]
)
def test_a_group_or_an_unknown_ethnicity_gives_way_to_a_detailed_one(told, vague, detail):
    told.ssd("person", "1", pers_ethnicity=vague).census("children", "1", ethnicity=detail)
    assert the_person(told).ethnicity == detail


def test_a_vague_code_stands_where_there_is_none_better(told):
    told.ssd("person", "1", pers_sex="U").annex("contacts", "1", ethnicity="WHITE", contact_date="2026-01-01")
    person = the_person(told)
    assert (person.sex, person.ethnicity) == ("U", "WHITE")


def test_a_sex_not_known_gives_way_to_one_that_is(told):
    told.ssd("person", "1", pers_sex="U").census("children", "1", sex="M")
    assert the_person(told).sex == "M"


def test_a_reason_why_there_is_no_pupil_number_gives_way_to_a_number(told):
    told.ssd("person", "1", pers_upn_unknown="UN1").census("children", "1", upn="A123456789012")
    assert the_person(told).upn == "A123456789012"


def test_the_case_systems_pupil_number_is_that_of_its_education_table(told):
    told.ssd("person", "1", pers_upn_unknown="UN4").ssd("send", "1", send_table_id="9", send_upn="B123456789012")
    assert the_person(told).upn == "B123456789012"


def test_names_and_the_day_of_death_come_with_the_case_system(told):
    told.ssd("person", "1", pers_forename="Ada", pers_surname="Example", pers_death_date="2026-02-01")
    person = the_person(told)
    assert (person.forename, person.surname, person.death_date) == ("Ada", "Example", day("2026-02-01"))


@pytest.mark.parametrize(
    ("born", "expected", "is_unborn", "until"),
    [
        (None, "2026-08-01", True, "9999-12-31"),
        (None, None, False, None),
        ("2026-02-01", "2026-02-03", False, "2026-02-01"),
        ("2027-02-01", None, True, "2027-02-01"),
    ],
)
def test_a_child_is_unborn_while_a_birth_is_expected_and_none_recorded(told, born, expected, is_unborn, until):
    told.ssd("person", "1", pers_dob=day(born), pers_expected_dob=day(expected))
    child = the_person(told)
    assert (child.is_unborn, child.unborn_until_date) == (is_unborn, day(until))


def test_an_immigration_status_or_a_list_makes_an_unaccompanied_child(told):
    told.ssd("person", "1").ssd(
        "immigration_status",
        "1",
        immi_immigration_status_id="1",
        immi_immigration_status="UASC",
        immi_immigration_status_end_date="2026-01-31",
    )
    told.annex("children_in_care", "2", start_date="2025-01-01", uasc_12m=True)
    told.annex("children_in_care", "3", start_date="2025-01-01", uasc_12m=False)
    found = {each.source_id: (each.is_uasc, each.uasc_ceased_date) for each in told.built().person}
    assert found == {"1": (True, day("2026-01-31")), "2": (True, HIGH), "3": (False, HIGH)}


def test_a_child_whom_no_row_explains_is_a_person_all_the_same(told):
    told.ssd("cin_visits", "1", cinv_cin_visit_date="2026-01-01")
    person = the_person(told)
    assert (person.birth_date, person.sources, person.is_disabled) == (None, "ssd", "unknown")
    assert person.source_row.startswith("cin_visits")


def test_the_latest_list_says_who_a_child_of_annex_a_is(told):
    told.annex("contacts", "1", said="2026-03-31", birth_date="2010-01-02", contact_date="2026-03-01")
    told.annex("children_in_care", "1", said="2026-02-28", birth_date="2010-01-01", start_date="2025-01-01")
    assert the_person(told).birth_date == day("2010-01-02")


def test_of_lists_of_one_day_the_one_on_children_in_care_stands(told):
    told.annex("contacts", "1", birth_date="2010-01-02", contact_date="2026-03-01")
    told.annex("children_in_care", "1", birth_date="2010-01-01", start_date="2025-01-01")
    assert the_person(told).birth_date == day("2010-01-01")


def disabilities(told):
    return {(each.source_id, each.is_disabled) for each in told.built().person}


def test_a_disability_of_any_feed_is_told_by_yes_and_none_by_no(told):
    told.ssd("disability", "1", disa_table_id="1", disa_disability_code="LD")
    told.census("disabilities", "2", disability="NONE")
    told.annex("children_in_need", "3", start_date="2026-01-01", disability="yes")
    told.annex("children_in_need", "4", start_date="2026-01-01", disability="unknown")
    assert disabilities(told) == {("1", "yes"), ("2", "no"), ("3", "yes"), ("4", "unknown")}


def test_a_record_of_none_gives_way_to_a_disability(told):
    told.ssd("disability", "1", disa_table_id="1", disa_disability_code="NONE")
    told.census("disabilities", "1", disability="AUT")
    (found,) = told.built().disability
    assert (found.disability, found.feed) == ("AUT", "cin_census")


def test_annex_a_counts_only_where_no_other_feed_holds_a_code(told):
    told.ssd("disability", "1", disa_table_id="1", disa_disability_code="NONE")
    told.annex("children_in_need", "1", start_date="2026-01-01", disability="yes")
    told.annex("children_in_need", "2", start_date="2026-01-01", disability="yes")
    found = {(each.disability, each.sources) for each in told.built().disability}
    assert found == {("NONE", "ssd"), ("ANY", "annex_a")}


def test_one_disability_of_two_feeds_is_one_row_with_both_named(told):
    told.ssd("disability", "1", disa_table_id="1", disa_disability_code="AUT")
    told.census("disabilities", "1", disability="AUT").census("disabilities", "1", disability="LD")
    found = {(each.disability, each.feed, each.sources) for each in told.built().disability}
    assert found == {("AUT", "ssd", "ssd, cin_census"), ("LD", "cin_census", "cin_census")}
