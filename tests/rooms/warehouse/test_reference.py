import dataclasses
from datetime import date
from itertools import pairwise

import pytest
from tests.rooms.warehouse.landed import HIGH, Landed, council, day, the_catalogue

from sherwood.store import memory
from sherwood.vocabulary.calendar import WorkingCalendar
from sherwood.warehouse.build import build_tables
from sherwood.warehouse.errors import WarehouseError
from sherwood.warehouse.facts import data_date
from sherwood.warehouse.reference import working_calendar


def test_every_day_of_the_calendar_has_its_place(landed):
    days = {each.day: each for each in landed.built().calendar_day}
    good_friday, next_working_day = days[day("2018-03-30")], days[day("2018-04-03")]
    assert (good_friday.is_working_day, next_working_day.is_working_day) == (False, True)
    assert next_working_day.wd_index - good_friday.wd_index == 1
    assert (good_friday.month_end, good_friday.year_end) == (day("2018-03-31"), day("2018-03-31"))
    assert (next_working_day.month_start, next_working_day.year_start) == (day("2018-04-01"), day("2018-04-01"))


def test_the_calendar_has_no_gap_and_counts_up(landed):
    days = sorted(landed.built().calendar_day, key=lambda each: each.day)
    for before, after in pairwise(days):
        assert (after.day - before.day).days == 1
        assert after.wd_index - before.wd_index == int(after.is_working_day)


@pytest.mark.parametrize("moved", ["2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"])
def test_one_off_bank_holidays_are_not_worked(moved):
    calendar = working_calendar(the_catalogue().calendar("england_and_wales"))
    assert isinstance(calendar, WorkingCalendar)
    assert not calendar.is_working_day(date.fromisoformat(moved))


@pytest.mark.parametrize("worked", ["2020-05-04", "2022-05-30", "2012-05-28"])
def test_the_days_they_replaced_are_worked(worked):
    assert working_calendar(the_catalogue().calendar("england_and_wales")).is_working_day(date.fromisoformat(worked))


def test_limits_stand_with_their_dates(landed):
    limits = {(each.timescale, each.step): each for each in landed.built().timescale_limit}
    first = limits["cla_review", "first"]
    assert (first.limit_count, first.unit, first.in_force_to) == (20, "working_days", HIGH)
    assert first.in_force_from == day("2011-04-01")
    assert (limits["cla_review", "later"].limit_count, limits["cla_review", "later"].unit) == (6, "months")


def test_codes_have_their_words(landed):
    codes = {(each.codelist, each.code): each.label for each in landed.built().code}
    assert codes["legal_status", "C2"]
    assert len(codes) > 100


def test_teams_stand_with_their_service_and_workers_with_their_team(landed):
    landed.council = council(workers=[{"id": "W1", "name": "Ada", "team": "T2", "is_manager": True}])
    built = landed.built()
    assert {(each.team_id, each.service_id, each.service_name) for each in built.organisation} == {
        ("T1", "S1", "Looked-after children"),
        ("T2", "S1", "Looked-after children"),
    }
    (worker,) = built.worker
    assert (worker.worker_id, worker.team_id, worker.is_manager, worker.end_date) == ("W1", "T2", True, HIGH)


def test_nothing_loaded_says_what_to_do(tmp_path):
    landed = Landed(tmp_path)
    landed.deliveries.clear()
    with pytest.raises(WarehouseError, match="nothing to build from: load files with `sherwood load"):
        data_date(landed.staged(()))


# What linking keeps for itself and for whoever decides: no page and no measure may read it, so that none declares it.
OF_LINKING = {"matching_store", "link_explained", "link_review", "link_event", "link_node", "link_pair"}


def test_tables_built_and_tables_declared_are_the_same(landed):
    build = landed.built_whole().build
    built = {name for name in build.tables() if not name.startswith("landing_")}
    assert built - OF_LINKING == set(the_catalogue().tables)


def test_a_declared_table_that_nothing_builds_is_refused(landed):
    catalogue = the_catalogue()
    more = {**catalogue.tables, "visit": catalogue.table("review").model_copy(update={"id": "visit"})}
    with pytest.raises(WarehouseError, match="table 'visit' is declared but nothing builds it"):
        build_tables(landed.staged(), _with_tables(catalogue, more), landed.council, authority="local")


def test_a_built_table_that_is_not_declared_is_refused(landed):
    catalogue = the_catalogue()
    fewer = {name: table for name, table in catalogue.tables.items() if name != "placement"}
    with pytest.raises(WarehouseError, match="table 'placement' is built but not declared"):
        build_tables(memory(), _with_tables(catalogue, fewer), landed.council, authority="local")


def _with_tables(catalogue, tables):
    return dataclasses.replace(catalogue, tables=tables)
