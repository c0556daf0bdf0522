"""Warehouse: the packaged .sql files, each read once into its header, its one SELECT and the tables it reads."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from sherwood.warehouse.errors import WarehouseError

TABLES = Path(__file__).parent / "tables"
CHECKS = Path(__file__).parent / "checks"
DIALECT = "duckdb"


@dataclass(frozen=True)
class SqlFile:
    """One SELECT with the name of its file and the lines of its header comment."""

    name: str
    text: str
    select: exp.Query

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The words of the comment that opens the file, a line each."""
        lines = []
        for line in self.text.splitlines():
            if not line.startswith("--"):
                break
            lines.append(line.removeprefix("--").strip())
        return tuple(lines)

    @cached_property
    def reads(self) -> frozenset[str]:
        """The tables the SELECT reads: those it names, less those it makes for itself in its WITH."""
        return tables_read(self.select)

    def says(self, key: str) -> str:
        """Give the rest of the header line that begins with `key:`; raise WarehouseError if there is none."""
        for line in self.header:
            if line.startswith(f"{key}:"):
                return line.removeprefix(f"{key}:").strip()
        raise WarehouseError(f"{self.name}.sql: its header has no line '-- {key}: …'; add one")


def tables_read(select: exp.Query) -> frozenset[str]:
    """Name the tables a SELECT reads, less those it makes for itself in its WITH."""
    own = {each.alias for each in select.find_all(exp.CTE)}
    return frozenset({each.name for each in select.find_all(exp.Table)} - own)


def sql_files(folder: Path) -> dict[str, SqlFile]:
    """Return the .sql files of a folder by name; raise WarehouseError for one that is not a single readable SELECT."""
    return dict(_read_folder(folder))


@lru_cache(maxsize=8)
def _read_folder(folder: Path) -> tuple[tuple[str, SqlFile], ...]:
    """Read a folder once in a process: packaged files do not change under it, and reading SQL is slow."""
    return tuple((each.stem, _read(each)) for each in _files_in(folder))


def _files_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sql"))


def sql_hash() -> str:
    """Fingerprint every packaged .sql file: a build made by other rules is another build.

    Their text alone counts: whether anything is to be built is asked every time, and reading SQL is slow.
    """
    texts = [
        f"{folder.name}/{file.stem}\n{file.read_text(encoding='utf-8')}"
        for folder in (TABLES, CHECKS)
        for file in _files_in(folder)
    ]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def by_order_of_need(models: Mapping[str, SqlFile], given: frozenset[str]) -> list[SqlFile]:
    """Return the tables to build, each after those it reads and otherwise by name.

    `given` are the tables that are there before. Raises WarehouseError for a name that is in neither, or a circle.
    """
    for model in models.values():
        unknown = sorted(model.reads - given - models.keys())
        if unknown:
            raise WarehouseError(f"{model.name}.sql reads '{unknown[0]}', which is no table: correct the name")
    waiting = dict(models)
    ordered: list[SqlFile] = []
    while waiting:
        ready = [name for name, model in waiting.items() if not model.reads & waiting.keys()]
        if not ready:
            circle = ", ".join(sorted(waiting))
            raise WarehouseError(
                f"these tables read one another in a circle: {circle}; let one of them read only what is before it"
            )
        ordered += [waiting.pop(name) for name in sorted(ready)]
    return ordered


def _read(file: Path) -> SqlFile:
    text = file.read_text(encoding="utf-8")
    try:
        statements = [each for each in sqlglot.parse(text, read=DIALECT) if each is not None]
    except SqlglotError as error:
        raise WarehouseError(f"{file.name}: not readable as SQL: {str(error).splitlines()[0]}") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise WarehouseError(f"{file.name}: holds {len(statements)} statements; it must hold one SELECT")
    return SqlFile(file.stem, text, statements[0])
