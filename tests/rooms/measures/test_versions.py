"""A definition that changed: figures and lists of earlier periods keep the rule of their time, later ones follow the new one."""

import datetime as dt
from dataclasses import replace
from types import MappingProxyType

import pytest
from pydantic import ValidationError
from tests.promises.sources_of_truth import ROOT
from tests.rooms.measures.small_warehouse import CATALOGUE, HIGH_DATE, county_viewer, warehouse

from sherwood.definitions.shapes.measure import Stock
from sherwood.measures import children, evaluate
from sherwood.reports.marks import redefined

OPEN = CATALOGUE.measure("cla_open")
CHANGED_FROM = dt.date(2018, 2, 15)
ONLY_ORDERS = [{"column": "legal_status", "is": ["C2"]}]
DATA_DATE = dt.date(2018, 3, 15)


def with_changes(*changes):
    """The measure as a file would say that it changed."""
    told = OPEN.model_dump(by_alias=True, exclude_unset=True) | {"changed": list(changes)}
    return Stock.model_validate(told)


def change(before=None, day=CHANGED_FROM, **more):
    return {"date": day, "note": "Everybody counts.", "from": day, "before": before or {"where": ONLY_ORDERS}, **more}


def catalogue(measure):
    return replace(CATALOGUE, measures=MappingProxyType({**CATALOGUE.measures, measure.id: measure}))


@pytest.fixture(scope="module")
def reader():
    start = dt.date(2017, 1, 1)
    rows = [
        {"person_key": key, "start_date": start, "until_date": HIGH_DATE, "legal_status": status}
        for key, status in (("a", "C2"), ("b", "V2"), ("c", "V2"))
    ]
    return warehouse({"episode": rows}, DATA_DATE)


def values(reader, measure, **asked):
    asked = {"date_from": dt.date(2017, 12, 1), "date_to": DATA_DATE, "grain": "month"} | asked
    series = evaluate(reader, catalogue(measure), measure.id, county_viewer(), **asked)
    return {point.period: point.value for point in series.rows}


def test_a_period_follows_the_rule_in_force_on_its_last_day(reader):
    found = values(reader, with_changes(change()))
    assert found == {"2017-12": 1, "2018-01": 1, "2018-02": 3, "2018-03": 3}


@pytest.mark.parametrize(("day", "expected"), [(CHANGED_FROM - dt.timedelta(days=1), 1), (CHANGED_FROM, 3)])
def test_the_new_rule_begins_on_its_first_day(reader, day, expected):
    found = values(reader, with_changes(change()), date_from=day, date_to=day, grain="day")
    assert list(found.values()) == [expected]


def test_the_list_behind_a_figure_is_by_the_same_rule(reader):
    measure = with_changes(change())
    for month, expected in ((1, 1), (3, 3)):
        day = dt.date(2018, month, 15)
        listed = children(
            reader, catalogue(measure), measure.id, county_viewer(), date_from=day, date_to=day, grain="day"
        )
        assert listed.counted == expected


def test_each_of_several_changes_leaves_what_came_before_it(reader):
    first = change({"where": [{"column": "legal_status", "is": ["V2"]}]}, dt.date(2018, 1, 10))
    found = values(reader, with_changes(first, change()), date_from=dt.date(2017, 12, 1))
    assert found == {"2017-12": 2, "2018-01": 1, "2018-02": 3, "2018-03": 3}


def test_a_breakdown_adds_up_across_the_change(reader):
    measure = with_changes(change())
    asked = {"date_from": dt.date(2018, 1, 1), "date_to": DATA_DATE, "grain": "month", "by": ("legal_status",)}
    rows = evaluate(reader, catalogue(measure), measure.id, county_viewer(), **asked).rows
    assert {(row.period, row.dims["legal_status"]): row.value for row in rows} == {
        ("2018-01", "C2"): 1,
        ("2018-02", "C2"): 1,
        ("2018-02", "V2"): 2,
        ("2018-03", "C2"): 1,
        ("2018-03", "V2"): 2,
    }


def test_a_change_without_an_earlier_rule_changes_no_figure(reader):
    assert values(reader, with_changes({"date": CHANGED_FROM, "note": "Worded anew."})) == dict.fromkeys(
        ("2017-12", "2018-01", "2018-02", "2018-03"), 3
    )


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"date": CHANGED_FROM, "note": "x", "before": {"where": ONLY_ORDERS}}, "add from"),
        (change({"counts": "review"}), "another measure"),
        (change({"unit": "visits"}), "another measure"),
        (change({"where": [{"column": "legal_status"}]}), "tests nothing"),
    ],
)
def test_an_earlier_rule_that_cannot_be_told_is_refused_in_words(told, words):
    with pytest.raises(ValidationError, match=words):
        with_changes(told)


def test_the_day_of_the_change_is_a_mark_of_the_chart():
    (mark,) = redefined(with_changes(change()))
    assert (mark.day, mark.words) == (CHANGED_FROM, "defined anew: Everybody counts.")
    assert redefined(OPEN) == ()


def test_the_changelog_names_every_measure_whose_numbers_move():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    moved = [each.id for each in CATALOGUE.measures.values() if any(change.from_date for change in each.changed)]
    assert [name for name in moved if f"`{name}`" not in text] == []
