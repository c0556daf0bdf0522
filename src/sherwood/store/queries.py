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

    def select(self, expression: exp.Expr, parameters: Parameters | None = None) -> Rows:
        """Answer a SELECT; values go in as parameters named `$name`. Raises StoreError if the engine refuses it."""
        if not isinstance(expression, exp.Expr):
            raise TypeError("a question to the warehouse is an SQLGlot expression, never text")
        return self._ask(statements.text_of(expression), parameters)

    def arrow(self, expression: exp.Expr, parameters: Parameters | None = None) -> "pa.Table":
        """Answer a SELECT as an Arrow table, for results too large to hold as tuples."""
        with self._session() as session, engine_errors_as("the warehouse could not answer"):
            return session.sql(statements.text_of(expression), params=dict(parameters or {})).to_arrow_table()

    def tables(self) -> tuple[str, ...]:
        """List the names of the tables, in alphabetical order."""
        return tuple(name for (name,) in self._ask(statements.text_of(statements.table_names())))

    def columns(self, name: str) -> dict[str, str]:
        """List the columns of a table in order, each with its type. Raises StoreError if there is no such table."""
        answer = self._ask(statements.text_of(statements.column_types()), {"table_name": name})
        if not answer.rows:
            raise StoreError(f"there is no table '{name}' in this warehouse")
        return dict(answer.rows)

    def count(self, name: str) -> int:
        """Count the rows of a table."""
        (rows,) = self.select(exp.select(exp.func("count", exp.Star())).from_(statements.table(name))).rows[0]
        return int(rows)

    def table_hash(self, name: str) -> str:
        """Fingerprint all rows of a table, whatever their order; it means nothing to another version of the engine."""
        rows, total = self._ask(statements.text_of(statements.fingerprint(name))).rows[0]
        return f"{rows}-{int(total):x}"

    def _ask(self, text: str, parameters: Parameters | None = None) -> Rows:
        with self._session() as session, engine_errors_as("the warehouse could not answer"):
            answer = session.execute(text, dict(parameters or {}))
            columns = tuple(column[0] for column in answer.description or ())
            return Rows(columns, answer.fetchall())


class OneConnection(Queries):
    """Questions over a single connection, for one thread at a time: a build, or the check before the swap."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    @contextmanager
    def _session(self) -> Iterator[duckdb.DuckDBPyConnection]:
        yield self._connection
