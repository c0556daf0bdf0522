"""Synthetic: a family's contacts with the front door and what each came to, handed on as events of its children."""

from __future__ import annotations

import datetime as dt

from sherwood.synthetic.cases import Case, Household, Member
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.helping import Helping
from sherwood.synthetic.lives import ContactRecord
from sherwood.synthetic.referring import Referring
from sherwood.synthetic.rhythm import Comes, Rhythm
from sherwood.synthetic.timeline import Story
from sherwood.synthetic.workdays import Workdays
from sherwood.vocabulary.ages import age_on

_REFERRAL, _EARLY_HELP, _OPEN_CASE = "referral", "early_help", "existing_case"
_FROM_EARLY_HELP = "5D"
_RETURNS = {True: "returns_after_case", False: "returns_after_contact"}
# How long before a family fell quiet its case with a plan began: the plan, the support after it, the close.
EARLIER_DAYS = (300, 700)
_MOST_RETURN = 0.97


class Contacting:
    """Walks a family from contact to contact, into cases and early help and out again, until it does not come back."""

    def __init__(
        self, chance: Chance, referring: Referring, helping: Helping, workdays: Workdays, rhythm: Rhythm
    ) -> None:
        self._chance = chance
        self._rhythm = rhythm
        self._referring = referring
        self._helping = helping
        self._workdays = workdays

    def live(self, household: Household, first: dt.date, last: dt.date) -> Story:
        """Give the family its contacts and all that follows from the first day on, up to the last, each when its day has come."""
        day: dt.date | None = first
        source, had_case = "", False
        while day and day <= last:
            yield day
            if not any(member.is_known_on(day) for member in household.members):
                return
            stepped_up, source = source == _FROM_EARLY_HELP, source or self._rhythm.source(day)
            comes = Comes(self._workdays.from_day(day)) if stepped_up else self._comes(household, source, day)
            if comes is None or comes.day > last:
                # Need that was not told is not gone: what would have followed a case still follows.
                had_case = self._is_referred(household, Comes(day), had_case=had_case)
                day, source = self._after(household, day, _RETURNS[had_case]), ""
                continue
            if comes.day > day:
                yield comes.day
            named = self._named(household, comes.day)
            if not named:
                return
            is_referred = stepped_up or self._is_referred(household, comes, had_case=had_case)
            day, following = self._contact(household, named, comes.day, source, is_referred=is_referred)
            source, had_case = following, is_referred

    def live_on(self, household: Household, quiet_since: dt.date, day: dt.date, last: dt.date) -> Story:
        """Give a family known before what follows from a day on; a few had a protection plan before they fell quiet."""
        earlier = self._earlier_day(household, quiet_since)
        if earlier:
            yield earlier
            day = max(day, self._earlier(household, earlier))
        yield from self.live(household, day, last)

    def live_once(self, household: Household, day: dt.date, source: str) -> Story:
        """Give a family the one contact that a sender makes who writes more than usual, and what it comes to."""
        yield day
        named = self._named(household, day)
        if named:
            had_case = self._chance.happens("added_after_case")
            is_referred = self._is_referred(household, Comes(day), had_case=had_case)
            self._contact(household, named, day, source, is_referred=is_referred)

    def live_disabled(self, household: Household, day: dt.date) -> Story:
        """Give a family its one contact and case for a disabled child, unless the pandemic kept it from coming."""
        yield day
        member, source = household.members[0], self._rhythm.source(day)
        comes = self._comes(household, source, day)
        if comes is None:
            return
        if comes.day > day:
            yield comes.day
        date, district = comes.day, household.district_on(comes.day)
        if not member.is_known_on(date):
            return
        age = age_on(member.child.birth_date, date)
        self._note([member], date, source, _REFERRAL)
        member.cases.append(self._referring.refer_disabled(self._decided(date), source, district, age))

    def refer(self, household: Household, named: list[Member], date: dt.date, source: str) -> Case:
        """Note a contact that becomes a referral, and open the case of the children it names."""
        factor = self._gravity(household, named)
        district = household.district_on(date)
        age = max(0, age_on(named[0].child.birth_date, date))
        self._note(named, date, source, _REFERRAL)
        case = self._referring.refer(self._decided(date), source, district, age, children=len(named), factor=factor)
        for member in named:
            member.cases.append(case)
        return case

    def _contact(
        self, household: Household, named: list[Member], date: dt.date, source: str, *, is_referred: bool
    ) -> tuple[dt.date | None, str]:
        """One contact and what came of it; return the day and the source of the next one, if one follows."""
        if is_referred:
            return self._after(household, self._case(household, named, date, source), "returns_after_case"), ""
        outcome = self._chance.pick("contact_outcome")
        self._note(named, date, source, outcome)
        if outcome == _EARLY_HELP:
            help_given = self._helping.help(named, self._workdays.after(date, 1), household.district_on(date))
            if help_given.is_stepped_up:
                return help_given.end_date, _FROM_EARLY_HELP
            return self._after(household, help_given.end_date, "returns_after_contact"), ""
        return self._after(household, date, "returns_after_contact"), ""

    def _comes(self, household: Household, source: str, day: dt.date) -> Comes | None:
        """The contact that something on a day calls for, as and when this source makes it."""
        district = household.district_on(day)
        return self._rhythm.comes(source, self._rhythm.day_for(source, day, district), district)

    def _case(self, household: Household, named: list[Member], date: dt.date, source: str) -> dt.date:
        """Open a case and live through it; return the day it closed."""
        case = self.refer(household, named, date, source)
        days = (case.close_date - case.referral_date).days
        if days > 10 and self._chance.happens("contact_while_open"):
            later = case.referral_date + dt.timedelta(days=self._chance.random.randint(3, days - 1))
            source = self._rhythm.source(later)
            comes = self._comes(household, source, later)
            if comes and comes.day < case.close_date:
                self._note([each for each in named if each.is_known_on(comes.day)], comes.day, source, _OPEN_CASE)
        is_child = case.close_date < named[0].child.eighteenth_birthday
        if self._chance.happens("dies_share") and case.need_plans and is_child:
            named[0].death_date = case.close_date
        if case.close_reason == "RC9":
            return self._helping.help(
                named, self._workdays.after(case.close_date, 3), household.district_on(date)
            ).end_date
        return case.close_date

    def _earlier_day(self, household: Household, quiet_since: dt.date) -> dt.date | None:
        """The day on which a few families were referred and got a protection plan before they fell quiet; none for others."""
        chance = self._chance
        date = self._workdays.from_day(quiet_since - dt.timedelta(days=chance.random.randint(*EARLIER_DAYS)))
        is_old_enough = any(member.child.birth_date <= date for member in household.members)
        return date if household.is_troubled and is_old_enough and chance.happens("earlier_plan") else None

    def _earlier(self, household: Household, date: dt.date) -> dt.date:
        """Give a family a protection plan it had before; return the day from which it can be known again."""
        named = [member for member in household.members if member.child.birth_date <= date]
        self._note(named, date, source := self._rhythm.source(date), _REFERRAL)
        case = self._referring.refer_to_plan(date, source, household.district_on(date), 5, children=len(named))
        for member in named:
            member.cases.append(case)
        return case.close_date + dt.timedelta(days=30)

    def _is_referred(self, household: Household, comes: Comes, *, had_case: bool) -> bool:
        """Whether the contact becomes a referral: more often in a troubled family, soon after a case was closed, or when it is grave."""
        rates = self._chance.courses.rates
        share = rates["referred_after_case"] if had_case else rates["referred"]
        share *= self._factor(household) * comes.severity * self._rhythm.referred_factor(comes.day)
        return self._chance.share(min(share, 0.9))

    def _factor(self, household: Household) -> float:
        return self._chance.courses.rates["troubled_factor"] if household.is_troubled else 1.0

    def _gravity(self, household: Household, named: list[Member]) -> float:
        """How many times as likely an enquiry is: more where there is much trouble, or a child has been on a protection plan before."""
        has_been = any(case.protection_plans for member in named for case in member.cases)
        return self._factor(household) * (self._chance.courses.rates["after_a_plan"] if has_been else 1.0)

    def _after(self, household: Household, day: dt.date, rate: str) -> dt.date | None:
        """The day of the next contact after this one was done with; none if the family does not come back."""
        share = self._chance.courses.rates[rate] * self._factor(household)
        if rate == "returns_after_case":
            share *= self._rhythm.returning_factor(day)
        if not self._chance.share(min(share, _MOST_RETURN)):
            return None
        wait = "until_next_contact" if self._chance.happens("returns_soon") else "until_later_contact"
        return day + dt.timedelta(days=1 + self._chance.days(wait))

    def _named(self, household: Household, day: dt.date) -> list[Member]:
        known = [member for member in household.members if member.is_known_on(day)]
        if len(known) < 2 or self._chance.happens("all_children_named"):
            return known
        return [self._chance.random.choice(known)]

    def _decided(self, date: dt.date) -> dt.date:
        """The working day on which a contact was taken as a referral: day 0 or 1, seldom later."""
        rates, late = self._chance.courses.rates, self._rhythm.late_factor(date)
        if self._chance.share(rates["decided_late"] * late):
            return self._workdays.after(date, self._chance.random.randint(2, 4))
        day = self._workdays.from_day(date)
        return (
            self._workdays.after(date, 1)
            if day == date and self._chance.share(rates["decided_next_day"] * late)
            else day
        )

    def _note(self, named: list[Member], date: dt.date, source: str, outcome: str) -> None:
        record = ContactRecord(date, source, outcome)
        for member in named:
            member.contacts.append(record)
