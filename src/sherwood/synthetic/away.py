"""Synthetic: children missing from care and orders depriving them of liberty, handed on as dated spells."""

from __future__ import annotations

import datetime as dt

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.people import AwaySpell, Child, LibertyOrder, PeriodOfCare, birthday

_YOUNGEST_MISSING, _YOUNGEST_DEPRIVED = 10, 11
_ONE_DAY = dt.timedelta(days=1)
_HOMES = frozenset({"K1", "K2", "Z11", "Z13"})


def add_missing(chance: Chance, child: Child, date_from: dt.date, date_to: dt.date) -> None:
    """Give the child its times missing or away between two days: most have none, a few very many."""
    for period in child.periods:
        first = max(period.start_date, date_from, birthday(child.birth_date, _YOUNGEST_MISSING))
        last = min(period.end_date, date_to)
        if period.is_short_break or first >= last or chance.pick("goes_missing", child.age_on(first)) == "no":
            continue
        rates = chance.courses.rates
        a_year = chance.random.gammavariate(rates["spells_shape"], rates["spells_a_year"] / rates["spells_shape"])
        _spells(chance, child, first, period.end_date, last, max(a_year, 0.5))


def _spells(chance: Chance, child: Child, first: dt.date, until: dt.date, last: dt.date, a_year: float) -> None:
    """Add the spells between two days; whoever leaves care was back the day before."""
    day = first + dt.timedelta(days=int(chance.waits(a_year)))
    while day < min(last, until - _ONE_DAY):
        back = min(day + dt.timedelta(days=chance.days("missing_spell")), until - _ONE_DAY)
        child.away.append(AwaySpell("A" if chance.happens("away_share") else "M", day, back))
        day = back + dt.timedelta(days=1 + int(chance.waits(a_year)))


def add_liberty_orders(chance: Chance, child: Child, period: PeriodOfCare) -> None:
    """Give a few children in homes an order, renewed or ended within the placement."""
    for placement in period.placements:
        is_likely = placement.placement_type in _HOMES and child.age_on(placement.start_date) >= _YOUNGEST_DEPRIVED
        if is_likely and not period.is_short_break and chance.happens("liberty_share"):
            start = chance.day_between(placement.start_date, placement.start_date + dt.timedelta(days=30))
            end = min(start + dt.timedelta(days=chance.days("liberty_order")), placement.end_date)
            if start < end:
                child.liberty_orders.append(LibertyOrder(start, end))
