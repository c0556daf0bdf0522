"""Job: a file that was refused is given a mapping by a person, is checked against it, and goes back into the inbox."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.errors import CatalogueError
from sherwood.definitions.home import Home
from sherwood.definitions.own_headings import own_spellings, with_headings
from sherwood.definitions.shapes.feed import SourceTable
from sherwood.jobs.refresh import REFUSED
from sherwood.sources import MappingRefused, Proposal, held_as, propose, table_of
from sherwood.vocabulary.spellings import normalised

KEY_LENGTH = 16
LOCK = "spellings"


@dataclass(frozen=True)
class Unread:
    """A file that was refused: the key it is asked for by, its name, and when it was put aside (UTC)."""

    key: str
    name: str
    put_aside: dt.datetime
    path: Path


@dataclass(frozen=True)
class Confirmed:
    """What a person confirmed: the file's feed and table, and the heading of each column that has one."""

    feed: str
    table: str
    columns: Mapping[str, str]


def unread_files(home: Home) -> list[Unread]:
    """The files in `inbox/refused`, the latest put aside first."""
    folder = home.inbox / REFUSED
    found = [_unread(path) for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".")]
    return sorted(found, key=lambda each: each.put_aside, reverse=True)


def unread_file(home: Home, key: str) -> Unread | None:
    """The refused file of this key; None where there is none, as after it was taken back."""
    return next((each for each in unread_files(home) if each.key == key), None)


def proposals(home: Home, file: Unread) -> tuple[Proposal, ...]:
    """What the file may be, the likeliest first; raises Refused for a file without headings to choose from."""
    catalogue = load_catalogue(home.council)
    return propose(file.path, catalogue.feeds, catalogue.codelists)


def confirm(home: Home, file: Unread, mapping: Confirmed) -> int:
    """Write the headings into the council's `spellings.toml` and put the file back into the inbox for the next refresh.

    Returns how many headings were new. Raises MappingRefused, and changes nothing, where a column of the table's key has no heading,
    a heading stands for two columns, or the file would still not be read as that table.
    """
    with FileLock(home.lock(LOCK)):
        catalogue = load_catalogue(home.council)
        new = _new_headings(catalogue, mapping)
        target = own_spellings(home.council)
        before = target.read_text(encoding="utf-8") if target.exists() else None
        if new:
            _write(target, with_headings(before or "", mapping.feed, mapping.table, new))
        try:
            held_as(file.path, load_catalogue(home.council).feeds, mapping.feed, mapping.table)
        except (CatalogueError, MappingRefused) as error:
            _restore(target, before)
            raise MappingRefused(str(error)) from error
        _take_back(home, file)
    return len(new)


def _new_headings(catalogue: Catalogue, mapping: Confirmed) -> dict[str, str]:
    """The headings that the catalogue does not know yet for their columns."""
    table = table_of(catalogue.feeds, mapping.feed, mapping.table)
    missing = [table.columns[name].header for name in table.key if not mapping.columns.get(name)]
    if missing:
        raise MappingRefused(f"choose the heading of {' and '.join(missing)}: without it rows can't be told apart")
    chosen = [heading for heading in mapping.columns.values() if heading]
    twice = sorted({heading for heading in chosen if chosen.count(heading) > 1})
    if twice:
        raise MappingRefused(f"'{twice[0]}' stands for two columns: choose it once")
    return {name: heading for name, heading in mapping.columns.items() if heading and not _knows(table, name, heading)}


def _knows(table: SourceTable, name: str, heading: str) -> bool:
    column = table.columns[name]
    return normalised(heading) in {normalised(each) for each in (column.header, *column.aliases)}


def _write(target: Path, text: str) -> None:
    """Write the whole file beside its place and swap, so that nobody reads half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(target)


def _restore(target: Path, before: str | None) -> None:
    if before is None:
        target.unlink(missing_ok=True)
    else:
        _write(target, before)


def _take_back(home: Home, file: Unread) -> None:
    target = home.inbox / file.path.relative_to(home.inbox / REFUSED)
    target.parent.mkdir(parents=True, exist_ok=True)
    file.path.replace(target)


def _unread(path: Path) -> Unread:
    content = hashlib.sha256(path.read_bytes()).hexdigest()[:KEY_LENGTH]
    moved = dt.datetime.fromtimestamp(path.stat().st_ctime, dt.UTC)
    return Unread(content, path.name, moved, path)
