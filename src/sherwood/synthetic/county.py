"""Synthetic: makes a whole county from a seed and writes its drops, its teams and its truth into one folder."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sherwood.definitions.catalogue import Catalogue
from sherwood.synthetic.beside import beside
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import LifeCourses, load_life_courses
from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.drops import Drops
from sherwood.synthetic.everyone import Everyone
from sherwood.synthetic.feed_drops import FeedDrops
from sherwood.synthetic.living import Lives, live, live_in_care_alone
from sherwood.synthetic.looked_after import County, county_of
from sherwood.synthetic.particulars import Particulars
from sherwood.synthetic.partner_writers import WRITERS
from sherwood.synthetic.partners import Partners, draw_of
from sherwood.synthetic.peopling import Peopling, people_the_county
from sherwood.synthetic.planting import plant
from sherwood.synthetic.plantings import NOTHING
from sherwood.synthetic.presets import QUIET, STANDARD, courses_of
from sherwood.synthetic.recording import write_changes
from sherwood.synthetic.staff import Worker, shortage_quarter, teams_toml
from sherwood.synthetic.truth import Truth
from sherwood.synthetic.truth_of_lives import write_lives, write_planted
from sherwood.synthetic.truth_of_people import write_families, write_people
from sherwood.vocabulary.calendar import WorkingCalendar
from sherwood.vocabulary.collecting import uncollected
from sherwood.vocabulary.periods import collection_year

Progress = Callable[[str], None]
_CALENDAR = "england_and_wales"
FEWEST_CHILDREN = 1_000


class NotMade(ValueError):
    """What was asked can't be made; the message says why and what to ask instead."""


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


def make_county(
    folder: Path,
    *,
    catalogue: Catalogue,
    children: int,
    date_from: dt.date,
    date_to: dt.date,
    seed: int,
    progress: Progress,
    only_care: bool = False,
    with_partners: bool = True,
    preset: str = STANDARD,
) -> CountySummary:
    """Write a made-up county of so many children (0 to 17) and what its council would have received between two days.

    The first return is of the collection year that holds `date_from`. With `only_care` nothing but the return of looked-after
    children is written, the same to the byte as with the rest: a county of hundreds of thousands then takes seconds; without
    `with_partners` the feeds of partners are left out, likewise. Raises ValueError where the county would be too small to have
    teams, the days stand in the wrong order, the preset does not exist, or the folder already holds something.
    """
    _check(folder, children, date_from, date_to)
    wanted = _Wanted(children, collection_year(date_from).first_day, date_to, seed, preset, only_care, with_partners)
    with uncollected():
        return _made(folder, catalogue, wanted, progress)


@dataclass(frozen=True)
class _Wanted:
    """The county that was asked for."""

    children: int
    first: dt.date
    date_to: dt.date
    seed: int
    preset: str
    only_care: bool
    with_partners: bool


def _made(folder: Path, catalogue: Catalogue, wanted: _Wanted, progress: Progress) -> CountySummary:
    courses = courses_of(load_life_courses(), wanted.preset)
    chance, first, date_to = Chance(courses, wanted.seed), wanted.first, wanted.date_to
    progress(f"Making up a county of {wanted.children:,} children")
    county = county_of(chance, _calendar(catalogue), wanted.children, first, date_to)
    only_care = wanted.only_care
    plantings = NOTHING if wanted.preset == QUIET else plant(chance.apart("planted"), first, date_to)
    lived = (
        live_in_care_alone(county)
        if only_care
        else live(chance.apart("lives"), county, first, date_to, plantings=plantings)
    )
    drops = Drops(folder, catalogue.feed("ssda903"), chance, county.children, first, date_to)
    everyone = None if only_care or not wanted.with_partners else _everyone(courses, county, wanted, lived, drops)

    def partners() -> dict[str, int]:
        return Partners(folder, catalogue, courses, everyone, wanted.seed).write(WRITERS, progress) if everyone else {}

    with beside(partners, is_wanted=everyone is not None) as partners_written:
        progress(f"Writing the returns of {len(county.children):,} children and care leavers")
        files, problems, changes = drops.write(), list(drops.problems), []
        if not only_care:
            lived_in = everyone.postcodes.to_pylist() if everyone else []
            feeds = _feed_drops(folder, catalogue, chance.apart("feeds"), lived, drops, wanted, lived_in)
            progress(f"Writing the lists, censuses and records of {len(lived.lives):,} children")
            files |= feeds.write()
            problems, changes = [*problems, *feeds.problems], feeds.changes
        files |= partners_written()
    _write_teams(folder, courses, lived.workers)
    facts = _facts(courses, county, wanted.children, wanted.seed, first, date_to)
    Truth(folder, county.children, first, date_to).write(facts, problems, drops.corrections, county.map)
    write_changes(folder, changes)
    write_lives(folder, lived.lives)
    if not only_care:
        write_planted(folder, plantings, lived.latent)
    if everyone:
        write_people(folder, catalogue.feeds.values(), everyone.person_of_number, files)
        write_families(folder, everyone)
    progress(f"Wrote {sum(files.values()):,} rows in {len(files)} files")
    return CountySummary(folder, wanted.seed, first, date_to, wanted.children, facts["looked_after_on_last_day"], files)


def _everyone(courses: LifeCourses, county: County, wanted: _Wanted, lived: Lives, drops: Drops) -> Everyone:
    """Everybody who lives in the county, around the children whose lives are told."""
    around = Peopling(
        lives=lived.lives,
        children=wanted.children,
        first_day=day_number(wanted.first),
        last_day=day_number(wanted.date_to),
        workers=tuple(lived.workers),
        posts=tuple(lived.posts),
        health=drops.health,
        calendar=county.calendar,
        preset=wanted.preset,
        pandemic=lived.pandemic,
    )
    return people_the_county(draw_of(wanted.seed, "people"), courses, around)


def summary(county: CountySummary) -> dict[str, int]:
    """Rows of each file that was written, by its path below the county's folder."""
    return dict(county.files)


def _check(folder: Path, children: int, date_from: dt.date, date_to: dt.date) -> None:
    if children < FEWEST_CHILDREN:
        raise NotMade(f"a county of {children} children is too small to have teams: ask for {FEWEST_CHILDREN} or more")
    if date_to <= date_from:
        raise NotMade(f"the last day {date_to} is not after the first day {date_from}: give the earlier day first")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotMade(f"{folder} already holds something: name a new or an empty folder")


def _feed_drops(
    folder: Path, catalogue: Catalogue, chance: Chance, lived: Lives, drops: Drops, wanted: _Wanted, lived_in: list[str]
) -> FeedDrops:
    """The feeds beside the SSDA903, which tell of care leavers what that return tells; `lived_in` are everybody's postcodes."""
    workers = {worker.id: worker for worker in lived.workers}
    particulars = Particulars(chance, drops.leavers, workers, wanted.seed)
    return FeedDrops(
        folder, catalogue, chance, lived.lives, lived.workers, particulars, wanted.children, drops.first, drops.date_to,
        lived_in,
    )  # fmt: skip


def _calendar(catalogue: Catalogue) -> WorkingCalendar:
    calendar = catalogue.calendar(_CALENDAR)
    return WorkingCalendar({day.date: day.name for day in calendar.added}, [day.date for day in calendar.removed])


def _write_teams(folder: Path, courses: LifeCourses, workers: list[Worker]) -> None:
    path = folder / "council" / "teams.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(teams_toml(courses.organisation, workers), encoding="utf-8", newline="\n")


def _facts(
    courses: LifeCourses, county: County, children: int, seed: int, first: dt.date, date_to: dt.date
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
