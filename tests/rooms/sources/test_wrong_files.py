"""Files that would make figures silently wrong if they were taken at their word."""

import datetime as dt

import pytest

from sherwood import sources
from sherwood.definitions.home import Home

EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
RECEIVED = dt.date(2026, 5, 20)


@pytest.fixture
def load(tmp_path):
    """Write one file and load it."""

    def loaded(name, text, folder="extract"):
        file = tmp_path / folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        (entry,) = sources.load(Home.at(tmp_path / "home"), "local", [file], received=RECEIVED).files
        return entry

    return loaded


def test_headings_alone_of_a_year_that_nothing_names_are_refused(load):
    entry = load("episodes.csv", EPISODES)
    assert entry.status == "refused"
    assert "name its folder by the year" in entry.reasons[0]


def test_headings_alone_of_a_year_that_the_folder_names_say_that_nobody_was_looked_after(load):
    entry = load("episodes.csv", EPISODES, folder="2025-26")
    assert (entry.status, entry.period, entry.counts.rows_read) == ("loaded", "2025-26", 0)


def test_headings_that_would_do_for_two_tables_are_refused_and_both_are_named(load):
    entry = load("foo.csv", "CHILD,SEX,DOB\n1,M,01/02/2012\n")
    assert entry.status == "refused"
    assert "would do for header and for uasc" in entry.reasons[0]


@pytest.mark.parametrize(("name", "table"), [("header.csv", "header"), ("uasc.csv", "uasc")])
def test_a_file_with_the_same_few_headings_is_what_its_name_says(load, name, table):
    assert load(name, "CHILD,SEX,DOB\n1,M,01/02/2012\n").table == table


def test_all_columns_of_a_table_are_enough_without_a_name(load):
    assert load("foo.csv", "CHILD,SEX,DOB,DUC\n1,M,01/02/2012,\n").table == "uasc"
