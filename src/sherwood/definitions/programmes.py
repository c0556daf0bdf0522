"""The programmes families are assessed for, read when one is asked for: one folder a version, one small file an indicator."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from pydantic import TypeAdapter

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.errors import CatalogueError, Problem
from sherwood.definitions.reading import read_entry, suggestion, toml_files
from sherwood.definitions.shapes.programme import Indicator, Programme

PROGRAMME_FILE = "programme"
# The purpose for which people look at families, and those for which a feed may be matched to find them: a feed that declares the second
# alone, such as the school census, can feed an indicator, and opens no child to anybody.
PURPOSE = "troubled_families"
PURPOSES = frozenset({PURPOSE, "programme_matching"})


@dataclass(frozen=True)
class ProgrammeBook:
    """One version of a programme with its indicators by identifier, and the hash of all of them."""

    of: Programme
    indicators: Mapping[str, Indicator]
    content_hash: str


def programme_names(shipped: Path | None = None) -> tuple[str, ...]:
    """The names of the versions there are, such as `tf-2015`."""
    return tuple(sorted(_folders(shipped)))


def load_programme(name: str, catalogue: Catalogue, *, shipped: Path | None = None) -> ProgrammeBook:
    """Return one version with its indicators, checked; raise CatalogueError with every problem, Problem if there is no such version."""
    folders = _folders(shipped)
    if name not in folders:
        raise Problem(f"there is no programme '{name}'{suggestion(name, folders)}")
    problems: list[str] = []
    of: Programme | None = None
    found: dict[str, Indicator] = {}
    for identifier, file in toml_files(folders[name]):
        if identifier == PROGRAMME_FILE:
            of = read_entry(TypeAdapter(Programme), name, file, problems)
        elif (indicator := read_entry(TypeAdapter(Indicator), identifier, file, problems)) is not None:
            found[identifier] = indicator
    if of is None:
        raise CatalogueError(problems or [f"programmes/{name}: no {PROGRAMME_FILE}.toml says what this version is"])
    problems.extend(_problems(of, found, catalogue))
    if problems:
        raise CatalogueError(problems)
    hashes = ";".join((of.content_hash, *(each.content_hash for each in found.values())))
    return ProgrammeBook(of, MappingProxyType(found), hashlib.sha256(hashes.encode()).hexdigest()[:16])


def _problems(of: Programme, indicators: Mapping[str, Indicator], catalogue: Catalogue) -> Iterator[str]:
    """Yield one line for each heading and feed that is not there, and each feed not to be used for this."""
    for name, indicator in indicators.items():
        if indicator.heading not in of.headings:
            yield f"programmes/{of.id}/{name}: unknown heading '{indicator.heading}'{suggestion(indicator.heading, of.headings)}"
        yield from _feed_problems(f"{of.id}/{name}", indicator.feeds, catalogue)
    for measure in of.results.progress:
        if measure.heading not in of.headings:
            yield f"programmes/{of.id}: unknown heading '{measure.heading}'{suggestion(measure.heading, of.headings)}"
        for name in measure.found_by:
            if name not in indicators:
                yield f"programmes/{of.id}: unknown indicator '{name}'{suggestion(name, indicators)}"
        yield from _feed_problems(of.id, measure.feeds, catalogue)


def _feed_problems(name: str, feeds: Iterable[str], catalogue: Catalogue) -> Iterator[str]:
    for feed in feeds:
        if feed not in catalogue.feeds:
            yield f"programmes/{name}: unknown feed '{feed}'{suggestion(feed, catalogue.feeds)}"
        elif not PURPOSES & set(catalogue.feeds[feed].purposes):
            yield f"programmes/{name}: feed '{feed}' declares no purpose that lets it feed an indicator"


def _folders(shipped: Path | None) -> dict[str, Traversable | Path]:
    below = (shipped or files("sherwood.catalogue")) / "programmes"
    return {
        version.name: version
        for programme in below.iterdir()
        if programme.is_dir()
        for version in programme.iterdir()
        if version.is_dir()
    }
