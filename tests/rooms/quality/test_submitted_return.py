"""A return is asked as it was submitted: repeated rows, rows without a key and cells that could not be read are all there."""

import pytest
from tests.rooms.sources.ssda903_files import AUTHORITY, header_row, load, put_table

from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.jobs.quality import run_rules
from sherwood.sources import submitted, submitted_periods
from sherwood.store import memory


@pytest.fixture
def home(tmp_path):
    home = Home.at(tmp_path / "home")
    put_table(tmp_path / "2025-26", "header", header_row("1"), header_row("2", "x"), header_row("2"))
    put_table(tmp_path / "2025-26", "missing", "1,01/02/2010,M,31/02/2025,", "1,01/02/2010,,01/05/2025,")
    put_table(tmp_path / "2024-25", "header", header_row("1", "F"))
    load(home, tmp_path / "2025-26", tmp_path / "2024-25")
    return home


def rows(home, table, period="2025-26"):
    with memory() as build:
        submitted(build, home, AUTHORITY, "ssda903", period)
        return build.select(f"SELECT * FROM {table} ORDER BY source_row").dicts()


def test_a_row_without_a_readable_key_is_there_with_the_text_of_the_cell(home):
    first, second = rows(home, "missing")
    assert (first["mis_start"], first["mis_start_text"], first["missing"]) == (None, "31/02/2025", "M")
    assert (second["mis_start"].isoformat(), second["missing"]) == ("2025-05-01", None)


def test_rows_that_repeat_a_key_and_codes_on_no_list_are_there(home):
    assert [(row["child"], row["source_id"], row["sex"]) for row in rows(home, "header")] == [
        ("1", "1", "M"),
        ("2", "2", "x"),
        ("2", "2", "M"),
    ]


def test_a_table_of_which_no_file_came_is_empty_and_not_received(home):
    with memory() as build:
        received = submitted(build, home, AUTHORITY, "ssda903", "2025-26", suffix="_this")
        assert received == {"header_this", "missing_this"}
        assert build.count("episodes_this") == 0


def test_years_received_are_listed_in_order(home):
    assert submitted_periods(home, AUTHORITY, "ssda903") == ["2024-25", "2025-26"]


def test_a_corrected_return_takes_the_place_of_the_first(home, tmp_path):
    put_table(tmp_path / "again" / "2025-26", "header", header_row("1"))
    load(home, tmp_path / "again", received=None)
    assert len(rows(home, "header")) == 1


def test_the_newest_return_is_asked_and_the_year_before_is_beside_it(home):
    found = {each.code: each for each in run_rules(home, AUTHORITY, "ssda903")}
    assert found["101"].ruleset == "ssda903/2025-26"
    assert [each.told for each in found["101"].findings] == ["SEX x"]
    assert [each.told for each in found["1004"].findings] == ["MIS_START 31/02/2025"]
    assert len(found["INT32"].findings) == 2


def test_one_year_can_be_asked_for(home):
    assert {each.ruleset for each in run_rules(home, AUTHORITY, "ssda903/2024-25")} == {"ssda903/2024-25"}


@pytest.mark.parametrize(
    ("ruleset", "words"),
    [("ssda930", "did you mean 'ssda903'"), ("ssda903/2019-20", "there are those of 2024-25, 2025-26")],
)
def test_a_set_or_year_that_is_not_there_is_refused_with_what_is(home, ruleset, words):
    with pytest.raises(Problem, match=words):
        run_rules(home, AUTHORITY, ruleset)


def test_without_any_return_there_is_nothing_to_ask(tmp_path):
    with pytest.raises(Problem, match="has been received: load one"):
        run_rules(Home.at(tmp_path), AUTHORITY)
