import pytest
from tests.rooms.warehouse.landed import HIGH, day
from tests.rooms.warehouse.told import Told


@pytest.fixture
def told(tmp_path):
    """Rows of every feed."""
    return Told(tmp_path)


def lives(told, child, postcode, start, end=None, kind="HOME", number="1"):
    return told.ssd(
        "address",
        child,
        addr_table_id=number,
        addr_address_type=kind,
        addr_address_postcode=postcode,
        addr_address_start_date=start,
        addr_address_end_date=end,
    )


def directory(told, postcode, district="Ashfield", **cells):
    return told.row("postcode_directory", "postcodes", postcode=postcode, district=district, **cells)


def estimate(told, district="Ashfield", age=5, sex="M", ethnicity_group="White", number=10.0, **cells):
    facts = {"year": 2024, "district": district, "age": age, "sex": sex, "number": number}
    return told.row("population", "estimates", ethnicity_group=ethnicity_group, **facts, **cells)


def spells(told):
    return [(each.postcode, each.start_date, each.until_date) for each in told.built().address]


def test_an_address_has_what_the_directory_says_of_its_postcode(told):
    directory(told, "NG1 1AA", ward="Hucknall", deprivation_decile=3)
    (found,) = lives(told, "1", "NG1 1AA", "2024-01-01").built().address
    assert (found.district, found.ward, found.deprivation_decile) == ("Ashfield", "Hucknall", 3)


def test_an_address_outside_the_directory_is_kept_without_a_district(told):
    (found,) = lives(told, "1", "ZZ1 1AA", "2024-01-01").built().address
    assert (found.postcode, found.district, found.until_date) == ("ZZ1 1AA", None, HIGH)


def test_an_address_ends_where_the_next_of_its_kind_begins(told):
    lives(told, "1", "NG1 1AA", "2024-01-01", number="1")
    lives(told, "1", "NG1 1AB", "2024-06-01", "2024-12-31", number="2")
    lives(told, "1", "NG1 1AC", "2024-03-01", kind="PLACEMENT", number="3")
    assert spells(told) == [
        ("NG1 1AA", day("2024-01-01"), day("2024-06-01")),
        ("NG1 1AC", day("2024-03-01"), HIGH),
        ("NG1 1AB", day("2024-06-01"), day("2024-12-31")),
    ]


def test_an_address_without_a_first_day_stands_from_the_earliest_date_on(told):
    assert spells(lives(told, "1", "NG1 1AA", None)) == [("NG1 1AA", day("1900-01-01"), HIGH)]


def test_of_two_addresses_begun_on_one_day_the_later_row_stands(told):
    lives(told, "1", "NG1 1AA", "2024-01-01", number="1")
    lives(told, "1", "NG1 1AB", "2024-01-01", number="2")
    assert [each[0] for each in spells(told)] == ["NG1 1AB"]


def test_an_end_before_the_start_leaves_the_address_standing_on_no_day(told):
    assert spells(lives(told, "1", "NG1 1AA", "2024-05-01", "2024-01-01")) == [
        ("NG1 1AA", day("2024-05-01"), day("2024-05-01"))
    ]


def test_the_district_of_a_child_is_that_of_the_latest_home_not_of_a_placement(told):
    directory(told, "NG1 1AA", "Ashfield")
    directory(told, "NG1 1AB", "Gedling")
    directory(told, "NG1 1AC", "Newark")
    lives(told, "1", "NG1 1AA", "2023-01-01", number="1")
    lives(told, "1", "NG1 1AB", "2024-01-01", number="2")
    lives(told, "1", "NG1 1AC", "2025-01-01", kind="PLACEMENT", number="3")
    assert told.built().person[0].district == "Gedling"


def test_a_postcode_is_inside_where_the_estimates_are_of_its_district_by_name_or_code(told):
    estimate(told, "Ashfield", area_code="E07000170")
    directory(told, "NG1 1AA", "ASHFIELD")
    directory(told, "NG1 1AB", "Elsewhere")
    directory(told, "NG1 1AC", None, district_code="E07000170")
    directory(told, "NG1 1AD", None, ends_date=day("2020-01-01"))
    found = {each.postcode: (each.is_inside, each.ends_date) for each in told.built().postcode}
    assert found == {
        "NG1 1AA": (True, HIGH),
        "NG1 1AB": (False, HIGH),
        "NG1 1AC": (True, HIGH),
        "NG1 1AD": (False, day("2020-01-01")),
    }


def test_without_estimates_nobody_knows_what_is_inside(told):
    assert directory(told, "NG1 1AA").built().postcode[0].is_inside is None


def test_finer_ethnic_groups_are_added_up_to_those_of_the_code_list(told):
    estimate(told, ethnicity_group="Asian: Indian", number=3.0)
    estimate(told, ethnicity_group="Asian, Asian British", number=4.0)
    estimate(told, ethnicity_group="Other ethnic group", number=5.0)
    found = {each.ethnicity_group: each.number for each in told.built().population}
    assert found == {"Asian": 7.0, "Other": 5.0}


@pytest.mark.parametrize(
    ("said", "meant"), [("M", "M"), ("Females", "F"), ("male", "M"), ("Persons", "All"), (None, "All")]
)
def test_sexes_take_one_spelling(told, said, meant):
    assert estimate(told, sex=said).built().population[0].sex == meant


@pytest.mark.parametrize(("said", "meant"), [(" Ashfield ", "Ashfield"), ("Total", "Whole area"), (None, "Whole area")])
def test_a_file_that_does_not_split_the_area_is_of_the_whole_of_it(told, said, meant):
    found = estimate(told, said, ethnicity_group="All groups").built().population[0]
    assert (found.district, found.ethnicity_group) == (meant, "All")


def test_a_withheld_comparator_has_no_value(told):
    told.row("comparators", "figures", indicator="A1", area="England", year="2024-25", status="c", published_in="DfE")
    (found,) = told.built().comparator
    assert (found.indicator, found.value, found.status, found.source) == ("A1", None, "c", "DfE")
