"""Synthetic: where children lived while they were looked after, and those who did not go home afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Days, Living, Positions
from sherwood.synthetic.lives import Life
from sherwood.synthetic.people import Child, PeriodOfCare, Placement, birthday
from sherwood.synthetic.peopling.children import Children
from sherwood.synthetic.peopling.dwellings import Dwellings

# A home that is not in view: another authority took over.
UNTOLD = -1
_WITH_PARENTS = "P1"
_ADOPTED = frozenset({"E11", "E12"})
# Adopted, under a child arrangements order, with relatives, with special guardians.
_STAYS_TO_GROW_UP = _ADOPTED | {"E41", "E13", "E45", "E46", "E47", "E48"}
_STAYS_WITH_CARERS, _TAKEN_OVER = "E17", "E3"
_STAYING_UNTIL = 21
# A postcode and the number of who runs the place; None for a home whose postcode is not told, each its own.
Where = tuple[str, str] | None
_OUT_OF_VIEW = ("", "")
Stay = tuple[int, int, Where]


@dataclass(frozen=True)
class Elsewhere:
    """Stays away from the family, one row each, sorted by child and start and without overlaps; `home` may be UNTOLD."""

    person: Positions
    home: Positions
    start: Days
    end: Days


def elsewhere_of(draw: Draw, dwellings: Dwellings, lives: list[Life], children: Children, grown: Days) -> Elsewhere:
    """Where each known child lived in care and, if not with the family, after it; one home for all placements of one place.

    `grown` is the day each child leaves the home it grew up in.
    """
    rows = [
        (int(at), stay)
        for at in np.flatnonzero(children.life >= 0)
        for stay in _stays(lives[children.life[at]].child, int(grown[at]))
    ]
    places = [where for _, (_, _, where) in rows]
    homes = _homes(draw, dwellings, places)
    return Elsewhere(
        np.array([at for at, _ in rows], np.int32), homes,
        np.array([stay[0] for _, stay in rows], np.int32), np.array([stay[1] for _, stay in rows], np.int32),
    )  # fmt: skip


def adoptions_of(lives: list[Life], children: Children) -> Days:
    """The day each child's adoption order was made, NEVER for all others: from then on the birth parents are no parents in law."""
    found = np.full(len(children.family), NEVER, np.int32)
    for at in np.flatnonzero(children.life >= 0):
        for period in lives[children.life[at]].child.periods:
            if period.reason_ceased in _ADOPTED:
                found[at] = day_number(period.end_date)
    return found


def arrivals_of(lives: list[Life], children: Children) -> dict[int, int]:
    """The day on which each family that is one unaccompanied child came into the county's care, by the family's position."""
    known = np.flatnonzero(children.life >= 0)
    told = [(int(children.family[at]), lives[children.life[at]].child) for at in known]
    return {family: day_number(child.periods[0].start_date) for family, child in told if child.is_unaccompanied}


def without(living: Living, elsewhere: Elsewhere) -> Living:
    """The stays of everybody at home, less the times when a child was elsewhere."""
    away: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for person, start, end in zip(elsewhere.person, elsewhere.start, elsewhere.end, strict=True):
        away[int(person)].append((int(start), int(end)))
    touched = np.isin(living.person, elsewhere.person)
    kept, cut = np.flatnonzero(~touched), np.flatnonzero(touched)
    rows = [
        (at, start, end)
        for at in cut.tolist()
        for start, end in _left_over(int(living.start[at]), int(living.end[at]), away[int(living.person[at])])
    ]
    order = np.concatenate([kept, np.array([at for at, _, _ in rows], np.int64)])
    return Living(
        living.person[order], living.home[order],
        np.concatenate([living.start[kept], np.array([start for _, start, _ in rows], np.int32)]),
        np.concatenate([living.end[kept], np.array([end for _, _, end in rows], np.int32)]),
        living.is_main[order],
    )  # fmt: skip


def _left_over(start: int, end: int, away: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for leaves, returns in away:
        if start < min(leaves, end):
            yield start, min(leaves, end)
        start = max(start, returns)
    if start < end:
        yield start, end


def _stays(child: Child, grown: int) -> Iterator[Stay]:
    periods = [period for period in child.periods if not period.is_short_break]
    starts = [day_number(period.start_date) for period in periods]
    for period, until in zip(periods, [*starts[1:], NEVER], strict=False):
        yield from _placements(period)
        if after := _after(child, period, grown, until):
            yield after


def _placements(period: PeriodOfCare) -> Iterator[Stay]:
    for each in period.lasting_placements:
        start, end = day_number(each.start_date), day_number(min(each.end_date, period.end_date))
        if each.placement_type != _WITH_PARENTS and start < end:
            yield start, end, _where(each)


def _where(placement: Placement) -> Where:
    return (placement.postcode, placement.urn) if placement.postcode else None


def _after(child: Child, period: PeriodOfCare, grown: int, until: int) -> Stay | None:
    """Where a child who did not go home lived after a period of care; None for who went home."""
    ends, where = day_number(period.end_date), _where(period.placements[-1])
    if period.reason_ceased == _TAKEN_OVER:
        where = _OUT_OF_VIEW
    elif period.reason_ceased in _STAYS_TO_GROW_UP:
        until = min(until, max(grown, ends))
    elif period.reason_ceased == _STAYS_WITH_CARERS:
        until = min(until, max(day_number(birthday(child.birth_date, _STAYING_UNTIL)), ends))
    elif period.end_date >= child.eighteenth_birthday:
        where = None
    elif not child.is_unaccompanied:
        return None
    return (ends, until, where) if ends < until else None


def _homes(draw: Draw, dwellings: Dwellings, places: list[Where]) -> Positions:
    """A home for each place, the same for the same place, each its own where no postcode is told; UNTOLD out of view."""
    told = sorted({where for where in places if where and where != _OUT_OF_VIEW})
    by_place = dict(zip(told, dwellings.of_postcodes([postcode for postcode, _ in told]).tolist(), strict=True))
    found = np.array([by_place.get(where, UNTOLD) if where else UNTOLD for where in places], np.int32)
    own = np.array([at for at, where in enumerate(places) if where is None], np.int64)
    since, never = np.zeros(len(own), np.int64), np.full(len(own), NEVER, np.int64)
    found[own] = dwellings.anywhere(np.full(len(own), draw.rate("need_known"), np.float32), since, never)
    return found
