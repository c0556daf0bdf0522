"""Everybody of a county: what is told of people, families and homes never contradicts itself."""

import datetime as dt

import numpy as np
import pytest
from tests.support.small_everyone import CHILDREN, small_everyone

from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.everyone import NEVER, NOBODY, RELATIONS, Everyone, Role
from sherwood.synthetic.identifying import homes_on
from sherwood.vocabulary.identifiers import nhs_number_is_valid, upn_is_valid

YEAR = 365.25
NINE_MONTHS = 270


@pytest.fixture(scope="module")
def everyone() -> Everyone:
    return small_everyone()


def of_kind(everyone: Everyone, *kinds: str) -> np.ndarray:
    return np.isin(everyone.related.kind, [RELATIONS.index(kind) for kind in kinds])


def children(everyone: Everyone) -> np.ndarray:
    return np.flatnonzero(everyone.people.role == Role.CHILD)


def main_spells(everyone: Everyone) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    living = everyone.living
    return living.person[living.is_main], living.start[living.is_main], living.end[living.is_main]


def children_on(everyone: Everyone, day: int) -> int:
    living, people = everyone.living, everyone.people
    is_inside = everyone.homes.district[living.home] < everyone.districts_inside
    there = living.person[living.is_main & is_inside & (living.start <= day) & (day < living.end)]
    age = day - people.born[there]
    return int(((age >= 0) & (age < 18 * YEAR) & (people.role[there] == Role.CHILD)).sum())


def test_nobody_lives_anywhere_before_birth_or_after_death(everyone: Everyone) -> None:
    living, people = everyone.living, everyone.people
    assert (living.start >= people.born[living.person]).all()
    assert (living.end <= people.died[living.person]).all()
    assert (living.start < living.end).all()


def test_nobody_has_two_main_homes_at_a_time(everyone: Everyone) -> None:
    person, start, end = main_spells(everyone)
    is_same = person[1:] == person[:-1]
    assert not (is_same & (start[1:] < end[:-1])).any()


def test_a_childs_main_home_has_no_gap_but_for_children_another_authority_took_over(everyone: Everyone) -> None:
    person, start, end = main_spells(everyone)
    with_gap = person[1:][(person[1:] == person[:-1]) & (start[1:] > end[:-1])]
    for each in with_gap:
        life = everyone.people.life[each]
        assert life != NOBODY
        assert "E3" in {period.reason_ceased for period in everyone.lives[life].child.periods}


def test_a_second_home_is_one_beside_the_main_home(everyone: Everyone) -> None:
    living = everyone.living
    second = np.flatnonzero(~living.is_main)
    assert len(second)
    main = homes_on(everyone, living.person[second], living.start[second])
    assert (main != living.home[second]).all()
    assert (everyone.people.role[living.person[second]] == Role.CHILD).all()


def test_parents_are_at_least_fourteen_years_older_than_their_children(everyone: Everyone) -> None:
    related, people = everyone.related, everyone.people
    parents = of_kind(everyone, "mother", "father", "grandparent")
    apart = people.born[related.other[parents]] - people.born[related.adult[parents]]
    assert (apart >= 14 * YEAR).all()


def test_no_child_has_two_mothers_or_two_fathers_at_birth(everyone: Everyone) -> None:
    related = everyone.related
    for kind in ("mother", "father"):
        of_child = related.other[of_kind(everyone, kind)]
        assert len(np.unique(of_child)) == len(of_child)


def test_relations_end_after_they_start_and_with_a_death(everyone: Everyone) -> None:
    related, people = everyone.related, everyone.people
    assert (related.start < related.end).all()
    assert (related.end <= np.minimum(people.died[related.adult], people.died[related.other])).all()


