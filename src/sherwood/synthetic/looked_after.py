"""Synthetic: lives through the care of the county's looked-after children and hands on the county everything else is added to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sherwood.synthetic.adopting import plan_adoption
from sherwood.synthetic.allocating import Allocating
from sherwood.synthetic.arrivals import Arrivals
from sherwood.synthetic.away import add_liberty_orders, add_missing
from sherwood.synthetic.care import DIED, CareCourse
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.people import Child, birthday
from sherwood.synthetic.places import Map
from sherwood.synthetic.placing import Placing
from sherwood.synthetic.reviewing import Reviewing
from sherwood.synthetic.staff import TeamShortage
from sherwood.synthetic.temporary_stays import TemporaryStays
from sherwood.vocabulary.calendar import WorkingCalendar

# Care leavers of 21 entered care as long as 21 years ago; workers are followed for some years before the first return.
_YEARS_OF_ENTRIES, YEARS_OF_ALLOCATION = 21, 5


@dataclass(frozen=True)
class County:
    """A county in memory: its children in and out of care, who holds them, its map, its working days and its size.

    `population` counts the children of 0 to 17; `numbers_given` and `families` say where further numbering begins.
    """

    children: tuple[Child, ...]
    allocating: Allocating
    map: Map
    calendar: WorkingCalendar
    population: int
    numbers_given: int
    families: int


def county_of(
    chance: Chance, calendar: WorkingCalendar, children: int, first: dt.date, date_to: dt.date,
    shortages: Iterable[TeamShortage] = (),
) -> County:  # fmt: skip
    """Live through every child's care; hand on those who touch the county's years, care leavers among them.

    Teams of care are short of workers as declared and in the `shortages` given.
    """
    county_map = Map(chance.courses.places)
    care, placing = CareCourse(chance), Placing(chance, county_map)
    stays = TemporaryStays(chance.apart("temporary_stays"), county_map)
    arrivals = Arrivals(chance, county_map, children)
    lived = []
    for entry in arrivals.between(birthday(first, -_YEARS_OF_ENTRIES), date_to):
        child = care.live(entry, date_to)
        for period in child.periods:
            placing.place(child, period)
            plan_adoption(chance, period)
            stays.add(child, period)
        lived.append(child)
    allocating = Allocating(chance, birthday(first, -YEARS_OF_ALLOCATION), date_to, shortages)
    allocating.allocate(lived)
    kept = [child for child in lived if birthday(child.birth_date, 22) > first and not _died_before(child, first)]
    reviewing = Reviewing(chance, calendar, allocating)
    for child in kept:
        for period in (period for period in child.periods if period.end_date >= first):
            reviewing.review(child, period, date_to)
            add_liberty_orders(chance, child, period)
        add_missing(chance, child, first, date_to)
    by_number = tuple(sorted(kept, key=lambda child: int(child.number)))
    return County(by_number, allocating, county_map, calendar, children, arrivals.count, arrivals.families)


def _died_before(child: Child, day: dt.date) -> bool:
    """Whether a child's care ended with death before a day."""
    return any(period.reason_ceased == DIED and period.end_date < day for period in child.periods)
