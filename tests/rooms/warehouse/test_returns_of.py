"""What of a spell stands in a year's return: what touches the year, as it stood on the last day, to the day."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import HIGH_DATE, warehouse

from sherwood.definitions.catalogue import load_catalogue
from sherwood.vocabulary.periods import collection_year
from sherwood.warehouse.returns_of import RETURNS
from sherwood.warehouse.sql_files import sql_files

LAST_DAY = dt.date(2025, 3, 31)
YEAR = collection_year(LAST_DAY)
FIRST_DAY = YEAR.first_day
DAY = dt.timedelta(days=1)
LONG_AGO = dt.date(2020, 1, 1)
CHILD = {"person_key": "a", "source_id": "101", "birth_date": dt.date(2012, 5, 4), "sex": "F", "upn": "UN1"}


def rows(feed, name, last_day=LAST_DAY, **tables):
    """The rows of one table of a return, made of these rows of the warehouse and one child."""
    file = sql_files(RETURNS / feed)[name]
    asked = {"first_day": FIRST_DAY, "last_day": last_day, "period": YEAR.label}
    reader = warehouse({"person": [CHILD], **tables}, LAST_DAY + 400 * DAY)
    return reader.select(file.select, {key: value for key, value in asked.items() if f"${key}" in file.text}).dicts()


def episode(start=LONG_AGO, end=HIGH_DATE, **more):
    return {"person_key": "a", "start_date": start, "end_date": end, "until_date": end, "reason_ceased": "E4A", **more}


def episodes(*spells, last_day=LAST_DAY):
    return rows("ssda903", "episodes", last_day, episode=list(spells))


@pytest.mark.parametrize(
    ("start", "end", "stands"),
    [
        (LONG_AGO, FIRST_DAY - DAY, False),
        (LONG_AGO, FIRST_DAY, True),
        (LAST_DAY, HIGH_DATE, True),
        (LAST_DAY + DAY, HIGH_DATE, False),
        (LONG_AGO, HIGH_DATE, True),
    ],
)
def test_an_episode_stands_where_it_touches_the_year(start, end, stands):
    assert bool(episodes(episode(start, end))) is stands


@pytest.mark.parametrize(("end", "told"), [(LAST_DAY, True), (LAST_DAY + DAY, False)])
def test_an_end_after_the_last_day_had_not_come_nor_had_its_reason(end, told):
    (row,) = episodes(episode(LONG_AGO, end))
    assert (row["dec"], row["rec"]) == ((end, "E4A") if told else (None, None))


def test_a_return_of_an_earlier_day_knows_no_more_than_that_day():
    day = dt.date(2024, 9, 30)
    assert episodes(episode(day + DAY), last_day=day) == []
    (row,) = episodes(episode(LONG_AGO, day + DAY), last_day=day)
    assert row["dec"] is None


@pytest.mark.parametrize(("day", "stands"), [(FIRST_DAY - DAY, 0), (FIRST_DAY, 1), (LAST_DAY, 1), (LAST_DAY + DAY, 0)])
def test_a_review_stands_in_the_year_it_was_held(day, stands):
    held = {"person_key": "a", "review_date": day, "participation": "PN1"}
    assert len(rows("ssda903", "reviews", review=[held])) == stands


def test_a_review_without_the_childs_part_in_it_has_no_code_in_the_return():
    held = {"person_key": "a", "review_date": LAST_DAY, "participation": None}
    assert rows("ssda903", "reviews", review=[held]) == []


def test_who_is_not_back_on_the_last_day_has_no_end():
    away = {"person_key": "a", "start_date": LAST_DAY, "until_date": LAST_DAY + DAY, "missing_type": "M"}
    care = {"person_key": "a", "start_date": LONG_AGO}
    (row,) = rows("ssda903", "missing", missing=[away], period_of_care=[care])
    assert (row["mis_start"], row["mis_end"]) == (LAST_DAY, None)


@pytest.mark.parametrize(
    ("start", "end", "stands"),
    [
        (LAST_DAY, HIGH_DATE, True),
        (LAST_DAY + DAY, HIGH_DATE, False),
        (LONG_AGO, LAST_DAY, True),
        (LONG_AGO, LAST_DAY - DAY, False),
    ],
)
def test_only_a_child_looked_after_on_its_first_day_is_missing_from_placement(start, end, stands):
    away = {"person_key": "a", "start_date": LAST_DAY, "until_date": LAST_DAY, "missing_type": "M"}
    care = {"person_key": "a", "start_date": start, "end_date": end, "until_date": end}
    assert bool(rows("ssda903", "missing", missing=[away], period_of_care=[care])) is stands


def referral(day=LONG_AGO, close=HIGH_DATE, *, nfa=False):
    return {
        "person_key": "a",
        "referral_date": day,
        "close_date": close,
        "close_reason": "RC8",
        "is_no_further_action": nfa,
    }


@pytest.mark.parametrize(
    ("case", "stands"),
    [
        (referral(LONG_AGO, FIRST_DAY - DAY), 0),
        (referral(LONG_AGO, FIRST_DAY), 1),
        (referral(LAST_DAY), 1),
        (referral(LAST_DAY + DAY), 0),
        (referral(FIRST_DAY, nfa=True), 1),
        (referral(FIRST_DAY - DAY, nfa=True), 0),
    ],
)
def test_a_case_stands_while_it_is_open_and_one_over_at_once_in_its_own_year(case, stands):
    assert len(rows("cin_census", "cin_details", referral=[case], initial_conference=[])) == stands


def test_an_assessment_authorised_after_the_last_day_is_in_progress_without_factors():
    held = {"person_key": "a", "assessment_key": "a:1", "referral_date": LONG_AGO, "start_date": FIRST_DAY}
    late = {**held, "authorised_date": LAST_DAY + DAY}
    found = {"assessment_key": "a:1", "person_key": "a", "factor": "3B"}
    (row,) = rows("cin_census", "assessments", referral=[referral()], assessment=[late])
    assert row["authorised_date"] is None
    assert (
        rows("cin_census", "assessment_factors", referral=[referral()], assessment=[late], assessment_factor=[found])
        == []
    )
    in_time = {**held, "authorised_date": LAST_DAY}
    told = rows(
        "cin_census", "assessment_factors", referral=[referral()], assessment=[in_time], assessment_factor=[found]
    )
    assert [each["factor"] for each in told] == ["3B"]


@pytest.mark.parametrize(("until", "told"), [(LAST_DAY, "true"), (LAST_DAY + DAY, "false")])
def test_that_no_conference_is_wanted_is_known_at_the_end_of_the_enquiry(until, told):
    enquiry = {"person_key": "a", "referral_date": LONG_AGO, "start_date": FIRST_DAY, "until_date": until}
    enquiry |= {"is_conference_not_required": True, "conference_due_date": FIRST_DAY}
    (row,) = rows("cin_census", "section_47", referral=[referral()], section_47=[enquiry])
    assert row["conference_not_required"] == told
    assert (row["conference_target_date"] is None) is (told == "true")


def test_a_child_of_whom_no_disability_is_recorded_has_none():
    (row,) = rows("cin_census", "disabilities", referral=[referral()], disability=[])
    assert row["disability"] == "NONE"


@pytest.mark.parametrize("feed", ["ssda903", "cin_census"])
def test_every_column_is_one_of_the_return(feed):
    years = load_catalogue().feed(feed).years.values()
    declared = {
        name: {column for year in years for column in year.tables.get(name, table).columns}
        for year in years
        for name, table in year.tables.items()
    }
    for name, file in sql_files(RETURNS / feed).items():
        selected = {each.alias_or_name for each in file.select.expressions}
        assert selected <= declared[name], name
        assert set(next(iter(years)).tables[name].key if name in next(iter(years)).tables else ()) <= selected
