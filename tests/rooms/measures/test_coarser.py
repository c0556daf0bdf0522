"""Of two breakdowns, one of which adds up the other, official figures are given by the coarser alone."""

import datetime as dt
from itertools import combinations

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer
from tests.rooms.measures.test_evaluate import episodes, spell

from sherwood.measures import UnknownChoice, evaluate, official_breakdown

# As many of each ethnic origin as a reader could have worked the three travellers out of: 655 of the group less 652 by code.
ORIGINS = {"WBRI": 60, "WOTH": 40, "WROM": 12, "WIRT": 3, "CHNE": 4, "BCRB": 9}
DAY = dt.date(2018, 1, 15)


def looked_after():
    keys = [f"{code}{each}" for code, many in ORIGINS.items() for each in range(many)]
    people = [{"person_key": key, "ethnicity": key[:4]} for key in keys]
    return episodes(*(spell(key, DAY, placement_type="U1") for key in keys), person=people)


def by(name, measure="cla_open", figures="official"):
    series = evaluate(looked_after(), CATALOGUE, measure, county_viewer(), by=(name,), figures=figures)
    return {point.dims[name]: point.numerator for point in series.rows}


def test_a_small_number_of_an_ethnic_origin_is_not_its_group_less_the_others():
    assert by("ethnicity_group")["White"] == 115
    with pytest.raises(UnknownChoice, match=r"not given by 'ethnicity'.*ask for 'ethnicity_group'"):
        by("ethnicity")
    assert by("ethnicity", figures="openable") == ORIGINS


def test_a_measure_without_the_coarser_is_told_by_neither_where_another_of_the_same_rows_has_it():
    """Its whole by placement type is the number looked after by placement type, which another tells by group."""
    assert "placement_group" not in CATALOGUE.measure("placement_fostering_pct").breakdowns
    with pytest.raises(UnknownChoice, match="none that may be asked for in its place"):
        by("placement_type", "placement_fostering_pct")


def test_a_finer_one_is_told_where_nothing_of_the_same_rows_is_told_by_the_coarser():
    assert official_breakdown(CATALOGUE, CATALOGUE.measure("cla_visit_overdue"), "days_late") == "days_late"


def test_how_late_a_thing_is_adds_up_to_whether_it_is_late():
    assert official_breakdown(CATALOGUE, CATALOGUE.measure("cpp_review_due_worklist"), "days_late") == "due"


def test_no_two_breakdowns_told_officially_hold_the_same_codes():
    for measure in CATALOGUE.measures.values():
        told = [name for name in measure.breakdowns if official_breakdown(CATALOGUE, measure, name) == name]
        held = [(name, CATALOGUE.dimension(name)) for name in told]
        for (one, its), (other, others) in combinations(held, 2):
            same = (its.found_in, its.column, its.begins) == (others.found_in, others.column, others.begins)
            assert not (same and its.column), f"{measure.id}: {one} and {other}"
