from types import SimpleNamespace

import pytest
from tests.rooms.warehouse.landed import Landed, council, day, the_catalogue

from sherwood.warehouse import CheckFailed, WarehouseError
from sherwood.warehouse.build import run_checks
from sherwood.warehouse.checks import from_file, of_keys, refuse_failures, run
from sherwood.warehouse.disagreeing import checks_of_sources
from sherwood.warehouse.sql_files import CHECKS, sql_files

FILES = sql_files(CHECKS)


def found_by(built, name):
    return run(built.build, from_file(FILES[name]))


@pytest.fixture(scope="module")
def sound_build(tmp_path_factory):
    """A built warehouse of one child, with nothing wrong: looked after, reviewed, allocated, decided for adoption."""
    landed = Landed(tmp_path_factory.mktemp("sound"))
    landed.council = council(workers=[{"id": "W1", "name": "Ada", "team": "T1"}])
    landed.born("1", "2010-01-01").episode("1", "2016-05-01", "2017-06-01", rec="X1")
    landed.episode("1", "2017-06-01", None, "P", place="A6", ls="E1")
    landed.add("reviews", "1", review=day("2017-06-20")).add("oc2", "1", health_assessment="1")
    landed.add("social_worker_episodes", "1", sw_id="W1", sw_decom=day("2017-06-01"))
    landed.row("ssd", "cin_episodes", "1", cine_referral_id="R1", cine_referral_date=day("2016-04-01"))
    landed.add("placed_adoption", "1", date_placed=day("2017-05-01")).add("missing", "1", mis_start=day("2017-07-01"))
    landed.row("quality", "audits", "1", audit_number="A1", audit_date=day("2018-02-01"))
    landed.delivered(100)
    return landed.built_whole()


@pytest.fixture
def sound(sound_build):
    """The same, to be damaged by a test and whole again after it."""
    sound_build.build.execute("BEGIN TRANSACTION")
    yield sound_build
    sound_build.build.execute("ROLLBACK")


def test_sound_data_passes_every_check(sound):
    results = run_checks(sound.build, the_catalogue())
    assert [each.name for each in results if not each.has_passed] == []
    of_sources = list(checks_of_sources(the_catalogue()))
    assert len(results) == len(FILES) + len(the_catalogue().tables) + len(of_sources)


DAMAGE = {
    "episodes_all_gone": "DELETE FROM landing_ssda903_episodes",
    "episodes_lost": "DELETE FROM episode WHERE sequence = 2",
    "episodes_outside_periods_of_care": "DELETE FROM period_of_care",
    "more_than_one_episode_a_day": "UPDATE episode SET until_date = end_date + 1 WHERE sequence = 1",
    "more_than_one_worker_a_day": "INSERT INTO allocation SELECT * REPLACE (start_date + 9 AS start_date) FROM allocation",
    "rows_of_nobody": "DELETE FROM person",
    "cases_of_nobody": "DELETE FROM person",
    "partner_rows_of_nobody": "DELETE FROM person",
    "tables_left_empty": "DELETE FROM review_due",
    "adoption_not_restricted": "UPDATE restriction SET from_date = from_date + 60",
}


@pytest.mark.parametrize("name", [name for name, file in FILES.items() if file.says("on failure") == "stop"])
def test_each_check_that_stops_a_build_fires_when_a_rule_goes_wrong(sound, name):
    assert found_by(sound, name).has_passed
    sound.build.execute(DAMAGE[name])
    result = found_by(sound, name)
    assert result.found
    assert result.sample
    with pytest.raises(CheckFailed, match=f"check '{name}' found"):
        refuse_failures([result])


def test_the_checks_that_stop_a_build_are_those_whose_rules_are_broken_here():
    assert {name for name, file in FILES.items() if file.says("on failure") == "stop"} == set(DAMAGE)


@pytest.mark.parametrize("table", ["episode", "person", "review", "allocation", "placement", "review_due"])
def test_a_core_table_left_empty_though_rows_were_landed_is_found(sound, table):
    sound.build.execute(f"DELETE FROM {table}")
    assert found_by(sound, "tables_left_empty").found == 1


def test_a_partners_file_of_episodes_is_not_taken_for_the_return(landed):
    built = landed.born("1", "2010-01-01").built_whole()
    built.build.execute("UPDATE landing_delivery SET rows_accepted = 5, feed = 'police_missing'")
    assert found_by(built, "episodes_all_gone").has_passed


def test_nothing_landed_for_a_table_leaves_it_empty_without_complaint(landed):
    assert found_by(landed.born("1", "2010-01-01").built_whole(), "tables_left_empty").has_passed


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """A built warehouse of ten children, each with one thing wrong, whose last delivery came with half its rows."""
    landed = Landed(tmp_path_factory.mktemp("faulty"))
    landed.council = council(workers=[{"id": "W1", "name": "Ada", "team": "T1"}])
    for number in range(1, 11):
        if number != 6:
            landed.born(str(number), {2: "2017-06-01", 5: "2000-03-31"}.get(number, "2010-01-01"))
    landed.episode("1", "2017-05-10", "2017-05-01")
    landed.episode("2", "2017-05-10")
    landed.episode("3", "2017-05-01", "2017-07-01").episode("3", "2017-06-01", None, "P")
    landed.episode("4", "2017-05-01").episode("4", "2017-06-01", None, "P")
    landed.episode("5", "2017-05-01")
    landed.episode("6", "2017-05-01")
    landed.add("missing", "7", mis_start=day("2018-04-01"))
    landed.episode("8", "2017-05-01", "2017-06-01").add("reviews", "8", review=day("2017-06-01"))
    landed.episode("9", "2017-05-01").add("oc2", "9")
    landed.add("social_worker_episodes", "10", sw_id="W2", sw_decom=day("2017-05-01"))
    landed.delivered(49)
    landed.replaced.append(
        {
            "feed": "ssda903",
            "table_name": "episodes",
            "load": "load-2",
            "line": 7,
            "why": "repeated in the same delivery",
        }
    )
    return landed.built_whole()


