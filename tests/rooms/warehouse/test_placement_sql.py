import pytest
from tests.rooms.warehouse.landed import HIGH, day


def chain(landed, *reasons, place="U6", **cells):
    """A child whose episodes start on the first of each month from May 2017, each for the reason given."""
    starts = [f"2017-{month:02d}-01" for month in range(5, 6 + len(reasons))]
    for reason, start, end in zip(reasons, starts, starts[1:], strict=False):
        landed.episode("1", start, end, reason, place=place, rec="X1", **cells)
    return landed.built().placement


def test_a_start_or_a_move_begins_a_placement_that_counts(landed):
    placements = chain(landed, "S", "P", "B", "S")
    assert [each.start_date.month for each in placements] == [5, 6, 7, 8]
    assert all(each.counts_for_stability and not each.carer_continues for each in placements)


def test_a_change_of_legal_status_alone_keeps_the_placement(landed):
    (placement,) = chain(landed, "S", "L", "L")
    assert (placement.start_date, placement.until_date) == (day("2017-05-01"), day("2017-08-01"))


@pytest.mark.parametrize("reason", ["T", "U"])
def test_a_change_of_placement_status_with_the_same_carer_is_a_row_that_does_not_count(landed, reason):
    first, second = chain(landed, "S", reason)
    assert (second.carer_continues, second.counts_for_stability, second.is_move) == (True, False, False)
    assert second.placement_start_date_same_carer == first.start_date
    assert (first.until_date, first.carer_until_date, second.carer_until_date) == (
        day("2017-06-01"),
        day("2017-07-01"),
        day("2017-07-01"),
    )


def test_the_stay_with_a_carer_runs_over_any_number_of_changes_until_the_next_move(landed):
    placements = chain(landed, "S", "P", "T", "L", "U", "B")
    assert [each.placement_start_date_same_carer for each in placements] == [
        day("2017-05-01"),
        day("2017-06-01"),
        day("2017-06-01"),
        day("2017-06-01"),
        day("2017-10-01"),
    ]
    assert [each.counts_for_stability for each in placements] == [True, True, False, False, True]


def test_an_episode_without_a_reason_is_taken_for_a_new_placement(landed):
    assert [each.is_move for each in chain(landed, "S", None)] == [False, False]


def test_same_carer_at_the_start_of_care_has_no_carer_to_continue(landed):
    (placement,) = chain(landed, "T")
    assert (placement.carer_continues, placement.counts_for_stability) == (False, True)


def test_a_new_period_of_care_starts_a_new_placement_and_is_no_move(landed):
    first, second = chain(landed, "S", "S")
    assert first.period_of_care_key != second.period_of_care_key
    assert (first.is_move, second.is_move) == (False, False)


def test_temporary_placements_do_not_count_for_stability(landed):
    for place in ("T0", "T1", "T2", "T3", "T4"):
        landed.episode(place, "2017-05-01", place=place)
    assert {(each.is_temporary, each.counts_for_stability) for each in landed.built().placement} == {(True, False)}


def test_adoption_by_the_present_foster_carer_does_not_count_as_a_change(landed):
    for place in ("A3", "A5", "A4", "A6", None):
        landed.episode(str(place), "2017-05-01", place=place)
    counted = {each.placement_type for each in landed.built().placement if each.counts_for_stability}
    assert counted == {"A4", "A6", None}


def test_a_stay_that_ends_on_its_first_day_does_not_count(landed):
    landed.episode("1", "2017-05-01", "2017-05-01", place="U6")
    landed.episode("2", "2017-05-01", "2017-05-02", place="U6")
    of_hours, of_a_day = sorted(landed.built().placement, key=lambda each: each.until_date)
    assert (of_hours.counts_for_stability, of_a_day.counts_for_stability) == (False, True)


def test_an_open_placement_counts(landed):
    (placement,) = landed.episode("1", "2017-05-01").built().placement
    assert (placement.until_date, placement.carer_until_date, placement.counts_for_stability) == (HIGH, HIGH, True)


def test_the_reason_for_leaving_is_that_of_the_episode_that_ended(landed):
    landed.episode("1", "2017-05-01", "2017-06-01", "S").episode(
        "1", "2017-06-01", "2017-07-01", "L", reason_place_change="CREQB"
    )
    landed.episode("1", "2017-07-01", None, "P")
    first, second = landed.built().placement
    assert (first.reason_place_change, second.reason_moved_from) == ("CREQB", "CREQB")
    assert (first.reason_moved_from, second.reason_place_change) == (None, None)
    assert second.is_move


