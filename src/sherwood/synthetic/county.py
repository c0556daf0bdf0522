"""Synthetic: makes a whole county from a seed and writes its drops, its teams and its truth into one folder."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sherwood.definitions.catalogue import Catalogue
from sherwood.synthetic.adopting import plan_adoption
from sherwood.synthetic.allocating import Allocating
from sherwood.synthetic.arrivals import Arrivals
from sherwood.synthetic.away import add_liberty_orders, add_missing
from sherwood.synthetic.care import CareCourse
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import LifeCourses, load_life_courses
from sherwood.synthetic.drops import Drops
from sherwood.synthetic.people import Child, birthday
from sherwood.synthetic.places import Map
from sherwood.synthetic.placing import Placing
from sherwood.synthetic.reviewing import Reviewing
from sherwood.synthetic.staff import shortage_quarter, teams_toml
from sherwood.synthetic.truth import Truth
from sherwood.vocabulary.calendar import WorkingCalendar
from sherwood.vocabulary.periods import collection_year

Progress = Callable[[str], None]
# Care leavers of 21 entered care as long as 21 years ago; workers are followed for some years before the first return.
_YEARS_OF_ENTRIES, _YEARS_OF_ALLOCATION = 21, 5
_CALENDAR = "england_and_wales"
FEWEST_CHILDREN = 2_000


@dataclass(frozen=True)
class CountySummary:
    """What was written: how many children, and the rows of every file by its path below the county's folder."""

    folder: Path
    seed: int
    date_from: dt.date
    date_to: dt.date
    children: int
    looked_after: int
    files: dict[str, int]


@dataclass(frozen=True)
class _County:
    """A county in memory."""

    children: tuple[Child, ...]
    allocating: Allocating
    map: Map


def make_county(
    folder: Path,
    *,
    catalogue: Catalogue,
    children: int,
    date_from: dt.date,
    date_to: dt.date,
    seed: int,
    progress: Progress,
) -> CountySummary:
    """Write a made-up county of so many children (0 to 17) and what its council would have received between two days.

    The first return is of the collection year that holds `date_from`. Raises ValueError where the county would be too small to
    have teams, the days stand in the wrong order, or the folder already holds something.
    """
    _check(folder, children, date_from, date_to)
    courses = load_life_courses()
    chance = Chance(courses, seed)
    first = collection_year(date_from).first_day
    progress(f"Making up a county of {children:,} children")
    county = _live(chance, catalogue, children, first, date_to)
    progress(f"Writing the returns of {len(county.children):,} children and care leavers")
    drops = Drops(folder, catalogue.feed("ssda903"), chance, county.children, first, date_to)
    files = drops.write()
    _write_teams(folder, courses, county.allocating)
    facts = _facts(courses, county, children, seed, first, date_to)
    Truth(folder, county.children, first, date_to).write(facts, drops.problems, drops.corrections, county.map)
    progress(f"Wrote {sum(files.values()):,} rows in {len(files)} files")
    return CountySummary(folder, seed, first, date_to, children, facts["looked_after_on_last_day"], files)


def summary(county: CountySummary) -> dict[str, int]:
    """Rows of each file that was written, by its path below the county's folder."""
    return dict(county.files)


def _check(folder: Path, children: int, date_from: dt.date, date_to: dt.date) -> None:
    if children < FEWEST_CHILDREN:
        raise ValueError(
            f"a county of {children} children is too small to have teams: ask for {FEWEST_CHILDREN} or more"
        )
    if date_to <= date_from:
        raise ValueError(f"the last day {date_to} is not after the first day {date_from}: give the earlier day first")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{folder} already holds something: name a new or an empty folder")


def _live(chance: Chance, catalogue: Catalogue, children: int, first: dt.date, date_to: dt.date) -> _County:
    """Live through every child's care; hand on those who touch the county's years, care leavers among them."""
    county_map = Map(chance.courses.places)
    care, placing = CareCourse(chance), Placing(chance, county_map)
    lived = []
    for entry in Arrivals(chance, county_map, children).between(birthday(first, -_YEARS_OF_ENTRIES), date_to):
        child = care.live(entry, date_to)
        for period in child.periods:
            placing.place(child, period)
            plan_adoption(chance, period)
        lived.append(child)
    allocating = Allocating(chance, birthday(first, -_YEARS_OF_ALLOCATION), date_to)
    allocating.allocate(lived)
    kept = [child for child in lived if birthday(child.birth_date, 22) > first]
    reviewing = Reviewing(chance, _calendar(catalogue), allocating)
    for child in kept:
        for period in (period for period in child.periods if period.end_date >= first):
            reviewing.review(child, period, date_to)
            add_liberty_orders(chance, child, period)
        add_missing(chance, child, first, date_to)
    return _County(tuple(sorted(kept, key=lambda child: int(child.number))), allocating, county_map)


def _calendar(catalogue: Catalogue) -> WorkingCalendar:
    calendar = catalogue.calendar(_CALENDAR)
    return WorkingCalendar({day.date: day.name for day in calendar.added}, [day.date for day in calendar.removed])


def _write_teams(folder: Path, courses: LifeCourses, allocating: Allocating) -> None:
    path = folder / "council" / "teams.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(teams_toml(courses.organisation, allocating.workers), encoding="utf-8", newline="\n")


def _facts(
    courses: LifeCourses, county: _County, children: int, seed: int, first: dt.date, date_to: dt.date
) -> dict[str, Any]:
    """What a test or a reader needs to know of the county, the bad quarter with what it did included."""
    shortage, quarter = courses.organisation.shortage, shortage_quarter(courses.organisation, date_to)
    held = [period for child in county.children if (period := child.period_on(date_to)) and not period.is_short_break]
    late: Counter[str] = Counter()
    for review in (review for child in county.children for period in child.periods for review in period.reviews):
        if review.team == shortage.team and review.due_date <= date_to:
            when = "in_quarter" if quarter.first_day <= review.due_date <= quarter.last_day else "at_other_times"
            late[f"reviews_due_{when}"] += 1
            late[f"reviews_late_{when}"] += review.is_late
    return {
        "children_0_to_17": children,
        "seed": seed,
        "first_day": first,
        "last_day": date_to,
        "looked_after_on_last_day": len(held),
        "short_of_workers": {"team": shortage.team, "quarter": quarter.label, **late},
    }
