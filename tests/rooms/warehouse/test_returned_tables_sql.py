from tests.rooms.warehouse.landed import HIGH, Landed, day


def test_a_missing_spell_without_an_end_goes_on(landed):
    landed.add("missing", "1", mis_start=day("2017-05-01"), missing="M")
    landed.add("missing", "2", mis_start=day("2017-06-01"), mis_end=day("2017-06-01"), missing="A")
    found = [(each.missing_type, each.start_date, each.until_date) for each in landed.built().missing]
    assert found == [("M", day("2017-05-01"), HIGH), ("A", day("2017-06-01"), day("2017-06-01"))]


def test_a_deprivation_of_liberty_order_without_an_end_goes_on(landed):
    landed.add("deprivation_of_liberty", "1", dolo_start=day("2017-05-01"))
    landed.add("deprivation_of_liberty", "1", dolo_start=day("2017-06-01"), dolo_end=day("2017-07-01"))
    assert [each.until_date for each in landed.built().deprivation_of_liberty] == [HIGH, day("2017-07-01")]


def test_previous_permanence_keeps_a_date_that_is_partly_unknown(landed):
    landed.add("previous_permanence", "1", prev_perm="P1", la_perm="826", date_perm="ZZ/05/2011")
    (found,) = landed.built().previous_permanence
    assert (found.previous_permanence, found.order_authority, found.order_date_as_recorded) == (
        "P1",
        "826",
        "ZZ/05/2011",
    )
    assert (found.period, found.period_start, found.period_end) == ("2017-18", day("2017-04-01"), day("2018-03-31"))


def test_a_year_loaded_speaks_up_to_its_end_or_the_day_it_was_received(tmp_path):
    landed = Landed(tmp_path, 2017).year(2018, received=day("2018-11-30")).year(2018, received=day("2018-12-31"))
    found = {
        each.period: (each.period_start, each.period_end, each.cover_to) for each in landed.built().collection_year
    }
    assert found == {
        "2017-18": (day("2017-04-01"), day("2018-03-31"), day("2018-03-31")),
        "2018-19": (day("2018-04-01"), day("2019-03-31"), day("2018-12-31")),
    }


def test_the_data_date_is_the_last_day_any_file_can_speak_of(tmp_path):
    landed = Landed(tmp_path, 2017).year(2018, received=day("2018-11-30"))
    (facts,) = landed.built().build_facts
    assert (facts.authority, facts.data_date) == ("local", day("2018-11-30"))
