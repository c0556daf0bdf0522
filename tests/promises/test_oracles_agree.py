"""Nine measures worked out twice, by the product and by slow, plain oracles that know nothing of it: they must agree.

Where they differ neither is right because it is older: read the rule first.
"""

import importlib
from datetime import date

import pytest
from tests.support import counties
from tests.support.commands import answer, ask
from tests.support.draws import seed_for
from tests.support.samples import RETURN, needs_return

from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import quiet

# Measure and a breakdown that every side knows; the dimension changes so that each is compared somewhere.
MEASURES = {
    "cla_open": "placement_type",
    "cla_first_review_20wd_pct": "sex",
    "cla_review_on_time_pct": "legal_status",
    "cla_re_entry_12m_pct": "age_band",
    "placement_stability_3plus_pct": "sex",
    "placement_fostering_pct": "legal_status",
    "cla_legal_s20_pct": "age_band",
    "cla_health_assessment_pct": "sex",
    "adoption_a10_days": "sex",
}
# Two of timeliness (one in working days), one repeat, two at a date, one of a yearly return.
NEITHER_NOUGHT_NOR_ALL = (
    "cla_first_review_20wd_pct",
    "cla_review_on_time_pct",
    "cla_re_entry_12m_pct",
    "placement_fostering_pct",
    "cla_legal_s20_pct",
    "cla_health_assessment_pct",
)
SAMPLE_DAYS = ("2017-04-01", "2018-03-31")
COUNTY_DAYS = ("2020-04-01", "2024-03-31")
COUNTY = {"children": 12_000, "first": "2020-04-01", "last": "2024-06-30", "only_care": True}
FIXED_SEED = 7


def oracle(name, folder, days, grain, by=None):
    """What the oracle says, by period and breakdown; groups in which nothing was counted are left out."""
    module = importlib.import_module(f"tests.oracles.{name}")
    rows = module.measure(folder, *map(date.fromisoformat, days), grain, by)
    return plain(rows, by)


def question(name, days, grain, by=None):
    start, end = days
    broken_down = ("--by", by) if by else ()
    return ("measure", "value", name, "--from", start, "--to", end, "--grain", grain, *broken_down)


def plain(rows, by):
    counted = [row for row in rows if row["numerator"] or row["denominator"]]
    return {(row["period"], row[by] or None if by else None): figures(row) for row in counted}


def figures(row):
    value = row["value"]
    return row["numerator"], row["denominator"], None if value is None else pytest.approx(value, abs=1e-9)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    home = Home.at(tmp_path_factory.mktemp("sample") / "home")
    load_files(home, counties.AUTHORITY, [RETURN], received=None, period=None, progress=quiet)
    build(home, counties.AUTHORITY)
    return home


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    return counties.make(tmp_path_factory.mktemp("county"), **COUNTY, seed=FIXED_SEED)


@pytest.fixture(scope="module")
def drawn_county(tmp_path_factory):
    return counties.make(tmp_path_factory.mktemp("drawn"), **COUNTY, seed=seed_for("drawn county"))


def every_way(name):
    """Overall and in one breakdown, yearly and monthly."""
    return [(grain, by) for grain in ("year", "month") for by in (None, MEASURES[name])]


@needs_return
@pytest.mark.slow
@pytest.mark.parametrize("name", MEASURES)
def test_the_command_and_the_oracle_agree_on_the_sample(sample, name):
    assert plain(answer(sample, *question(name, SAMPLE_DAYS, "year"))["rows"], None) == oracle(
        name, RETURN, SAMPLE_DAYS, "year"
    )
    for grain, by in every_way(name):
        found = plain(ask(sample, *question(name, SAMPLE_DAYS, grain, by))["rows"], by)
        assert found == oracle(name, RETURN, SAMPLE_DAYS, grain, by), (grain, by)


@pytest.mark.parametrize("name", MEASURES)
def test_the_oracle_agrees_on_a_made_up_county_year_by_year(county, name):
    folder, home = county
    found = plain(ask(home, *question(name, COUNTY_DAYS, "year"))["rows"], None)
    assert found == oracle(name, folder, COUNTY_DAYS, "year")


@pytest.mark.slow
@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("which", ["county", "drawn_county"])
def test_the_command_and_the_oracle_agree_on_made_up_counties(request, which, name):
    folder, home = request.getfixturevalue(which)
    if which == "drawn_county":
        asked = plain(answer(home, *question(name, COUNTY_DAYS, "year"))["rows"], None)
        assert asked == oracle(name, folder, COUNTY_DAYS, "year")
    for grain, by in every_way(name):
        found = plain(ask(home, *question(name, COUNTY_DAYS, grain, by))["rows"], by)
        assert found == oracle(name, folder, COUNTY_DAYS, grain, by), (grain, by)


@pytest.mark.parametrize("name", NEITHER_NOUGHT_NOR_ALL)
def test_on_the_county_neither_nobody_nor_everybody_is_counted(county, name):
    _, home = county
    rows = ask(home, *question(name, COUNTY_DAYS, "year"))["rows"]
    numerator, denominator = (sum(row[part] for row in rows) for part in ("numerator", "denominator"))
    assert 0 < numerator < denominator


def test_a_figure_that_differs_by_one_would_be_noticed(county):
    folder, home = county
    rows = ask(home, *question("cla_open", COUNTY_DAYS, "year"))["rows"]
    rows[-1]["numerator"] += 1
    assert plain(rows, None) != oracle("cla_open", folder, COUNTY_DAYS, "year")
