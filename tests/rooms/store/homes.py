"""A home in a temporary folder, and small builds to publish in it."""

from dataclasses import dataclass
from pathlib import Path

from sqlglot import exp

from sherwood.store import Build, building_path, publish

AUTHORITY = "local"
EVERY_EPISODE = exp.select("*").from_("episode").order_by("child")


@dataclass(frozen=True)
class Home:
    """The part of a home the store needs, in any folder."""

    root: Path

    def warehouse(self, authority: str) -> Path:
        return self.root / "warehouse" / authority

    @property
    def folder(self) -> Path:
        return self.warehouse(AUTHORITY)


def build(home: Home, build_id: str, children: int = 3) -> Path:
    """Build a closed file whose every row names its own build, so that mixed answers would show."""
    path = building_path(home, AUTHORITY, build_id)
    with Build(path, threads=1) as building:
        building.create_table_as(
            "episode",
            "SELECT child, $build_id AS build_id FROM range($children) AS numbers(child)",
            {"build_id": build_id, "children": children},
        )
    return path


def build_and_publish(home: Home, build_id: str, **options: int) -> None:
    publish(home, AUTHORITY, build_id, build(home, build_id), {"known_at": "2021-03-31"}, **options)
