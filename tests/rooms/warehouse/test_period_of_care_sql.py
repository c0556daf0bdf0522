from tests.rooms.warehouse.landed import HIGH, day


def test_episodes_without_a_gap_are_one_period_of_care(landed):
    landed.episode("1", "2017-05-01", "2017-07-01", rec="X1").episode("1", "2017-07-01", None, "P")
    built = landed.built()
    (period,) = built.period_of_care
    assert (period.start_date, period.end_date, period.until_date) == (day("2017-05-01"), HIGH, HIGH)
    assert {each.period_of_care_key for each in built.episode} == {period.period_of_care_key}


def test_a_period_of_care_carries_the_last_episodes_reason_and_the_firsts_facts(landed):
    landed.episode("1", "2017-05-01", "2017-07-01", rec="X1", ls="C1", place="U6", cin="N3")
    landed.episode("1", "2017-07-01", "2017-09-01", "B", rec="E4A", ls="C2", place="K2", cin="N1")
    (period,) = landed.built().period_of_care
    assert (period.reason_ceased, period.until_date) == ("E4A", day("2017-09-01"))
    assert (period.first_legal_status, period.first_placement_type, period.first_category_of_need) == ("C1", "U6", "N3")
    assert period.source_row == "episodes-2017-18:2"


def test_a_gap_of_a_day_starts_a_new_period_of_care_whatever_the_reason(landed):
    landed.episode("1", "2017-05-01", "2017-07-01").episode("1", "2017-07-02", None, "P")
    first, second = landed.built().period_of_care
    assert (first.next_start_date, second.next_start_date) == (day("2017-07-02"), HIGH)


def test_starting_to_be_looked_after_on_the_day_the_last_period_ended_is_a_return_to_care(landed):
    landed.episode("1", "2017-05-01", "2017-07-01", rec="E4A").episode("1", "2017-07-01", None, "S")
    first, second = landed.built().period_of_care
    assert (first.until_date, first.next_start_date) == (day("2017-07-01"), second.start_date)


def test_a_second_start_while_the_first_episode_is_open_ends_the_first_period(landed):
    landed.episode("1", "2017-05-01").episode("1", "2017-08-01")
    first, second = landed.built().period_of_care
    assert (first.end_date, first.until_date, first.reason_ceased) == (HIGH, day("2017-08-01"), None)
    assert second.until_date == HIGH


def test_overlapping_episodes_stay_in_one_period_of_care(landed):
    landed.episode("1", "2017-05-01", "2017-12-01").episode("1", "2017-06-01", "2017-07-01", "P")
    (period,) = landed.built().period_of_care
    assert (period.start_date, period.until_date) == (day("2017-05-01"), day("2017-07-01"))


def test_the_first_episode_starts_a_period_even_if_its_reason_says_otherwise(landed):
    (period,) = landed.episode("1", "2017-05-01", None, "L").built().period_of_care
    assert period.start_date == day("2017-05-01")


def test_short_breaks_form_periods_of_care_of_their_own(landed):
    landed.episode("1", "2017-05-01", "2017-07-01", ls="V2", rec="E4A").episode(
        "1", "2017-06-01", "2017-06-10", ls="V4"
    )
    landed.episode("1", "2017-10-01", None, ls="C1")
    periods = {(each.is_short_break, each.start_date): each for each in landed.built().period_of_care}
    assert set(periods) == {(False, day("2017-05-01")), (True, day("2017-06-01")), (False, day("2017-10-01"))}
    assert periods[False, day("2017-05-01")].next_start_date == day("2017-10-01")
    assert periods[True, day("2017-06-01")].next_start_date == HIGH


def test_a_spell_over_three_collection_years_is_one_period_of_care(landed):
    landed.episode("1", "2015-05-01", "2017-07-01", rec="X1")
    landed.year(2018).episode("1", "2017-07-01", "2019-01-15", "P", rec="X1")
    landed.year(2019).episode("1", "2019-01-15", "2020-02-29", "P", rec="E11")
    (period,) = landed.built().period_of_care
    assert (period.start_date, period.until_date, period.reason_ceased) == (day("2015-05-01"), day("2020-02-29"), "E11")


def test_the_key_is_the_person_and_the_first_day_so_that_later_files_leave_it_alone(landed):
    landed.episode("1", "2017-05-01", "2017-07-01", rec="X1")
    before = landed.built().period_of_care[0].period_of_care_key
    after = landed.year(2018).episode("1", "2017-07-01", None, "P").built().period_of_care[0].period_of_care_key
    assert before == after
    assert before.endswith(":2017-05-01")
