"""Synthetic: reads the life courses from the catalogue and hands on one checked set of rates, choices and states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from pydantic import TypeAdapter

from sherwood.definitions.errors import CatalogueError
from sherwood.definitions.reading import read_entry, toml_files
from sherwood.synthetic.life_course_files import LifeCourseFile
from sherwood.synthetic.shapes import (
    Calibration,
    Choice,
    Course,
    Former,
    Length,
    Mess,
    NamesShape,
    OrganisationShape,
    Places,
    Published,
    Slips,
    State,
    Work,
)
from sherwood.synthetic.shapes_of_england import EnglandShape
from sherwood.synthetic.shapes_of_partners import Deliveries, Identifying, Origins
from sherwood.synthetic.shapes_of_time import Pandemic, PlantedKinds, Terms

FOLDER = "life_courses"
AGED_18, AGED_18_FOSTER = "aged_18", "aged_18_from_foster_care"
_WAYS_OUT_AT_18 = frozenset({AGED_18, AGED_18_FOSTER})
_AGES = range(18)
T = TypeVar("T")


@dataclass(frozen=True)
class LifeCourses:
    """Everything the county is made from, by name; a name stands in one file only. It is shared, so nothing of it can be changed."""

    rates: Mapping[str, float]
    lengths: Mapping[str, Length]
    choices: Mapping[str, Choice]
    states: Mapping[str, State]
    leaving: Mapping[str, Choice]
    former: tuple[Former, ...]
    organisation: OrganisationShape
    places: Places
    mess: Mess
    slips: Slips
    deliveries: Deliveries
    terms: Terms
    pandemic: Pandemic
    planted: PlantedKinds
    origins: Origins
    identifying: Identifying
    published: Published
    names: NamesShape
    calibration: Calibration
    england: EnglandShape


def load_life_courses(folder: Traversable | Path | None = None) -> LifeCourses:
    """Return the life courses of the catalogue (or of another folder); CatalogueError lists everything wrong with them."""
    return _packaged() if folder is None else _load(folder)


@lru_cache(maxsize=1)
def _packaged() -> LifeCourses:
    return _load(files("sherwood.catalogue") / FOLDER)


def _load(folder: Traversable | Path) -> LifeCourses:
    problems: list[str] = []
    shape: Any = LifeCourseFile
    adapter: TypeAdapter[Any] = TypeAdapter(shape)
    entries = [entry for name, file in toml_files(folder) if (entry := read_entry(adapter, name, file, problems))]
    if problems:
        raise CatalogueError(problems)
    courses = [entry for entry in entries if isinstance(entry, Course)]
    organisation = _only(entries, OrganisationShape, folder)
    parts: tuple[Course | OrganisationShape, ...] = (*courses, organisation)
    whole = LifeCourses(
        rates=MappingProxyType({name: rate.value for each in parts for name, rate in each.rate.items()}),
        lengths=MappingProxyType({name: length for each in parts for name, length in each.length.items()}),
        choices=MappingProxyType({name: choice for each in parts for name, choice in each.choice.items()}),
        states=MappingProxyType({name: state for each in courses for name, state in each.state.items()}),
        leaving=MappingProxyType({name: choice for each in courses for name, choice in each.leaving.items()}),
        former=tuple(former for each in courses for former in each.former),
        organisation=organisation,
        places=_only(entries, Places, folder),
        mess=_only(entries, Mess, folder),
        slips=_only(entries, Slips, folder),
        deliveries=_only(entries, Deliveries, folder),
        terms=_only(entries, Terms, folder),
        pandemic=_only(entries, Pandemic, folder),
        planted=_only(entries, PlantedKinds, folder),
        origins=_only(entries, Origins, folder),
        identifying=_only(entries, Identifying, folder),
        published=_only(entries, Published, folder),
        names=_only(entries, NamesShape, folder),
        calibration=_only(entries, Calibration, folder),
        england=_only(entries, EnglandShape, folder),
    )
    if broken := [*_repeated_names(parts), *_broken_links(whole)]:
        raise CatalogueError(f"{FOLDER}: {words}" for words in broken)
    return whole


def _only(entries: list[Any], shape: type[T], folder: Traversable | Path) -> T:
    found = [entry for entry in entries if isinstance(entry, shape)]
    if len(found) != 1:
        raise CatalogueError([f"{folder}: {len(found)} files of the kind {shape.__name__}; there must be exactly one"])
    return found[0]


def _repeated_names(parts: tuple[Course | OrganisationShape, ...]) -> Iterator[str]:
    """Yield a line for each rate, length or choice that stands in two files: one would silently win."""
    seen: dict[tuple[str, str], str] = {}
    for entry in parts:
        for part in ("rate", "length", "choice"):
            for name in getattr(entry, part):
                if (part, name) in seen:
                    yield f"{part} '{name}' stands in {seen[part, name]} and {entry.id}: rename one"
                seen[part, name] = entry.id


def _broken_links(whole: LifeCourses) -> Iterator[str]:
    """Yield a line for each state, way out, choice, team or service that is named but not there."""
    yield from (
        f"leaving '{name}' is missing: children must leave at 18" for name in _WAYS_OUT_AT_18 - whole.leaving.keys()
    )
    for name, state in whole.states.items():
        yield from _broken_state(whole, name, state)
    services = {service.id for service in whole.organisation.service}
    for team in whole.organisation.team:
        if team.service not in services:
            yield f"team '{team.id}' names service '{team.service}', which is not listed"
        yield from (
            f"team '{team.id}' holds '{name}', which is no state" for name in team.holds if name not in whole.states
        )
    yield from (
        f"no team without districts does the work '{work}': some families would be nobody's"
        for work in get_args(Work)
        if not any(work in team.work and not team.districts for team in whole.organisation.team)
    )
    if whole.organisation.shortage.team not in {team.id for team in whole.organisation.team}:
        yield f"the shortage names team '{whole.organisation.shortage.team}', which is not listed"


def _broken_state(whole: LifeCourses, name: str, state: State) -> Iterator[str]:
    if state.placements not in whole.choices:
        yield f"state '{name}' names placements '{state.placements}', which no file has"
    if state.moves_on_entry and state.moves_on_entry not in whole.rates:
        yield f"state '{name}' names the rate '{state.moves_on_entry}', which no file has"
    for step in state.then:
        if (step.to and step.to not in whole.states) or (step.leaves and step.leaves not in whole.leaving):
            yield f"state '{name}' leads to '{step.to or step.leaves}', which no file has"
    if stuck := [age for age in _AGES if not any(step.ages[0] <= age <= step.ages[1] for step in state.then)]:
        yield f"state '{name}' leads nowhere at the ages {stuck}: give a step for them"
