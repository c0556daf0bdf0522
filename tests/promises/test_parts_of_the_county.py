"""On a whole county, for every measure: teams, nobody and those on no list come to the authority, or the figure says that it cannot."""

import datetime as dt
from functools import cache

import pytest
from tests.promises.conftest import WHOLE
from tests.support.commands import ask
from tests.support.counties import AUTHORITY

from sherwood.access import NOT_KNOWN, viewers
from sherwood.definitions.catalogue import load_catalogue
from sherwood.measures import evaluate
from sherwood.store import Reader

pytestmark = pytest.mark.slow

CATALOGUE = load_catalogue()
NAMES = sorted(CATALOGUE.measures)
UNITS = ("team", "worker", "service")
FROM, TO = dt.date(2025, 4, 1), dt.date(2026, 1, 31)
# Of what counts people these alone are in no caseload: children for whom nobody is responsible, groups of the area held beside each
# other, tenants most of whom are no children, and the grade of a file, which is never shown by worker.
IN_NO_CASELOAD = {
    "child_in_need/cin_unallocated",
    "workforce_caseload/sw_cases_unallocated",
    "child_in_need/cin_ethnicity_disproportionality",
    "looked_after/cla_ethnicity_disproportionality",
    "youth_justice/yj_disproportionality_ratio",
    "early_help/families_homeless",
    "early_help/families_in_arrears",
    "early_help/families_in_temporary_homes",
    "early_help/tenancies_at_risk",
    "quality_practice/case_audit_good_pct",
}
FEWEST_COUNTED = 120


@pytest.fixture(scope="module")
def figures(returns):
    """A measure of the whole county in the collection year of its last files, by a unit if one is named."""
    home = returns.homes[WHOLE]
    reader, viewer = Reader.current(home, AUTHORITY), viewers.owner(home)

    @cache
    def asked(name, unit=None):
        return evaluate(reader, CATALOGUE, name, viewer, date_from=FROM, date_to=TO, by=(unit,) if unit else ())

    return asked


def sums(series):
    """Numerator and denominator of each period, all parts together."""
    found = {}
    for point in series.rows:
        top, bottom = found.get(point.period, (0, 0))
        found[point.period] = (top + (point.numerator or 0), bottom + (point.denominator or 0))
    return {period: pair for period, pair in found.items() if pair != (0, 0)}


@pytest.mark.parametrize("name", NAMES)
def test_teams_unallocated_and_not_known_come_to_the_authority(figures, name):
    whole, measure = sums(figures(name)), CATALOGUE.measures[name]
    for unit in UNITS:
        if unit not in measure.breakdowns:
            continue
        parts = sums(figures(name, unit))
        if measure.kind == "rate":
            # The children of the area live in no team: what is counted adds up, the children below stay the area's.
            assert {period: top for period, (top, _) in parts.items()} == {
                period: top for period, (top, _) in whole.items() if top
            }, unit
        else:
            assert parts.keys() == whole.keys(), unit
            for period, pair in parts.items():
                # Each part of a sum of fractions is rounded by itself, to a millionth.
                assert pair == pytest.approx(whole[period], rel=0, abs=1e-4), (unit, period)


@pytest.mark.parametrize("name", NAMES)
def test_a_measure_that_does_not_add_up_says_so_wherever_it_is_shown(figures, name):
    measure = CATALOGUE.measures[name]
    says_so = any("does not add up" in note for note in figures(name).notes)
    is_lacking = any("No loaded file holds" in note for note in figures(name).notes)
    assert is_lacking or says_so is not measure.adds_up


def test_nearly_every_measure_counts_somebody_in_this_county(figures):
    counted = [name for name in NAMES if sums(figures(name))]
    assert len(counted) >= FEWEST_COUNTED


def test_in_this_county_some_work_is_of_nobody_and_some_of_a_team_on_no_list(figures):
    of_nobody = [name for name in NAMES if None in {point.dims["team"] for point in figures(name, "team").rows}]
    not_known = [name for name in NAMES if NOT_KNOWN in {point.dims["team"] for point in figures(name, "team").rows}]
    assert len(of_nobody) >= 20
    assert len(not_known) >= 20


def test_every_measure_of_people_can_be_broken_down_by_team_worker_and_service_but_for_ten():
    of_people = {name for name in NAMES if CATALOGUE.tables[CATALOGUE.measures[name].counts].holds == "people"}
    assert {name for name in of_people if not set(UNITS) <= set(CATALOGUE.measures[name].breakdowns)} == IN_NO_CASELOAD


def test_the_command_tells_the_same_parts(returns):
    days = ("--from", "2025-04-01", "--to", "2025-12-31", "--grain", "quarter")
    whole = ask(returns.homes[WHOLE], "measure", "value", "referrals_received", *days)["rows"]
    parts = ask(returns.homes[WHOLE], "measure", "value", "referrals_received", *days, "--by", "team")["rows"]
    for row in whole:
        same = [part["numerator"] for part in parts if part["period"] == row["period"]]
        assert sum(same) == row["numerator"] > 0
