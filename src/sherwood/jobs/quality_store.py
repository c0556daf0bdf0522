"""Job: the files of what the rules found: counts alone, one file a run, never changed again."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sherwood import __version__, sources
from sherwood.definitions.home import Home
from sherwood.quality import RuleResult
from sherwood.store import Reader, StoreError

FOLDER = "quality"
RECORDS = "records"
# What a rule did, and how a unit stood: two sorts of row in one file.
RULE, UNIT = "rule", "unit"
_TEXT = ("sort", "ruleset", "rule", "title", "severity", "state", "why", "team", "worker")
COUNTS = ("found", "children", "in_order")
SCHEMA = pa.schema(
    [
        ("kept_at", pa.timestamp("us", tz="UTC")), ("build", pa.string()), ("authority", pa.string()),
        ("data_date", pa.date32()), *((name, pa.string()) for name in _TEXT),
        *((name, pa.int64()) for name in COUNTS), ("seconds", pa.float64()),
    ]
)  # fmt: skip
Row = Mapping[str, Any]


def keep_run(home: Home, authority: str, results: Sequence[RuleResult]) -> None:
    """Keep what a run of the rules of returns found, set by set; before the first build there is nothing to keep it with."""
    try:
        Reader.current(home, authority)
    except StoreError:
        return
    for name in sorted({each.ruleset.partition("/")[0] for each in results} - {RECORDS}):
        keep_results(home, authority, name, [each for each in results if each.ruleset.partition("/")[0] == name])


def keep_results(home: Home, authority: str, name: str, results: Sequence[RuleResult]) -> list[Row]:
    """Keep what the rules of one return found, rule by rule."""
    reader = Reader.current(home, authority)
    rows = [
        {
            "sort": RULE,
            "ruleset": each.ruleset,
            "rule": each.code,
            "title": each.title,
            "severity": each.severity,
            "state": each.state,
            "why": each.why,
            "found": len(each.findings),
            "seconds": each.seconds,
        }
        for each in results
    ]
    return keep_rows(home, authority, reader, name, rows, {"asked_of": asked_of(home, authority, name)})


def kept(home: Home, authority: str, name: str = RECORDS) -> Iterator[list[Row]]:
    """Yield what was kept of one set of rules, a run at a time, the earliest first."""
    for path in _files(home, authority, name):
        yield pq.read_table(path).to_pylist()


def asked_of(home: Home, authority: str, name: str) -> str:
    """What a run of a return's rules follows from: the deliveries of its feed, the postcodes, and this version of Sherwood."""
    feeds = {name, "postcode_directory"}
    came = [each.sequence for each in sources.deliveries_of(home, authority) if each.feed in feeds]
    is_there = bool(sources.submitted_periods(home, authority, name))
    return json.dumps([__version__, came]) if is_there else ""


def about_last(home: Home, authority: str, name: str) -> dict[str, Any]:
    """What the last file kept of a set says of itself; nothing if there is none."""
    files = _files(home, authority, name)
    if not files:
        return {}
    found: dict[str, Any] = json.loads((pq.read_schema(files[-1]).metadata or {})[b"sherwood"])
    return found


def _files(home: Home, authority: str, name: str) -> list[Path]:
    return sorted((home.issued(authority) / FOLDER / name).glob("*.parquet"))


def keep_rows(
    home: Home, authority: str, reader: Reader, name: str, rows: Sequence[Row], about: Mapping[str, str]
) -> list[Row]:
    """Write one file that is never changed again, named by when it was made."""
    now = dt.datetime.now(dt.UTC)
    shared = {
        "kept_at": now,
        "build": reader.build_id,
        "authority": authority,
        "data_date": dt.date.fromisoformat(reader.manifest["data_date"]),
    }
    schema = SCHEMA.with_metadata({"sherwood": json.dumps({"build": reader.build_id, **about})})
    table = pa.Table.from_pylist([shared | dict(row) for row in rows], schema=schema)
    folder = home.issued(authority) / FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / f"{now:%Y%m%dT%H%M%S%f}.parquet"
    beside = final.with_suffix(".part")
    pq.write_table(table, beside)
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    beside.rename(final)
    return list(table.to_pylist())
