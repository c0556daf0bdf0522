from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.identity.clusters import ADOPTED, PARTED, TWO_NUMBERS, Clusters, Join, Standing

ORDER = date(2025, 6, 1)
BEFORE, AFTER = date(2025, 5, 31), date(2025, 6, 2)


def clusters(*standings):
    return Clusters(list(standings))


def people(found, count):
    return len({found.find(each) for each in range(count)})


def test_what_is_joined_is_one_person_through_as_many_steps_as_it_takes():
    found = clusters(*[Standing()] * 4)
    for one, other in ((0, 1), (2, 3), (1, 2)):
        assert found.join(Join(one, other, "model", 9.0)) == ""
    assert people(found, 4) == 1


def test_two_numbers_of_the_council_are_never_one_person_by_themselves():
    found = clusters(Standing("7"), Standing("8"))
    assert found.join(Join(0, 1, "model", 30.0)) == TWO_NUMBERS
    assert people(found, 2) == 2


def test_a_third_record_that_is_like_both_does_not_bring_two_numbers_together():
    found = clusters(Standing("7"), Standing(), Standing("8"))
    assert found.join(Join(0, 1, "model", 9.0)) == ""
    assert found.join(Join(1, 2, "model", 8.0)) == TWO_NUMBERS


def test_a_persons_decision_joins_two_numbers():
    found = clusters(Standing("7"), Standing("8"))
    assert found.join(Join(0, 1, "decided"), decided=True) == ""
    assert people(found, 2) == 1


def test_a_decision_to_keep_apart_stands_over_every_join_and_over_a_third_record():
    found = clusters(Standing(), Standing(), Standing())
    found.part(0, 2)
    assert found.join(Join(0, 2, "model", 40.0)) == PARTED
    assert found.join(Join(0, 1, "model", 9.0)) == ""
    assert found.join(Join(1, 2, "model", 9.0)) == PARTED
    assert found.join(Join(1, 2, "decided"), decided=True) == PARTED


@pytest.mark.parametrize(("heard", "stopped"), [(BEFORE, ""), (ORDER, ADOPTED), (AFTER, ADOPTED)])
def test_from_the_day_of_an_adoption_order_nothing_still_received_is_matched_with_the_birth_record(heard, stopped):
    found = clusters(Standing("7", ORDER), Standing(last_received=heard))
    assert found.join(Join(0, 1, "nhs number and name")) == stopped


def test_no_third_record_leads_from_a_birth_record_to_what_came_after_the_order():
    found = clusters(Standing("7", ORDER), Standing(last_received=BEFORE), Standing(last_received=AFTER))
    assert found.join(Join(1, 2, "model", 9.0)) == ""
    assert found.join(Join(0, 1, "model", 9.0)) == ADOPTED


def test_all_that_agree_are_joined_as_far_as_nothing_keeps_them_apart():
    found = clusters(Standing("7"), Standing(), Standing("8"))
    found.join_all([0, 1, 2], "name, birth date and address")
    assert found.find(0) == found.find(1) != found.find(2)


def test_only_joins_that_bring_something_together_are_kept_as_reasons():
    found = clusters(*[Standing()] * 3)
    found.join_all([0, 1, 2], "pupil number and name")
    found.join(Join(1, 2, "model", 9.0))
    assert [(each.one, each.other) for each in found.joined] == [(0, 1), (0, 2)]


PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


@given(parted=PAIRS, joined=PAIRS, numbers=st.lists(st.sampled_from(["", "", "7", "8"]), min_size=8, max_size=8))
def test_whatever_order_joins_come_in_what_is_parted_stays_parted_and_no_person_has_two_numbers(
    parted, joined, numbers
):
    found = clusters(*(Standing(number) for number in numbers))
    for one, other in parted:
        found.part(one, other)
    for one, other in joined:
        found.join(Join(one, other, "model", 9.0))
    for one, other in parted:
        assert one == other or found.find(one) != found.find(other)
    for person in {found.find(each) for each in range(8)}:
        held = {numbers[each] for each in range(8) if found.find(each) == person} - {""}
        assert len(held) <= 1


@given(joined=PAIRS)
def test_without_obstacles_people_are_exactly_those_that_hang_together(joined):
    found = clusters(*[Standing()] * 8)
    reached = {each: {each} for each in range(8)}
    for one, other in joined:
        found.join(Join(one, other, "model", 9.0))
        whole = reached[one] | reached[other]
        for each in whole:
            reached[each] = whole
    for one in range(8):
        assert {other for other in range(8) if found.find(other) == found.find(one)} == reached[one]


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20))
def test_every_groups_root_is_the_one_found_for_it_alone(pairs):
    found = clusters(*[Standing()] * 12)
    for one, other in pairs:
        found.join(Join(one, other, "model", 9.0))
    assert found.roots().tolist() == [found.find(each) for each in range(12)]


def test_who_stands_for_a_person_is_found_through_many_steps():
    found = clusters(*[Standing()] * 16)
    for step in (1, 2, 4, 8):
        for at in range(0, 16, 2 * step):
            found.join(Join(at, at + step, "model", 9.0))
    assert found.roots().tolist() == [0] * 16
