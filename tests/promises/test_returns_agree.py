"""Every return of one county tells the same: the product and plain oracles over the raw files, feed by feed and all together.

Each figure is asked of a home that holds one feed alone and must be the oracle's over that feed's files. The homes must agree with one
another wherever two can answer, but for the cells that the county's truth names as spoilt: these account for every difference.
"""

import csv
from datetime import date
from functools import lru_cache
from xml.etree import ElementTree

import openpyxl
import pytest
from tests.oracles import periods
from tests.oracles.returns.cells import day, plain
from tests.oracles.returns.counting import MEASURES, measure
from tests.oracles.returns.facts import read
from tests.promises.conftest import WHOLE, loaded
from tests.support.commands import answer, ask
from tests.support.draws import seed_for

ALL_DAYS = ("2023-04-01", "2026-01-31")
# An Annex A of 31 January 2026 speaks of the six months before; a census knows referrals of its own years, so that a whole year
# of looking back begins with its second.
DAYS = {"ssd": ALL_DAYS, "cin_census": ALL_DAYS, "annex_a": ("2025-08-01", "2026-01-31")}
LOOKS_BACK_A_YEAR = {"re_referral_12m_pct": ("2024-04-01", "2026-01-31")}
GRAINS = {"ssd": ("year", "month"), "cin_census": ("year", "month"), "annex_a": ("month", "quarter")}
PAIRS = [(name, feed) for name, (_, _, feeds) in MEASURES.items() for feed in feeds]
PERCENTAGES = [name for name, (_, kind, _) in MEASURES.items() if kind == "percent"]
# What a spoilt cell of these columns takes away: the authorisation of one assessment, and so its place in this measure.
SPOILS = {"AssessmentAuthorisationDate", "Continuous Assessment Date of Authorisation"}
SPOILT_MEASURE = "assessments_45wd_pct"


def question(name, days, grain, by=None):
    start, end = days
    return ("measure", "value", name, "--from", start, "--to", end, "--grain", grain, *(("--by", by) if by else ()))


def counted(rows, by=None):
    """Numerator, denominator and value by period and breakdown, of groups in which anything was counted."""
    kept = [row for row in rows if row["numerator"] or row["denominator"]]
    return {(row["period"], row[by] if by else None): figures(row) for row in kept}


def figures(row):
    value = row["value"]
    return row["numerator"], row["denominator"], None if value is None else pytest.approx(value, abs=1e-9)


def product(returns, loaded_from, name, days, grain, by=None):
    return counted(ask(returns.homes[loaded_from], *question(name, days, grain, by))["rows"], by)


def oracle(returns, feed, name, days, grain, by=None):
    return counted(measure(name, returns.county, feed, *map(date.fromisoformat, days), grain, by), by)


def every_way(feed):
    return [(grain, by) for grain in GRAINS[feed] for by in (None, "sex")]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("drawn returns"), seed_for("drawn returns"), and_whole=False)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "feed"), PAIRS)
def test_a_home_with_one_feed_answers_as_the_oracle_reads_that_feeds_files(returns, name, feed):
    for grain, by in every_way(feed):
        found = product(returns, feed, name, DAYS[feed], grain, by)
        assert found == oracle(returns, feed, name, DAYS[feed], grain, by), (grain, by)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "feed"), PAIRS)
def test_the_same_holds_in_a_county_drawn_for_this_commit(drawn, name, feed):
    for grain in GRAINS[feed]:
        found = product(drawn, feed, name, DAYS[feed], grain)
        assert found == oracle(drawn, feed, name, DAYS[feed], grain), grain


@pytest.mark.slow
@pytest.mark.parametrize(("name", "feed"), PAIRS)
def test_all_feeds_together_answer_as_each_alone_but_for_the_cells_named_as_spoilt(returns, name, feed):
    days = LOOKS_BACK_A_YEAR.get(name, DAYS[feed])
    for grain, by in every_way(feed):
        whole = product(returns, WHOLE, name, days, grain, by)
        alone = product(returns, feed, name, days, grain, by)
        if name != SPOILT_MEASURE or not spoilt(returns.county, feed):
            assert alone == whole, (grain, by)
        else:
            assert alone == without_the_spoilt(returns.county, feed, grain, by), (grain, by)
            assert tallied(whole) - tallied(alone) == len(spoilt(returns.county, feed)), (grain, by)


