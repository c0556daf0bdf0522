"""Store: the only room that speaks to the engine; it hands on builds to write, readers to ask, and the swap."""

from sherwood.store.build import Build, building_path, memory
from sherwood.store.earlier import Earlier
from sherwood.store.errors import NoWarehouse, StoreError
from sherwood.store.places import WarehouseHome
from sherwood.store.publish import keep, kept_manifests, mark_kept, publish, remove_other_builds
from sherwood.store.queries import Queries, Rows, rows_of
from sherwood.store.reader import MemoryReader, Reader
from sherwood.store.scratch import Scratch, scratch
from sherwood.store.statements import packaged

__all__ = [
    "Build",
    "Earlier",
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
    "kept_manifests",
    "mark_kept",
    "memory",
    "packaged",
    "publish",
    "remove_other_builds",
    "rows_of",
    "scratch",
]