def test_partners_are_two_adults_of_one_family_and_a_mother_has_one_at_a_time(everyone: Everyone) -> None:
    related, people = everyone.related, everyone.people
    partners = np.flatnonzero(of_kind(everyone, "partner"))
    assert (people.role[related.adult[partners]] == Role.MOTHER).all()
    assert (people.family[related.adult[partners]] == people.family[related.other[partners]]).all()
    order = partners[np.lexsort((related.start[partners], related.adult[partners]))]
    is_same = related.adult[order][1:] == related.adult[order][:-1]
    assert not (is_same & (related.start[order][1:] < related.end[order][:-1])).any()


def test_brothers_and_sisters_are_nine_months_apart_or_twins(everyone: Everyone) -> None:
    people, minors = everyone.people, children(everyone)
    order = minors[np.lexsort((people.born[minors], people.family[minors]))]
    apart = np.diff(people.born[order])[people.family[order][1:] == people.family[order][:-1]]
    assert not ((apart > 0) & (apart < NINE_MONTHS)).any()
    assert 0.005 < (apart == 0).sum() / len(minors) < 0.025


def test_brothers_and_sisters_outside_services_bear_different_forenames(everyone: Everyone) -> None:
    people, minors = everyone.people, children(everyone)
    others = minors[people.life[minors] == NOBODY]
    pairs = np.stack([people.family[others], people.forename[others]], axis=1)
    assert len(np.unique(pairs, axis=0)) >= len(pairs) - len(pairs) // 1000


def test_a_family_moves_together(everyone: Everyone) -> None:
    """Children of one family who are at home on a day are at one address, but for those in care or after it."""
    people, day = everyone.people, (everyone.first_day + everyone.last_day) // 2
    minors = children(everyone)
    at_home = minors[
        (people.born[minors] < day) & (people.born[minors] > day - 18 * YEAR) & (people.life[minors] == NOBODY)
    ]
    at_home = at_home[people.died[at_home] > day]
    pairs = np.stack([people.family[at_home], homes_on(everyone, at_home.astype(np.int32), np.full(len(at_home), day))])
    assert len(np.unique(pairs, axis=1)[0]) == len(np.unique(pairs[0]))


def test_children_in_care_live_at_their_placement(everyone: Everyone) -> None:
    day = date_of(everyone.last_day - 30)
    looked_at = 0
    for number, person in everyone.person_of_number.items():
        child = everyone.lives[everyone.people.life[person]].child
        assert child.number == number
        period = child.period_on(day)
        if period is None or period.is_short_break:
            continue
        placement = period.placement_on(day)
        if placement.placement_type == "P1" or not placement.postcode:
            continue
        home = homes_on(everyone, np.array([person], np.int32), np.array([day_number(day)], np.int32))[0]
        assert everyone.postcodes[everyone.homes.postcode[home]].as_py() == placement.postcode
        looked_at += 1
    assert looked_at


def test_unaccompanied_children_have_no_family_and_live_nowhere_before_they_came(everyone: Everyone) -> None:
    people = everyone.people
    alone = [at for at in children(everyone) if people.life[at] != NOBODY]
    alone = [at for at in alone if everyone.lives[people.life[at]].child.is_unaccompanied]
    assert alone
    assert not np.isin(everyone.related.other, alone).any()
    for at in alone:
        arrived = everyone.lives[people.life[at]].child.periods[0].start_date
        assert everyone.living.start[everyone.living.person == at].min() >= day_number(arrived)


def test_known_children_are_as_their_lives_tell(everyone: Everyone) -> None:
    people = everyone.people
    for at in np.flatnonzero(people.life != NOBODY):
        life = everyone.lives[people.life[at]]
        assert date_of(int(people.born[at])) == life.child.birth_date
        assert "MF"[people.sex[at]] == life.child.sex
        assert everyone.forenames[people.forename[at]].as_py() == life.forename
        assert everyone.surnames[people.surname[at]].as_py() == life.surname
        assert everyone.ethnicities[people.ethnicity[at]].as_py() == life.child.ethnicity


