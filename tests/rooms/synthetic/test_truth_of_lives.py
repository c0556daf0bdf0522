"""The truth of the lives: what is written beside the files is what the county holds in memory."""

from collections import Counter

import pytest
from tests.rooms.synthetic.conftest import Made, MakeCounty


@pytest.fixture(scope="module")
def made(make: MakeCounty) -> Made:
    return make(seed=4, children=5_000, only_care=False)


def test_every_child_stands_once_with_its_family(made: Made) -> None:
    children = [row["child"] for row in made.truth("children")]
    assert len(children) == len(set(children)) > 1_000
    assert [row["child"] for row in made.truth("families")] == children


def test_the_children_of_the_return_are_among_them(made: Made) -> None:
    in_care = {row["child"] for row in made.truth("children") if row["is_ever_in_care"] == "1"}
    assert in_care >= {row["child"] for row in made.truth("periods_of_care")}


@pytest.mark.parametrize("name", ["assessments", "section_47", "protection_plans", "need_plans"])
def test_what_is_under_a_referral_names_it(made: Made, name: str) -> None:
    referrals = {(row["child"], row["referral_date"]) for row in made.truth("referrals")}
    rows = made.truth(name)
    assert rows
    assert {(row["child"], row["referral_date"]) for row in rows} <= referrals


@pytest.mark.parametrize("name", ["addresses", "contacts", "early_help", "worker_spells", "visits"])
def test_the_other_tables_are_of_the_same_children(made: Made, name: str) -> None:
    rows = made.truth(name)
    assert rows
    assert {row["child"] for row in rows} <= {row["child"] for row in made.truth("children")}


def test_reviews_and_visits_name_the_plan_they_belong_to(made: Made) -> None:
    plans = {(row["child"], row["start_date"]) for row in made.truth("protection_plans")}
    assert {(row["child"], row["plan_start_date"]) for row in made.truth("protection_reviews")} <= plans
    kinds = Counter(row["kind"] for row in made.truth("visits"))
    assert set(kinds) == {"protection", "need", "care"}
    assert {
        (row["child"], row["plan_start_date"]) for row in made.truth("visits") if row["kind"] == "protection"
    } <= plans


def test_nothing_in_the_truth_lies_after_the_last_day(made: Made) -> None:
    names = ("referrals", "assessments", "section_47", "protection_plans", "need_plans", "visits", "worker_spells")
    for name in names:
        for row in made.truth(name):
            assert all(cell <= "2026-11-21" for column, cell in row.items() if column.endswith("_date"))


def test_no_name_of_a_child_stands_in_the_truth(made: Made) -> None:
    assert not {"forename", "surname", "name"} & set(made.truth("children")[0])


def test_the_return_is_the_same_to_the_byte_with_and_without_the_other_feeds(made: Made, make: MakeCounty) -> None:
    alone = make(seed=4, children=5_000, only_care=True)
    names = [name for name in alone.summary.files if "/ssda903/" in name]
    assert names
    assert all((made.folder / name).read_bytes() == (alone.folder / name).read_bytes() for name in names)


def test_the_whole_county_is_the_same_to_the_byte_for_the_same_seed(made: Made, make: MakeCounty) -> None:
    again = make(seed=4, children=5_000, only_care=False)
    names = {path.relative_to(made.folder) for path in made.folder.rglob("*") if path.is_file()}
    assert names == {path.relative_to(again.folder) for path in again.folder.rglob("*") if path.is_file()}
    differing = [name for name in names if (made.folder / name).read_bytes() != (again.folder / name).read_bytes()]
    assert differing == []
