"""The scan of a whole made-up county: every value in a finding is the measure's own, parts add up, and no series is left out."""

import pytest
from tests.promises.conftest import WHOLE
from tests.support.commands import ask

from sherwood.vocabulary.periods import parse

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def scanned(returns):
    return ask(returns.homes[WHOLE], "findings", "scan")


def test_every_series_of_a_county_is_looked_through(scanned):
    assert scanned["scan"]["series"] > 1000
    assert scanned["scan"]["tested"] > 100


def test_the_list_holds_what_the_scan_said(returns, scanned):
    assert ask(returns.homes[WHOLE], "findings", "list")["findings"] == scanned["findings"]


def test_every_finding_of_the_authority_is_the_measures_own_figure(returns, scanned):
    for row in scanned["findings"]:
        if row["level"] != "authority" or row["verdict"] == "data_outage":
            continue
        last = parse(row["month"], "month").last_day
        words = ("measure", "value", row["measure"], "--grain", "month", "--from", row["since"] + "-01", "--to", last)
        points = ask(returns.homes[WHOLE], *words)["rows"]
        part = sum(point["numerator"] for point in points)
        whole = sum(point["denominator"] or 0 for point in points)
        if row["details"]["detector"] == "things_that_happen":
            assert row["now"] == pytest.approx(part / len(points))
        elif row["details"]["detector"] == "shares_of_what_happens":
            assert row["now"] == pytest.approx(100 * part / whole)


def test_parts_of_every_explanation_add_up(scanned):
    for row in scanned["findings"]:
        for each in row["details"].get("explained", ()):
            assert sum(part["contribution"] for part in each["parts"]) == pytest.approx(each["change"], abs=1e-9)


def test_no_finding_is_told_twice(scanned):
    ids = [row["id"] for row in scanned["findings"]]
    assert len(ids) == len(set(ids))
