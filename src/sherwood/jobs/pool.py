"""Job: lays the pooled tables of several authorities side by side, and adds their counts up for a region or the country."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.pool import POOL_FILE, PoolSettings, load_pool_settings
from sherwood.jobs.progress import Progress
from sherwood.measures.disclosure import suppress
from sherwood.measures.series import Point
from sherwood.store import NoWarehouse, Reader
from sherwood.store.export import write_parquet
from sherwood.warehouse.elsewhere import build_elsewhere

EVENTS, OPEN = "pool_event_month", "pool_open_month"
POOLED = (EVENTS, OPEN)
MANIFEST = "pool.json"
# A region of one or two authorities tells each of them the other's numbers.
FEWEST_AUTHORITIES = 3
ENGLAND = "England"


@dataclass(frozen=True)
class Pooled:
    """What was laid together: the builds by authority, those without a warehouse, and the rows of each table."""

    builds: Mapping[str, str]
    missing: tuple[str, ...]
    rows: Mapping[str, int]


def pool(home: Home, progress: Progress) -> Pooled:
    """Make the pool anew from the current build of every authority listed in `pool.toml`, then swap it in.

    An authority without a warehouse is named and left out. Raises Problem where none is listed or none has one.
    """
    settings, catalogue = load_pool_settings(home), load_catalogue(home.council)
    if not settings.authorities:
        raise Problem(
            f"no authority is listed: write [[authority]] code, name and region into {home.council / POOL_FILE}"
        )
    builds: dict[str, str] = {}
    missing: list[str] = []
    home.pool.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.pool.parent, prefix="pool-") as beside:
        made = Path(beside) / "pool"
        for done, each in enumerate(settings.authorities):
            progress("pool", each.name, done, len(settings.authorities))
            try:
                reader = Reader.current(home, each.code)
            except NoWarehouse:
                missing.append(each.code)
                continue
            _lay(reader, settings, catalogue, made / each.code, progress)
            builds[each.code] = reader.build_id
        if not builds:
            raise Problem(
                "none of the authorities listed has a warehouse yet: load and build one with --authority CODE"
            )
        rows = {name: _whole(made, name, builds).num_rows for name in POOLED}
        (made / MANIFEST).write_text(json.dumps({"builds": builds, "engine": settings.engine}), encoding="utf-8")
        _swap(made, home.pool)
    return Pooled(builds, tuple(missing), rows)


def _lay(reader: Reader, settings: PoolSettings, catalogue: Catalogue, folder: Path, progress: Progress) -> None:
    """Write one authority's pooled tables: those of its build, or made anew on Spark from what its build was made of."""
    if settings.engine == "duckdb":
        for name in POOLED:
            write_parquet(reader, name, folder)
        return
    # Spark is loaded only where the settings ask for it.
    from sherwood.store.spark import SparkBuild

    with (
        tempfile.TemporaryDirectory(dir=folder.parent.parent, prefix="spark-") as work,
        SparkBuild(Path(work) / "made", master=settings.master) as spark,
    ):
        build_elsewhere(spark, reader, catalogue, POOLED, Path(work) / "given", progress)
        folder.mkdir(parents=True)
        for name in POOLED:
            pq.write_table(pq.read_table(spark.file(name)), folder / f"{name}.parquet")


def _swap(made: Path, pool: Path) -> None:
    before = pool.with_name("pool-before")
    shutil.rmtree(before, ignore_errors=True)
    if pool.exists():
        pool.replace(before)
    made.replace(pool)
    shutil.rmtree(before, ignore_errors=True)


def _whole(pool: Path, table: str, authorities: Iterable[str]) -> pa.Table:
    return pa.concat_tables(
        [pq.read_table(pool / code / f"{table}.parquet") for code in sorted(authorities)], promote_options="permissive"
    )


def pooled_figures(home: Home, kind: str, by: str, date_from: str, date_to: str) -> list[dict[str, Any]]:
    """The pool's counts of one kind by month: of England, by region or by authority, small ones and what gives them away withheld.

    `kind` is an event's, or child_in_need, child_protection_plan or looked_after on the last day of the month; months as `2026-03`.
    A region with fewer than three authorities is part of *Other regions*. Raises Problem without a pool or for a kind it does not hold.
    """
    settings = load_pool_settings(home)
    manifest = home.pool / MANIFEST
    if not manifest.exists():
        raise Problem("there is no pool yet: `sherwood pool build` makes it")
    authorities = json.loads(manifest.read_bytes())["builds"]
    counts = _counts(home.pool, kind, authorities)
    units = _units(settings, authorities, by)
    found: dict[tuple[str, str], int] = defaultdict(int)
    for authority, month, number in counts:
        if date_from <= month <= date_to:
            found[month, units[authority]] += number
    names = sorted(set(units.values()))
    months = sorted({month for month, _ in found})
    points = [Point(month, {by: name}, found[month, name], None, None) for month in months for name in names]
    return [
        {"period": each.period, by: each.dims[by], "number": each.numerator, "withheld": each.suppressed}
        for each in suppress(points)
    ]


def _counts(pool: Path, kind: str, authorities: Iterable[str]) -> list[tuple[str, str, int]]:
    """Authority, month and number of one kind."""
    known: set[str] = set()
    for table, month, number in ((EVENTS, "month", "events"), (OPEN, "month_end", "children")):
        rows = _whole(pool, table, authorities).to_pylist()
        known |= {row["kind"] for row in rows}
        found = [(row["authority"], f"{row[month]:%Y-%m}", row[number]) for row in rows if row["kind"] == kind]
        if found:
            return found
    raise Problem(f"the pool holds no '{kind}'; it has {', '.join(sorted(known))}")


def _units(settings: PoolSettings, authorities: Iterable[str], by: str) -> dict[str, str]:
    """The name under which each authority is counted."""
    listed = {each.code: each for each in settings.authorities}
    if by == "england":
        return dict.fromkeys(authorities, ENGLAND)
    if by == "authority":
        return {code: listed[code].name if code in listed else code for code in authorities}
    regions = {code: listed[code].region if code in listed else "" for code in authorities}
    sizes: dict[str, int] = defaultdict(int)
    for region in regions.values():
        sizes[region] += 1
    return {
        code: region if sizes[region] >= FEWEST_AUTHORITIES else "Other regions" for code, region in regions.items()
    }
