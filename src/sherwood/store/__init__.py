"""Store: the only room that speaks to the engine; it hands on builds to write, readers to ask, and the swap."""

from sherwood.store.build import Build, Scratch, building_path, memory
from sherwood.store.errors import NoWarehouse, StoreError
from sherwood.store.places import WarehouseHome
from sherwood.store.publish import keep, mark_kept, publish, remove_other_builds
from sherwood.store.queries import Queries, Rows, rows_of
from sherwood.store.reader import MemoryReader, Reader

__all__ = [
    "Build",
    "MemoryReader",
    "NoWarehouse",
    "Queries",
    "Reader",
    "Rows",
    "Scratch",
    "StoreError",
    "WarehouseHome",
    "building_path",
    "keep",
    "mark_kept",
    "memory",
    "publish",
    "remove_other_builds",
    "rows_of",
]
