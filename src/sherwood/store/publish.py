"""Store: the swap — a finished build is checked row by row, put in its place and only then pointed at."""

import contextlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from sherwood.store import places
from sherwood.store.connections import connection_to, forget
from sherwood.store.errors import StoreError, engine_errors_as
from sherwood.store.queries import OneConnection

Announce = Callable[[str], None]
FILE_IN_PLACE = "file in place"
POINTER_SET = "pointer set"
_GENERATIONS = 3
# Each row is read once: blocks read before need not stay in memory.
_ENOUGH_TO_SCAN = "2GiB"


def _say_nothing(_event: str) -> None:
    """Announce nothing, for callers that need not know how far the swap is."""


def publish(
    home: places.WarehouseHome,
    authority: str,
    build_id: str,
    build_path: Path,
    manifest: Mapping[str, object],
    announce: Announce = _say_nothing,
    *,
    generations: int = _GENERATIONS,
    expected: Mapping[str, str] | None = None,
) -> None:
    """Make a finished build the one people read; whoever reads an older build goes on undisturbed.

    `expected` holds the fingerprint that each table must have, be it made now or taken over from an earlier build. Announces `file in
    place` and `pointer set`: a process killed before the second leaves the last good build current.
    Keeps this build, the `generations` - 1 before it and every build marked kept. Raises StoreError if the build is
    damaged, was not closed, or its name already stands for other contents.
    """
    folder = home.warehouse(authority)
    before = _pointer_or_none(folder, authority)
    _put_in_place(folder, build_id, build_path, manifest, expected)
    announce(FILE_IN_PLACE)
    read_before = [] if before is None else [each for each in (before.build_id, *before.previous) if each != build_id]
    pointer = places.Pointer(build_id, tuple(read_before[: generations - 1]))
    places.write_pointer(folder, pointer)
    announce(POINTER_SET)
    if before is not None:
        _remove_all_but(folder, {pointer.build_id, *pointer.previous})


def keep(
    home: places.WarehouseHome,
    authority: str,
    build_id: str,
    build_path: Path,
    manifest: Mapping[str, object],
    announce: Announce = _say_nothing,
    *,
    expected: Mapping[str, str] | None = None,
) -> None:
    """Put a finished build in its place for good without pointing at it: what was known on an earlier day.

    Announces `file in place`. Raises StoreError as `publish` does.
    """
    folder = home.warehouse(authority)
    # Marked first: a publication running at the same time must not remove the file as one nobody points at.
    places.write_durably(places.kept_file(folder, build_id), {})
    _put_in_place(folder, build_id, build_path, manifest, expected)
    announce(FILE_IN_PLACE)


def mark_kept(home: places.WarehouseHome, authority: str, build_id: str) -> None:
    """Never remove this build by age, because a forecast, finding or frozen report rests on it.

    Raises StoreError if it is not in its place.
    """
    folder = home.warehouse(authority)
    if not places.warehouse_file(folder, build_id).exists():
        raise StoreError(f"build '{build_id}' cannot be kept: it is not in {folder}")
    places.write_durably(places.kept_file(folder, build_id), {})


def remove_other_builds(home: places.WarehouseHome, authority: str) -> int:
    """Remove every build but the current one, those kept for good too, and return how many; for when what they hold must be gone.

    Raises NoWarehouse where there is no current build.
    """
    folder = home.warehouse(authority)
    current = places.read_pointer(folder, authority).build_id
    places.write_pointer(folder, places.Pointer(current))
    others = [each for each in places.builds_in_place(folder) if each != current]
    for build_id in others:
        forget(places.warehouse_file(folder, build_id))
        for file in (places.warehouse_file, places.manifest_file, places.kept_file):
            file(folder, build_id).unlink(missing_ok=True)
    return len(others)


def kept_manifests(home: places.WarehouseHome, authority: str) -> list[Mapping[str, Any]]:
    """What each build that is kept for good says of itself; one that says nothing readable is left out."""
    folder = home.warehouse(authority)
    found = []
    for build_id in places.builds_in_place(folder):
        with contextlib.suppress(OSError, ValueError):
            if places.kept_file(folder, build_id).exists():
                found.append(json.loads(places.manifest_file(folder, build_id).read_bytes()))
    return found


def _pointer_or_none(folder: Path, authority: str) -> places.Pointer | None:
    """Read the pointer so far; a missing or damaged one is written afresh, and then nothing is removed by age."""
    try:
        return places.read_pointer(folder, authority)
    except StoreError:
        return None


def _put_in_place(
    folder: Path,
    build_id: str,
    build_path: Path,
    manifest: Mapping[str, object],
    expected: Mapping[str, str] | None,
) -> None:
    tables = _scan_closed(build_path)
    if expected is not None and tables != expected:
        other = sorted(name for name in {*tables, *expected} if tables.get(name) != expected.get(name))
        raise StoreError(
            f"the build {build_path} does not hold the rows it was given in {', '.join(other)}: build again"
        )
    in_place = places.warehouse_file(folder, build_id)
    held = _scan_in_place(in_place)
    if held == tables:
        # The same inputs built twice: the file in place may be open in many readers and is as good as the new one.
        build_path.unlink()
        return
    if held is not None:
        raise StoreError(
            f"build '{build_id}' is in {folder} already with other rows: give this build a name of its own"
        )
    places.sync_file(build_path)
    content = {**manifest, "build_id": build_id, "store": {"engine": duckdb.__version__, "tables": tables}}
    places.write_durably(places.manifest_file(folder, build_id), content)
    forget(in_place)
    build_path.replace(in_place)
    places.sync_folder(folder)


def _scan_closed(build_path: Path) -> dict[str, str]:
    if build_path.with_name(f"{build_path.name}.wal").exists():
        raise StoreError(f"the build {build_path} was not closed: close it, or build again")
    with engine_errors_as(f"the build {build_path} is damaged, missing or still open: build again"):
        connection = duckdb.connect(
            str(build_path), read_only=True, config={**places.NO_DOWNLOADS, "memory_limit": _ENOUGH_TO_SCAN}
        )
    with contextlib.closing(connection):
        return _scan(connection)


def _scan_in_place(in_place: Path) -> dict[str, str] | None:
    """Fingerprint the build that has this name already; none if there is no such file or it can no longer be read."""
    try:
        return _scan(connection_to(in_place, threads=1).cursor())
    except (FileNotFoundError, StoreError):
        return None


def _scan(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Read every row of every table, as a damaged block shows only when it is read; give each table's fingerprint."""
    return OneConnection(connection).table_hashes()


def _remove_all_but(folder: Path, wanted: set[str]) -> None:
    for build_id in places.builds_in_place(folder):
        if build_id in wanted or places.kept_file(folder, build_id).exists():
            continue
        # Where an open file cannot be removed (Windows), it goes at a later publication, when its readers have left.
        with contextlib.suppress(PermissionError):
            places.warehouse_file(folder, build_id).unlink()
            places.manifest_file(folder, build_id).unlink(missing_ok=True)
