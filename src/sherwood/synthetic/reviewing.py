"""Synthetic: reviews due by law and the day each is held, handed on with what made some of them late."""

from __future__ import annotations

import datetime as dt

from sherwood.synthetic.adopting import PLACED
from sherwood.synthetic.allocating import Allocating
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.people import Child, PeriodOfCare, Review
from sherwood.synthetic.workload import raised
from sherwood.vocabulary.calendar import WorkingCalendar
from sherwood.vocabulary.intervals import add_months, add_weeks

_ONE_DAY = dt.timedelta(days=1)
NEVER = dt.date(9999, 12, 31)


class Reviewing:
    """Books the reviews of each period of care; short breaks have rules of their own and no reviews in this return.

    Limits: Care Planning, Placement and Case Review (England) Regulations 2010, reg 33 (20 working days, 3 months after the
    first, then 6 months); Adoption Agencies Regulations 2005, reg 36, once a child is placed for adoption (4 weeks, 3 months,
    then 6 months).
    """

    def __init__(self, chance: Chance, calendar: WorkingCalendar, allocating: Allocating) -> None:
        self._chance = chance
        self._calendar = calendar
        self._allocating = allocating

    def review(self, child: Child, period: PeriodOfCare, horizon: dt.date) -> None:
        """Give the period its reviews, held or still to be held, up to the first due after the horizon."""
        if period.is_short_break:
            return
        placed = next((spell.start_date for spell in period.legal if spell.state in PLACED), None)
        clock, rules = period.start_date, ["first", "second"]
        while clock <= horizon:
            rule = rules.pop(0) if rules else "later"
            due = self._due(rule, clock)
            if placed and clock < placed < due:
                rule, due, rules, placed = "adoption_first", min(due, add_weeks(placed, 4)), ["second"], None
            if due >= period.end_date:
                return
            review = self._held(child, period, rule, clock, due)
            period.reviews.append(review)
            if review.held_date == NEVER:
                return
            clock = review.held_date

    def _due(self, rule: str, clock: dt.date) -> dt.date:
        """The last day in time for a review whose clock starts on this day."""
        if rule == "first":
            return self._calendar.add_working_days(clock, 20)
        return add_months(clock, 3 if rule == "second" else 6)

    def _held(self, child: Child, period: PeriodOfCare, rule: str, clock: dt.date, due: dt.date) -> Review:
        team = self._allocating.team_on(child, period, due)
        rates = self._chance.courses.rates
        strain = self._allocating.loads.on(team.id, due) ** rates["load_power"]
        if self._chance.share(raised(rates["first_late" if rule == "first" else "later_late"], strain)):
            held = self._working_day(due + self._chance.days("held_after_due") * _ONE_DAY, _ONE_DAY)
        else:
            early = self._chance.days("first_held_before_due" if rule == "first" else "held_before_due")
            held = self._working_day(max(due - early * _ONE_DAY, clock + 5 * _ONE_DAY), -_ONE_DAY)
        if held >= period.end_date:
            return Review(rule, clock, due, NEVER, "", team.id)
        participation = self._chance.pick("participation", child.age_on(held))
        return Review(rule, clock, due, held, participation, team.id)

    def _working_day(self, day: dt.date, step: dt.timedelta) -> dt.date:
        """The day, or the nearest working day in one direction: reviews are held on working days."""
        while not self._calendar.is_working_day(day):
            day += step
        return day
