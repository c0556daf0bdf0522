"""Store: the same tables on Apache Spark, for pools of many authorities that outgrow one machine; chosen by one setting.

Spark is an extra (`pip install sherwood[spark]`, with Java 17 or later): nothing of it is loaded unless it is asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self

from sqlglot import exp

from sherwood.store import statements
from sherwood.store.errors import StoreError

DIALECT = "spark"
# Spark's names of the six types that declarations know, as the embedded engine calls them.
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "string": "VARCHAR",
        "date": "DATE",
        "int": "INTEGER",
        "bigint": "BIGINT",
        "double": "DOUBLE",
        "boolean": "BOOLEAN",
        "timestamp": "TIMESTAMP",
    }
)
# ANSI rules, so that what the embedded engine refuses is refused here too; one time zone, so that no day moves.
_SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.log.level": "ERROR",
    }
)
MISSING = "Apache Spark is not there: install it with `pip install 'sherwood[spark]'` and Java 17 or later"


class SparkBuild:
    """Tables made on Spark, each kept as Parquet below a folder; asked for what a build of the embedded engine is asked.

    `master` is Spark's own address of where to run, such as `local[2]` or a cluster's. Raises StoreError without Spark or Java.
    """

    def __init__(self, folder: Path, *, master: str = "local[2]") -> None:
        self._folder = folder
        self._made: dict[str, Path] = {}
        self._session = _session(master)

    def take(self, name: str, file: Path) -> None:
        """Take a table from a Parquet file or folder, as it was written by the embedded engine."""
        self._made[name] = file
        self._session.read.parquet(str(file)).createOrReplaceTempView(name)

    def create_table_as(self, name: str, select: exp.Expr | str) -> int:
        """Make a table of what a SELECT answers, and return its rows; raises StoreError if Spark refuses it."""
        text = statements.parsed(select).sql(dialect=DIALECT)
        file = self._folder / f"{name}.parquet"
        try:
            self._session.sql(text).write.mode("overwrite").parquet(str(file))
        except Exception as error:  # whatever Java throws arrives as one of a hundred kinds
            raise StoreError(f"the table '{name}' could not be built on Spark: {_first_line(error)}") from error
        self.take(name, file)
        return self.count(name)

    def columns(self, name: str) -> dict[str, str]:
        """List the columns of a table in order, each with its type in the embedded engine's words."""
        kinds = self._session.table(name).dtypes
        return {column: _TYPES.get(kind, kind) for column, kind in kinds}

    def count(self, name: str) -> int:
        """Count the rows of a table."""
        return int(self._session.table(name).count())

    def file(self, name: str) -> Path:
        """Where a table's rows lie."""
        return self._made[name]

    def close(self) -> None:
        """Let Spark go."""
        self._session.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _session(master: str) -> Any:
    try:
        sql = importlib.import_module("pyspark.sql")
    except ImportError as error:
        raise StoreError(MISSING) from error
    builder = sql.SparkSession.builder.master(master).appName("sherwood")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:  # without Java it is one thing, with a closed port another
        raise StoreError(f"{MISSING} ({_first_line(error)})") from error


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
