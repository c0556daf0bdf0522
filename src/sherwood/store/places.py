"""Store: how the files of an authority's warehouse folder are named, and the pointer to the build people read."""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from sherwood.store.errors import NoWarehouse, StoreError

BUILDING = "building-"
WAREHOUSE = "warehouse-"
POINTER = "current.json"

# Everything the warehouse needs is in the engine itself; a server without a network must not wait for a download.
NO_DOWNLOADS = MappingProxyType({"autoinstall_known_extensions": False, "autoload_known_extensions": False})

# This step of the planner of DuckDB 2.0.0 fails on questions with several fixed columns over a table without rows.
SOUND_PLANS = MappingProxyType({"disabled_optimizers": "projection_placement"})

_BUILD_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*", re.ASCII)


class WarehouseHome(Protocol):
    """The part of a home the store needs: the folder that holds one authority's warehouse files."""

    def warehouse(self, authority: str) -> Path:
        """Give the folder of this authority's warehouse files."""


@dataclass(frozen=True)
class Pointer:
    """Which build people read now, and the builds they read before it, latest first."""

    build_id: str
    previous: tuple[str, ...] = ()


def building_file(folder: Path, build_id: str) -> Path:
    """Name the file of a build that is still being written."""
    return folder / f"{BUILDING}{_checked(build_id)}.duckdb"


def warehouse_file(folder: Path, build_id: str) -> Path:
    """Name the file of a build that is in its place and never changes again."""
    return folder / f"{WAREHOUSE}{_checked(build_id)}.duckdb"


def manifest_file(folder: Path, build_id: str) -> Path:
    """Name the file that says what the build was made from and holds, as JSON beside it."""
    return folder / f"{WAREHOUSE}{_checked(build_id)}.json"


def kept_file(folder: Path, build_id: str) -> Path:
    """Name the mark that a build is never to be removed by age, because something issued rests on it."""
    return folder / f"{WAREHOUSE}{_checked(build_id)}.kept"


def builds_in_place(folder: Path) -> list[str]:
    """List the builds whose files are in this folder, in the order of their names."""
    return sorted(file.stem.removeprefix(WAREHOUSE) for file in folder.glob(f"{WAREHOUSE}*.duckdb"))


def read_pointer(folder: Path, authority: str) -> Pointer:
    """Read which build is current. Raises NoWarehouse before the first build, StoreError if the pointer is damaged."""
    file = folder / POINTER
    try:
        content = json.loads(file.read_bytes())
        return Pointer(_checked(content["build_id"]), tuple(_checked(each) for each in content["previous"]))
    except FileNotFoundError:
        raise NoWarehouse(f"there is no warehouse of '{authority}' yet: run `sherwood build`") from None
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"the pointer {file} is damaged and names no warehouse to read: run `sherwood build` to write it again"
        ) from error


def write_pointer(folder: Path, pointer: Pointer) -> None:
    """Point readers at a build, in one step that is either done or not done at all."""
    write_durably(folder / POINTER, {"build_id": pointer.build_id, "previous": list(pointer.previous)})


def write_durably(file: Path, content: object) -> None:
    """Write JSON beside its place, force it to the disk and put it in place in one step."""
    beside = file.with_name(f"{file.name}.writing")
    beside.write_text(json.dumps(content, indent=1, ensure_ascii=False, default=str), encoding="utf-8")
    sync_file(beside)
    beside.replace(file)
    sync_folder(file.parent)


def sync_file(file: Path) -> None:
    """Force a file's contents to the disk, so that a power cut cannot leave a name without them."""
    with file.open("r+b") as handle:
        os.fsync(handle.fileno())


def sync_folder(folder: Path) -> None:
    """Force a folder's names to the disk, where the operating system lets folders be opened (Windows does not)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _checked(build_id: str) -> str:
    if not _BUILD_ID.fullmatch(build_id):
        raise StoreError(f"'{build_id}' cannot name a build: use letters, digits, '.', '_' and '-' only")
    return build_id
