"""Synthetic: stays in hospital, on holiday or with another carer from which a child goes back, put between placements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.people import Child, PeriodOfCare, Placement
from sherwood.synthetic.places import Map, postcode_in

# Where a child has a carer or a home to go back to; not with parents, in custody or with adopters.
_HAVE_A_CARER = ("U", "K2", "R1", "S1")
# The longest stay of each kind in days (SSDA903 guide: six weeks in hospital, three while the carer is on holiday, seven days for T4).
_LONGEST = {"T0": 21, "T1": 42, "T2": 21, "T3": 21, "T4": 7}
# At most two stays in twelve months may be for the carer's holiday; no child has any two stays nearer than half a year.
_SETTLED, _APART = 14, 183
_ONE_DAY = dt.timedelta(days=1)


class TemporaryStays:
    """Draws the stays of a period of care; nobody begins or ends care in one, nor comes under another order during it."""

    def __init__(self, chance: Chance, county_map: Map) -> None:
        self._chance = chance
        self._map = county_map

    def add(self, child: Child, period: PeriodOfCare) -> None:
        """Put the period's stays between the parts of the placements they interrupt."""
        if not period.is_short_break:
            period.placements = [part for each in period.placements for part in self._interrupted(child, period, each)]

    def _interrupted(self, child: Child, period: PeriodOfCare, placement: Placement) -> Iterator[Placement]:
        """Yield the placement, or its parts with the stays between them."""
        rest = placement
        day = placement.start_date + self._until_next()
        # The return compares the addresses before and after a stay: of carers without one it would find the child elsewhere.
        has_carer = placement.placement_type.startswith(_HAVE_A_CARER) and placement.postcode
        while has_carer and day < placement.end_date:
            stay = self._stay(child, day)
            if _has_room(period, rest, stay):
                yield replace(rest, end_date=stay.start_date, reason_moved="")
                yield stay
                rest = replace(rest, start_date=stay.end_date, same_carer=False)
            day = stay.end_date + self._until_next()
        yield rest

    def _until_next(self) -> dt.timedelta:
        return (_APART + int(self._chance.waits(self._chance.courses.rates["temporary_stays_a_year"]))) * _ONE_DAY

    def _stay(self, child: Child, day: dt.date) -> Placement:
        kind = self._chance.pick("temporary_stay")
        days = min(self._chance.days("temporary_stay"), _LONGEST[kind])
        district = self._map.placement_district(self._chance, child.home_district)
        return Placement(day, day + days * _ONE_DAY, kind, "", postcode_in(self._chance, district.code), "")


def _has_room(period: PeriodOfCare, placement: Placement, stay: Placement) -> bool:
    """Whether the child has lived in the placement before the stay and will after it, under the same order all the time."""
    first, last = stay.start_date - _SETTLED * _ONE_DAY, stay.end_date + _SETTLED * _ONE_DAY
    is_inside = placement.start_date <= first and last <= placement.end_date
    return is_inside and not any(first <= spell.start_date <= last for spell in period.legal)
