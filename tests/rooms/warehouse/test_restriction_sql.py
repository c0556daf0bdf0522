from tests.rooms.warehouse.landed import day


def restricted_from(landed):
    return [(each.reason, each.from_date, each.source_row) for each in landed.built().restriction]


def test_a_child_with_no_step_to_adoption_is_not_restricted(landed):
    assert restricted_from(landed.episode("1", "2017-05-01", "2017-06-01", rec="E4A")) == []


def test_an_adoption_decision_restricts_from_its_day(landed):
    landed.add("placed_adoption", "1", date_placed=day("2017-05-01"), date_placed_ceased=day("2017-06-01"))
    assert restricted_from(landed) == [("adoption", day("2017-05-01"), "placed_adoption-2017-18:2")]


def test_the_decision_on_the_adopters_row_restricts(landed):
    assert restricted_from(landed.add("ad1", "1", date_int=day("2017-05-01")))[0][1] == day("2017-05-01")


def test_a_placement_order_or_placement_for_adoption_restricts_from_the_episodes_start(landed):
    steps = [{"ls": "E1"}, *({"place": place} for place in ("A3", "A4", "A5", "A6"))]
    for number, cells in enumerate(steps):
        child = str(number)
        landed.episode(child, "2016-05-01", "2017-05-01").episode(child, "2017-05-01", None, "B", **cells)
    assert restricted_from(landed) == [
        ("adoption", day("2017-05-01"), f"episodes-2017-18:{line}") for line in sorted((3, 5, 7, 9, 11), key=str)
    ]


def test_an_adoption_order_restricts_from_its_day(landed):
    for reason in ("E11", "E12", "E13"):
        landed.episode(reason, "2016-05-01", "2017-05-01", rec=reason)
    assert [row[1] for row in restricted_from(landed)] == [day("2017-05-01")] * 2


def test_an_adoption_reason_without_an_end_restricts_nothing_yet(landed):
    assert restricted_from(landed.episode("1", "2016-05-01", None, rec="E11")) == []


def test_the_earliest_of_all_steps_counts(landed):
    landed.add("placed_adoption", "1", date_placed=day("2016-09-01"))
    landed.episode("1", "2016-05-01", "2016-07-01", ls="E1").episode(
        "1", "2016-07-01", "2017-05-01", "P", place="A6", rec="E11"
    )
    assert [row[1] for row in restricted_from(landed)] == [day("2016-05-01")]


def test_a_step_without_a_day_restricts_nothing(landed):
    assert restricted_from(landed.add("ad1", "1", date_int=None)) == []
