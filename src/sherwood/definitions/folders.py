"""Definitions: reads the catalogue's folders, the shipped one first and a council's own over it, file by file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from sherwood.definitions.reading import read_entry, suggestion, toml_files
from sherwood.definitions.shapes.feed import Feed, FeedYear, problems_of_year, resolve

FEED_FILE = "feed"
FOLDERS = (
    "analytics",
    "calendars",
    "codelists",
    "detectors",
    "dimensions",
    "forecasts",
    "hubs",
    "measures",
    "packs",
    "record_rules",
    "regimes",
    "reports",
    "restrictions",
    "retention",
    "roles",
    "rules",
    "sources",
    "synonyms",
    "tables",
    "timescales",
    "unanswered",
)
SETTINGS = ("council.toml", "teams.toml", "spellings.toml", "pool.toml")


@dataclass(frozen=True)
class Folders:
    """The shipped folder and, where there is one, the council's; what is wrong is added to `problems`."""

    shipped: Traversable | Path
    council: Path | None
    problems: list[str]

    def entries(self, kind: str, shape: Any) -> dict[str, Any]:
        """Return every entry of one kind by identifier; a council's file replaces the shipped one unless that is statutory."""
        adapter: TypeAdapter[Any] = TypeAdapter(shape)
        found: dict[str, Any] = {}
        for is_councils, identifier, file in self._files(kind):
            entry = read_entry(adapter, identifier, file, self.problems)
            if is_councils and getattr(found.get(identifier), "statutory", False):
                self.problems.append(
                    f"{file}: '{identifier}' is a statutory measure and can't be redefined; give it another name"
                )
            elif entry is not None:
                found[identifier] = entry
        return found

    def feeds(self) -> dict[str, Feed]:
        """Return every feed with its years resolved, each from the year it is based on, a council's corrections included."""
        feeds: dict[str, Feed] = {}
        years: dict[tuple[str, str], FeedYear] = {}
        folders: set[str] = set()
        for _, identifier, file in self._files("sources"):
            name, _, part = identifier.partition("/")
            folders.add(name)
            if part == FEED_FILE:
                if feed := read_entry(TypeAdapter(Feed), name, file, self.problems):
                    feeds[name] = feed
            elif year := read_entry(TypeAdapter(FeedYear), identifier, file, self.problems):
                years[name, part] = year
        self.problems.extend(
            f"sources/{name}: no {FEED_FILE}.toml that can be read says what this feed is"
            for name in folders - set(feeds)
        )
        return {name: self._whole(feed, years) for name, feed in feeds.items()}

    def _whole(self, feed: Feed, years: Mapping[tuple[str, str], FeedYear]) -> Feed:
        """Return the feed with its years, whose content then decides the feed's hash too."""
        found: dict[str, FeedYear] = {}
        for (name, part), year in sorted(years.items()):
            if name == feed.id and (whole := self._resolved(year, found)) is not None:
                found[part] = whole
        if not found:
            self.problems.append(f"sources/{feed.id}: no year of this feed can be read")
        digest = _hash(feed.content_hash, *(f"{part}={year.content_hash}" for part, year in found.items()))
        return feed.model_copy(update={"years": found, "content_hash": digest})

    def _resolved(self, year: FeedYear, earlier: Mapping[str, FeedYear]) -> FeedYear | None:
        before = earlier.get(year.based_on) if year.based_on else None
        place = f"sources/{year.id}.toml"
        if year.based_on and before is None:
            words = suggestion(year.based_on, earlier)
            self.problems.append(f"{place}: based_on '{year.based_on}' is no earlier year of this feed{words}")
            return None
        wrong = list(problems_of_year(year, before))
        self.problems.extend(f"{place}: {words}" for words in wrong)
        if wrong:
            return None
        digest = _hash(before.content_hash if before else "", year.content_hash)
        return resolve(year, before).model_copy(update={"content_hash": digest})

    def note_strangers(self) -> None:
        """Report what in the council's folder nothing would read, such as a folder with a slip in its name."""
        if self.council is None or not self.council.is_dir():
            return
        for item in sorted(self.council.iterdir()):
            known = FOLDERS if item.is_dir() else SETTINGS
            is_read = item.name.startswith(".") or item.name in known or not (item.is_dir() or item.suffix == ".toml")
            if not is_read:
                kind = "folder" if item.is_dir() else "file"
                self.problems.append(f"{item}: nothing reads a {kind} of this name{suggestion(item.name, known)}")

    def _files(self, kind: str) -> Iterator[tuple[bool, str, Traversable | Path]]:
        """Yield whether a file is the council's, its identifier, and the file."""
        yield from ((False, *each) for each in toml_files(self.shipped / kind))
        if self.council is not None:
            yield from ((True, *each) for each in toml_files(self.council / kind))


def _hash(*parts: str) -> str:
    return hashlib.sha256(";".join(parts).encode()).hexdigest()[:16]
