"""Warehouse: the checks a new build must pass before anybody reads it, and what they found."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from sherwood.definitions.catalogue import Catalogue
from sherwood.store import Build
from sherwood.warehouse.declared import repeated_keys
from sherwood.warehouse.errors import CheckFailed, WarehouseError
from sherwood.warehouse.sql_files import SqlFile, tables_read
from sherwood.warehouse.telling import in_words, rows_of

Consequence = Literal["stop", "warn"]


@dataclass(frozen=True)
class Check:
    """A SELECT that returns what is wrong, what that means, and whether it stops the build.

    Its column `source_row` is where a row was read. A column `told`, where there is one, is what the message names instead: never a child.
    `among` names the one table whose rows it looks at, if it looks at no other: in an empty one there is nothing to find.
    """

    name: str
    means: str
    consequence: Consequence
    remedy: str
    offending: exp.Query
    among: str = ""

    @property
    def reads(self) -> frozenset[str]:
        """The tables it looks at."""
        return tables_read(self.offending)


@dataclass(frozen=True)
class CheckResult:
    """What one check found: how many rows, and where the first few were read (never whom they are about)."""

    name: str
    consequence: Consequence
    found: int
    sample: tuple[str, ...]
    message: str

    @property
    def has_passed(self) -> bool:
        """Whether nothing was found."""
        return self.found == 0


def from_file(file: SqlFile) -> Check:
    """Read a check; raise WarehouseError if its header does not say what failing it does."""
    consequence = file.says("on failure")
    if consequence not in ("stop", "warn"):
        raise WarehouseError(f"{file.name}.sql: 'on failure' is '{consequence}'; write stop or warn")
    stop_or_warn: Consequence = "stop" if consequence == "stop" else "warn"
    return Check(file.name, file.header[0], stop_or_warn, file.says("remedy"), file.select)


def of_keys(catalogue: Catalogue) -> Iterator[Check]:
    """Yield one check a declared table: no two rows have its key."""
    for table in catalogue.tables.values():
        yield Check(
            f"one_row_a_key_{table.name}",
            f"Table '{table.name}' holds more than one row with the same {', '.join(table.key)}.",
            "stop",
            "the table's .sql file or its declared key is wrong: report it with this message",
            repeated_keys(table),
            table.name,
        )


def run(build: Build, check: Check, empty: Collection[str] = ()) -> CheckResult:
    """Ask one check of the build, of which the tables named `empty` hold nothing."""
    if check.among in empty:
        return passed(check)
    found = check.offending.subquery("offending")
    (count,) = build.select(exp.select(exp.func("count", exp.Star())).from_(found)).rows[0]
    if not count:
        return passed(check)
    sample = rows_of(build, found)
    told = in_words(build, check.offending, found, sample)
    message = f"check '{check.name}' found {count:,}: {check.means} {told} Remedy: {check.remedy}."
    return CheckResult(check.name, check.consequence, int(count), sample, message)


def passed(check: Check) -> CheckResult:
    """The result of a check that found nothing."""
    return CheckResult(check.name, check.consequence, 0, (), "")


def refuse_failures(results: list[CheckResult]) -> None:
    """Raise CheckFailed with the message of every check that stops the build and did not pass."""
    failed = [each.message for each in results if each.consequence == "stop" and not each.has_passed]
    if failed:
        raise CheckFailed(failed)