def test_every_number_is_valid_and_no_two_are_alike(everyone: Everyone) -> None:
    people = everyone.people
    assert all(nhs_number_is_valid(str(number)) for number in people.nhs_number[:500])
    assert all(upn_is_valid(number) for number in people.upn.drop_null().to_pylist()[:500])
    assert len(np.unique(people.nhs_number)) == len(people)
    assert people.ni_number.null_count == len(children(everyone))
    assert {number[:2] for number in people.ni_number.drop_null().to_pylist()} == {"ZR"}


def test_every_mid_year_holds_the_children_the_county_was_asked_for(everyone: Everyone) -> None:
    for year in range(2021, 2025):
        assert children_on(everyone, day_number(dt.date(year, 6, 30))) == pytest.approx(CHILDREN, rel=0.03)


def test_needier_families_live_more_often_in_poorer_places(everyone: Everyone) -> None:
    people, day = everyone.people, everyone.last_day - 200
    minors = children(everyone).astype(np.int32)
    home = homes_on(everyone, minors, np.full(len(minors), day, np.int32))
    decile, need = everyone.homes.decile[home[home >= 0]], people.need[minors[home >= 0]]
    assert need[decile <= 3].mean() > 1.25 * need[decile >= 8].mean()


def test_known_and_other_families_overlap_in_need(everyone: Everyone) -> None:
    people, minors = everyone.people, children(everyone)
    known, others = (people.need[minors[(people.life[minors] != NOBODY) == is_known]] for is_known in (True, False))
    assert np.median(known) > 1.5 * np.median(others)
    assert (others > np.median(known)).mean() > 0.05


def test_forenames_fit_the_time_of_birth(everyone: Everyone) -> None:
    people = everyone.people
    born = people.born.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    names = np.array(everyone.forenames.to_pylist(), dtype=object)[people.forename]
    assert (born[np.isin(names, ["Olivia", "Noah", "Arthur"])] >= 1995).mean() > 0.8
    # The lists of names hold every name for every time, so that a few children are called as their grandparents' friends were.
    assert (born[np.isin(names, ["Susan", "Tracey", "Darren"])] < 1995).mean() > 0.75


def test_homes_are_let_again_and_some_are_shared(everyone: Everyone) -> None:
    living, people = everyone.living, everyone.people
    mothers = np.isin(living.person, np.flatnonzero(people.role == Role.MOTHER)) & living.is_main
    of_home = np.unique(np.stack([living.home[mothers], people.family[living.person[mothers]]]), axis=1)[0]
    assert (np.bincount(of_home) > 1).sum() > 50
    day = everyone.last_day - 100
    now = mothers & (living.start <= day) & (day < living.end)
    assert (np.bincount(living.home[now]) > 1).any()


def test_nobody_under_age_is_left_without_an_adult_at_home(everyone: Everyone) -> None:
    """But for children in care or after it, and those who came alone."""
    people, living, day = everyone.people, everyone.living, everyone.last_day - 50
    now = living.is_main & (living.start <= day) & (day < living.end)
    adults = people.role[living.person] != Role.CHILD
    with_adult = set(living.home[now & adults].tolist())
    minor = now & ~adults & (people.born[living.person] > day - 18 * YEAR) & (people.life[living.person] == NOBODY)
    alone = [home for home in living.home[minor].tolist() if home not in with_adult]
    assert len(alone) <= minor.sum() / 1000


def test_the_same_seed_gives_the_same_people(everyone: Everyone) -> None:
    again = small_everyone.__wrapped__()
    for part in ("people", "homes", "living", "related"):
        one, two = getattr(everyone, part), getattr(again, part)
        for name in one.__dataclass_fields__:
            left, right = getattr(one, name), getattr(two, name)
            assert left.equals(right) if hasattr(left, "equals") else np.array_equal(left, right), (part, name)


def test_ends_that_have_not_come_are_never(everyone: Everyone) -> None:
    assert (everyone.living.end <= NEVER).all()
    assert (everyone.related.end <= NEVER).all()
