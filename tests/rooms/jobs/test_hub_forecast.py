"""The hub's demand from a warehouse: named parts that add up, nothing after the day asked for, issued for ever, scored and withdrawn."""

import datetime as dt

import numpy as np
import pyarrow.parquet as pq
import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.forecasting import Ahead
from sherwood.jobs.forecasts import forecast_for
from sherwood.jobs.hub_demand import BY
from sherwood.jobs.issued_forecasts import issue, issued, record, withdrawn

FIRST, LAST = dt.date(2025, 1, 6), dt.date(2025, 10, 31)
SOURCES = {"6": 4, "2A": 3, "3A": 2, "4": 0}
# Of every contact its need and hour; the night brings too little to stand alone.
NEEDS, HOURS = ("neglect", "domestic_abuse"), (9, 11, 15)


def contacts():
    draw = np.random.default_rng(3)
    days = [FIRST + dt.timedelta(days=k) for k in range((LAST - FIRST).days + 1)]
    return [
        {
            "person_key": f"p{draw.integers(40)}",
            "contact_number": f"M{day:%j}{source}{k}",
            "contact_date": day,
            "contact_source": source,
            "need": NEEDS[k % 2],
            "received_minute": 60 * (2 if source == "2A" and day.day == 1 else HOURS[k % 3]) + 59,
        }
        for day in days
        if day.weekday() < 5
        for source, mean in SOURCES.items()
        for k in range(draw.poisson(mean))
    ]


@pytest.fixture(scope="module")
def reader():
    return warehouse({"mash_contact": contacts()}, LAST)


def told(reader, **asked):
    return forecast_for(reader, CATALOGUE, county_viewer(), **{"horizon": 4} | asked)


@pytest.fixture(scope="module")
def now(reader):
    return told(reader, by=tuple(BY))


@pytest.fixture(scope="module")
def before(reader):
    return told(reader, as_at=dt.date(2025, 8, 31), horizon=8)


def test_the_whole_and_its_sources_are_named_and_begin_after_the_last_whole_week(now):
    assert set(now.ahead) >= {"total", "source:Police", "source:Schools", "source:Health services"}
    assert now.origin == dt.date(2025, 10, 26)
    assert now.ahead["total"].days[0] == dt.date(2025, 11, 2)


@pytest.mark.parametrize("kind", ["source", "district", "need", "hour"])
def test_middles_of_parts_add_up_to_the_whole(now, kind):
    parts = [ahead.quantiles[:, 3] for name, ahead in now.ahead.items() if name.startswith(f"{kind}:")]
    assert sum(parts) == pytest.approx(now.ahead["total"].quantiles[:, 3], abs=0.01)


def test_parts_by_need_and_hour_are_named_as_they_are_written_and_rare_hours_stand_together(now):
    assert {"need:Neglect", "need:Domestic abuse"} <= set(now.ahead)
    hours = [name for name in now.ahead if name.startswith("hour:")]
    assert hours == ["hour:09:00 to 09:59", "hour:11:00 to 11:59", "hour:15:00 to 15:59", "hour:Other"]


def test_the_last_minute_of_an_hour_is_of_that_hour(now):
    came = sum(value for name in now.ahead if name.startswith("hour:") for _, value in now.seen[name])
    assert came == sum(value for _, value in now.seen["total"])
    assert not any(name.startswith(("hour:10", "hour:12", "hour:16")) for name in now.seen)


@pytest.mark.parametrize("by", [(), ("hour",)])
def test_only_the_parts_asked_for_are_told_and_the_whole_is_the_same_by_any(reader, now, by):
    alone = told(reader, by=by)
    assert {name.split(":")[0] for name in alone.ahead} == {"total", *by}
    assert np.array_equal(alone.ahead["total"].quantiles, now.ahead["total"].quantiles)
    for name, ahead in alone.ahead.items():
        assert np.array_equal(ahead.quantiles, now.ahead[name].quantiles), name


def test_the_whole_is_near_what_comes_in_a_week(now):
    low, high = now.ahead["total"].quantiles[0, [1, 5]]
    assert low < 45 < high


def test_nothing_after_the_day_asked_for_is_used(before):
    earlier = [row for row in contacts() if row["contact_date"] <= dt.date(2025, 8, 31)]
    cut = told(warehouse({"mash_contact": earlier}, dt.date(2025, 8, 31)), horizon=8)
    assert cut.origin == before.origin == dt.date(2025, 8, 31)
    assert cut.to_json()["forecasts"] == before.to_json()["forecasts"]


