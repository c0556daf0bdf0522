"""The whole catalogue, checked and linked: the package's entries with a council's own folder laid over them."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from sherwood.definitions.errors import CatalogueError, Problem
from sherwood.definitions.folders import Folders
from sherwood.definitions.links import names_of, problems_of_links
from sherwood.definitions.reading import suggestion
from sherwood.definitions.shapes.analytic import Analytic
from sherwood.definitions.shapes.base import Entry
from sherwood.definitions.shapes.calendar import Calendar
from sherwood.definitions.shapes.codelist import Codelist
from sherwood.definitions.shapes.detector import Detector
from sherwood.definitions.shapes.dimension import Dimension
from sherwood.definitions.shapes.feed import Feed
from sherwood.definitions.shapes.hub import HubDesk
from sherwood.definitions.shapes.measure import AnyMeasure, Measure
from sherwood.definitions.shapes.outlook import RegimeTable, Scenario
from sherwood.definitions.shapes.pack import Pack
from sherwood.definitions.shapes.report import Report
from sherwood.definitions.shapes.retention import RetentionRule
from sherwood.definitions.shapes.role import Restriction, Role
from sherwood.definitions.shapes.synonyms import Synonyms
from sherwood.definitions.shapes.table import Table
from sherwood.definitions.shapes.timescale import Timescale
from sherwood.definitions.shapes.unanswered import Unanswered
from sherwood.definitions.spellings import lay_over

E = TypeVar("E", bound=Entry)
Stamp = tuple[tuple[str, int, int], ...]
# Seconds after which the package's own files are looked at again.
LOOKED_AT_AGAIN = 5
SHAPES: dict[str, Any] = {
    "codelists": Codelist,
    "dimensions": Dimension,
    "tables": Table,
    "timescales": Timescale,
    "calendars": Calendar,
    "measures": AnyMeasure,
    "reports": Report,
    "detectors": Detector,
    "packs": Pack,
    "analytics": Analytic,
    "roles": Role,
    "restrictions": Restriction,
    "retention": RetentionRule,
    "unanswered": Unanswered,
    "regimes": RegimeTable,
    "forecasts": Scenario,
    "synonyms": Synonyms,
    "hubs": HubDesk,
}


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
    retention: Mapping[str, RetentionRule]
    unanswered: Mapping[str, Unanswered]
    regimes: Mapping[str, RegimeTable]
    forecasts: Mapping[str, Scenario]
    hubs: Mapping[str, HubDesk]
    detectors: Mapping[str, Detector]
    packs: Mapping[str, Pack]
    analytics: Mapping[str, Analytic]
    synonyms: Mapping[str, Synonyms]
    content_hash: str

    def measure(self, name: str) -> Measure:
        """Return the measure called `name`; KeyError with the nearest names if there is none."""
        return self._one(self.measures, name, "measure")

    def report(self, name: str) -> Report:
        """Return the report called `name`."""
        return self._one(self.reports, name, "report")

    def feed(self, name: str) -> Feed:
        """Return the feed called `name`."""
        return self._one(self.feeds, name, "feed")

    def table(self, name: str) -> Table:
        """Return the declaration of a warehouse table."""
        return self._one(self.tables, name, "table")

    def codelist(self, name: str) -> Codelist:
        """Return a code list."""
        return self._one(self.codelists, name, "code list")

    def dimension(self, name: str) -> Dimension:
        """Return a dimension."""
        return self._one(self.dimensions, name, "dimension")

    def timescale(self, name: str) -> Timescale:
        """Return a timescale."""
        return self._one(self.timescales, name, "timescale")

    def calendar(self, name: str) -> Calendar:
        """Return a working-day calendar."""
        return self._one(self.calendars, name, "calendar")

    def role(self, name: str) -> Role:
        """Return a role."""
        return self._one(self.roles, name, "role")

    def pack(self, name: str) -> Pack:
        """Return a paper for a committee."""
        return self._one(self.packs, name, "pack")

    def restriction(self, name: str) -> Restriction:
        """Return a reason for restricting a record."""
        return self._one(self.restrictions, name, "restriction")

    def scenario(self, name: str) -> Scenario:
        """Return a scenario of a forecast."""
        return self._one(self.forecasts, name, "scenario")

    def _one(self, entries: Mapping[str, E], name: str, kind: str) -> E:
        """Return the entry whose identifier, unique last part or alias is `name`."""
        if name in entries:
            return entries[name]
        named = self._called(entries, kind).get(name, [])
        if len(named) == 1:
            return named[0]
        if named:
            several = " and ".join(f"'{entry.id}'" for entry in named)
            raise UnknownEntry(f"'{name}' stands for more than one {kind}: {several}; write one of them in full")
        raise UnknownEntry(f"there is no {kind} '{name}'{suggestion(name, (entry.name for entry in entries.values()))}")

    def _called(self, entries: Mapping[str, E], kind: str) -> Mapping[str, list[E]]:
        """Return the entries of a kind by every name they may be called by; a page asks hundreds of times, so it is made once."""
        known: Mapping[str, list[E]] | None = self._by_name.get(kind)
        if known is not None:
            return known
        found: dict[str, list[E]] = {}
        for entry in entries.values():
            for name in names_of(entry):
                found.setdefault(name, []).append(entry)
        self._by_name[kind] = found
        return found

    @cached_property
    def _by_name(self) -> dict[str, Any]:
        return {}


class UnknownEntry(Problem, KeyError):
    """Nothing in the catalogue has that name; the message suggests what does."""

    def __str__(self) -> str:
        return str(self.args[0])


def load_catalogue(council_folder: Path | None = None, *, shipped: Path | None = None) -> Catalogue:
    """Return the checked catalogue; raise CatalogueError with every problem found.

    The council's folder mirrors the package's; a file of the same path there replaces the package's, unless it would redefine a
    statutory measure. `shipped` is the folder to read in place of the package's. What changes in the council's folder holds at
    once; what changes in the package's, which an upgrade alone does, within some seconds.
    """
    if council_folder is not None and not council_folder.is_dir():
        council_folder = None  # so that all who ask of a home without one are given the same catalogue
    stamp = [_stamp(folder) for folder in (shipped, council_folder) if folder is not None]
    if shipped is None:
        stamp.append(_packages_stamp(int(time.monotonic()) // LOOKED_AT_AGAIN))
    return _load(shipped, council_folder, tuple(stamp))


@lru_cache(maxsize=1)
def _packages_stamp(moment: int) -> Stamp:  # noqa: ARG001 - keys the cache
    """Return the stamp of the package's own files of this moment: to look at two thousand of them takes longer than many a page."""
    below = files("sherwood.catalogue")
    return _stamp(below) if isinstance(below, Path) else ()


def _stamp(folder: Path) -> Stamp:
    """Return what changes when a file of the folder changes, so that a loaded catalogue can be used again."""
    found = sorted(folder.rglob("*.toml")) if folder.is_dir() else []
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in found)


@lru_cache(maxsize=4)
def _load(shipped: Path | None, council_folder: Path | None, stamp: object) -> Catalogue:  # noqa: ARG001 - keys the cache
    """Read, resolve and link everything; `stamp` only keys the cache."""
    problems: list[str] = []
    folders = Folders(shipped or files("sherwood.catalogue"), council_folder, problems)
    folders.note_strangers()
    entries: dict[str, Any] = {kind: folders.entries(kind, shape) for kind, shape in SHAPES.items()}
    entries["feeds"] = folders.feeds()
    lay_over(entries, council_folder, problems)
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
