"""Store: a warehouse being built, beside the one people read, and handed on to be checked and put in its place."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import duckdb
from sqlglot import exp

from sherwood.store import places, statements
from sherwood.store.earlier import Earlier
from sherwood.store.errors import StoreError, engine_errors_as
from sherwood.store.queries import OneConnection, Parameters, Rows

if TYPE_CHECKING:
    import pyarrow as pa

_ARRIVING = "arriving_rows"
# Beyond this a build lays what it works with on the disk beside it; else the engine would take four fifths of any machine.
_MOST_GIGABYTES = 5


def building_path(home: places.WarehouseHome, authority: str, build_id: str) -> Path:
    """Where a build is written until it is put in its place: beside the authority's other warehouse files."""
    return places.building_file(home.warehouse(authority), build_id)


def memory(threads: int = 1) -> "Build":
    """Open a build that leaves no file, for worked examples and tests; ask it through a `MemoryReader`."""
    return Build(None, threads=threads)


class Build(OneConnection):
    """One new warehouse file that a single process fills with tables; nobody reads it until it is published.

    With `earlier` it begins with the tables of a build in its place, of which each stays until it is written anew. Opening one
    removes what killed builds left in the same folder (`building-*`), so builds of one authority run one after another: the caller
    holds a lock. The order in which rows were added is not kept. Raises StoreError if the
    path is taken by a file that is no left-over.
    """

    def __init__(
        self,
        path: Path | None,
        *,
        memory_limit: str | None = None,
        threads: int | None = None,
        earlier: Earlier | None = None,
    ) -> None:
        self.path = path
        self._before: Mapping[str, str] = earlier.tables if earlier else {}
        self._taken_over = set(self._before)
        self._known_hashes: dict[str, str] = {}
        if path is not None:
            _make_room(path)
            if earlier is not None:
                shutil.copyfile(earlier.file, path)
        limits = {"memory_limit": memory_limit, "threads": threads}
        config = {name: value for name, value in limits.items() if value is not None}
        with engine_errors_as(f"a build could not be opened at {path or 'memory'}"):
            connection = duckdb.connect(
                str(path) if path else ":memory:",
                config={**places.NO_DOWNLOADS, **places.SOUND_PLANS, "preserve_insertion_order": False, **config},
            )
            connection.execute("SET GLOBAL TimeZone = 'UTC'")
            if path is not None and memory_limit is None:
                _leave_memory_to_others(connection)
        super().__init__(connection)

    def execute(self, statement: exp.Expr | str, parameters: Parameters | None = None) -> None:
        """Run one statement that changes the build; text is that of a packaged .sql file.

        One that writes into a table of the earlier build is preceded by `change`.
        """
        self._known_hashes.clear()
        with engine_errors_as("a statement of the build failed"):
            self._connection.execute(statements.text_of(statement), dict(parameters or {}))

    def select(self, expression: exp.Expr | str, parameters: Parameters | None = None, *, once: bool = False) -> Rows:
        """Answer a SELECT over the build so far; text is that of a packaged .sql file, such as a check."""
        text = (
            statements.text_of(expression) if isinstance(expression, str) or not once else statements.once(expression)
        )
        return self._ask(text, parameters)

    def create_table(self, name: str, columns: Mapping[str, str]) -> None:
        """Declare an empty table, so that it exists with its types even where no file brings rows for it.

        It takes the place of the earlier build's table of that name, as every table made here does.
        """
        self._make_place(name)
        with engine_errors_as(f"the table '{name}' could not be declared"):
            self._connection.execute(statements.create_table(name, tuple(columns.items())))

    def create_table_as(
        self,
        name: str,
        select: exp.Expr | str,
        parameters: Parameters | None = None,
        *,
        unpacked: frozenset[str] = frozenset(),
    ) -> int:
        """Make a table of what a SELECT answers, and return how many rows that is; text is that of a packaged .sql file.

        Columns that are `unpacked` are written as they are, which makes them larger and faster to look up. Raises StoreError if the
        SELECT fails or the table is already there.
        """
        self._make_place(name)
        asked = statements.parsed(select)
        with engine_errors_as(f"the table '{name}' could not be built"):
            if unpacked:
                told = self._connection.execute(statements.columns_selected(asked), dict(parameters or {})).fetchall()
                columns = tuple((column, kind) for column, kind, *_ in told)
                self._connection.execute(statements.create_table(name, columns, unpacked))
                statement = statements.insert_as_selected(name, asked)
            else:
                statement = statements.create_table_as(name, asked)
            (rows,) = self._connection.execute(statement, dict(parameters or {})).fetchall()[0]
        return int(rows)

    def insert_arrow(self, name: str, rows: "pa.Table") -> None:
        """Add the rows of an Arrow table by column name; the table is made from them if it is not there yet."""
        self._make_place(name)
        self._connection.register(_ARRIVING, rows)
        try:
            self._insert(name, exp.select("*").from_(statements.table(_ARRIVING)))
        finally:
            self._connection.unregister(_ARRIVING)

    def takes_over(self, name: str) -> bool:
        """Whether a table is still the earlier build's, row for row."""
        return name in self._taken_over

    def is_as_before(self, name: str) -> bool:
        """Whether a table holds the rows it held in the earlier build, be it taken over or made anew."""
        return name in self._taken_over or self._before.get(name) == self.table_hash(name)

    def change(self, name: str) -> None:
        """Say that rows of a table are about to be changed in place, so that it counts as made anew."""
        self._taken_over.discard(name)
        self._known_hashes.pop(name, None)

    def table_hash(self, name: str) -> str:
        """Fingerprint a table as every warehouse does; what was taken over is told, not read again."""
        if name in self._taken_over:
            return self._before[name]
        if name not in self._known_hashes:
            self._known_hashes[name] = super().table_hash(name)
        return self._known_hashes[name]

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

    def _make_place(self, name: str) -> None:
        """Drop the earlier build's table of that name, if it is still there, before it is made anew."""
        if name in self._taken_over:
            with engine_errors_as(f"the earlier table '{name}' could not be dropped"):
                self._connection.execute(statements.text_of(statements.drop_table(name)))
        self.change(name)

    def _insert(self, name: str, select: exp.Select) -> None:
        shape = statements.insert_by_name if name in self.tables() else statements.create_table_as
        with engine_errors_as(f"rows could not be added to the table '{name}'"):
            self._connection.execute(shape(name, select))


def _leave_memory_to_others(connection: duckdb.DuckDBPyConnection) -> None:
    """Hold the engine to the most a build may take, on a machine where it would take more by itself."""
    (told,) = connection.execute("SELECT current_setting('memory_limit')").fetchall()[0]
    amount, unit = told.split()
    if unit == "TiB" or (unit == "GiB" and float(amount) > _MOST_GIGABYTES):
        connection.execute(f"SET memory_limit = '{_MOST_GIGABYTES}GiB'")


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
