import csv
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.synthetic import CountySummary, make_county

DATE_FROM, DATE_TO = dt.date(2023, 4, 1), dt.date(2026, 11, 21)


@dataclass(frozen=True)
class Made:
    """A county on disk, its folder, and plain ways to read what it holds."""

    folder: Path
    summary: CountySummary
    words: tuple[str, ...]

    def csv(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8-sig", newline="") as file:
            return [row for row in csv.DictReader(file) if any(row.values())]

    def truth(self, name: str) -> list[dict[str, str]]:
        return self.csv(f"truth/{name}.csv")

    def last(self, name: str) -> list[dict[str, str]]:
        rows = self.csv(f"2026-11-21/ssda903/2026-27/{name}.csv")
        return [{key.upper(): value for key, value in row.items()} for row in rows]


MakeCounty = Callable[..., Made]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def make(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> MakeCounty:
    def make_one(
        seed: int,
        children: int = 60_000,
        date_from: dt.date = DATE_FROM,
        date_to: dt.date = DATE_TO,
        *,
        only_care: bool = True,
    ) -> Made:
        folder = tmp_path_factory.mktemp("county") / "made"
        words: list[str] = []
        summary = make_county(
            folder,
            catalogue=catalogue,
            children=children,
            date_from=date_from,
            date_to=date_to,
            seed=seed,
            progress=words.append,
            only_care=only_care,
            with_partners=False,
        )
        return Made(folder, summary, tuple(words))

    return make_one


@pytest.fixture(scope="session")
def county(make: MakeCounty) -> Made:
    return make(seed=11)


@pytest.fixture(scope="session")
def small_counties(make: MakeCounty) -> list[Made]:
    return [make(seed=seed, children=9_000) for seed in (1, 2, 3)]


@pytest.fixture(scope="session")
def large_county(make: MakeCounty) -> Made:
    """Big enough for shares to lie near their rates."""
    return make(seed=5, children=150_000)


def day(text: str) -> dt.date | None:
    return dt.datetime.strptime(text, "%d/%m/%Y").date() if text else None


@pytest.fixture(scope="session")
def partners(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small, tidy county with every partner's feed."""
    folder = tmp_path_factory.mktemp("partners") / "county"
    make_county(
        folder,
        catalogue=catalogue,
        children=4_000,
        date_from=dt.date(2022, 4, 1),
        date_to=dt.date(2025, 3, 31),
        seed=17,
        progress=lambda words: None,
        preset="clean",
    )
    return folder
