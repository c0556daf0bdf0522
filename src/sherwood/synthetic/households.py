"""Synthetic: makes the families that services come to know, with names, homes and children, and hands them on empty of events."""

from __future__ import annotations

import datetime as dt

from sherwood.synthetic.arrivals import child_number, pupil_number
from sherwood.synthetic.cases import Household, Member
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.looked_after import County
from sherwood.synthetic.naming import Homes, Naming
from sherwood.synthetic.people import Child, birthday

_YEARS_APART = (330, 1300)
_DISABLED = "N2"


class Households:
    """Numbers families and children on from where the county's care left off."""

    def __init__(self, chance: Chance, county: County, known_from: dt.date, last: dt.date) -> None:
        self._chance = chance
        self._map = county.map
        self._numbers, self._families = county.numbers_given, county.families
        self._naming = Naming(chance)
        self._homes = Homes(chance, county.map, known_from, last)

    def new(self, day: dt.date, *, is_for_disability: bool = False, district: str = "", fewest: int = 1) -> Household:
        """A family first known on a day, with one to five children, of whom the younger may be born only later.

        It lives in the district given, if one is, and has at least so many children, if it is not known for a disability.
        """
        chance = self._chance
        self._families += 1
        homes, is_troubled = self._homes.of(self._map.home(chance).code), chance.happens("troubled_share")
        ethnicity = chance.pick("ethnicity_at_home")
        household = Household(self._families, self._naming.surname(ethnicity), homes, is_troubled=is_troubled)
        birth_date = self._eldest(day)
        for _ in range(1 if is_for_disability else max(fewest, int(chance.pick("children_in_family")))):
            is_disabled = is_for_disability or chance.happens("disabled_share")
            household.members.append(self._member(household, birth_date, day, ethnicity, is_disabled=is_disabled))
            birth_date += dt.timedelta(days=chance.random.randint(*_YEARS_APART))
        if not is_for_disability and chance.happens("unborn_share"):
            due = day + dt.timedelta(days=chance.random.randint(15, 160))
            household.members = [self._member(household, due, day, ethnicity, is_disabled=False)]
            self._expect(household.members[0])
        return household

    def of_care(self, children: list[Child]) -> Household:
        """The family of children who entered care: their home is the one the return gives."""
        chance, first = self._chance, children[0]
        household = Household(first.family, self._naming.surname(first.ethnicity), self._homes.ending_at(first))
        for child in children:
            forename = self._forename(household, child)
            is_disabled = child.need == _DISABLED or chance.happens("disabled_share")
            household.members.append(Member(child, forename, household.surname, self._disabilities(is_disabled)))
        if not first.is_unaccompanied and chance.happens("siblings_at_home_share"):
            start = first.periods[0].start_date
            birth_date = birthday(start, -chance.random.randint(2, 15))
            if all(abs((child.birth_date - birth_date).days) >= _YEARS_APART[0] for child in children):
                household.members.append(self._member(household, birth_date, start, first.ethnicity, is_disabled=False))
        return household

    def _member(
        self, household: Household, birth_date: dt.date, day: dt.date, ethnicity: str, *, is_disabled: bool
    ) -> Member:
        chance, home = self._chance, household.addresses[-1]
        self._numbers += 1
        sex = "M" if chance.happens("boys_share") else "F"
        child = Child(
            number=child_number(self._numbers),
            family=household.family,
            birth_date=birth_date,
            sex=sex,
            ethnicity=ethnicity,
            upn=pupil_number(chance, birth_date, day),
            need=_DISABLED if is_disabled else "",
            home_district=home.district,
            home_postcode=home.postcode,
        )
        return Member(child, self._forename(household, child), household.surname, self._disabilities(is_disabled))

    def _forename(self, household: Household, child: Child) -> str:
        return self._naming.forename(child, {member.forename for member in household.members})

    def _eldest(self, day: dt.date) -> dt.date:
        youngest, oldest = (int(each) for each in self._chance.pick("age_at_first_contact").split("-"))
        return self._chance.day_between(birthday(day, -(oldest + 1)) + dt.timedelta(days=1), birthday(day, -youngest))

    def _expect(self, member: Member) -> None:
        """Note that the child is not yet born when first known; few are born on the very day they were expected."""
        member.is_expected = True
        member.expected_birth_date = member.child.birth_date + dt.timedelta(days=round(self._chance.random.gauss(0, 7)))

    def _disabilities(self, is_disabled: bool) -> tuple[str, ...]:
        if not is_disabled:
            return ()
        found = {self._chance.pick("disability") for _ in range(self._chance.random.choice((1, 1, 1, 2, 2, 3)))}
        return tuple(sorted(found))
