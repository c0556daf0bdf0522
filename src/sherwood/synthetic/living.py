"""Synthetic: the lives of all children known to the county's services, handed on in order of their numbers with their workers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sherwood.synthetic.caring import Caring
from sherwood.synthetic.cases import Household, Member, Stage
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.contacting import Contacting
from sherwood.synthetic.helping import Helping
from sherwood.synthetic.households import Households
from sherwood.synthetic.lives import Life
from sherwood.synthetic.looked_after import YEARS_OF_ALLOCATION, County
from sherwood.synthetic.people import Child, birthday
from sherwood.synthetic.referring import Referring
from sherwood.synthetic.sharing import Sharing
from sherwood.synthetic.staff import Staff, Worker
from sherwood.synthetic.teams import Teams
from sherwood.synthetic.telling import Telling
from sherwood.synthetic.workdays import Workdays

# A child in care at 20 may have been referred before birth; plans run on past the last day.
_YEARS_BEFORE, _YEARS_AFTER = 30, 30
_DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Lives:
    """The lives of a county, and everybody who works in its teams, in care and outside it."""

    lives: list[Life]
    workers: list[Worker]


def lives_of(chance: Chance, county: County, date_from: dt.date, date_to: dt.date) -> list[Life]:
    """The lives of all children known between two days, those looked after among them, in order of their numbers."""
    return live(chance, county, date_from, date_to).lives


def live(chance: Chance, county: County, date_from: dt.date, date_to: dt.date) -> Lives:
    """Live through the county's families between two days, from some years before so that repeats find what they repeat.

    `chance` should be the lives' own (`Chance.apart`), so that the care of the same seed stays as it is.
    """
    return _Living(chance, county, date_from, date_to).live()


def live_in_care_alone(county: County) -> Lives:
    """The children of the return with their family and nothing else, and the workers of care: a county without its other feeds."""
    lives = [Life(child, "", "") for child in county.children]
    return Lives(lives, county.allocating.workers)


class _Living:
    """The parts of one county's lives."""

    def __init__(self, chance: Chance, county: County, date_from: dt.date, date_to: dt.date) -> None:
        self._chance = chance
        self._county = county
        self._from, self._to = date_from, date_to
        self._known_from = date_from - dt.timedelta(days=round(chance.courses.rates["known_for_years"] * _DAYS_A_YEAR))
        self._teams = Teams(chance.courses.organisation)
        workdays = Workdays(county.calendar, birthday(date_from, -_YEARS_BEFORE), birthday(date_to, _YEARS_AFTER))
        self._households = Households(chance, county, self._known_from, date_to)
        self._referring = Referring(chance, self._teams, workdays, date_to)
        self._helping = Helping(chance, self._teams, workdays)
        self._contacting = Contacting(chance, self._referring, self._helping, workdays)
        self._caring = Caring(chance, self._referring, workdays)

    def live(self) -> Lives:
        households = [*self._of_care(), *self._families(), *self._disabled()]
        workers = self._share(households)
        telling, visiting = Telling(self._to), self._referring.visiting
        lives = [
            telling.life(
                household,
                member,
                [visit for period in member.child.periods for visit in visiting.in_care(member.child, period)],
            )
            for household in households
            for member in household.members
            if self._is_known(member)
        ]
        return Lives(sorted(lives, key=lambda life: int(life.child.number)), workers)

    def _of_care(self) -> Iterator[Household]:
        """Families of the looked-after children, one household each."""
        by_family: dict[int, list[Child]] = defaultdict(list)
        for child in self._county.children:
            by_family[child.family].append(child)
        for children in by_family.values():
            household = self._households.of_care(sorted(children, key=lambda child: child.birth_date))
            self._caring.live(household)
            yield household

    def _families(self) -> Iterator[Household]:
        for day in self._days("first_contacts_per_10000"):
            household = self._households.new(day)
            self._contacting.live(household, day, self._to)
            yield household

    def _disabled(self) -> Iterator[Household]:
        for day in self._days("disability_families_per_10000"):
            household = self._households.new(day, is_for_disability=True)
            self._contacting.live_disabled(household, day)
            yield household

    def _days(self, rate: str) -> Iterator[dt.date]:
        a_year = self._chance.courses.rates[rate] * self._county.population / 10_000
        passed = self._chance.waits(a_year)
        while (day := self._known_from + dt.timedelta(days=int(passed))) <= self._to:
            yield day
            passed += self._chance.waits(a_year)

    def _share(self, households: list[Household]) -> list[Worker]:
        """Walk through the days of the teams outside care; return everybody who works in any team."""
        since = birthday(self._from, -YEARS_OF_ALLOCATION)
        care = self._county.allocating
        sharing = Sharing(self._chance, Staff(self._chance, since, self._to, care.staff.count), since, self._to)
        stages: dict[int, Stage] = {id(each): each for each in self._helping.stages}
        for member in (member for household in households for member in household.members):
            stages |= {id(stage): stage for case in member.cases for stage in case.stages}
        sharing.share(self._teams.of_work, stages.values())
        return [*care.workers, *sharing.workers]

    def _is_known(self, member: Member) -> bool:
        """Whether anything of the child touches the county's years; every child of the return does."""
        return bool(member.child.periods) or (
            any(contact.contact_date <= self._to for contact in member.contacts)
            and (
                any(contact.contact_date >= self._from for contact in member.contacts)
                or any(case.close_date >= self._from for case in member.cases)
                or any((each.end_date or self._to) >= self._from for each, _ in member.help_given)
            )
        )
