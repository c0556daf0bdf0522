from tests.rooms.warehouse.landed import HIGH, day


def spells(built):
    return [(each.legal_status, each.start_date, each.until_date) for each in built.legal_status]


def test_a_move_under_the_same_legal_status_does_not_break_its_spell(landed):
    landed.episode("1", "2017-05-01", "2017-07-01", ls="C2").episode("1", "2017-07-01", None, "P", ls="C2")
    assert spells(landed.built()) == [("C2", day("2017-05-01"), HIGH)]


def test_a_change_of_legal_status_ends_one_spell_and_starts_the_next(landed):
    landed.episode("1", "2017-05-01", "2017-07-01", ls="V2").episode("1", "2017-07-01", "2017-08-01", "L", ls="C1")
    assert spells(landed.built()) == [
        ("V2", day("2017-05-01"), day("2017-07-01")),
        ("C1", day("2017-07-01"), day("2017-08-01")),
    ]


def test_a_status_that_comes_back_is_a_new_spell(landed):
    landed.episode("1", "2017-05-01", "2017-06-01", ls="C1").episode("1", "2017-06-01", "2017-07-01", "L", ls="E1")
    landed.episode("1", "2017-07-01", None, "L", ls="C1")
    assert [spell[0] for spell in spells(landed.built())] == ["C1", "E1", "C1"]


def test_the_same_status_in_a_new_period_of_care_is_a_new_spell(landed):
    landed.episode("1", "2017-05-01", "2017-06-01", ls="V2", rec="E4A").episode("1", "2017-06-01", None, "S", ls="V2")
    assert len(spells(landed.built())) == 2


def test_a_status_not_recorded_is_a_spell_too(landed):
    landed.episode("1", "2017-05-01", "2017-06-01", ls=None).episode("1", "2017-06-01", "2017-07-01", "P", ls=None)
    landed.episode("1", "2017-07-01", None, "L", ls="C1")
    assert spells(landed.built()) == [(None, day("2017-05-01"), day("2017-07-01")), ("C1", day("2017-07-01"), HIGH)]
