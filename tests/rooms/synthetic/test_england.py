"""A made-up England: 150 invented authorities of declared sizes, made one after another, each the same however many are made."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.home import Home
from sherwood.definitions.pool import POOL_FILE, load_pool_settings
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.england import LISTED, Authority, authorities_of, make_england
from sherwood.synthetic.shapes_of_england import EnglandShape

SHAPE = load_life_courses().england
DAYS = {"date_from": dt.date(2025, 4, 1), "date_to": dt.date(2025, 9, 30)}


def changed(**parts: object) -> EnglandShape:
    return EnglandShape.model_validate(SHAPE.model_dump() | parts)


def test_there_are_150_authorities_none_called_or_numbered_as_another() -> None:
    found = authorities_of(SHAPE, seed=1)
    assert len(found) == len({each.code for each in found}) == len({each.name for each in found}) == 150


def test_every_region_has_as_many_authorities() -> None:
    regions = [each.region for each in authorities_of(SHAPE, seed=1)]
    assert {regions.count(each) for each in SHAPE.regions} == {25}


def test_sizes_are_spread_as_declared_in_an_order_that_follows_the_seed() -> None:
    one, other = authorities_of(SHAPE, seed=1), authorities_of(SHAPE, seed=2)
    sizes = sorted(each.children for each in one)
    assert sizes == sorted(each.children for each in other)
    assert sum(size < 60_000 for size in sizes) == 75
    assert sum(size < 150_000 for size in sizes) == 135
    assert 8_000 < sizes[0] < 12_000
    assert 300_000 < sizes[-1] < 330_000
    assert one != other
    assert one == authorities_of(SHAPE, seed=1)


@pytest.mark.parametrize(
    ("share", "children"), [(0, 8_000), (0.05, 17_000), (0.1, 26_000), (0.5, 60_000), (1, 330_000)]
)
def test_a_size_lies_in_a_straight_line_between_those_declared(share: float, children: int) -> None:
    assert SHAPE.children_at(share) == children


def test_no_size_lies_beyond_the_last() -> None:
    with pytest.raises(ValueError, match="more than all"):
        SHAPE.children_at(1.01)


def test_an_authority_is_never_too_small_to_have_teams() -> None:
    sizes = {each.children for each in authorities_of(SHAPE, seed=1, share_of_children=0.001)}
    assert sizes == {2_000}


def test_too_few_names_for_all_are_refused() -> None:
    with pytest.raises(ValidationError, match="too few names for 150 authorities"):
        changed(beginnings=("Ald",))


@pytest.mark.parametrize("shares", [(), (0.0, 0.5), (0.1, 1.0), (0.0, 0.5, 0.5, 1.0)])
def test_shares_of_sizes_that_do_not_rise_from_none_to_all_are_refused(shares: tuple[float, ...]) -> None:
    with pytest.raises(ValidationError, match="must rise from 0 to 1"):
        changed(size=[{"share": each, "children": 9_000} for each in shares])


@pytest.fixture(scope="module")
def england(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Authority], list[str]]:
    folder, words = tmp_path_factory.mktemp("england") / "made", list[str]()
    made = make_england(
        folder, catalogue=catalogue, seed=5, progress=words.append, authorities=2, share_of_children=0.001, **DAYS
    )
    return folder, [authority for authority, _ in made], words


def test_each_authority_stands_in_a_folder_of_its_code_with_every_feed(
    england: tuple[Path, list[Authority], list[str]],
) -> None:
    folder, made, _ = england
    assert [each.code for each in made] == ["m001", "m002"]
    assert sorted(path.name for path in folder.iterdir()) == ["m001", "m002", LISTED]
    for each in made:
        feeds = {path.name for path in (folder / each.code).glob("2*/*")}
        assert feeds >= {"ssda903", "ssd", "annex_a", "mash_log", "school_census"}


def test_the_list_names_who_was_made_as_a_pool_is_declared(england: tuple[Path, list[Authority], list[str]]) -> None:
    folder, made, _ = england
    home = Home(folder / "home")
    home.council.mkdir(parents=True)
    (home.council / POOL_FILE).write_bytes((folder / LISTED).read_bytes())
    pooled = load_pool_settings(home).authorities
    shutil.rmtree(folder / "home")
    assert [(each.code, each.name, each.region) for each in pooled] == [
        (each.code, each.name, each.region) for each in made
    ]
    assert "# 2,000 children" in (folder / LISTED).read_text(encoding="utf-8")


def test_no_two_authorities_have_the_same_children(england: tuple[Path, list[Authority], list[str]]) -> None:
    folder, _, _ = england
    one, other = ((folder / code / "2025-09-30/ssd/ssd_person.csv").read_bytes() for code in ("m001", "m002"))
    assert one != other


def test_an_authority_is_the_same_however_many_are_made(
    england: tuple[Path, list[Authority], list[str]], catalogue: Catalogue, tmp_path: Path
) -> None:
    made = make_england(
        tmp_path,
        catalogue=catalogue,
        seed=5,
        progress=lambda words: None,
        authorities=1,
        share_of_children=0.001,
        **DAYS,
    )
    ((_, summary),) = made
    for name in summary.files:
        assert (tmp_path / "m001" / name).read_bytes() == (england[0] / "m001" / name).read_bytes(), name


@pytest.mark.parametrize("count", [0, 151])
def test_more_authorities_than_there_are_and_none_are_refused(count: int, catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there are 150 authorities"):
        next(make_england(tmp_path, catalogue=catalogue, seed=1, progress=print, authorities=count, **DAYS))


def test_a_folder_that_holds_something_is_left_alone(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    with pytest.raises(ValueError, match="already holds something"):
        next(make_england(tmp_path, catalogue=catalogue, seed=1, progress=print, **DAYS))
