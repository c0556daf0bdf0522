"""Store: a warehouse being built, beside the one people read, and handed on to be checked and put in its place."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import duckdb
from sqlglot import exp

from sherwood.store import places, statements
from sherwood.store.errors import StoreError, engine_errors_as
from sherwood.store.queries import OneConnection, Parameters, Rows

if TYPE_CHECKING:
    import pyarrow as pa
    from splink.backends.duckdb import DuckDBAPI

_ARRIVING = "arriving_rows"
_SCRATCH = "scratch"


def building_path(home: places.WarehouseHome, authority: str, build_id: str) -> Path:
    """Where a build is written until it is put in its place: beside the authority's other warehouse files."""
    return places.building_file(home.warehouse(authority), build_id)


def memory(threads: int = 1) -> "Build":
    """Open a build that leaves no file, for worked examples and tests; ask it through a `MemoryReader`."""
    return Build(None, threads=threads)


class Writing(OneConnection):
    """Tables filled by a single process: those of a build, or those that help to make one and are thrown away."""

    def execute(self, statement: exp.Expr | str, parameters: Parameters | None = None) -> None:
        """Run one statement that changes the tables; text is that of a packaged .sql file."""
        with engine_errors_as("a statement of the build failed"):
            self._connection.execute(statements.text_of(statement), dict(parameters or {}))

    def select(self, expression: exp.Expr | str, parameters: Parameters | None = None) -> Rows:
        """Answer a SELECT over the tables so far; text is that of a packaged .sql file, such as a check."""
        return self._ask(statements.text_of(expression), parameters)

    def create_table(self, name: str, columns: Mapping[str, str]) -> None:
        """Declare an empty table, so that it exists with its types even where no file brings rows for it."""
        with engine_errors_as(f"the table '{name}' could not be declared"):
            self._connection.execute(statements.create_table(name, tuple(columns.items())))

    def create_table_as(self, name: str, select: exp.Expr | str, parameters: Parameters | None = None) -> int:
        """Make a table of what a SELECT answers, and return how many rows that is; text is that of a packaged .sql file.

        Raises StoreError if the SELECT fails or the table is already there.
        """
        statement = statements.create_table_as(name, statements.parsed(select))
        with engine_errors_as(f"the table '{name}' could not be built"):
            (rows,) = self._connection.execute(statement, dict(parameters or {})).fetchall()[0]
        return int(rows)

    def insert_arrow(self, name: str, rows: "pa.Table") -> None:
        """Add the rows of an Arrow table by column name; the table is made from them if it is not there yet."""
        self._connection.register(_ARRIVING, rows)
        try:
            self._insert(name, exp.select("*").from_(statements.table(_ARRIVING)))
        finally:
            self._connection.unregister(_ARRIVING)

    def _insert(self, name: str, select: exp.Select) -> None:
        shape = statements.insert_by_name if name in self.tables() else statements.create_table_as
        with engine_errors_as(f"rows could not be added to the table '{name}'"):
            self._connection.execute(shape(name, select))


class Build(Writing):
    """One new warehouse file that a single process fills with tables; nobody reads it until it is published.

    Opening one removes what killed builds left in the same folder (`building-*`), so builds of one authority run one
    after another: the caller holds a lock. The order in which rows were added is not kept. Raises StoreError if the
    path is taken by a file that is no left-over.
    """

    def __init__(self, path: Path | None, *, memory_limit: str | None = None, threads: int | None = None) -> None:
        self.path = path
        if path is not None:
            _make_room(path)
        limits = {"memory_limit": memory_limit, "threads": threads}
        config = {name: value for name, value in limits.items() if value is not None}
        with engine_errors_as(f"a build could not be opened at {path or 'memory'}"):
            connection = duckdb.connect(
                str(path) if path else ":memory:",
                config={**places.NO_DOWNLOADS, "preserve_insertion_order": False, **config},
            )
            connection.execute("SET GLOBAL TimeZone = 'UTC'")
        super().__init__(connection)

    @contextmanager
    def scratch(self) -> Iterator["Scratch"]:
        """Lend tables in memory that read those of the build, and are gone when the work is done."""
        with closing(self._connection.cursor()) as cursor:
            with engine_errors_as("room to work in could not be made"):
                (of_the_build,) = cursor.execute(statements.current_database()).fetchall()[0]
                cursor.execute(statements.attach_memory(_SCRATCH))
                cursor.execute("SET search_path = $path", {"path": f'{_SCRATCH}.main,"{of_the_build}".main'})
            try:
                yield Scratch(cursor)
            finally:
                cursor.execute(statements.use(of_the_build))
                cursor.execute(statements.detach(_SCRATCH))

    def close(self) -> None:
        """Finish the build: everything is written to its file and the file is let go."""
        with engine_errors_as(f"the build {self.path or 'in memory'} could not be finished"):
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Scratch(Writing):
    """Tables in memory beside a build, for the work of one room; names it does not hold itself are the build's."""

    def linker_database(self) -> "DuckDBAPI":
        """Hand these tables to the record-linkage library: the one door through which another library reaches the engine."""
        from splink.backends.duckdb import DuckDBAPI  # noqa: PLC0415 - it takes a second, and most builds have nothing to link

        return DuckDBAPI(connection=self._connection)


def _make_room(path: Path) -> None:
    """Clear away the left-overs of killed builds and refuse to write into anything else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for left_over in path.parent.glob(f"{places.BUILDING}*"):
        if left_over.is_dir():
            shutil.rmtree(left_over)
        else:
            left_over.unlink()
    if path.exists():
        raise StoreError(
            f"a build cannot be written into {path}, which is there already: choose another name or remove it"
        )
