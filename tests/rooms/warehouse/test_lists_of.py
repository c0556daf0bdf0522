"""What stands in the lists of Annex A of a day, made of the rows that the feeds tell."""

import pytest
from sqlglot import exp
from tests.rooms.warehouse.told import Told, day

from sherwood.vocabulary.intervals import add_months
from sherwood.warehouse.returns_of import RETURNS
from sherwood.warehouse.sql_files import sql_files


@pytest.fixture
def told(tmp_path):
    return Told(tmp_path)


def listed(told, name, as_at="2026-03-31", folder="annex_a"):
    """The rows of a list as it stood on a day."""
    built, file = told.built(), sql_files(RETURNS / folder)[name]
    own = {each.alias for each in file.select.find_all(exp.CTE)}
    for table in {each.name for each in file.select.find_all(exp.Table)} - own:
        built.need(table)
    asked = {"as_at": day(as_at), "since": add_months(day(as_at), -6), "year_ago": add_months(day(as_at), -12)}
    return built.build.select(file.select, {key: at for key, at in asked.items() if f"${key}" in file.text}).dicts()


def missing(told, *days):
    for each in days:
        told.ssd(
            "missing", "1", miss_table_id=each, miss_missing_episode_start_date=day(each), miss_missing_episode_type="M"
        )
    return told


def test_times_missing_count_from_the_placement_and_not_from_home_before(told):
    missing(told.episode("1", "2026-01-05"), "2025-12-01", "2026-01-04", "2026-01-05", "2026-02-01")
    (row,) = listed(told, "children_in_care")
    assert (row["missing_12m"], row["absent_12m"]) == (2, 0)
