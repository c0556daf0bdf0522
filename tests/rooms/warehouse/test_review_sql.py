from tests.rooms.warehouse.landed import HIGH, day


def review(landed, child, *dates, **cells):
    for date in dates:
        landed.add("reviews", child, review=day(date), **cells)
    return landed


def due(landed):
    rows = landed.built().review_due
    return [(each.sequence, each.rule, each.clock_date, each.due_date, each.held_date) for each in rows]


def test_reviews_on_one_day_count_once_and_the_later_line_stands(landed):
    landed.episode("1", "2017-05-01")
    review(landed, "1", "2017-05-20", review_code="PN7")
    review(landed, "1", "2017-05-20", review_code="PN1")
    (held,) = landed.built().review
    assert (held.participation, held.source_row) == ("PN1", "reviews-2017-18:3")


def test_a_review_on_the_first_day_of_care_belongs_to_the_period_and_one_on_the_last_does_not(landed):
    landed.episode("1", "2017-05-01", "2017-09-01", rec="E4A")
    review(landed, "1", "2017-04-30", "2017-05-01", "2017-08-31", "2017-09-01")
    found = {each.review_date: each.period_of_care_key is not None for each in landed.built().review}
    assert found == {
        day("2017-04-30"): False,
        day("2017-05-01"): True,
        day("2017-08-31"): True,
        day("2017-09-01"): False,
    }


def test_a_review_during_short_breaks_belongs_to_no_ordinary_period(landed):
    landed.episode("1", "2017-05-01", ls="V4")
    built = review(landed, "1", "2017-05-20").built()
    assert built.review[0].period_of_care_key is None
    assert built.review_due == []


def test_a_review_of_a_child_without_episodes_is_kept(landed):
    (held,) = review(landed, "9", "2017-05-20").built().review
    assert held.period_of_care_key is None


def test_the_first_review_is_due_after_twenty_working_days_and_pending_until_held(landed):
    landed.episode("1", "2017-06-01")
    assert due(landed) == [(1, "first", day("2017-06-01"), day("2017-06-29"), HIGH)]


def test_bank_holidays_put_the_first_review_off(landed):
    landed.episode("1", "2019-12-02").episode("2", "2020-04-09").episode("3", "2019-11-30")
    assert {row[2]: row[3] for row in due(landed)} == {
        day("2019-12-02"): day("2020-01-02"),
        day("2020-04-09"): day("2020-05-12"),
        day("2019-11-30"): day("2019-12-31"),
    }


def test_the_second_is_due_three_months_after_the_first_and_later_ones_six_months_apart(landed):
    landed.episode("1", "2017-06-01")
    review(landed, "1", "2017-06-20", "2017-09-25", "2018-02-28")
    assert due(landed) == [
        (1, "first", day("2017-06-01"), day("2017-06-29"), day("2017-06-20")),
        (2, "second", day("2017-06-20"), day("2017-09-20"), day("2017-09-25")),
        (3, "later", day("2017-09-25"), day("2018-03-25"), day("2018-02-28")),
        (4, "later", day("2018-02-28"), day("2018-08-28"), HIGH),
    ]


def test_months_that_lack_the_day_end_on_their_last(landed):
    landed.episode("1", "2019-08-05")
    review(landed, "1", "2019-08-31", "2019-11-30")
    assert [row[3] for row in due(landed)] == [day("2019-09-03"), day("2019-11-30"), day("2020-05-30")]


def test_a_new_period_of_care_starts_again_at_twenty_working_days_and_a_move_does_not(landed):
    landed.episode("1", "2017-06-01", "2017-07-01", rec="X1").episode("1", "2017-07-01", "2017-09-01", "P", rec="E4A")
    landed.episode("1", "2018-02-01")
    review(landed, "1", "2017-06-20")
    assert sorted((row[3], row[1]) for row in due(landed)) == [
        (day("2017-06-29"), "first"),
        (day("2017-09-20"), "second"),
        (day("2018-03-01"), "first"),
    ]


def test_a_period_that_has_ended_says_when_so_that_its_pending_review_can_be_left_out(landed):
    landed.episode("1", "2017-06-01", "2017-06-10", rec="E4A")
    (pending,) = landed.built().review_due
    assert (pending.until_date, pending.held_date) == (day("2017-06-10"), HIGH)


def test_a_clock_older_than_the_rule_is_measured_by_the_rule(landed):
    landed.episode("1", "2009-06-01")
    assert due(landed) == [(1, "first", day("2009-06-01"), day("2009-06-29"), HIGH)]


def test_a_start_outside_the_working_day_calendar_is_given_four_weeks(landed):
    landed.episode("1", "1905-06-01")
    assert due(landed)[0][3] == day("1905-06-29")


def test_a_review_due_before_the_files_begin_may_have_been_held_then_and_the_next_was_due_six_months_on(landed):
    landed.loaded("ssda903", "reviews", since="2017-04-01")
    landed.episode("1", "2017-03-03").episode("2", "2017-03-06")
    rows = review(landed, "1", "2017-09-30").built().review_due
    assert sorted((row.due_date, row.latest_due_date) for row in rows) == [
        (day("2017-03-31"), day("2017-09-30")),
        (day("2017-04-03"), day("2017-04-03")),
        (day("2017-12-30"), day("2017-12-30")),
    ]


def test_where_a_file_tells_everything_a_review_is_due_when_it_is_due(landed):
    landed.loaded("ssda903", "reviews", since="2017-04-01").loaded("ssd", "cla_reviews")
    (row,) = landed.episode("1", "2017-03-03").built().review_due
    assert row.latest_due_date == day("2017-03-31")


def test_a_child_placed_for_adoption_on_the_day_is_marked(landed):
    landed.episode("1", "2017-06-01", "2017-08-01", rec="X1").episode("1", "2017-08-01", None, "P", place="A6", ls="E1")
    review(landed, "1", "2017-06-20", "2017-08-01")
    marks = [(each.sequence, each.is_placed_for_adoption) for each in landed.built().review_due]
    assert marks == [(1, False), (2, True), (3, True)]
