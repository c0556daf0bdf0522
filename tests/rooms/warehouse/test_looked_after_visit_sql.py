import pytest
from tests.rooms.warehouse.landed import HIGH, day
from tests.rooms.warehouse.told import Told


@pytest.fixture
def told(tmp_path):
    """Rows of three feeds; another child was visited long before, so that records of visits reach back."""
    told = Told(tmp_path)
    return visit(told, "0", "2015-01-01")


def visit(told, child, *days, **cells):
    for each in days:
        told.ssd("cla_visits", child, clav_cla_visit_id=each, clav_cla_visit_date=each, **cells)
    return told


def due(told):
    rows = told.built().looked_after_visit_due
    return [(each.sequence, each.rule, each.clock_date, each.due_date, each.held_date) for each in rows]


def test_the_first_visit_is_due_within_a_week_of_the_start(told):
    told.episode("1", "2024-06-03")
    assert due(told) == [(1, "first", day("2024-06-03"), day("2024-06-10"), HIGH)]


def test_visits_are_due_every_six_weeks_in_the_first_year_and_after_it(told):
    told.episode("1", "2024-06-03")
    visit(told, "1", "2024-06-10", "2025-06-02", "2025-06-03")
    assert due(told) == [
        (1, "first", day("2024-06-03"), day("2024-06-10"), day("2024-06-10")),
        (2, "first_year", day("2024-06-10"), day("2024-07-22"), day("2025-06-02")),
        (3, "first_year", day("2025-06-02"), day("2025-07-14"), day("2025-06-03")),
        (4, "later", day("2025-06-03"), day("2025-07-15"), HIGH),
    ]


@pytest.mark.parametrize("place", ["U1", "U4"])
def test_after_a_year_in_a_placement_meant_to_last_three_months_pass(told, place):
    told.episode("1", "2024-05-31", place=place)
    visit(told, "1", "2024-06-03", "2025-08-31")
    assert [(rule, last) for _, rule, _, last, _ in due(told)] == [
        ("first", day("2024-06-07")),
        ("first_year", day("2024-07-15")),
        ("long_term", day("2025-11-30")),
    ]


def test_a_placement_that_became_one_meant_to_last_is_so_from_that_day(told):
    told.episode("1", "2023-06-01", "2025-01-01", rec="X1").episode("1", "2025-01-01", None, "T", place="U4")
    visit(told, "1", "2024-12-01", "2025-01-01")
    assert [row[1] for row in due(told)] == ["first", "later", "long_term"]


def test_a_move_starts_the_clock_again_and_a_change_with_the_same_carer_does_not(told):
    told.episode("1", "2024-06-03", "2024-07-01", rec="X1").episode("1", "2024-07-01", "2024-08-01", "L", rec="X1")
    told.episode("1", "2024-08-01", "2024-09-02", "U", rec="X1").episode("1", "2024-09-02", None, "P")
    assert due(told) == [
        (1, "first", day("2024-06-03"), day("2024-06-10"), HIGH),
        (1, "first", day("2024-09-02"), day("2024-09-09"), HIGH),
    ]


def test_the_visits_of_a_stay_are_those_of_each_of_its_placements(told):
    told.episode("1", "2024-06-03", "2025-01-10", rec="X1").episode("1", "2025-01-10", "2025-02-01", "T", rec="X1")
    told.episode("1", "2025-02-01", "2025-02-03", "P", rec="X1", place="T1").episode("1", "2025-02-03", None, "P")
    built = visit(told, "1", "2025-01-20").built()
    *_, pending = built.looked_after_visit_due
    assert pending.due_date == day("2025-03-03")
    assert [each.stay_key for each in built.placement] == [pending.stay_key] * 4


def test_the_day_of_a_move_belongs_to_the_new_placement(told):
    told.episode("1", "2024-06-03", "2024-07-01", rec="X1").episode("1", "2024-07-01", None, "P")
    first = {row[2]: row[4] for row in due(visit(told, "1", "2024-07-01")) if row[0] == 1}
    assert first == {day("2024-06-03"): HIGH, day("2024-07-01"): day("2024-07-01")}


def test_the_last_day_of_a_placement_is_told_so_that_its_pending_visit_can_be_left_out(told):
    told.episode("1", "2024-06-03", "2024-06-06", rec="E4A")
    (pending,) = told.built().looked_after_visit_due
    assert pending.until_date == day("2024-06-06")


def test_a_visit_at_which_the_child_was_not_seen_counts_for_nothing(told):
    told.episode("1", "2024-06-03")
    visit(told, "1", "2024-06-05", clav_cla_visit_seen=False)
    assert due(told) == [(1, "first", day("2024-06-03"), day("2024-06-10"), HIGH)]


def test_several_visits_on_one_day_are_one_and_the_child_seen_alone_stands(told):
    told.episode("1", "2024-06-03")
    visit(told, "1", "2024-06-05", clav_cla_visit_seen=False)
    told.ssd("cla_visits", "1", clav_cla_visit_id="b", clav_cla_visit_date="2024-06-05", clav_cla_visit_seen_alone=True)
    (found,) = [each for each in told.built().looked_after_visit if each.visit_date == day("2024-06-05")]
    assert (found.is_seen, found.is_seen_alone) == (True, True)


@pytest.mark.parametrize("place", ["A3", "A4", "A5", "A6"])
def test_a_child_placed_for_adoption_is_left_out_from_that_day(told, place):
    told.episode("1", "2024-06-03", "2025-01-01", rec="X1").episode("1", "2025-01-01", None, "P", place=place)
    told.episode("2", "2024-06-03", "2025-01-01", rec="X1").episode("2", "2025-01-01", None, "T", place=place)
    rows = told.built().looked_after_visit_due
    assert [(each.clock_date, each.until_date) for each in rows] == [(day("2024-06-03"), day("2025-01-01"))] * 2


def test_short_breaks_are_left_out(told):
    told.episode("1", "2024-06-03", ls="V4")
    assert due(told) == []


def test_without_any_record_of_visits_none_is_due(tmp_path):
    assert due(Told(tmp_path).episode("1", "2024-06-03")) == []


def test_where_records_begin_after_the_placement_its_clock_starts_with_them(tmp_path):
    told = visit(Told(tmp_path), "0", "2024-06-03").episode("1", "2020-01-01").episode("2", "2024-01-01")
    assert {row[:4] for row in due(told)} == {
        (1, "later", day("2024-06-03"), day("2024-07-15")),
        (1, "first_year", day("2024-06-03"), day("2024-07-15")),
    }


def test_a_placement_that_ended_before_records_begin_is_left_out(tmp_path):
    told = visit(Told(tmp_path), "0", "2024-06-03").episode("1", "2020-01-01", "2024-06-03", rec="E4A")
    assert due(told) == []


def test_annex_a_alone_gives_the_visit_due_next(tmp_path):
    told = Told(tmp_path).episode("1", "2024-06-03")
    told.annex("children_in_care", "1", start_date="2024-06-03", last_visit_date="2025-01-06")
    assert due(told) == [(2, "first_year", day("2025-01-06"), day("2025-02-17"), HIGH)]


def test_a_visit_of_both_feeds_is_one(told):
    told.episode("1", "2024-06-03")
    visit(told, "1", "2025-01-06", clav_cla_visit_seen=True)
    told.annex("children_in_care", "1", start_date="2024-06-03", last_visit_date="2025-01-06")
    (found,) = [each for each in told.built().looked_after_visit if each.visit_date == day("2025-01-06")]
    assert (found.sources, found.is_seen, found.is_seen_alone) == ("ssd, annex_a", True, None)
    assert found.period_of_care_key is not None
