from datetime import date

import pytest

from sherwood.cohorts.families import Spell, families_on

DAY = date(2019, 6, 17)
HIGH = date(9999, 12, 31)
BORN = {
    "mum": date(1985, 3, 1),
    "dad": date(1983, 5, 9),
    "ann": date(2009, 4, 2),
    "bob": date(2012, 8, 30),
    "cy": date(2001, 6, 17),
    "baby": date(2019, 12, 1),
}


def lives(person, place, start="2015-01-01", until=None):
    return Spell(person, place, date.fromisoformat(start), date.fromisoformat(until) if until else HIGH)


def found(*spells, day=DAY, away=()):
    """Each family as the sets of its children and adults."""
    return [
        ({each.person_key for each in family.children}, {each.person_key for each in family.adults})
        for family in families_on(day, spells, BORN, away)
    ]


def test_who_lives_in_one_home_is_one_family():
    assert found(lives("mum", "A"), lives("ann", "A"), lives("bob", "A")) == [({"ann", "bob"}, {"mum"})]


def test_a_home_without_a_child_is_no_family():
    assert found(lives("mum", "A"), lives("dad", "A")) == []


def test_a_child_in_two_homes_belongs_to_both_families():
    homes = [lives("ann", "A"), lives("ann", "B"), lives("mum", "A"), lives("dad", "B")]
    assert found(*homes) == [({"ann"}, {"mum"}), ({"ann"}, {"dad"})]


@pytest.mark.parametrize(("until", "adults"), [("2019-06-18", {"mum", "dad"}), ("2019-06-17", {"mum"})])
def test_a_partner_who_left_is_no_member_from_the_day_of_leaving(until, adults):
    assert found(lives("mum", "A"), lives("ann", "A"), lives("dad", "A", until=until)) == [({"ann"}, adults)]


def test_a_family_split_since_is_whole_again_on_the_day_before():
    homes = [lives("mum", "A"), lives("ann", "A"), lives("bob", "A", until="2019-06-01")]
    homes += [lives("dad", "A", until="2019-06-01"), lives("dad", "B", "2019-06-01"), lives("bob", "B", "2019-06-01")]
    assert found(*homes) == [({"ann"}, {"mum"}), ({"bob"}, {"dad"})]
    assert found(*homes, day=date(2019, 5, 31)) == [({"ann", "bob"}, {"mum", "dad"})]


@pytest.mark.parametrize(("day", "families"), [(date(2019, 11, 30), []), (date(2019, 12, 1), [({"baby"}, {"mum"})])])
def test_a_child_is_a_member_from_the_day_of_birth(day, families):
    assert found(lives("mum", "A"), lives("baby", "A"), day=day) == families


@pytest.mark.parametrize(("day", "children"), [(date(2019, 6, 16), {"bob", "cy"}), (DAY, {"bob"})])
def test_somebody_is_an_adult_from_the_18th_birthday_on(day, children):
    ((young, grown),) = found(lives("cy", "A"), lives("bob", "A"), day=day)
    assert young == children
    assert grown == {"cy", "bob"} - children


def test_a_looked_after_child_is_no_member_of_the_family_it_is_placed_with():
    homes = [lives("mum", "A"), lives("ann", "A"), lives("bob", "A")]
    assert found(*homes, away={"bob"}) == [({"ann"}, {"mum"})]
    assert found(*homes, away={"ann", "bob"}) == []


def test_nobody_is_a_member_before_birth_or_without_a_birth_date():
    assert found(lives("mum", "A"), lives("baby", "A"), lives("stranger", "A")) == []


def test_a_family_is_known_by_its_eldest_child_whichever_order_rows_come_in():
    homes = [lives("bob", "A"), lives("mum", "A"), lives("ann", "A")]
    assert {family.anchor for each in (homes, homes[::-1]) for family in families_on(DAY, each, BORN)} == {"ann"}
