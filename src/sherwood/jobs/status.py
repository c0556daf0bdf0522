"""Job: what is loaded, how fresh it is, and how the last runs ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from sherwood.definitions.home import Home
from sherwood.jobs.runs import latest
from sherwood.sources import Delivery, deliveries_of
from sherwood.store import NoWarehouse, Reader

RUNS_SHOWN = 5
LANDING = "landing_"


@dataclass(frozen=True)
class Status:
    """The current build's manifest (empty before the first), the last runs of jobs and what was loaded of each feed."""

    manifest: Mapping[str, Any]
    runs: tuple[Mapping[str, Any], ...]
    feeds: tuple[Mapping[str, Any], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return all three as plain values."""
        feeds = [dict(feed) for feed in self.feeds]
        return {"warehouse": dict(self.manifest), "runs": [dict(run) for run in self.runs], "feeds": feeds}

    def in_words(self, *, with_tables: bool = False) -> list[str]:
        """Return the lines `sherwood status` prints: feeds, runs, warehouse, and its tables if asked for."""
        return [*self._feed_lines(), *map(_run_words, self.runs), *self._warehouse_lines(with_tables)]

    def _feed_lines(self) -> Iterator[str]:
        if not self.feeds:
            yield "Nothing has been loaded: load files with `sherwood load`."
            return
        yield f"{'Feed':<22}{'Tables':>7}  {'Newest':<12}{'Received':<12}{'Rows in the warehouse':>22}"
        for each in self.feeds:
            rows = "not built yet" if each["rows"] is None else f"{each['rows']:,}"
            yield f"{each['feed']:<22}{each['tables']:>7}  {each['newest']:<12}{each['received']:<12}{rows:>22}"

    def _warehouse_lines(self, with_tables: bool) -> Iterator[str]:
        if not self.manifest:
            yield "No warehouse has been built: run `sherwood build` once files are loaded."
            return
        found, tables = self.manifest, self.manifest["tables"]
        held = {name: each["rows"] for name, each in sorted(tables.items()) if not name.startswith(LANDING)}
        yield f"Data to {found['data_date']}, built {found['built_at']} (build {found['build_id']})."
        count = len(found["deliveries"])
        more = ":" if with_tables else "; `sherwood status --tables` lists them."
        yield f"{count:,} {'delivery' if count == 1 else 'deliveries'} in {len(held)} tables of the warehouse{more}"
        if with_tables:
            yield from (f"  {name:<40}{rows:>10,} rows" for name, rows in held.items())


def status(home: Home, authority: str) -> Status:
    """Return the state of one authority's landing and warehouse."""
    manifest = _manifest(home, authority)
    return Status(manifest, tuple(latest(home, RUNS_SHOWN)), tuple(_feeds(deliveries_of(home, authority), manifest)))


def _manifest(home: Home, authority: str) -> Mapping[str, Any]:
    """Return what the current build says of itself; nothing before the first."""
    try:
        return Reader.current(home, authority).manifest
    except NoWarehouse:
        return {}


def _feeds(deliveries: Iterable[Delivery], manifest: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what has come of each feed: how many tables, the newest year or day, when that came, rows that stand in the build."""
    ordered = sorted(deliveries, key=attrgetter("feed"))
    for feed, came in groupby(ordered, key=attrgetter("feed")):
        held = list(came)
        newest = max(held, key=attrgetter("precedence"))
        tables = {part.table for each in held for part in each.parts}
        yield {
            "feed": feed,
            "tables": len(tables),
            "newest": newest.period,
            "received": newest.received.isoformat(),
            "rows": _rows(manifest, feed, tables),
        }


def _rows(manifest: Mapping[str, Any], feed: str, tables: Iterable[str]) -> int | None:
    """Return how many rows of the feed stand in the current build; None before a build that has the feed."""
    built = manifest.get("tables", {})
    if feed not in {each["feed"] for each in manifest.get("deliveries", ())}:
        return None
    return sum(int(built.get(f"{LANDING}{feed}_{table}", {"rows": 0})["rows"]) for table in tables)


def _run_words(run: Mapping[str, Any]) -> str:
    told = run["summary"]
    refused = " with refusals" if run["state"] == "done" and told.get("files_refused") else ""
    took = f", took {told['seconds']:,} s" if "seconds" in told else ""
    came = f", {told['files_loaded']:,} files with {told['rows_accepted']:,} rows" if "files_loaded" in told else ""
    rejected = f", {told['rows_rejected']:,} rejected" if told.get("rows_rejected") else ""
    warned = f", {told['warnings']:,} warnings" if told.get("warnings") else ""
    return f"{run['job']}: {run['state']}{refused}, begun {run['started']}{took}{came}{rejected}{warned}"
