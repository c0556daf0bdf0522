import pytest
from tests.rooms.warehouse.partners import HIGH, UNKNOWN, Partners, day, person


@pytest.fixture
def housing(tmp_path):
    return Partners(tmp_path)


def tenancy(housing, number="N1", start="2020-01-06", **cells):
    return housing.tells("housing", "tenancies", tenancy_number=number, start_date=start, **cells)


def lives(housing, child="1", number="N1", **cells):
    return housing.tells("housing", "members", child, tenancy_number=number, **cells)


def owes(housing, on, balance=90.0, rent=90.0):
    return housing.tells(
        "housing", "arrears", tenancy_number="N1", month_end_date=on, balance=balance, weekly_rent=rent
    )


@pytest.mark.parametrize(
    ("joined", "left", "ended", "spell"),
    [
        (None, None, None, ("2020-01-06", None)),
        ("2021-05-01", None, None, ("2021-05-01", None)),
        ("2021-05-01", "2022-05-01", None, ("2021-05-01", "2022-05-01")),
        (None, None, "2023-05-01", ("2020-01-06", "2023-05-01")),
        (None, "2024-05-01", "2023-05-01", ("2020-01-06", "2023-05-01")),
    ],
)
def test_a_person_lives_in_a_tenancy_while_it_lasts_and_they_are_there(housing, joined, left, ended, spell):
    lives(tenancy(housing, end_date=ended), joined_date=joined, left_date=left)
    (row,) = housing.built().tenancy
    assert (row.start_date, row.end_date) == (day(spell[0]), day(spell[1]) or HIGH)


def test_a_member_of_a_tenancy_no_file_lists_has_lived_there_always(housing):
    (row,) = lives(housing).built().tenancy
    assert (row.landlord, row.start_date, row.end_date) == (None, day("1900-01-01"), HIGH)


def test_a_debt_stands_for_everybody_who_lived_there_on_the_day(housing):
    lives(lives(lives(tenancy(housing)), "2", left_date="2026-02-28"), UNKNOWN)
    owes(owes(housing, "2026-01-31"), "2026-02-28", 225.0)
    found = sorted((row.person_key, row.month_end_date, row.weeks_owed) for row in housing.built().rent_arrears)
    assert found == [
        (person("1"), day("2026-01-31"), 1.0),
        (person("1"), day("2026-02-28"), 2.5),
        (person("2"), day("2026-01-31"), 1.0),
    ]


@pytest.mark.parametrize("rent", [0.0, None])
def test_without_a_rent_there_are_no_weeks_of_rent(housing, rent):
    (row,) = owes(lives(tenancy(housing)), "2026-01-31", rent=rent).built().rent_arrears
    assert (row.balance, row.weeks_owed) == (90.0, None)


def test_a_step_before_a_person_came_is_not_theirs(housing):
    lives(lives(tenancy(housing)), "2", joined_date="2026-03-02")
    housing.tells("housing", "steps", tenancy_number="N1", step="possession_order", step_date="2026-03-01")
    assert [row.person_key for row in housing.built().tenancy_step] == [person("1")]


def test_stays_go_with_the_application_and_its_main_applicant(housing):
    housing.tells("housing", "applications", "1", application_number="H1", applied_date="2026-01-05")
    for start, end in (("2026-01-05", "2026-02-01"), ("2026-02-01", None)):
        facts = {"application_number": "H1", "kind": "hostel", "start_date": start, "end_date": end}
        housing.tells("housing", "temporary", **facts)
    found = [(row.person_key, row.end_date) for row in housing.built().temporary_accommodation]
    assert found == [(person("1"), day("2026-02-01")), (person("1"), HIGH)]


def answer(housing, match, on="2026-01-31", **cells):
    return housing.tells("dwp", "answers", "1", match=match, match_date=on, **cells)


@pytest.mark.parametrize(
    ("match", "paid", "group"), [("matched", True, "jsa"), ("not_matched", None, None), ("several", None, None)]
)
def test_nothing_is_known_of_an_adult_who_was_not_found(housing, match, paid, group):
    (row,) = answer(housing, match, is_out_of_work=True, benefit="jsa").built().benefit_match
    assert (row.is_out_of_work, row.benefit) == (paid, group)


def test_answers_of_two_days_are_two_rows_and_no_spell(housing):
    answer(answer(housing, "matched", is_out_of_work=True), "matched", "2026-02-28", is_out_of_work=True)
    assert [row.match_date for row in housing.built().benefit_match] == [day("2026-01-31"), day("2026-02-28")]


def test_no_table_of_housing_or_the_police_tells_an_address(housing):
    lives(tenancy(housing, postcode="ZZ1 1AA", house="1", street="Elm"))
    (row,) = housing.built().tenancy
    assert not {"postcode", "house", "street", "uprn"} & set(vars(row))
