"""Store: tables in memory beside a build, for the work of one room."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import duckdb

from sherwood.store import statements
from sherwood.store.build import Build
from sherwood.store.errors import engine_errors_as
from sherwood.store.queries import OneConnection

if TYPE_CHECKING:
    from splink.backends.duckdb import DuckDBAPI

_NAME = "scratch"


class Scratch(Build):
    """Tables that are gone when the work is done; names it does not hold itself are those of the build it stands beside."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = None
        self._before = {}
        self._taken_over = set()
        self._known_hashes = {}
        OneConnection.__init__(self, connection)

    def linker_database(self) -> "DuckDBAPI":
        """Hand these tables to the record-linkage library: the one door through which another library reaches the engine."""
        from splink.backends.duckdb import DuckDBAPI  # noqa: PLC0415 - it takes a second, and most builds have nothing to link

        return DuckDBAPI(connection=self._connection)


@contextmanager
def scratch(build: Build) -> Iterator[Scratch]:
    """Lend tables in memory that can read those of a build."""
    with build._session() as connection, closing(connection.cursor()) as cursor:
        with engine_errors_as("room to work in could not be made"):
            (of_the_build,) = cursor.execute(statements.current_database()).fetchall()[0]
            cursor.execute(statements.attach_memory(_NAME))
            cursor.execute("SET search_path = $path", {"path": f'{_NAME}.main,"{of_the_build}".main'})
        try:
            yield Scratch(cursor)
        finally:
            cursor.execute(statements.use(of_the_build))
            cursor.execute(statements.detach(_NAME))