def test_a_placement_has_the_facts_of_its_first_episode(landed):
    cells = {"place_provider": "PR1", "urn": "SC1", "pl_post": "AB1 2CD"}
    landed.episode("1", "2017-05-01", "2017-06-01", "S", **cells).episode(
        "1", "2017-06-01", None, "L", place="K2", urn="SC2"
    )
    (placement,) = landed.built().placement
    assert (placement.placement_type, placement.placement_provider) == ("U6", "PR1")
    assert (placement.urn, placement.placement_postcode, placement.reason_new_episode) == ("SC1", "AB1 2CD", "S")


def test_placements_of_short_breaks_are_marked(landed):
    landed.episode("1", "2017-05-01", ls="C2").episode("1", "2017-06-01", "2017-06-08", ls="V3", place="S1")
    assert [each.is_short_break for each in landed.built().placement] == [False, True]


def away_and_back(landed, after_place="U6", **after):
    """A child who is in hospital for a while after a month with a carer, and lives with whom `after` says from then on."""
    landed.episode("1", "2017-05-01", "2017-06-01", "S", rec="X1", place="U6", urn="SC1", pl_post="AB1 2CD")
    landed.episode("1", "2017-06-01", "2017-06-12", "P", rec="X1", place="T1")
    landed.episode("1", "2017-06-12", None, "P", place=after_place, **({"urn": "SC1", "pl_post": "AB1 2CD"} | after))
    return landed.built().placement


def test_going_away_for_a_while_and_coming_back_is_no_move_and_the_stay_goes_on(landed):
    placements = away_and_back(landed)
    assert [each.is_move for each in placements] == [False, False, False]
    assert [each.counts_for_stability for each in placements] == [True, False, False]
    assert {each.placement_start_date_same_carer for each in placements} == {day("2017-05-01")}


@pytest.mark.parametrize(
    "after", [{"after_place": "U4"}, {"urn": "SC2"}, {"pl_post": "AB1 2CE"}], ids=["kind", "number", "address"]
)
def test_going_on_elsewhere_after_a_temporary_placement_is_a_move(landed, after):
    last = away_and_back(landed, **after)[-1]
    assert (last.is_move, last.counts_for_stability) == (True, True)
    assert last.placement_start_date_same_carer == day("2017-06-12")


def settled_since(landed, *kinds):
    """Since when a child is settled in each of placements of these kinds, which start a month apart from May 2017."""
    starts = [f"2017-{month:02d}-01" for month in range(5, 6 + len(kinds))]
    for kind, start, end in zip(kinds, starts, starts[1:], strict=False):
        landed.episode("1", start, end, "S" if start == starts[0] else "P", rec="X1", place=kind)
    return [each.settled_since_date.month for each in landed.built().placement]


@pytest.mark.parametrize("kind", ["A3", "A4", "A5", "A6"])
def test_a_placement_for_adoption_counts_together_with_the_one_placement_before_it(landed, kind):
    assert settled_since(landed, "U6", "K2", kind) == [5, 6, 6]


def test_any_other_placement_counts_from_the_start_of_the_stay(landed):
    assert settled_since(landed, "U6", "K2", "P1") == [5, 6, 7]


def test_a_child_first_placed_for_adoption_has_no_placement_before_it(landed):
    assert settled_since(landed, "A6") == [5]


def test_a_foster_carer_who_adopts_is_the_placement_before(landed):
    landed.episode("1", "2016-05-01", "2017-05-01", "S", rec="X1", place="U6")
    landed.episode("1", "2017-05-01", "2017-06-01", "P", rec="X1", place="U5")
    landed.episode("1", "2017-06-01", None, "T", place="A5")
    assert [each.settled_since_date.year for each in landed.built().placement] == [2016, 2017, 2017]


def test_a_child_placed_for_adoption_who_is_away_for_a_while_is_settled_all_the_same(landed):
    assert settled_since(landed, "U6", "A6", "T1", "A6") == [5, 5, 5, 5]


def test_a_child_no_longer_placed_for_adoption_is_settled_since_the_stay_with_that_carer_began(landed):
    landed.episode("1", "2017-05-01", "2017-06-01", "S", rec="X1", place="U6")
    landed.episode("1", "2017-06-01", "2017-07-01", "P", rec="X1", place="A6").episode("1", "2017-07-01", None, "T")
    assert [each.settled_since_date.month for each in landed.built().placement] == [5, 5, 6]
