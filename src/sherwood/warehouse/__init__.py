"""Warehouse: the tables people's questions are answered from, built from landing rows and checked first."""

from sherwood.warehouse.build import LANDING, PEOPLE, Progress, build, build_tables, run_checks
from sherwood.warehouse.checks import CheckResult
from sherwood.warehouse.errors import CheckFailed, WarehouseError
from sherwood.warehouse.facts import data_date
from sherwood.warehouse.origins import origins
from sherwood.warehouse.sql_files import sql_hash

__all__ = [
    "LANDING",
    "PEOPLE",
    "CheckFailed",
    "CheckResult",
    "Progress",
    "WarehouseError",
    "build",
    "build_tables",
    "data_date",
    "origins",
    "run_checks",
    "sql_hash",
]
