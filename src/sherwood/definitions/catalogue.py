"""The whole catalogue, checked and linked: the package's entries with a council's own folder laid over them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import TypeAdapter

from sherwood.definitions.errors import CatalogueError, Problem
from sherwood.definitions.links import problems_of_links
from sherwood.definitions.reading import read_entry, toml_files
from sherwood.definitions.shapes.base import Entry
from sherwood.definitions.shapes.calendar import Calendar
from sherwood.definitions.shapes.codelist import Codelist
from sherwood.definitions.shapes.dimension import Dimension
from sherwood.definitions.shapes.feed import Feed, FeedYear, resolve
from sherwood.definitions.shapes.measure import AnyMeasure, Measure
from sherwood.definitions.shapes.report import Report
from sherwood.definitions.shapes.role import Restriction, Role
from sherwood.definitions.shapes.table import Table
from sherwood.definitions.shapes.timescale import Timescale

E = TypeVar("E", bound=Entry)
FEED_FILE = "feed"


@dataclass(frozen=True)
class Catalogue:
    """Every entry by identifier; a unique last part or an alias is accepted wherever one entry is asked for."""

    codelists: Mapping[str, Codelist]
    dimensions: Mapping[str, Dimension]
    feeds: Mapping[str, Feed]
    tables: Mapping[str, Table]
    timescales: Mapping[str, Timescale]
    calendars: Mapping[str, Calendar]
    measures: Mapping[str, Measure]
    reports: Mapping[str, Report]
    roles: Mapping[str, Role]
    restrictions: Mapping[str, Restriction]
    content_hash: str

    def measure(self, name: str) -> Measure:
        """Return the measure called `name`; KeyError with the nearest names if there is none."""
        return _one(self.measures, name, "measure")

    def report(self, name: str) -> Report:
        """Return the report called `name`."""
        return _one(self.reports, name, "report")

    def feed(self, name: str) -> Feed:
        """Return the feed called `name`."""
        return _one(self.feeds, name, "feed")

    def table(self, name: str) -> Table:
        """Return the declaration of a warehouse table."""
        return _one(self.tables, name, "table")

    def codelist(self, name: str) -> Codelist:
        """Return a code list."""
        return _one(self.codelists, name, "code list")

    def dimension(self, name: str) -> Dimension:
        """Return a dimension."""
        return _one(self.dimensions, name, "dimension")

    def timescale(self, name: str) -> Timescale:
        """Return a timescale."""
        return _one(self.timescales, name, "timescale")

    def calendar(self, name: str) -> Calendar:
        """Return a working-day calendar."""
        return _one(self.calendars, name, "calendar")

    def role(self, name: str) -> Role:
        """Return a role."""
        return _one(self.roles, name, "role")

    def restriction(self, name: str) -> Restriction:
        """Return a reason for restricting a record."""
        return _one(self.restrictions, name, "restriction")


class UnknownEntry(Problem, KeyError):
    """Nothing in the catalogue has that name; the message suggests what does."""

    def __str__(self) -> str:
        return str(self.args[0])


def load_catalogue(council_folder: Path | None = None) -> Catalogue:
    """Return the checked catalogue; raise CatalogueError with every problem found.

    The council's folder mirrors the package's; a file of the same path there replaces the package's, unless it would redefine a
    statutory measure.
    """
    folders = (files("sherwood.catalogue"), *((council_folder,) if council_folder else ()))
    stamp = tuple(_stamp(folder) for folder in folders if isinstance(folder, Path))
    return _load(council_folder, stamp)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when a file of the folder changes, so that a loaded catalogue can be used again."""
    found = sorted(folder.rglob("*.toml")) if folder.is_dir() else []
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in found)


