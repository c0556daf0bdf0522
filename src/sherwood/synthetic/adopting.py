"""Synthetic: the decision, match and adopters of each child who gets a placement order, handed on as an adoption plan."""

from __future__ import annotations

import datetime as dt

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.people import AdoptionPlan, LegalSpell, PeriodOfCare

ADOPTED = frozenset({"E11", "E12"})
# The states of a child with adopters, under a placement order or by the parents' consent, and those that lead there.
PLACED = frozenset({"placed_for_adoption", "placed_by_consent"})
BY_CARER = frozenset({"A3", "A5"})
_TO_BE_ADOPTED = frozenset({"placement_order", "relinquished"})


def plan_adoption(chance: Chance, period: PeriodOfCare) -> None:
    """Give the period its adoption plan, if a placement order was made in it or the child given up.

    The decision never lies before care began; a child who leaves the plan has it reversed on the day the order changes.
    """
    order = next((spell for spell in period.legal if spell.state in _TO_BE_ADOPTED), None)
    if order is None:
        return
    decision = max(period.start_date, order.start_date - dt.timedelta(days=chance.days("decision_before_order")))
    placed = next((spell for spell in period.legal if spell.state in PLACED), None)
    if period.reason_ceased in ADOPTED and placed:
        period.adoption = _adopted(chance, period, decision, placed)
        return
    reversed_date = (placed or order).end_date
    period.adoption = AdoptionPlan(decision, reversed_date=reversed_date, reason_reversed=chance.pick("reversed"))


def _adopted(chance: Chance, period: PeriodOfCare, decision: dt.date, placed: LegalSpell) -> AdoptionPlan:
    match = max(decision, placed.start_date - dt.timedelta(days=chance.days("match_before_placing")))
    by_carer = period.placement_on(placed.start_date).placement_type in BY_CARER
    return AdoptionPlan(decision, match, by_carer, chance.pick("adopters"))
