"""Definitions: the authorities whose counts are laid together, and on which engine, from `pool.toml` in the council's folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from pydantic import Field, TypeAdapter

from sherwood.definitions.council import CODE_PATTERN
from sherwood.definitions.errors import CatalogueError
from sherwood.definitions.home import Home
from sherwood.definitions.reading import read_toml, shaped
from sherwood.definitions.shapes.base import Shape

POOL_FILE = "pool.toml"


class Authority(Shape):
    """One authority of the pool: its code, its name and the region it lies in."""

    code: str = Field(pattern=CODE_PATTERN)
    name: str
    region: str


class PoolSettings(Shape):
    """Which authorities are pooled and where their tables are made.

    `engine`: the embedded one, or `spark` where the pool outgrows one machine; `master` is then Spark's address.
    """

    engine: Literal["duckdb", "spark"] = "duckdb"
    master: str = "local[2]"
    authorities: tuple[Authority, ...] = Field(default=(), alias="authority")


def load_pool_settings(home: Home) -> PoolSettings:
    """Return the settings in the home's `council/pool.toml`, or the defaults; raise CatalogueError naming file, key and remedy."""
    file = home.council / POOL_FILE
    if not file.exists():
        return PoolSettings()
    problems: list[str] = []
    found = read_toml(file, problems, made_here=())
    settings = None if found is None else shaped(TypeAdapter(PoolSettings), found[1], file, problems)
    if settings is not None:
        problems.extend(f"{file}: {words}" for words in _repeated(settings))
    if settings is None or problems:
        raise CatalogueError(problems)
    return settings


def _repeated(settings: PoolSettings) -> Iterator[str]:
    counted = Counter(each.code for each in settings.authorities)
    yield from (f"authority '{code}' is listed more than once" for code, times in counted.items() if times > 1)
