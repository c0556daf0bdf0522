import pytest
from tests.rooms.warehouse.landed import council, day
from tests.rooms.warehouse.told import Told

from sherwood.warehouse.checks import from_file, run
from sherwood.warehouse.sql_files import CHECKS, sql_files


@pytest.fixture
def told(tmp_path):
    """Rows of three feeds; the settings list one worker in the team T1."""
    told = Told(tmp_path)
    told.council = council(workers=[{"id": "W1", "name": "Ada", "team": "T1"}])
    return told


def result_of(told, name):
    """What a check finds, asked of the tables it reads."""
    file = sql_files(CHECKS)[name]
    built = told.built()
    for table in sorted(file.reads):
        built.need(table)
    return run(built.build, from_file(file))


def found_by(told, name):
    """The rows a check finds."""
    return result_of(told, name).sample


def allocate(told, child, worker, start="2025-05-01", end=None):
    return told.add("social_worker_episodes", child, sw_id=worker, sw_decom=day(start), sw_dec=day(end))


def test_a_worker_on_no_list_is_told(told):
    allocate(told, "1", "W1")
    allocate(told, "2", "W2")
    assert found_by(told, "workers_not_listed") == ("social_worker_episodes-2025-26:3",)


def test_where_there_is_no_list_of_workers_none_is_missed(told):
    told.council = council()
    assert found_by(allocate(told, "2", "W2"), "workers_not_listed") == ()


def test_a_team_on_no_list_is_told(told):
    told.annex("care_leavers", "1", worker="Bea", team="Elsewhere").annex(
        "care_leavers", "2", worker="Bea", team="team t2"
    )
    assert found_by(told, "teams_not_listed") == ("care_leavers-2025-26:2",)


def test_teams_on_no_list_are_told_by_name_with_their_rows_the_most_first(told):
    for team, rows in [("North", 1), ("South", 3), ("a", 1), ("b", 1), ("c", 1), ("d", 1), ("e", 1)]:
        for row in range(rows):
            told.annex("care_leavers", f"{team}{row}", worker="Bea", team=team)
    message = result_of(told, "teams_not_listed").message
    assert "They are: 'South' (3), 'North' (1), 'a' (1), 'b' (1), 'c' (1) and 2 more. Remedy" in message
    assert "care_leavers" not in message


def test_a_worker_on_no_list_is_told_by_the_word_of_the_feed(told):
    allocate(told, "1", "W2")
    assert "They are: 'W2' (1). Remedy" in result_of(told, "workers_not_listed").message


def test_a_worker_in_no_team_is_told_by_name(told):
    told.ssd("professionals", None, prof_professional_id="P1", prof_professional_name="Cleo")
    allocate(told, "1", "P1")
    assert "They are: 'Cleo' (1). Remedy" in result_of(told, "workers_not_listed").message


def test_an_open_child_whom_nobody_is_responsible_for_is_told(told):
    for child in "123":
        told.episode(child, "2025-05-01")
    told.episode("4", "2025-05-01", "2026-03-31", rec="E4A")
    told.referred("5", "2026-01-05")
    allocate(told, "1", "W1")
    allocate(told, "2", "W1", end="2026-03-30")
    found = found_by(told, "open_without_a_worker")
    assert len(found) == 3
    assert {row.partition("-")[0] for row in found} == {"episodes", "cin_episodes"}


def test_where_nobody_is_allocated_at_all_no_child_is_told(told):
    assert found_by(told.episode("1", "2025-05-01"), "open_without_a_worker") == ()


def test_a_child_without_a_date_of_birth_is_told_unless_unborn(told):
    told.ssd("person", "1", pers_dob=day("2010-01-01")).ssd("person", "2", pers_expected_dob=day("2026-08-01"))
    told.ssd("person", "3")
    assert found_by(told, "people_without_a_birth_date") == ("person-2025-26:4",)


def test_an_address_outside_the_directory_is_told_where_there_is_a_directory(told):
    told.ssd("address", "1", addr_table_id="1", addr_address_postcode="NG1 1AA")
    told.ssd("address", "1", addr_table_id="2", addr_address_postcode="ZZ1 1AA", addr_address_type="TEMPORARY")
    told.ssd("address", "2", addr_table_id="3")
    assert found_by(told, "addresses_outside_the_directory") == ()
    told.row("postcode_directory", "postcodes", postcode="NG1 1AA")
    assert found_by(told, "addresses_outside_the_directory") == ("address-2025-26:3",)


def test_a_spell_of_care_outside_the_calendar_is_told(told):
    told.episode("1", "1905-05-01").episode("2", "2025-05-01").episode("3", "2205-05-01")
    assert found_by(told, "clocks_outside_the_calendar") == ("episodes-2025-26:2", "episodes-2025-26:4")


def test_involvements_and_addresses_that_end_before_they_start_are_told(told):
    told.ssd("involvements", "1", invo_involvement_start_date="2025-05-02", invo_involvement_end_date="2025-05-01")
    told.ssd("address", "1", addr_address_start_date="2025-05-02", addr_address_end_date="2025-05-01")
    assert found_by(told, "spells_that_end_before_they_start") == ("address-2025-26:2", "involvements-2025-26:2")


@pytest.mark.parametrize("table", ["task", "event", "address", "disability", "involvement", "care_leaver_now"])
def test_a_row_of_nobody_stops_the_build_whatever_its_table(told, table):
    told.ssd("address", "1", addr_table_id="1").ssd("disability", "1", disa_table_id="1", disa_disability_code="LD")
    told.ssd("involvements", "1", invo_involvement_start_date="2025-05-02").annex("care_leavers", "1")
    file = sql_files(CHECKS)["rows_of_nobody"]
    built = told.planned("1", "2026-01-05").built()
    for each in sorted(file.reads):
        built.need(each)
    for each in file.reads - {table, "person"}:
        built.build.execute(f"DELETE FROM {each}")
    built.build.execute("DELETE FROM person")
    assert run(built.build, from_file(file)).found >= 1


def test_an_adoption_of_any_feed_that_is_not_restricted_stops_the_build(told):
    told.annex("adoption", "1", decision_date="2026-01-10").ssd("permanence", "2", perm_adm_decision_date="2026-01-10")
    file = sql_files(CHECKS)["adoption_not_restricted"]
    built = told.built()
    for each in sorted(file.reads):
        built.need(each)
    assert run(built.build, from_file(file)).has_passed
    built.build.execute("DELETE FROM restriction")
    assert run(built.build, from_file(file)).sample == ("adoption-2025-26:2", "permanence-2025-26:2")


def test_a_hub_that_is_no_team_is_told(told):
    told.council = told.council.model_copy(update={"organisation": type(told.council.organisation)(hubs=("D1",))})
    told.ssd("department", None, dept_team_id="D2", dept_team_name="Court")
    assert result_of(told, "hub_not_listed").found == 1
    told.ssd("department", None, dept_team_id="D1", dept_team_name="Front door")
    assert result_of(told, "hub_not_listed").found == 0