def test_days_are_forecast_too_and_weekends_are_quiet(reader):
    ahead = told(reader, letter="D", horizon=7).ahead["total"]
    assert ahead.days[0] == LAST + dt.timedelta(days=1)
    weekend = [middle for day, middle in zip(ahead.days, ahead.quantiles[:, 3], strict=True) if day.weekday() > 4]
    assert max(weekend) < 2


@pytest.fixture(scope="module")
def grown(reader):
    return told(reader, scenario="police_policy", horizon=6, by=tuple(BY))


def test_a_scenario_says_that_it_is_none_of_the_forecast(grown, now):
    assert any(note.startswith("Scenario, not a forecast") for note in grown.notes)
    assert grown.ahead["source:Police"].quantiles[5, 3] > 1.1 * now.ahead["source:Police"].quantiles[3, 3]
    assert grown.ahead["total"].quantiles[0, 3] == pytest.approx(now.ahead["total"].quantiles[0, 3], rel=0.01)


@pytest.mark.parametrize("kind", ["source", "district", "need", "hour"])
def test_parts_follow_a_scenario_that_changes_the_whole(grown, kind):
    parts = [ahead.quantiles[:, 3] for name, ahead in grown.ahead.items() if name.startswith(f"{kind}:")]
    assert sum(parts) == pytest.approx(grown.ahead["total"].quantiles[:, 3], abs=0.01)
    assert grown.ahead["total"].quantiles[5, 3] > 1.05 * grown.ahead["total"].quantiles[3, 3]


def test_without_the_hubs_log_the_reason_is_said():
    with pytest.raises(Problem, match="no contact with the hub"):
        told(warehouse({}, LAST))


def test_an_issued_forecast_is_kept_as_it_was_with_its_vintage(tmp_path, before):
    home = Home.at(tmp_path)
    path = issue(home, "local", before)
    first = path.read_bytes()
    assert issue(home, "local", before) == path
    assert path.read_bytes() == first
    assert not path.stat().st_mode & 0o222
    (kept,) = issued(home, "local")
    assert kept.facts["origin"] == "2025-08-31"
    assert kept.facts["build"] == before.build_id
    assert np.array_equal(kept.ahead["sherwood", "total"].quantiles, before.ahead["total"].quantiles)


def test_no_half_written_file_is_left_beside_what_was_issued(tmp_path, before):
    path = issue(Home.at(tmp_path), "local", before)
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert pq.read_table(path).num_rows == 2 * 8 * len(before.ahead)


def test_an_issued_forecast_is_scored_by_what_came_since(tmp_path, before, now):
    home = Home.at(tmp_path)
    issue(home, "local", before)
    scored = record(list(issued(home, "local")), now.seen)
    whole = {each.ahead: each for each in scored.tracks if each.name == "total"}
    assert (scored.issued, whole["1-4"].weeks, whole["5-13"].weeks, whole["all"].weeks) == (1, 4, 4, 8)
    came = dict(now.seen["total"])
    held = [
        low <= came[day] <= high
        for day, low, high in zip(
            before.ahead["total"].days, *before.ahead["total"].quantiles[:, [1, 5]].T, strict=True
        )
    ]
    assert whole["all"].held_80 == pytest.approx(np.mean(held), abs=0.001)


def test_nothing_is_scored_before_it_came(tmp_path, before):
    home = Home.at(tmp_path)
    issue(home, "local", before)
    assert record(list(issued(home, "local")), before.seen).tracks == ()


@pytest.mark.parametrize(("factor", "weeks", "expected"), [(3.0, 26, True), (3.0, 25, False), (1.0, 40, False)])
def test_forecasts_worse_than_the_last_value_are_withdrawn_once_enough_has_come(
    tmp_path, before, now, factor, weeks, expected
):
    home = Home.at(tmp_path)
    days = tuple(before.origin + dt.timedelta(weeks=k) for k in range(1, weeks + 1))
    last = now.seen["total"][-1][1]
    flat = Ahead(days, np.full((weeks, 7), last) * np.linspace(0.8, 1.2, 7) * factor)
    seen = {"total": (*before.seen["total"], *((day, last) for day in days))}
    issue(home, "local", before._replace(ahead={"total": flat}))
    assert record(list(issued(home, "local")), seen).withdrawn is expected


def test_a_withdrawn_forecast_gives_way_to_the_last_value_and_says_so(now):
    plain = withdrawn(now)
    assert plain.ahead["total"].quantiles[0, 3] == now.seen["total"][-1][1]
    assert "withdrawn" in plain.notes[0]
