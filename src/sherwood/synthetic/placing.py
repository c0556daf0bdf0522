"""Synthetic: where a child lives through a period of care, handed on as placements that follow one another without a gap."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import pairwise

from sherwood.synthetic.adopting import BY_CARER, PLACED
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import AGED_18, AGED_18_FOSTER
from sherwood.synthetic.people import Child, LegalSpell, PeriodOfCare, Placement, birthday
from sherwood.synthetic.places import Map, postcode_in

NO_URN = "XXXXXXX"
_FOSTER = frozenset({"U1", "U2", "U3", "U4", "U5", "U6"})
_PARENTS, _RELATIVES, _ADOPTION = "P1", "U3", frozenset({"A3", "A4", "A5", "A6"})
# With parents only under a care order: else the child is not looked after. Custody and supported accommodation are nobody else's.
_PLACEMENT_ORDER = "E1"
_CARE_ORDERS, _FOR_ONE_CHILD = frozenset({"C1", "C2", _PLACEMENT_ORDER}), frozenset({"K1", "K3", "R5"})
# Places that nobody provides to the authority, and those Ofsted gives no number (SSDA903 guide: URN, placement provider).
_WITHOUT_PROVIDER = frozenset({"Z11", "Z12", "Z13", "Z14"})
_WITHOUT_URN = _WITHOUT_PROVIDER | {"P1", "P3", "R1", "R2", "R5"}
_CHILDRENS_HOMES = frozenset({"K1", "K2"})
_LONG_TERM = {"U6": "U4", "U3": "U1"}
_PLAN, _STATUS_ONLY = "CARPL", "PLACE"
_URNS_OF_A_KIND = 12
_MOVES_ON_WITHIN = 500
# Guardians who were foster carers and others: nobody's foster carer becomes the guardian of a child who lived elsewhere.
_NOT_THE_FOSTER_CARER = {"E45": "E47", "E46": "E48"}


@dataclass(frozen=True)
class _Where:
    """What a placement is, apart from its dates."""

    placement_type: str
    provider: str
    postcode: str
    urn: str


class Placing:
    """Draws placements; brothers and sisters who enter on one day mostly go to the same one."""

    def __init__(self, chance: Chance, county_map: Map) -> None:
        self._chance = chance
        self._map = county_map
        self._family_first: dict[tuple[int, dt.date], _Where] = {}

    def place(self, child: Child, period: PeriodOfCare) -> None:
        """Fill the period with placements, each ended by a move, a new order that brings one, or leaving care."""
        ended_by_plan = [
            spell.start_date
            for before, spell in pairwise(period.legal)
            if self._moves_at(spell) or before.state in PLACED
        ]
        day = period.start_date
        while day < period.end_date:
            end = self._grown_out_of(child, day, day + dt.timedelta(days=self._days(child, period, day)))
            end = min(end, period.end_date)
            planned = next((each for each in ended_by_plan if day < each <= end), None)
            where = self._where(child, period, day)
            period.placements.append(
                self._placement(child, period, day, planned or end, where, is_planned=planned is not None)
            )
            day = planned or end
        self._make_long_term(period)
        from_foster = period.placements[-1].placement_type in _FOSTER
        if not from_foster:
            period.reason_ceased = _NOT_THE_FOSTER_CARER.get(period.reason_ceased, period.reason_ceased)
        if period.reason_ceased == AGED_18:
            period.reason_ceased = self._chance.pick_from(
                self._chance.courses.leaving[AGED_18_FOSTER if from_foster else AGED_18]
            )

    def _moves_at(self, spell: LegalSpell) -> bool:
        rate = self._chance.courses.states[spell.state].moves_on_entry
        return bool(rate) and self._chance.happens(rate)

    def _days(self, child: Child, period: PeriodOfCare, day: dt.date) -> int:
        if period.state_on(day).state in PLACED:
            return (period.end_date - day).days
        if child.is_unsettled and not period.is_short_break:
            return self._chance.days("unsettled_placement")
        return self._chance.days("first_placement" if day == period.start_date else "settled_placement")

    def _grown_out_of(self, child: Child, day: dt.date, end: dt.date) -> dt.date:
        """The end of a placement, earlier for some of those begun in childhood: at 16 or 17 many move on to a place of their own."""
        grown = birthday(child.birth_date, 16)
        if day < grown < end and self._chance.happens("moves_on_at_16"):
            return min(end, grown + dt.timedelta(days=self._chance.random.randint(0, _MOVES_ON_WITHIN)))
        return end

    def _where(self, child: Child, period: PeriodOfCare, day: dt.date) -> _Where:
        state = period.state_on(day)
        if state.state in PLACED and (kept := self._adopted_by_carer(period, state.legal_status)):
            return kept
        together = (child.family, day)
        first = self._family_first.get(together) if day == period.start_date else None
        if first and first.placement_type not in _FOR_ONE_CHILD and self._chance.happens("siblings_together"):
            return first
        kind = self._chance.pick(self._chance.courses.states[state.state].placements, child.age_on(day))
        if kind == _PARENTS and state.legal_status not in _CARE_ORDERS:
            kind = _RELATIVES
        where = self._new(child, kind)
        self._family_first.setdefault(together, where)
        return where

    def _adopted_by_carer(self, period: PeriodOfCare, legal_status: str) -> _Where | None:
        """The same placement under adoption, where the foster carers adopt the child."""
        before = period.placements[-1] if period.placements else None
        if before is None or before.placement_type not in _FOSTER or not self._chance.happens("foster_carer_adopts"):
            return None
        return _Where("A5" if legal_status == _PLACEMENT_ORDER else "A3", before.provider, before.postcode, before.urn)

    def _new(self, child: Child, kind: str) -> _Where:
        if kind == _PARENTS:
            return _Where(kind, "PR0", child.home_postcode, "")
        provider = self._chance.pick(_provided(kind))
        if kind in {"R2", "R5"}:
            provider = "PR3"
        if kind in _WITHOUT_PROVIDER:
            provider = ""
        district = self._map.placement_district(self._chance, child.home_district)
        postcode = "" if self._chance.happens("postcode_not_recorded") else postcode_in(self._chance, district.code)
        return _Where(kind, provider, postcode, self._urn(kind, provider))

    def _urn(self, kind: str, provider: str) -> str:
        """An invented number of the agency or home; for adopters the one that stands for any, for unregistered places none."""
        if kind in _ADOPTION:
            return NO_URN
        if kind in _WITHOUT_URN:
            return ""
        family = "1" if kind in _FOSTER else "2"
        return f"9{family}{provider[-1]}{self._chance.random.randint(1, _URNS_OF_A_KIND):04}"

    def _placement(
        self, child: Child, period: PeriodOfCare, day: dt.date, end: dt.date, where: _Where, *, is_planned: bool
    ) -> Placement:
        """A placement with the reason it ends; it keeps the carer of the last one where only its kind changed."""
        before = period.placements[-1] if period.placements else None
        same_carer = before is not None and where.placement_type in BY_CARER and before.urn == where.urn
        if before and same_carer:
            period.placements[-1] = replace(before, reason_moved=_STATUS_ONLY)
        reason = (
            ""
            if end >= period.end_date
            else _PLAN
            if is_planned
            else self._chance.pick("reason_moved", child.age_on(end))
        )
        return Placement(day, end, where.placement_type, where.provider, where.postcode, where.urn, same_carer, reason)

    def _make_long_term(self, period: PeriodOfCare) -> None:
        """Split a placement under a full order where it is matched as long term: the kind changes, the carer stays."""
        order = next((spell for spell in period.legal if spell.state == "full_care_order"), None)
        if order is None or not self._chance.happens("made_long_term"):
            return
        at_once = self._chance.happens("long_term_with_the_order")
        day = order.start_date + dt.timedelta(days=0 if at_once else self._chance.days("until_made_long_term"))
        for position, each in enumerate(period.placements):
            if each.start_date < day < each.end_date and day < order.end_date and each.placement_type in _LONG_TERM:
                after = replace(each, start_date=day, placement_type=_LONG_TERM[each.placement_type], same_carer=True)
                period.placements[position : position + 1] = [
                    replace(each, end_date=day, reason_moved=_STATUS_ONLY),
                    after,
                ]
                return


def _provided(kind: str) -> str:
    """The choice that says who provides a placement of this kind."""
    if kind in _FOSTER or kind in _ADOPTION:
        return "provider_foster"
    return "provider_childrens_home" if kind in _CHILDRENS_HOMES else "provider_other"
