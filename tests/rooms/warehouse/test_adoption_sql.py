import pytest
from tests.rooms.warehouse.landed import HIGH, day


def adopted(landed, **adopters):
    """A child in foster care from May 2015, under a placement order from May 2016, placed in May 2017, adopted."""
    landed.episode("1", "2015-05-01", "2016-05-01", "S", rec="X1", place="U5")
    landed.episode("1", "2016-05-01", "2017-05-01", "L", rec="X1", place="U5", ls="E1")
    landed.episode(
        "1", "2017-05-01", "2018-02-28", adopters.pop("why", "P"), rec=adopters.pop("rec", "E11"), ls="E1", place="A6"
    )
    return landed.add("ad1", "1", **adopters) if adopters else landed


def test_the_steps_of_an_adoption_stand_in_one_row(landed):
    landed = adopted(landed, date_int=day("2016-03-01"), date_match=day("2017-04-01"), foster_care="0")
    (steps,) = landed.built().adoption_timeline
    assert (steps.care_start_date, steps.decision_date) == (day("2015-05-01"), day("2016-03-01"))
    assert (steps.placement_order_date, steps.match_date) == (day("2016-05-01"), day("2017-04-01"))
    assert (steps.placed_date, steps.order_date) == (day("2017-05-01"), day("2018-02-28"))
    assert (steps.adjusted_placed_date, steps.is_adopted_by_foster_carer) == (day("2017-05-01"), False)


@pytest.mark.parametrize("why", ["T", "U"])
def test_an_adoption_by_the_foster_carer_stops_at_the_start_of_the_stay_with_that_carer(landed, why):
    (steps,) = adopted(landed, foster_care="1", why=why).built().adoption_timeline
    assert (steps.placed_date, steps.adjusted_placed_date) == (day("2017-05-01"), day("2015-05-01"))


def test_a_foster_carers_adoption_recorded_as_a_move_stops_at_the_placement(landed):
    (steps,) = adopted(landed, foster_care="1", why="P").built().adoption_timeline
    assert steps.adjusted_placed_date == day("2017-05-01")


def placed_twice(landed, *last, **adopters):
    """A child in care from January 2014, placed for adoption a year later and back in five months, and then as `last` says."""
    landed.episode("1", "2014-01-01", "2015-01-01", "S", rec="X1")
    landed.episode("1", "2015-01-01", "2015-06-01", "P", rec="X1", place="A6")
    landed.episode("1", "2015-06-01", "2016-06-01", "P", rec="X1")
    for start, end, why, place in last:
        landed.episode("1", start, end, why, rec="X1" if end < "2017-06-01" else "E11", place=place)
    (steps,) = landed.add("ad1", "1", **{"foster_care": "0"} | adopters).built().adoption_timeline
    return steps


def test_a_placement_for_adoption_that_broke_down_is_passed_over_for_the_family_who_adopted(landed):
    steps = placed_twice(landed, ("2016-06-01", "2017-06-01", "P", "A6"))
    assert (steps.placed_date - steps.care_start_date).days == 882
    assert steps.adjusted_placed_date == steps.placed_date == day("2016-06-01")


def test_a_change_of_status_with_the_family_who_adopted_places_the_child_no_second_time(landed):
    steps = placed_twice(landed, ("2016-06-01", "2016-09-01", "P", "A6"), ("2016-09-01", "2017-06-01", "L", "A4"))
    assert steps.placed_date == day("2016-06-01")


def test_a_foster_carer_who_adopts_after_a_placement_broke_down_counts_from_the_stay_with_that_carer(landed):
    last = ("2016-06-01", "2016-09-01", "P", "U5"), ("2016-09-01", "2017-06-01", "T", "A5")
    steps = placed_twice(landed, *last, foster_care="1")
    assert (steps.placed_date, steps.adjusted_placed_date) == (day("2016-09-01"), day("2016-06-01"))


def test_an_order_from_a_stay_that_was_not_for_adoption_has_no_placed_day(landed):
    steps = placed_twice(landed, ("2016-06-01", "2017-06-01", "P", "U4"))
    assert (steps.placed_date, steps.adjusted_placed_date) == (None, None)


def test_without_an_adopters_row_the_decision_is_the_latest_before_the_order(landed):
    for decided in ("2015-12-01", "2016-02-01", "2018-03-01"):
        landed.add("placed_adoption", "1", date_placed=day(decided))
    (steps,) = adopted(landed).built().adoption_timeline
    assert (steps.decision_date, steps.match_date, steps.is_adopted_by_foster_carer) == (day("2016-02-01"), None, False)


def test_only_adoption_orders_end_a_period_of_care_in_adoption(landed):
    for month, reason in enumerate(("E11", "E12", "E13", "E4A", None), start=1):
        landed.episode(str(reason), f"2017-{month:02d}-01", "2017-09-01", rec=reason)
    assert {each.care_start_date.month for each in landed.built().adoption_timeline} == {1, 2}


def test_a_child_with_an_adoption_reason_but_no_end_is_not_adopted_yet(landed):
    assert landed.episode("1", "2017-05-01", None, rec="E11").built().adoption_timeline == []


def test_an_adoption_never_placed_has_no_placed_day(landed):
    (steps,) = (
        landed.episode("1", "2017-05-01", "2017-09-01", rec="E12")
        .add("ad1", "1", foster_care="1")
        .built()
        .adoption_timeline
    )
    assert (steps.placed_date, steps.adjusted_placed_date, steps.placement_order_date) == (None, None, None)


def test_short_breaks_do_not_end_in_adoption(landed):
    assert landed.episode("1", "2017-05-01", "2017-06-01", ls="V4", rec="E11").built().adoption_timeline == []


def test_the_latest_years_adopters_stand(landed):
    adopted(landed, foster_care="0", date_match=day("2017-01-01"))
    landed.year(2018).add("ad1", "1", foster_care="1", date_match=day("2017-02-01"))
    (steps,) = landed.built().adoption_timeline
    assert (steps.match_date, steps.is_adopted_by_foster_carer) == (day("2017-02-01"), True)


def test_adopters_are_carried_as_returned(landed):
    landed.add("ad1", "1", date_int=day("2016-03-01"), foster_care="1", nb_adoptr="2", sex_adoptr="MF", ls_adoptr="L11")
    (adopters,) = landed.built().adoption
    assert (adopters.number_of_adopters, adopters.sex_of_adopters, adopters.legal_status_of_adopters) == (
        "2",
        "MF",
        "L11",
    )
    assert (adopters.is_adopted_by_foster_carer, adopters.decision_date, adopters.match_date) == (
        True,
        day("2016-03-01"),
        None,
    )


def test_a_decision_stands_until_it_is_reversed(landed):
    landed.add("placed_adoption", "1", date_placed=day("2017-05-01"))
    landed.add(
        "placed_adoption",
        "2",
        date_placed=day("2017-05-01"),
        date_placed_ceased=day("2017-08-01"),
        reason_placed_ceased="RD3",
    )
    found = sorted((each.ceased_date, each.reason_ceased or "") for each in landed.built().adoption_decision)
    assert found == [(day("2017-08-01"), "RD3"), (HIGH, "")]
