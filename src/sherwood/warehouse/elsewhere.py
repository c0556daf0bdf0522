"""Warehouse: some tables of the catalogue made on another engine, by the same SELECTs, from the same landing rows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sherwood.definitions.catalogue import Catalogue
from sherwood.store import Queries
from sherwood.store.export import write_parquet
from sherwood.store.spark import SparkBuild
from sherwood.warehouse import choosing, sql_files
from sherwood.warehouse.build import Progress
from sherwood.warehouse.declared import refuse_other_columns
from sherwood.warehouse.sql_files import SqlFile


def needed(catalogue: Catalogue, wanted: Iterable[str]) -> tuple[frozenset[str], list[SqlFile]]:
    """What must be there before and the models to make, in order, for some tables: all they read, whatever way."""
    models = choosing.models(catalogue)
    given: set[str] = set()
    chosen: dict[str, SqlFile] = {}
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name not in models:
            given.add(name)
        elif name not in chosen:
            chosen[name] = models[name]
            waiting += models[name].reads
    return frozenset(given), sql_files.by_order_of_need(chosen, frozenset(given))


def build_elsewhere(
    spark: SparkBuild, source: Queries, catalogue: Catalogue, wanted: Iterable[str], folder: Path, progress: Progress
) -> None:
    """Make tables on Spark from what a build of the embedded engine holds before them: landing, people, reference tables.

    `folder` takes the rows on their way. Raises WarehouseError where a table comes out other than declared, StoreError where Spark
    refuses one.
    """
    given, models = needed(catalogue, wanted)
    for name in sorted(given):
        spark.take(name, write_parquet(source, name, folder))
    for done, model in enumerate(models):
        progress("build", model.name, done, len(models))
        spark.create_table_as(model.name, model.select)
        refuse_other_columns(spark, catalogue.table(model.name))
    progress("build", "", len(models), len(models))
