"""Store: the questions any open warehouse answers, written or read, and the rows it answers with."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
from sqlglot import exp

from sherwood.store import statements
from sherwood.store.errors import StoreError, engine_errors_as

if TYPE_CHECKING:
    import pyarrow as pa

Parameters = Mapping[str, object]


@dataclass(frozen=True)
class Rows:
    """The answer to a question: the column names and the rows as tuples in that order."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def dicts(self) -> list[dict[str, Any]]:
        """Each row as a dictionary by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)


class Queries(ABC):
    """What builds and readers have in common: they can be asked."""

    @abstractmethod
    def _session(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Lend a connection to the engine for the length of one question."""

    def select(self, expression: exp.Expr, parameters: Parameters | None = None, *, once: bool = False) -> Rows:
        """Answer a SELECT; values go in as parameters named `$name`. Raises StoreError if the engine refuses it.

        `once` says that the expression is used for nothing else, which spares the copy that writing it takes.
        """
        if not isinstance(expression, exp.Expr):
            raise TypeError("a question to the warehouse is an SQLGlot expression, never text")
        text = statements.once(expression) if once else statements.text_of(expression)
        return self._ask(text, parameters)

    def arrow(self, expression: exp.Expr, parameters: Parameters | None = None) -> "pa.Table":
        """Answer a SELECT as an Arrow table, for results too large to hold as tuples."""
        with self._session() as session, engine_errors_as("the warehouse could not answer"):
            return session.sql(statements.text_of(expression), params=dict(parameters or {})).to_arrow_table()

    def tables(self) -> tuple[str, ...]:
        """List the names of the tables, in alphabetical order."""
        return tuple(name for name, _ in self._ask(statements.tables()))

    def empty_tables(self) -> frozenset[str]:
        """Name the tables into which no row was ever written."""
        return frozenset(name for name, size in self._ask(statements.tables()) if not size)

    def columns(self, name: str) -> dict[str, str]:
        """List the columns of a table in order, each with its type. Raises StoreError if there is no such table."""
        try:
            answer = self._ask(statements.columns_of(name))
        except StoreError as error:
            raise StoreError(f"there is no table '{name}' in this warehouse") from error
        return {row[0]: row[1] for row in answer}

    def count(self, name: str) -> int:
        """Count the rows of a table."""
        (rows,) = self.select(exp.select(exp.func("count", exp.Star())).from_(statements.table(name))).rows[0]
        return int(rows)

    def table_hash(self, name: str) -> str:
        """Fingerprint all rows of a table, whatever their order; it means nothing to another version of the engine."""
        rows, total = self._ask(statements.fingerprint(name)).rows[0]
        return _fingerprint(rows, total)

    def table_hashes(self) -> dict[str, str]:
        """Fingerprint every table as `table_hash` does, in alphabetical order; one that holds nothing is not read."""
        return {
            name: self.table_hash(name) if size else _fingerprint(0, 0) for name, size in self._ask(statements.tables())
        }

    def part_hashes(self, name: str, column: str) -> dict[str, str]:
        """Fingerprint, as `table_hash` does the whole, the rows of a table that have each value of a column."""
        asked = self._ask(statements.fingerprint_of_parts(name, column))
        return {value: _fingerprint(rows, total) for rows, total, value in asked}

    def _ask(self, text: str, parameters: Parameters | None = None) -> Rows:
        with self._session() as session, engine_errors_as("the warehouse could not answer"):
            answer = session.execute(text, dict(parameters or {}))
            columns = tuple(column[0] for column in answer.description or ())
            return Rows(columns, answer.fetchall())


def rows_of(table_hash: str) -> int:
    """Give the number of rows that a table's fingerprint begins with."""
    return int(table_hash.partition("-")[0])


def _fingerprint(rows: int, total: int | str) -> str:
    return f"{rows}-{int(total):x}"


class OneConnection(Queries):
    """Questions over a single connection, for one thread at a time: a build, or the check before the swap."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    @contextmanager
    def _session(self) -> Iterator[duckdb.DuckDBPyConnection]:
        yield self._connection
