"""Job: looks through every measure for change, keeps what it found among what was issued, and lists it by who may see it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sherwood.access import NotAllowed, Permission, Viewer, require
from sherwood.access.viewers import OWNER
from sherwood.anomalies.gathering import SERVICE, TEAM, gather, months_to_watch
from sherwood.anomalies.judging import Judging
from sherwood.anomalies.scanning import Scan, scan
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.jobs.progress import Progress, quiet
from sherwood.measures.needs import lacking
from sherwood.store import Reader

MONTHS = 36
FOLDER, RESTRICTED = "findings", b"restricted"
# A change that was told in one of so many months before is not told as new.
KEPT_IN_MIND = 3
_TEXT = (
    "id",
    "month",
    "since",
    "measure",
    "title",
    "level",
    "unit",
    "label",
    "kind",
    "side",
    "tier",
    "status",
    "verdict",
    "part_of",
)
_NUMBERS = ("usual", "now", "sigmas", "p", "children")
SCHEMA = pa.schema(
    [
        ("scanned_at", pa.timestamp("us", tz="UTC")), ("build", pa.string()), ("catalogue_hash", pa.string()),
        ("authority", pa.string()), ("series", pa.int64()), ("tested", pa.int64()),
        *((name, pa.string()) for name in _TEXT), *((name, pa.float64()) for name in _NUMBERS),
        ("sentence", pa.string()), ("how_sure", pa.string()), ("details", pa.string()),
    ]
)  # fmt: skip


def scan_findings(
    home: Home,
    authority: str,
    *,
    as_user: str | None = None,
    as_at: dt.date | None = None,
    only: Sequence[str] = (),
    progress: Progress = quiet,
) -> dict[str, Any]:
    """Look through every measure and unit and keep what was found. Raises NotAllowed for who does not see the whole county.

    What is found is told to others, so that no restricted record is counted because it is open to whoever scans.
    """
    viewer = viewer_at_keyboard(home, authority, as_user)
    require(viewer, Permission.MEASURE_READ)
    if not viewer.county:
        raise NotAllowed("The scan reads the whole county: name an account that answers for it with --as USER.")
    catalogue, reader = load_catalogue(home.council), Reader.current(home, authority)
    counts = _as_for_others(viewer)
    months = months_to_watch(reader, counts, MONTHS, as_at)
    progress("scan", "measures", 0, 1)
    done = scan(gather(reader, catalogue, counts, months, only), months)
    before = _earlier(home, authority, months[-1].label)
    judging = Judging(reader, catalogue, counts, months, only)
    progress("judge", "findings", 0, 1)
    rows = judging.rows(done, before)
    _keep(home, counts, reader, catalogue, done, rows)
    return {"scan": _about(reader, done), "findings": rows}


def list_findings(home: Home, authority: str, *, as_user: str | None = None) -> dict[str, Any]:
    """What the latest scan found, of the units the viewer answers for. Raises Problem if there was none."""
    answer = kept_for(home, viewer_at_keyboard(home, authority, as_user))
    if answer is None:
        raise Problem("no scan has been made yet: run `sherwood findings scan`")
    return answer


def kept_for(home: Home, viewer: Viewer) -> dict[str, Any] | None:
    """What the latest scan found of the units the viewer answers for, in measures they may ask; None if there was none."""
    require(viewer, Permission.MEASURE_READ)
    kept = scans_open_to(home, viewer)
    if not kept:
        return None
    table = pq.read_table(kept[-1])
    about = json.loads((table.schema.metadata or {})[b"scan"])
    mine = [row for row in table.to_pylist() if may_see(viewer, row)]
    may_ask = measures_of(home, viewer, (row["measure"] for row in mine))
    rows = [row for row in mine if row["measure"] in may_ask]
    return {"scan": about, "findings": [_listed(row) for row in rows]}


def key_of(row: Mapping[str, Any]) -> str:
    """What a finding is called in an address: a sum of its identifier, which may hold names of places."""
    return hashlib.sha256(row["id"].encode()).hexdigest()[:16]


def measures_of(home: Home, viewer: Viewer, among: Iterable[str]) -> frozenset[str]:
    """The measures among these that feeds of the viewer's own purposes answer: the scan was made for others, and counted by them."""
    reader = Reader.current(home, viewer.authority)
    known = load_catalogue(home.council).measures
    return frozenset(name for name in set(among) & known.keys() if not lacking(reader, viewer, known[name]))