WARNED_OF = {
    "rows_repeated": "episodes.csv (2017-18) line 7",
    "spells_that_end_before_they_start": "episodes-2017-18:2",
    "looked_after_before_birth": "episodes-2017-18:3",
    "episodes_that_overlap": "episodes-2017-18:4",
    "episodes_without_an_end": "episodes-2017-18:6",
    "looked_after_at_18": "episodes-2017-18:8",
    "looked_after_without_a_birth_date": "episodes-2017-18:9",
    "dates_after_the_data": "missing-2017-18:2",
    "reviews_outside_care": "reviews-2017-18:2",
    "health_returns_outside_the_cohort": "oc2-2017-18:2",
    "deliveries_that_shrank": "episodes.csv (2017-18): 100 rows before, 49 now",
    "workers_not_listed": "social_worker_episodes-2017-18:2",
}


@pytest.mark.parametrize("name", sorted(WARNED_OF))
def test_each_warning_names_the_row_to_correct_and_lets_the_build_through(faulty, name):
    result = found_by(faulty, name)
    assert (result.found, result.sample) == (1, (WARNED_OF[name],))
    assert result.message.startswith(f"check '{name}' found 1: ")
    assert result.sample[0] in result.message or "They are: 'W2' (1)." in result.message
    assert "Remedy: " in result.message
    refuse_failures([result])


def test_faults_in_the_data_never_stop_a_build(faulty):
    results = run_checks(faulty.build, the_catalogue())
    of_several_rows = {"open_without_a_worker", "people_without_a_birth_date"}
    assert {each.name for each in results if not each.has_passed} == set(WARNED_OF) | of_several_rows


def test_a_delivery_with_half_the_rows_or_one_made_up_for_since_is_no_warning(landed):
    landed.delivered(50).year(2018).delivered(10).delivered(100)
    assert found_by(landed.built_whole(), "deliveries_that_shrank").has_passed


def test_a_young_person_turns_18_on_the_birthday(landed):
    landed.born("1", "2000-04-01").episode("1", "2017-05-01")
    assert found_by(landed.built_whole(), "looked_after_at_18").has_passed


def test_a_message_shows_a_few_rows_and_counts_the_rest(landed):
    for number in range(20):
        landed.episode(str(number), "2017-05-10", "2017-05-01")
    result = found_by(landed.built_whole(), "spells_that_end_before_they_start")
    assert (result.found, len(result.sample)) == (20, 5)


def test_a_message_tells_the_file_line_and_period_of_the_latest_delivery(landed):
    landed.episode("1", "2017-05-10", "2017-05-01", load="load-2", source_row="load-2:12")
    landed.deliveries.append(landed.deliveries[0] | {"load": "load-2", "file": "early.csv", "sequence": 2})
    landed.deliveries.append(landed.deliveries[0] | {"load": "load-2", "file": "late.csv", "sequence": 3})
    result = found_by(landed.built_whole(), "spells_that_end_before_they_start")
    assert result.sample == ("load-2:12",)
    assert "Rows such as late.csv line 12 (2017-18). Remedy" in result.message


def test_a_message_names_no_child(landed):
    landed.episode("CHILD-4711", "2017-05-10", "2017-05-01")
    assert "4711" not in found_by(landed.built_whole(), "spells_that_end_before_they_start").message


def test_every_table_is_checked_for_one_row_a_key(sound):
    checks = {check.name: check for check in of_keys(the_catalogue())}
    sound.build.execute("INSERT INTO placement SELECT * FROM placement WHERE is_move")
    result = run(sound.build, checks["one_row_a_key_placement"])
    assert (result.found, result.consequence) == (1, "stop")
    assert run(sound.build, checks["one_row_a_key_review"]).has_passed


def test_every_failed_check_is_told_at_once(sound):
    sound.build.execute("DELETE FROM period_of_care")
    sound.build.execute("INSERT INTO review SELECT * FROM review")
    with pytest.raises(CheckFailed) as failure:
        run_checks(sound.build, the_catalogue())
    assert len(failure.value.messages) == 2


@pytest.mark.parametrize("consequence", ["Stop", "ignore", ""])
def test_a_check_says_stop_or_warn(consequence):
    file = SimpleNamespace(name="odd", header=("Odd.",), says=lambda key: consequence, select=None)
    with pytest.raises(WarehouseError, match="write stop or warn"):
        from_file(file)


def test_a_spell_of_one_day_is_no_slip(landed):
    landed.born("1", "2010-01-01").episode("1", "2017-05-10", "2017-05-10")
    assert found_by(landed.built_whole(), "spells_that_end_before_they_start").has_passed
