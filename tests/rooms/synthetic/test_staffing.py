"""The employer's list: every post, who was in it and who was away, as it stood on each day it is sent."""

import datetime as dt
from itertools import pairwise

import numpy as np
import pytest
from tests.support.small_everyone import FIRST, LAST, small_everyone

from sherwood.definitions.catalogue import load_catalogue
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.partner_feed import RECORDED, REMOVED
from sherwood.synthetic.registers.staffing import workforce

Rows = list[dict[str, object]]


@pytest.fixture(scope="module")
def tables() -> dict[str, Rows]:
    held = workforce(small_everyone(), np.random.default_rng(1), load_life_courses())
    return {name: table.to_pylist() for name, table in held.tables.items()}


def on(rows: Rows, day: dt.date) -> Rows:
    """The rows of the file of a day."""
    return [row for row in rows if row[RECORDED] <= day_number(day) < row[REMOVED]]


def test_the_columns_are_those_the_feed_declares(tables: dict[str, Rows]) -> None:
    year = load_catalogue().feed("workforce").year_for("2024-25")
    assert tables.keys() == year.tables.keys()
    for name, rows in tables.items():
        assert rows[0].keys() - {RECORDED, REMOVED} == year.tables[name].columns.keys()


@pytest.mark.parametrize("day", [FIRST, dt.date(2023, 1, 31), LAST])
def test_a_file_holds_one_row_for_each_key_and_nothing_ahead_of_its_day(tables: dict[str, Rows], day: dt.date) -> None:
    year = load_catalogue().feed("workforce").year_for("2024-25")
    for name, rows in tables.items():
        keys = [tuple(row[column] for column in year.tables[name].key) for row in on(rows, day)]
        assert len(keys) == len(set(keys)), name
        dates = [cell for row in on(rows, day) for cell in row.values() if isinstance(cell, dt.date)]
        assert max(dates, default=day) <= day, name


def test_one_person_at_a_time_is_in_a_post_and_some_posts_are_vacant(tables: dict[str, Rows]) -> None:
    posts = {row["post_number"] for row in on(tables["posts"], LAST)}
    people = on(tables["people"], LAST)
    for post in posts:
        spells = sorted(
            (row["start_date"], row["end_date"] or dt.date.max) for row in people if row["post_number"] == post
        )
        assert all(end < start for (_, end), (start, _) in pairwise(spells))
    own = {row["post_number"] for row in people if row["end_date"] is None and row["contract"] == "permanent"}
    assert 0 < len(posts - own) < 0.5 * len(posts)


def test_each_team_has_a_manager_and_whoever_is_away_is_on_the_list(tables: dict[str, Rows]) -> None:
    posts = on(tables["posts"], LAST)
    assert {row["team"] for row in posts} == {row["team"] for row in posts if row["role"] == "team_manager"}
    people = {row["worker_id"] for row in tables["people"]}
    assert {row["worker_id"] for row in tables["absences"]} <= people


def test_workers_of_the_case_system_are_on_the_list(tables: dict[str, Rows]) -> None:
    people = {row["worker_id"] for row in tables["people"]}
    held = {
        spell.worker
        for life in small_everyone().lives
        for spell in life.worker_spells
        if spell.end_date is None or spell.end_date > FIRST
    }
    assert held
    assert held <= people
