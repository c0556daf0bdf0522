"""The scan finds what was planted, in the unit it was planted in, and nothing where nothing was."""

import datetime as dt

import numpy as np
import pytest
from tests.rooms.anomalies.planted import LAST, MEASURE, usual, watched, with_jump
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.anomalies.explaining import explain, said
from sherwood.anomalies.gathering import months_to_watch
from sherwood.anomalies.judging import Judging
from sherwood.anomalies.scanning import scan
from sherwood.anomalies.words import amount, how_sure, month_in_words, sentence


@pytest.fixture(scope="module")
def jumped():
    return watched(with_jump)


@pytest.fixture(scope="module")
def found(jumped):
    _, _, months, series = jumped
    return scan(series, months).findings


def test_months_watched_are_whole_and_end_before_the_data_do():
    viewer = county_viewer()
    whole = months_to_watch(warehouse({}, LAST), viewer, 36)
    assert (whole[0].label, whole[-1].label, len(whole)) == ("2023-04", "2026-03", 36)
    assert months_to_watch(warehouse({}, LAST - dt.timedelta(days=1)), viewer, 36)[-1].label == "2026-02"
    assert months_to_watch(warehouse({}, LAST), viewer, 3, dt.date(2025, 12, 31))[0].label == "2025-10"


def test_every_level_is_gathered_and_teams_come_to_the_authority(jumped):
    series = {(each.level, each.unit): each for each in jumped[3]}
    assert {("authority", "authority"), ("service", "front"), ("team", "north"), ("team", "south")} <= series.keys()
    whole = series["authority", "authority"].numerator
    assert whole.tolist() == (series["team", "north"].numerator + series["team", "south"].numerator).tolist()
    assert whole[-1] == with_jump(35, "north") + with_jump(35, "south")


def test_a_quiet_county_has_no_findings():
    _, _, months, series = watched(usual)
    done = scan(series, months)
    assert done.findings == ()
    assert done.tested == len([each for each in series if np.nanmean(each.numerator) >= 5])


def test_an_empty_march_is_found_where_others_were_not_and_not_where_there_never_was_any():
    _, _, months, once = watched(lambda place, team: 0 if place == 35 else usual(place, team))
    assert {each.now for each in scan(once, months).findings} == {0}
    _, _, months, ever = watched(lambda place, team: 0 if place % 12 == 11 else usual(place, team))
    assert scan(ever, months).findings == ()


def test_a_planted_jump_is_found_where_it_is_and_above_but_not_beside(found):
    units = {each.watched.unit for each in found}
    assert {"south", "authority"} <= units
    assert "north" not in units
    south = next(each for each in found if each.watched.unit == "south")
    assert [month.label for month in south.months] == ["2026-01", "2026-02", "2026-03"]
    assert (south.side, south.tier, south.meaning) == (1, "digest", "change")
    assert south.now == pytest.approx(3 * south.usual, rel=0.1)
    assert south.children == pytest.approx(3 * (south.now - south.usual))


def test_the_planted_team_is_named_first_and_parts_add_up(jumped, found):
    reader, viewer, months, _ = jumped
    whole = next(each for each in found if each.watched.level == "authority")
    explained = explain(reader, CATALOGUE, viewer, whole, months)
    assert explained[0].dimension == "team"
    for each in explained:
        assert each.parts.total.sum() == pytest.approx(whole.now - whole.usual, abs=1e-9)
        assert each.change == pytest.approx(whole.now - whole.usual, abs=1e-9)
    words = said(whole, explained, "referrals")
    assert "south makes up" in words
    assert "north" not in words.split(".")[0]
    first = explained[0].to_json()["parts"][0]
    assert first["code"] == "south"
    assert first["rate"] == first["contribution"]


def test_an_even_change_is_said_to_be_even(jumped):
    reader, viewer, months, series = watched(lambda place, team: usual(place, team) * (3 if place >= 33 else 1))
    whole = next(each for each in scan(series, months).findings if each.watched.level == "authority")
    explained = explain(reader, CATALOGUE, viewer, whole, months)
    assert said(whole, explained, "referrals") == "No part stands out: the change is much the same everywhere."


def test_an_improvement_is_told_as_plainly_as_a_concern(found):
    south = next(each for each in found if each.watched.unit == "south")
    for better, side, meaning in (("higher", 1, "improvement"), ("lower", 1, "concern"), ("neither", 1, "change")):
        measure = south.watched.measure.model_copy(update={"better": better})
        told = type(south)(
            **{
                **vars(south),
                "side": side,
                "watched": type(south.watched)(**{**vars(south.watched), "measure": measure}),
            }
        )
        assert told.meaning == meaning
        words = sentence(told)
        assert ("Worth finding out what worked." in words) == (meaning == "improvement")
        assert ("Worth a conversation." in words) == (meaning == "concern")


def test_a_sentence_says_what_how_much_against_what_and_since_when(found):
    words = sentence(next(each for each in found if each.watched.unit == "south"))
    assert words.startswith("Referrals received (south) rose to ")
    assert "over 3 months to March 2026; before it was usually about 20 referrals." in words


@pytest.mark.parametrize("forbidden", ["significant", "outlier", "breach", "failing", "worst", "because", "sigma"])
def test_sentences_hold_no_verdict_and_no_jargon(found, forbidden):
    assert all(forbidden not in sentence(each).casefold() for each in found)


def test_rows_are_judged_rolled_up_and_known_again(jumped):
    reader, viewer, months, series = jumped
    done = scan(series, months)
    rows = Judging(reader, CATALOGUE, viewer, months, [MEASURE]).rows(done, {(MEASURE, "team", "south", "high")})
    by_unit = {row["unit"]: row for row in rows}
    assert by_unit["authority"]["part_of"] is None
    assert by_unit["south"]["part_of"] == by_unit["authority"]["id"]
    assert {row["unit"] for row in rows if row["status"] == "continuing"} == {"south"}
    assert {row["verdict"] for row in rows} == {"performance"}


def test_a_small_unit_and_a_small_change_are_not_judged():
    few = watched(lambda place, team: 2 + 3 * (place == 35))
    assert all(each.watched.level != "team" for each in scan(few[3], few[2]).findings)
    steady = watched(lambda place, team: 400 + place % 2 + (8 if place >= 30 else 0))
    assert scan(steady[3], steady[2]).findings == ()


def test_words_for_amounts_months_and_chance():
    assert amount(71.4, "per cent") == "71 per cent"
    assert amount(3.62, "per cent") == "3.6 per cent"
    assert amount(1234.0, "contacts") == "1,234 contacts"
    assert amount(2.5, "days") == "2.5 days"
    assert month_in_words("2026-10") == "October 2026"
    assert how_sure(0.5) == "by chance about once in 2 months"
    assert how_sure(1 / 1200) == "by chance about once in 100 years"
    assert how_sure(0.0) == how_sure(1e-15) == "by chance hardly ever"


def test_months_without_any_record_are_records_that_have_not_come_and_no_fall():
    reader, viewer, months, series = watched(lambda place, team: usual(place, team) if place < 34 else 0)
    rows = Judging(reader, CATALOGUE, viewer, months, [MEASURE]).rows(scan(series, months), set())
    assert {row["kind"] for row in rows} == {"data_outage"}
    assert all("may not have come yet" in row["sentence"] for row in rows if row["details"].get("chart"))