@lru_cache(maxsize=4)
def _load(council_folder: Path | None, stamp: object) -> Catalogue:  # noqa: ARG001 - keys the cache
    """Read, resolve and link everything; `stamp` only keys the cache."""
    problems: list[str] = []
    reader = _Reader(council_folder, problems)
    entries: dict[str, Any] = {
        "codelists": reader.folder("codelists", Codelist),
        "dimensions": reader.folder("dimensions", Dimension),
        "tables": reader.folder("tables", Table),
        "timescales": reader.folder("timescales", Timescale),
        "calendars": reader.folder("calendars", Calendar),
        "measures": reader.folder("measures", AnyMeasure),
        "reports": reader.folder("reports", Report),
        "roles": reader.folder("roles", Role),
        "restrictions": reader.folder("restrictions", Restriction),
        "feeds": reader.feeds(),
    }
    whole = hashlib.sha256("".join(_hashes(entries)).encode()).hexdigest()[:16]
    catalogue = Catalogue(**{kind: MappingProxyType(found) for kind, found in entries.items()}, content_hash=whole)
    problems.extend(problems_of_links(catalogue) if not problems else ())
    if problems:
        raise CatalogueError(problems)
    return catalogue


def _hashes(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[str]:
    """Yield kind, identifier and hash of every entry, in order."""
    for kind, found in sorted(entries.items()):
        for identifier, entry in sorted(found.items()):
            yield f"{kind}/{identifier}={entry.content_hash};"


@dataclass(frozen=True)
class _Reader:
    """Reads the package's folder and then the council's over it."""

    council_folder: Path | None
    problems: list[str]

    def folder(self, kind: str, shape: Any) -> dict[str, Any]:
        """Return every entry of one kind by identifier."""
        adapter: TypeAdapter[Any] = TypeAdapter(shape)
        found: dict[str, Any] = {}
        for is_council, root in self._roots(kind):
            for identifier, file in toml_files(root):
                entry = read_entry(adapter, identifier, file, self.problems)
                if is_council and getattr(found.get(identifier), "statutory", False):
                    self.problems.append(
                        f"{file}: '{identifier}' is a statutory measure and can't be redefined; give it another name"
                    )
                elif entry is not None:
                    found[identifier] = entry
        return found

    def feeds(self) -> dict[str, Feed]:
        """Return every feed with its years resolved, each from the year it is based on."""
        feed_shape, year_shape = TypeAdapter(Feed), TypeAdapter(FeedYear)
        found: dict[str, Feed] = {}
        for _, root in self._roots("sources"):
            for identifier, file in toml_files(root):
                name, _, part = identifier.partition("/")
                if part == FEED_FILE and (feed := read_entry(feed_shape, name, file, self.problems)):
                    found[name] = feed
        for _, root in self._roots("sources"):
            for identifier, file in toml_files(root):
                name, _, part = identifier.partition("/")
                if (
                    part != FEED_FILE
                    and name in found
                    and (year := read_entry(year_shape, identifier, file, self.problems))
                ):
                    found[name] = _with_year(found[name], part, year, self.problems)
        return found

    def _roots(self, kind: str) -> Iterator[tuple[bool, Any]]:
        yield False, files("sherwood.catalogue") / kind
        if self.council_folder is not None:
            yield True, self.council_folder / kind


def _with_year(feed: Feed, name: str, year: FeedYear, problems: list[str]) -> Feed:
    """Return the feed with one more year; years come in order, so a predecessor is already there."""
    before = feed.years.get(year.based_on) if year.based_on else None
    if year.based_on and before is None:
        problems.append(f"sources/{year.id}.toml: based_on '{year.based_on}' is no earlier year of this feed")
        return feed
    digest = hashlib.sha256(((before.content_hash if before else "") + year.content_hash).encode()).hexdigest()[:16]
    whole = resolve(year, before).model_copy(update={"content_hash": digest})
    return feed.model_copy(update={"years": dict(feed.years) | {name: whole}})


def _one(entries: Mapping[str, E], name: str, kind: str) -> E:
    """Return the entry whose identifier, unique last part or alias is `name`."""
    if name in entries:
        return entries[name]
    named = [entry for entry in entries.values() if entry.name == name or name in getattr(entry, "aliases", ())]
    if len(named) == 1:
        return named[0]
    from sherwood.vocabulary.spellings import nearest  # noqa: PLC0415 - only needed to word the error

    near = nearest(name, [entry.name for entry in entries.values()])
    raise UnknownEntry(f"there is no {kind} '{name}'" + (f"; did you mean '{near}'?" if near else ""))
