"""A year of a return says only how it differs from the year it is based on."""

import pytest

from sherwood.definitions.errors import CatalogueError

EXTRA_COLUMN = '[columns.episodes]\nrne = { header = "RNE", type = "text", means = "Reason" }\n'
EXTRA_TABLE = """
[tables.missing]
title = "Missing"
file_names = ["missing"]
key = ["child"]
child = "child"
covers = { kind = "period" }
[tables.missing.columns]
child = { header = "CHILD", type = "identifier", means = "The child" }
"""


@pytest.fixture
def later(little, load):
    """The later year after lines are added to its file."""

    def run(lines=""):
        little.change("sources/little/2018_19", 'based_on = "2017_18"\n', f'based_on = "2017_18"\n{lines}')
        return load().feed("little").year("2018_19")

    return run


def test_year_without_changes_has_its_predecessors_tables(later):
    assert list(later().tables) == ["episodes", "reviews"]


def test_added_column_follows_those_of_the_year_before(later):
    assert list(later(EXTRA_COLUMN).tables["episodes"].columns) == ["child", "decom", "ls", "rne"]


def test_added_column_is_unknown_in_the_year_before(later, load):
    later(EXTRA_COLUMN)
    assert "rne" not in load().feed("little").year("2017_18").tables["episodes"].columns


def test_changed_column_takes_the_place_of_the_old_one(later):
    year = later('[columns.episodes]\ndecom = { header = "START", type = "date", means = "First day" }\n')
    assert list(year.tables["episodes"].columns) == ["child", "decom", "ls"]
    assert year.tables["episodes"].columns["decom"].header == "START"


def test_removed_column_is_gone(later):
    assert list(later('removed_columns = { episodes = ["ls"] }\n').tables["episodes"].columns) == ["child", "decom"]


def test_removed_table_is_gone(later):
    assert list(later('removed_tables = ["reviews"]\n').tables) == ["episodes"]


def test_added_table_joins_the_rest(later):
    assert list(later(EXTRA_TABLE).tables) == ["episodes", "reviews", "missing"]


def test_third_year_inherits_what_the_second_changed(little, later, load):
    later('removed_tables = ["reviews"]\n')
    little.copy("sources/little/2018_19", "sources/little/2019_20", ("2017_18", "2018_19"), ("2018-19", "2019-20"))
    little.change("sources/little/2019_20", 'removed_tables = ["reviews"]\n', "")
    assert list(load().feed("little").year("2019_20").tables) == ["episodes"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            'removed_tables = ["review"]\n',
            "removed_tables: there is no table 'review' to change – did you mean 'reviews'?",
        ),
        ('removed_columns = { episode = ["ls"] }\n', "removed_columns: there is no table 'episode' to change"),
        ('removed_columns = { episodes = ["lss"] }\n', "removed_columns.episodes: the year before has no column 'lss'"),
        (EXTRA_COLUMN.replace("episodes", "epsodes"), "columns: there is no table 'epsodes' to change"),
        ('removed_columns = { episodes = ["decom"] }\n', "unknown column 'decom'"),
    ],
)
def test_change_to_what_is_not_there_is_told(later, problems, lines, told):
    with pytest.raises(CatalogueError, match="sources/little/2018_19"):
        later(lines)
    assert any(told in line for line in problems()), problems()


@pytest.mark.parametrize("base", ["2016_17", "2019_20", "2018_19"])
def test_year_can_only_be_based_on_an_earlier_one(little, problems, base):
    little.change("sources/little/2018_19", '"2017_18"', f'"{base}"')
    assert f"sources/little/2018_19.toml: based_on '{base}' is no earlier year of this feed" in "\n".join(problems())


def test_columns_of_a_year_that_is_based_on_none_have_no_table(little, problems):
    little.change("sources/little/2018_19", 'based_on = "2017_18"\n', EXTRA_COLUMN)
    assert any("there is no table 'episodes' to change" in line for line in problems())


def test_years_without_their_feed_are_told(little, problems):
    little.remove("sources/little/feed")
    assert "sources/little: no feed.toml that can be read says what this feed is" in problems()


def test_feed_without_a_year_is_told(little, problems):
    little.remove("sources/little/2017_18")
    little.remove("sources/little/2018_19")
    assert "sources/little: no year of this feed can be read" in problems()


@pytest.mark.parametrize(
    ("period", "name"),
    [("2017-18", "2017_18"), ("2018-19", "2018_19"), ("2010-11", "2017_18"), ("2025-26", "2018_19")],
)
def test_definition_of_a_year_is_the_latest_not_after_it(load, period, name):
    assert load().feed("little").year_for(period).name == name