def may_see(viewer: Viewer, row: Mapping[str, Any]) -> bool:
    """Whoever answers for the county sees all; others what is said of their own teams and services."""
    if viewer.county:
        return True
    return (row["level"] == TEAM and row["unit"] in viewer.team_ids) or (
        row["level"] == SERVICE and row["unit"] in viewer.service_ids
    )


def _about(reader: Reader, done: Scan) -> dict[str, Any]:
    """What the scan looked at."""
    return {
        "build": reader.build_id,
        "from": done.months[0].label,
        "to": done.months[-1].label,
        "series": done.series,
        "tested": done.tested,
        "found": len(done.findings),
    }


def kept_files(home: Home, authority: str) -> list[Path]:
    """What every scan kept, the earliest first."""
    return sorted((home.issued(authority) / FOLDER).glob("*.parquet"))


def scans_open_to(home: Home, viewer: Viewer) -> list[Path]:
    """What every scan kept, the earliest first, but for those that count restricted records, for whom these are closed to."""
    return [
        path for path in kept_files(home, viewer.authority) if viewer.restricted_all or not _counts_restricted(path)
    ]


@lru_cache(maxsize=256)
def _counts_restricted(path: Path) -> bool:
    """Whether a scan, which is never changed again, counted restricted records; none did of before it was noted."""
    return RESTRICTED in (pq.read_schema(path).metadata or {})


def _as_for_others(viewer: Viewer) -> Viewer:
    """The viewer without what opens restricted records to them; the owner of a home without accounts scans for nobody else."""
    if viewer.account_id == OWNER:
        return viewer
    return replace(viewer, grants=(), opened=(), restricted_all=False, worker_id=None, covered_worker_ids=())


def _earlier(home: Home, authority: str, month: str) -> set[tuple[str, str, str, str]]:
    """Measure, level, unit and side of what scans of the months just before told."""
    found = set()
    for path in kept_files(home, authority):
        for row in pq.read_table(path, columns=["month", "measure", "level", "unit", "side"]).to_pylist():
            if 0 < _months_between(row["month"], month) <= KEPT_IN_MIND:
                found.add((row["measure"], row["level"], row["unit"], row["side"]))
    return found


def _months_between(earlier: str, later: str) -> int:
    return (int(later[:4]) - int(earlier[:4])) * 12 + int(later[5:7]) - int(earlier[5:7])


def _keep(
    home: Home, viewer: Viewer, reader: Reader, catalogue: Catalogue, done: Scan, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Write one file that is never changed again, named by when the scan was made; also one of a scan that found nothing."""
    now = dt.datetime.now(dt.UTC)
    shared = {
        "scanned_at": now,
        "build": reader.build_id,
        "catalogue_hash": catalogue.content_hash,
        "authority": viewer.authority,
        "series": done.series,
        "tested": done.tested,
    }
    kept = [shared | dict(row) | {"details": json.dumps(row["details"])} for row in rows]
    told = {b"scan": json.dumps(_about(reader, done) | {"at": now.isoformat()}).encode()}
    schema = SCHEMA.with_metadata(told | ({RESTRICTED: b"counted"} if viewer.restricted_all else {}))
    folder = home.issued(viewer.authority) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / f"{now:%Y%m%dT%H%M%S%f}-{done.months[-1].label}.parquet"
    beside = final.with_suffix(".part")
    pq.write_table(pa.Table.from_pylist(kept, schema=schema), beside)
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    beside.rename(final)


def _listed(row: Mapping[str, Any]) -> dict[str, Any]:
    """A kept row as it is listed."""
    names = (*_TEXT, *_NUMBERS, "sentence", "how_sure")
    return {name: row[name] for name in names} | {"details": json.loads(row["details"])}


def at_the_top(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The findings that are no part of another among these: a manager who sees a part alone sees it at the top."""
    there = {row["id"] for row in rows}
    return [row for row in rows if row["part_of"] not in there]


def in_words(answer: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines `sherwood findings list` prints."""
    about = answer["scan"]
    yield f"{about['tested']:,} of {about['series']:,} series were large enough to judge, {about['from']} to {about['to']}."
    if not answer["findings"]:
        yield "No sign of change."
    for row in at_the_top(answer["findings"]):
        yield f"{row['kind']:<12} {row['status']:<10} {row['sentence']} ({row['how_sure']})"
