import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.measures import UnknownChoice
from sherwood.measures.choices import known_values


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.mark.parametrize(
    ("name", "given", "held"),
    [
        ("sex", "M", "M"),
        ("sex", "m", "M"),
        ("sex", "1", "M"),
        ("legal_status", "c2", "C2"),
        ("age_band", "under 1", "Under 1"),
        ("is_uasc", "True", "true"),
        ("is_uasc", "no", "false"),
        ("placement_group", "Placed for adoption", "Placed for adoption"),
        ("team", "no-such-team", "no-such-team"),
        ("sex", "", ""),
    ],
)
def test_a_filter_value_is_taken_in_any_spelling_the_code_list_knows(catalogue, name, given, held):
    assert known_values(catalogue, {name: given}) == {name: (held,)}


@pytest.mark.parametrize(
    ("name", "given"), [("sex", "X"), ("legal_status", "C9"), ("age_band", "7"), ("is_uasc", "maybe")]
)
def test_a_value_that_nothing_can_have_is_refused_and_the_known_ones_are_named(catalogue, name, given):
    with pytest.raises(UnknownChoice, match=f"'{name}' has no value '{given}'. It has: "):
        known_values(catalogue, {name: given})


def test_several_values_and_filters_come_in_one_order_whatever_the_order_given(catalogue):
    asked = {"team": "t1", "sex": ["M", "F"]}
    assert list(known_values(catalogue, asked).items()) == [("sex", ("M", "F")), ("team", ("t1",))]
    assert known_values(catalogue, None) == {}
