"""Synthetic: walks the declared states from entry to leaving care and hands on periods of care with their legal spells."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sherwood.synthetic.arrivals import Entry
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import AGED_18
from sherwood.synthetic.people import Child, LegalSpell, PeriodOfCare, birthday
from sherwood.synthetic.shapes import Step

GONE_HOME = frozenset({"E4A", "E4B"})
DIED = "E2"
_ORDER_BEFORE_RETURN = {"E45": "P2", "E46": "P2", "E47": "P2", "E48": "P2", "E41": "P3", "E11": "P1", "E12": "P1"}
_SHORT_STAYS = frozenset({"E45", "E46", "E47", "E48", "E41"})


class CareCourse:
    """The walk through the states; brothers and sisters share the length of the states that one court decides for all."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._deaths = chance.apart("death in care")
        self._shared_days: dict[tuple[int, str, dt.date], int] = {}

    def live(self, entry: Entry, horizon: dt.date) -> Child:
        """Give the child its periods of care, including coming back, up to the horizon or the 18th birthday."""
        child, start, state = entry.child, entry.start_date, entry.state
        earlier = self._earlier_permanence(child, start)
        while start <= horizon and start < child.eighteenth_birthday:
            period = self._unless_dead(self._period(child, start, state))
            period.earlier_permanence, period.earlier_permanence_date = earlier
            child.periods.append(period)
            back = self._comes_back(child, period)
            if back is None:
                break
            start, state = back, self._chance.pick("way_in", child.age_on(back))
            earlier = self._permanence_after(period, earlier)
        return child

    def _period(self, child: Child, start: dt.date, state: str) -> PeriodOfCare:
        """Walk from a state to the end of care; at 18 the reason depends on the last placement and is settled with it."""
        legal: list[LegalSpell] = []
        day, reason = start, ""
        while not reason:
            end = day + dt.timedelta(days=self._days_in(child, state, day))
            is_grown_up = end >= child.eighteenth_birthday
            end = min(end, child.eighteenth_birthday)
            legal.append(LegalSpell(day, end, state, self._chance.courses.states[state].legal_status))
            if is_grown_up:
                return PeriodOfCare(start, end, AGED_18, legal)
            step = self._next(state, child.age_on(end))
            reason = self._chance.pick_from(self._chance.courses.leaving[step.leaves]) if step.leaves else ""
            day, state = end, step.to
        return PeriodOfCare(start, day, reason, legal)

    def _unless_dead(self, period: PeriodOfCare) -> PeriodOfCare:
        """The period, or what came before the child's death in it."""
        if period.is_short_break:
            return period
        days = 1 + int(self._deaths.waits(self._deaths.courses.rates["deaths_in_care_a_year"]))
        if days >= (period.end_date - period.start_date).days:
            return period
        day = period.start_date + dt.timedelta(days=days)
        legal = [replace(each, end_date=min(each.end_date, day)) for each in period.legal if each.start_date < day]
        return PeriodOfCare(period.start_date, day, DIED, legal)

    def _days_in(self, child: Child, state: str, day: dt.date) -> int:
        shape = self._chance.courses.states[state]
        if not shape.same_for_siblings:
            return self._chance.days_of(shape.lasts)
        return self._shared_days.setdefault((child.family, state, day), self._chance.days_of(shape.lasts))

    def _next(self, state: str, age: int) -> Step:
        steps = [step for step in self._chance.courses.states[state].then if step.ages[0] <= age <= step.ages[1]]
        return self._chance.random.choices(steps, [step.weight for step in steps])[0]

    def _comes_back(self, child: Child, period: PeriodOfCare) -> dt.date | None:
        """The day a child gone home, or to a guardian, is looked after again within the year; mostly never."""
        if period.reason_ceased not in GONE_HOME | _SHORT_STAYS or child.is_unaccompanied:
            return None
        if not self._chance.happens("comes_back_within_a_year"):
            return None
        return period.end_date + dt.timedelta(days=self._chance.random.randint(14, 360))

    def _earlier_permanence(self, child: Child, start: dt.date) -> tuple[str, dt.date | None]:
        if child.is_unaccompanied or child.age_on(start) < 3 or not self._chance.happens("earlier_permanence"):
            return "Z1", None
        return self._chance.pick("earlier_permanence"), self._chance.day_between(birthday(child.birth_date, 1), start)

    def _permanence_after(
        self, period: PeriodOfCare, earlier: tuple[str, dt.date | None]
    ) -> tuple[str, dt.date | None]:
        order = _ORDER_BEFORE_RETURN.get(period.reason_ceased)
        return (order, period.end_date) if order else earlier