@pytest.mark.slow
@pytest.mark.parametrize("feed", ["ssd", "cin_census", "annex_a"])
def test_the_command_itself_says_the_same_as_in_this_process(returns, feed):
    asked = question("cpp_open", DAYS[feed], "month")
    assert counted(answer(returns.homes[feed], *asked)["rows"]) == oracle(
        returns, feed, "cpp_open", DAYS[feed], "month"
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", PERCENTAGES)
def test_on_the_county_neither_nobody_nor_everybody_is_counted(returns, name):
    rows = ask(returns.homes["ssd"], *question(name, ALL_DAYS, "year"))["rows"]
    numerator, denominator = (sum(row[part] for row in rows) for part in ("numerator", "denominator"))
    assert 0 < numerator < denominator


@pytest.mark.slow
def test_each_file_with_a_spoilt_authorisation_names_one_assessment_that_the_case_system_holds(returns):
    held = {(row["child"], row["start"]) for row in read(returns.county, "ssd")["assessments"]}
    for feed in ("cin_census", "annex_a"):
        assert len(spoilt(returns.county, feed)) == 1
        assert spoilt(returns.county, feed) <= held


@pytest.mark.slow
def test_a_figure_that_differs_by_one_would_be_noticed(returns):
    found = product(returns, "annex_a", "contacts_received", DAYS["annex_a"], "month")
    rows = measure("contacts_received", returns.county, "annex_a", *map(date.fromisoformat, DAYS["annex_a"]), "month")
    rows[-1]["numerator"] += 1
    assert counted(rows) != found


def tallied(figures_by_period):
    return sum(denominator for _, denominator, _ in figures_by_period.values())


def without_the_spoilt(county, feed, grain, by):
    """The measure over the case system's own assessments, less those whose authorisation this feed's files hold spoilt."""
    facts = read(county, "ssd")
    taken = spoilt(county, feed)
    kept = [row for row in facts["assessments"] if (row["child"], row["start"]) not in taken]
    count, kind, _ = MEASURES[SPOILT_MEASURE]
    found = []
    for label, first, last in periods.split(*map(date.fromisoformat, DAYS[feed]), grain):
        rows = [
            {"numerator": part, "denominator": of, "sex": facts["children"][child]["sex"]}
            for child, part, of in count({**facts, "assessments": kept}, first, last)
        ]
        found += periods.add_up(rows, label, by, kind)
    return counted(found, by)


@lru_cache
def spoilt(county, feed):
    """Child and first day of each assessment whose authorisation the county's truth names as spoilt in a file of this feed."""
    with (county / "truth" / "expected_problems.csv").open(encoding="utf-8", newline="") as handle:
        named = [each for each in csv.DictReader(handle) if each["column"] in SPOILS]
    reading = {"cin_census": census_assessment, "annex_a": annex_a_assessment, "ssd": None}[feed]
    return {
        reading(county / each["file"], each["sheet"], int(each["row"])) for each in named if f"/{feed}/" in each["file"]
    }


def census_assessment(path, _sheet, number):
    """The assessment that is the so-manyth of its file."""
    found = [
        (plain(child.findtext("ChildIdentifiers/LAchildID")), day(each.findtext("AssessmentActualStartDate")))
        for child in ElementTree.parse(path).getroot().iter("Child")
        for each in child.iter("Assessments")
    ]
    return found[number - 1]


def annex_a_assessment(path, sheet, number):
    rows = list(openpyxl.load_workbook(path, read_only=True)[sheet].iter_rows(values_only=True))
    named = dict(zip(rows[0], rows[number - 1], strict=True))
    return plain(named["Child Unique ID"]), day(named["Continuous Assessment Start Date"])
