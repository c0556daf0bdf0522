"""Warehouse: every table of the catalogue built in the order of need, held against its declaration and checked."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.council import Council
from sherwood.store import Build, Reader
from sherwood.warehouse import checks, choosing, disagreeing, reference, sql_files
from sherwood.warehouse.checks import CheckResult
from sherwood.warehouse.declared import engine_columns, refuse_other_columns
from sherwood.warehouse.emptiness import answers_nothing
from sherwood.warehouse.errors import WarehouseError
from sherwood.warehouse.facts import data_date
from sherwood.warehouse.heeding import Standing
from sherwood.warehouse.sql_files import SqlFile

Progress = Callable[[str, str, int, int], None]

LANDING = "landing_"
# Written by the room before this one, so that it is there when the first table is built.
PEOPLE = "person_record"
# People of population feeds whom nobody works with: read by the programme's own tables, declared by none.
OTHERS = "matching_store"
# Declared and empty here; the room of rules fills them from the tables, before the checks.
FILLED_AFTERWARDS = frozenset({"record_fault", "record_rule"})


def _say_nothing(stage: str, item: str, done: int, total: int) -> None:
    """Report no progress."""


def build(
    build: Build,
    catalogue: Catalogue,
    council: Council,
    progress: Progress = _say_nothing,
    *,
    authority: str | None = None,
    passed: Collection[str] = (),
    before: Reader | None = None,
) -> list[CheckResult]:
    """Fill the build with every declared table from its landing rows and person records; return what the checks found.

    Where it begins from an earlier build, made by the same rules, a table whose sources hold the rows they held there is left as it is,
    and so is the answer of a check that `passed` there. A table that heeds none of the people
    who are new or moved since the build `before` is left too.

    Raises WarehouseError if nothing is loaded or a table is not as declared, CheckFailed if nobody may read the result.
    """
    build_tables(build, catalogue, council, progress, authority=authority or council.code, before=before)
    return run_checks(build, catalogue, progress, passed=passed, before=before)


def build_tables(
    build: Build,
    catalogue: Catalogue,
    council: Council,
    progress: Progress = _say_nothing,
    *,
    authority: str,
    before: Reader | None = None,
) -> None:
    """Fill the reference tables, then each table of `tables/*.sql` after those it reads."""
    models = choosing.models(catalogue)
    given = frozenset({*reference.MAKERS, "build_facts", PEOPLE})
    _refuse_undeclared(catalogue, given | models.keys() | FILLED_AFTERWARDS)
    refuse_other_columns(build, catalogue.table(PEOPLE))
    landed = {name for name in build.tables() if name.startswith(LANDING)}
    ordered = sql_files.by_order_of_need(models, given | landed | {OTHERS})
    progress("build", "reference tables", 0, len(ordered))
    reference.load_reference_tables(build, catalogue, council, (authority, data_date(build)))
    empty = set(build.empty_tables())
    standing = Standing.of(build, catalogue, before)
    for done, model in enumerate(ordered):
        progress("build", model.name, done, len(ordered))
        # The earlier build made it from the same rows.
        if build.takes_over(model.name) and standing.answers_as_before(model.select, model.reads):
            continue
        # A table that the earlier build held empty may be filled now: those that read it must not be left empty for that.
        if build_table(build, catalogue, model, empty):
            empty.discard(model.name)
        else:
            empty.add(model.name)
    for name in sorted(FILLED_AFTERWARDS):
        if not build.takes_over(name):
            build.create_table(name, engine_columns(catalogue.table(name)))
    progress("build", "", len(ordered), len(ordered))


def build_table(build: Build, catalogue: Catalogue, model: SqlFile, empty: Collection[str] = ()) -> int:
    """Make one table of its SELECT and return its rows; raise WarehouseError unless it has the columns its declaration names.

    One that can hold nothing, because of the tables named `empty`, is declared and not worked out.
    """
    declared = catalogue.table(model.name)
    if answers_nothing(model.select, empty):
        build.create_table(model.name, engine_columns(declared))
        return 0
    looked_up = frozenset(name for name, column in declared.columns.items() if column.looked_up)
    rows = build.create_table_as(model.name, model.select, unpacked=looked_up)
    refuse_other_columns(build, declared)
    return rows


def run_checks(
    build: Build,
    catalogue: Catalogue,
    progress: Progress = _say_nothing,
    folder: Path = sql_files.CHECKS,
    *,
    passed: Collection[str] = (),
    before: Reader | None = None,
) -> list[CheckResult]:
    """Ask every check of the built tables; raise CheckFailed if one that stops a build found anything.

    One that `passed` in the earlier build is asked again only if a table it reads holds other rows.
    """
    files = sql_files.sql_files(folder)
    wanted = [
        *(checks.from_file(file) for file in files.values()),
        *checks.of_keys(catalogue),
        *disagreeing.checks_of_sources(catalogue),
    ]
    empty = build.empty_tables()
    standing = Standing.of(build, catalogue, before)
    results = []
    for done, check in enumerate(wanted):
        progress("check", check.name, done, len(wanted))
        is_known = check.name in passed and standing.answers_as_before(check.offending, check.reads)
        results.append(checks.passed(check) if is_known else checks.run(build, check, empty))
    progress("check", "", len(wanted), len(wanted))
    checks.refuse_failures(results)
    return results


def _refuse_undeclared(catalogue: Catalogue, made: frozenset[str]) -> None:
    """Raise WarehouseError where a table is made but not declared, or declared but not made."""
    for name in sorted(made - catalogue.tables.keys()):
        raise WarehouseError(f"table '{name}' is built but not declared: write catalogue/tables/{name}.toml")
    for name in sorted(catalogue.tables.keys() - made):
        raise WarehouseError(f"table '{name}' is declared but nothing builds it: write warehouse/tables/{name}.sql")
