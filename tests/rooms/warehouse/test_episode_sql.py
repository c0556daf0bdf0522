from tests.rooms.warehouse.landed import HIGH, day


def test_an_episode_without_an_end_is_open_to_the_high_date(landed):
    (episode,) = landed.episode("1", "2017-05-01").built().episode
    assert (episode.end_date, episode.until_date, episode.next_start_date) == (HIGH, HIGH, HIGH)


def test_an_episode_runs_until_it_ends_or_the_next_starts_whichever_is_first(landed):
    landed.episode("1", "2017-05-01", "2017-09-01").episode("1", "2017-07-01", "2017-08-01", "P")
    first, second = landed.built().episode
    assert (first.end_date, first.until_date) == (day("2017-09-01"), day("2017-07-01"))
    assert second.until_date == day("2017-08-01")


def test_an_open_episode_followed_by_another_is_cut_at_its_start(landed):
    landed.episode("1", "2017-05-01").episode("1", "2017-07-01", None, "P")
    first, second = landed.built().episode
    assert (first.end_date, first.until_date, second.until_date) == (HIGH, day("2017-07-01"), HIGH)


def test_episodes_stand_in_order_of_start_whatever_their_lines(landed):
    landed.episode("1", "2017-07-01", None, "P").episode("1", "2017-05-01", "2017-07-01")
    assert [(each.start_date, each.sequence) for each in landed.built().episode] == [
        (day("2017-05-01"), 1),
        (day("2017-07-01"), 2),
    ]


def test_children_do_not_cut_each_other(landed):
    landed.episode("1", "2017-05-01").episode("2", "2017-06-01")
    assert {each.until_date for each in landed.built().episode} == {HIGH}


def test_short_breaks_are_ordered_among_themselves(landed):
    landed.episode("1", "2017-05-01", ls="V2").episode("1", "2017-06-01", "2017-06-08", ls="V4")
    ordinary, short_break = landed.built().episode
    assert ordinary.until_date == HIGH
    assert (short_break.is_short_break, short_break.until_date) == (True, day("2017-06-08"))
    assert short_break.period_of_care_key != ordinary.period_of_care_key


def test_both_short_break_codes_are_short_breaks_and_nothing_else_is(landed):
    for number, status in enumerate(("V2", "V3", "V4", "C1", None)):
        landed.episode(str(number), "2017-05-01", ls=status)
    assert [each.is_short_break for each in landed.built().episode] == [False, True, True, False, False]


def test_an_episode_that_ends_before_it_starts_keeps_its_dates_and_stands_on_no_day(landed):
    (episode,) = landed.episode("1", "2017-05-10", "2017-05-01").built().episode
    assert (episode.start_date, episode.until_date) == (day("2017-05-10"), day("2017-05-01"))


def test_every_cell_of_the_return_is_carried(landed):
    cells = {
        "ls": "C1",
        "cin": "N5",
        "place": "U4",
        "place_provider": "PR4",
        "rec": "X1",
        "reason_place_change": "CREQB",
        "home_post": "AB1 2CD",
        "pl_post": "EF3 4GH",
        "urn": "SC12345",
    }
    (episode,) = landed.episode("1", "2017-05-01", "2017-06-01", "B", **cells).built().episode
    assert (episode.legal_status, episode.category_of_need, episode.placement_type) == ("C1", "N5", "U4")
    assert (episode.placement_provider, episode.reason_ceased, episode.reason_place_change) == ("PR4", "X1", "CREQB")
    assert (episode.home_postcode, episode.placement_postcode, episode.urn) == ("AB1 2CD", "EF3 4GH", "SC12345")
    assert (episode.authority, episode.feed, episode.reason_new_episode) == ("local", "ssda903", "B")
    assert episode.source_row == "episodes-2017-18:2"
