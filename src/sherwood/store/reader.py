"""Store: a warehouse to ask, read-only and of one build from first question to last."""

import json
from collections.abc import Hashable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

import duckdb

from sherwood.store import places
from sherwood.store.build import Build
from sherwood.store.connections import connection_to
from sherwood.store.earlier import Earlier
from sherwood.store.errors import NoWarehouse, StoreError
from sherwood.store.queries import Queries

_POINTER_MOVES = 5


class Reader(Queries):
    """One build, open for questions; take a new one with `current` for each page, so that a new build is noticed.

    Two questions to the same reader are always answered from the same build, however many builds come meanwhile.
    """

    def __init__(self, folder: Path, build_id: str, threads: int) -> None:
        self.build_id = build_id
        self._folder = folder
        self._connection = connection_to(places.warehouse_file(folder, build_id), threads)

    @classmethod
    def current(cls, home: places.WarehouseHome, authority: str, *, threads: int = 1) -> Self:
        """Open the build the pointer names now.

        Raises NoWarehouse before the first build, StoreError if the pointer or the file is damaged.
        """
        folder = home.warehouse(authority)
        for _ in range(_POINTER_MOVES):
            build_id = places.read_pointer(folder, authority).build_id
            try:
                return cls(folder, build_id, threads)
            except FileNotFoundError:
                # The pointer may have moved on, and this file been removed, between the two steps: look again.
                continue
        raise StoreError(
            f"{folder / places.POINTER} names build '{build_id}', whose file is gone: run `sherwood build --full`"
        )

    @classmethod
    def of(cls, home: places.WarehouseHome, authority: str, build_id: str, *, threads: int = 1) -> Self:
        """One named build, current or not. Raises NoWarehouse if it is not there."""
        try:
            return cls(home.warehouse(authority), build_id, threads)
        except FileNotFoundError:
            raise NoWarehouse(
                f"there is no build '{build_id}' of '{authority}': it was never made, or has been removed by age"
            ) from None

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """What the build was made from, as its maker gave it, with `build_id` and a fingerprint of each table."""
        file = places.manifest_file(self._folder, self.build_id)
        try:
            found = file.stat()
            return _manifest(file, found.st_ino, found.st_mtime_ns, found.st_size)
        except (OSError, ValueError) as error:
            raise StoreError(f"the manifest {file} is missing or damaged: run `sherwood build --full`") from error

    @property
    def stamp(self) -> Hashable:
        """What tells this build from every other, for whoever keeps an answer of it."""
        return self.build_id, self._fingerprints

    @cached_property
    def _fingerprints(self) -> frozenset[tuple[str, str]]:
        return frozenset(self.manifest["store"]["tables"].items())

    @property
    def as_earlier(self) -> Earlier:
        """The build as one from which the next may begin."""
        return Earlier(places.warehouse_file(self._folder, self.build_id), self.manifest["store"]["tables"])

    @contextmanager
    def _session(self) -> Iterator[duckdb.DuckDBPyConnection]:
        # A cursor a question: threads of a web worker may ask at the same time, which one connection does not bear.
        with closing(self._connection.cursor()) as cursor:
            yield cursor


# Ten years of deliveries take as long to read as a page may take to answer, and every page needs them.
@lru_cache(maxsize=8)
def _manifest(file: Path, *_written: int) -> Mapping[str, Any]:
    """What this file says, as long as it is the same file written at the same moment."""
    return MappingProxyType(json.loads(file.read_bytes()))


class MemoryReader(Reader):
    """A build in memory, asked as any warehouse is: for worked examples and tests, with the manifest they give."""

    def __init__(self, build: Build, manifest: Mapping[str, Any] | None = None) -> None:
        self.build_id = "memory"
        self.manifest = MappingProxyType(dict(manifest or {}))
        self._build = build

    @contextmanager
    def _session(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._build._session() as session:
            yield session
