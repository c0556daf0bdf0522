"""What the one entrance answers: periods, days not yet known, breakdowns, filters, words, and who may ask."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, HIGH_DATE, county_viewer, warehouse

from sherwood.access import AuditNotWritten, NotAllowed
from sherwood.access.trail import NoTrail
from sherwood.measures import UnknownChoice, children, evaluate, scope_words, value_of

DATA_DATE = dt.date(2018, 3, 15)


def spell(key, start, until=HIGH_DATE, **more):
    return {"person_key": key, "start_date": start, "until_date": until, **more}


def episodes(*rows, data_date=DATA_DATE, **tables):
    return warehouse({"episode": list(rows), **tables}, data_date)


def values(reader, measure="cla_open", **asked):
    return {point.period: point.value for point in evaluate(reader, CATALOGUE, measure, county_viewer(), **asked).rows}


ASH = {"team_id": "t1", "team_name": "Ash", "service_id": "s1", "service_name": "Care"}
OPEN = spell("a", dt.date(2018, 1, 31))


def test_a_stock_is_counted_on_the_last_day_of_each_period():
    reader = episodes(OPEN)
    found = values(reader, date_from=dt.date(2017, 12, 1), date_to=dt.date(2018, 2, 28), grain="month")
    assert found == {"2017-12": 0, "2018-01": 1, "2018-02": 1}


def test_the_present_period_is_taken_to_the_data_date_and_later_ones_are_not_shown():
    reader = episodes(spell("a", dt.date(2018, 3, 15)), spell("b", dt.date(2018, 3, 16)))
    found = values(reader, date_from=dt.date(2018, 2, 1), date_to=dt.date(2018, 12, 31), grain="month")
    assert found == {"2018-02": 0, "2018-03": 1}


def test_nothing_is_said_of_days_after_the_data_date():
    assert values(episodes(OPEN), date_from=dt.date(2018, 4, 1), date_to=dt.date(2018, 4, 30), grain="month") == {}


def test_without_days_it_is_the_latest_period_of_the_measures_own_grain():
    assert list(values(episodes(OPEN))) == ["2018-03"]
    assert list(values(episodes(OPEN), "adoptions_in_year")) == ["2017-18"]


def test_a_week_ends_on_sunday_and_the_days_asked_for_cut_the_periods():
    reader = episodes(spell("a", dt.date(2018, 3, 4)), spell("b", dt.date(2018, 3, 5)))
    week = values(reader, date_from=dt.date(2018, 2, 26), date_to=dt.date(2018, 3, 4), grain="week")
    assert week == {"2018-W09": 1}
    assert values(reader, date_from=dt.date(2018, 3, 1), date_to=dt.date(2018, 3, 5), grain="month") == {"2018-03": 2}


def test_as_at_takes_nothing_after_it_to_be_known():
    moved = spell("a", dt.date(2018, 1, 1), dt.date(2018, 2, 1))
    asked = {"date_from": dt.date(2018, 1, 1), "date_to": dt.date(2018, 3, 15), "grain": "month"}
    assert values(episodes(moved), as_at=dt.date(2018, 1, 15), **asked) == {"2018-01": 1}
    assert values(episodes(moved), as_at=dt.date(2019, 1, 1), **asked) == {"2018-01": 1, "2018-02": 0, "2018-03": 0}


def test_as_at_a_review_held_later_is_not_yet_held():
    due = {"person_key": "a", "clock_date": dt.date(2018, 1, 1), "due_date": dt.date(2018, 1, 29), "rule": "first"}
    reader = warehouse({"review_due": [due | {"held_date": dt.date(2018, 2, 5)}]}, DATA_DATE)
    day = {"date_from": dt.date(2018, 2, 1), "date_to": dt.date(2018, 2, 1), "grain": "day"}
    assert values(reader, "cla_review_due_worklist", as_at=dt.date(2018, 2, 1), **day) == {"2018-02-01": 1}
    assert values(reader, "cla_review_due_worklist", date_from=DATA_DATE, grain="day") == {"2018-03-15": 0}


def test_a_return_after_as_at_has_not_happened_yet():
    back = {"start_date": dt.date(2016, 1, 1), "until_date": dt.date(2017, 1, 10), "reason_ceased": "E4A"}
    reader = warehouse(
        {"period_of_care": [{"person_key": "a", **back, "next_start_date": dt.date(2017, 3, 1)}]}, DATA_DATE
    )
    asked = {"date_from": dt.date(2017, 1, 1), "date_to": dt.date(2017, 1, 31), "grain": "month"}

    def point(as_at):
        (found,) = evaluate(reader, CATALOGUE, "cla_re_entry_12m_pct", county_viewer(), as_at=as_at, **asked).rows
        return found.numerator, found.denominator, found.value

    assert point(dt.date(2017, 2, 28)) == (0, 1, None)
    assert point(dt.date(2018, 1, 30)) == (1, 1, None)
    assert point(dt.date(2018, 1, 31)) == (1, 1, 100)


def test_nought_out_of_nought_has_no_value_and_a_count_no_denominator():
    (share,) = evaluate(episodes(), CATALOGUE, "cla_legal_s20_pct", county_viewer()).rows
    assert (share.numerator, share.denominator, share.value) == (0, 0, None)
    (count,) = evaluate(episodes(), CATALOGUE, "cla_open", county_viewer()).rows
    assert (count.numerator, count.denominator, count.value) == (0, None, 0)


@pytest.mark.parametrize(
    ("name", "top", "bottom", "value"),
    [
        ("cla_open", 3, None, 3.0),
        ("cla_legal_s20_pct", 1, 4, 25.0),
        ("adoption_a10_days", 90, 4, 22.5),
        ("cla_open", None, None, None),
    ],
)
def test_figures_added_up_give_a_value_by_the_kind_of_measure(name, top, bottom, value):
    assert value_of(CATALOGUE.measure(name), top, bottom) == value


def test_a_child_with_two_open_episodes_counts_once():
    assert values(episodes(OPEN, spell("a", dt.date(2018, 2, 1)))) == {"2018-03": 1}


def test_a_child_born_on_29_february_turns_18_on_1_march():
    person = [{"person_key": "a", "birth_date": dt.date(2000, 2, 29)}]
    reader = episodes(OPEN, person=person)
    asked = {"date_from": dt.date(2018, 2, 28), "date_to": dt.date(2018, 3, 1), "grain": "day"}
    assert values(reader, **asked) == {"2018-02-28": 1, "2018-03-01": 0}


def test_a_child_without_a_date_of_birth_is_counted_and_shown_as_not_recorded():
    reader = episodes(OPEN, person=[{"person_key": "a", "birth_date": None}])
    series = evaluate(reader, CATALOGUE, "cla_open", county_viewer(), by=("age_band",))
    assert [(point.dims, point.value) for point in series.rows] == [({"age_band": None}, 1)]
    assert series.label("age_band", None) == "Date of birth not recorded"


def test_a_breakdown_gives_codes_and_keeps_words_apart():
    series = evaluate(
        episodes(OPEN | {"legal_status": "C2"}), CATALOGUE, "cla_open", county_viewer(), by=("legal_status",)
    )
    assert series.rows[0].dims == {"legal_status": "C2"}
    assert series.label("legal_status", "C2") == CATALOGUE.codelist("legal_status").codes["C2"].label
    assert series.label("legal_status", "not a code") == "not a code"


def test_a_group_of_codes_is_named_in_words():
    series = evaluate(
        episodes(OPEN | {"placement_type": "U4"}), CATALOGUE, "cla_open", county_viewer(), by=("placement_group",)
    )
    assert series.rows[0].dims == {"placement_group": CATALOGUE.codelist("placement_type").codes["U4"].group}


def test_the_team_is_the_one_responsible_on_the_day_of_the_figure():
    allocation = [
        {"person_key": "a", "team_id": "t1", "start_date": dt.date(2018, 1, 1), "through_date": dt.date(2018, 2, 27)},
        {"person_key": "a", "team_id": "t2", "start_date": dt.date(2018, 2, 28)},
    ]
    reader = episodes(
        OPEN,
        allocation=allocation,
        organisation=[ASH],
    )
    asked = {"date_from": dt.date(2018, 1, 1), "date_to": dt.date(2018, 2, 28), "grain": "month"}
    series = evaluate(reader, CATALOGUE, "cla_open", county_viewer(), by=("team",), **asked)
    assert [(point.period, point.dims["team"]) for point in series.rows] == [("2018-01", "t1"), ("2018-02", "t2")]
    assert series.label("team", "t1") == "Ash"
    assert values(reader, where={"team": "t2"}, **asked) == {"2018-01": 0, "2018-02": 1}


def test_filters_take_one_value_several_or_what_is_not_recorded():
    reader = episodes(
        OPEN | {"legal_status": "C2"},
        spell("b", dt.date(2018, 1, 1)),
        spell("c", dt.date(2018, 1, 1), legal_status="V2"),
    )
    assert values(reader, where={"legal_status": "C2"}) == {"2018-03": 1}
    assert values(reader, where={"legal_status": ("C2", "V2")}) == {"2018-03": 2}
    assert values(reader, where={"legal_status": ""}) == {"2018-03": 1}
    assert values(reader, where={"team": "T1' OR 1=1 --"}) == {"2018-03": 0}
    with pytest.raises(UnknownChoice, match="has no value"):
        values(reader, where={"legal_status": "C2' OR 1=1 --"})


@pytest.mark.parametrize("asked", [{"by": ("legal_statos",)}, {"where": {"legal_statos": "C2"}}])
def test_an_unknown_breakdown_or_filter_is_refused_with_what_there_is(asked):
    with pytest.raises(UnknownChoice, match=r"Did you mean 'legal_status'\? It has: .*sex"):
        evaluate(episodes(OPEN), CATALOGUE, "cla_open", county_viewer(), **asked)


def test_an_unknown_measure_is_refused_with_the_nearest():
    with pytest.raises(KeyError, match="cla_open"):
        evaluate(episodes(OPEN), CATALOGUE, "cla_opne", county_viewer())


def test_figures_need_the_permission_to_read_measures():
    with pytest.raises(NotAllowed, match="measure:read"):
        evaluate(episodes(OPEN), CATALOGUE, "cla_open", county_viewer(permissions=frozenset({"figures:official"})))


def test_official_figures_count_everybody_and_withhold_small_numbers():
    rows = [spell(f"p{number}", dt.date(2018, 1, 1)) for number in range(7)]
    reader = episodes(*rows, restriction=[{"person_key": "p0", "reason": "refuge", "from_date": dt.date(2018, 1, 1)}])
    member = county_viewer(county=False, restricted_all=False)
    assert evaluate(reader, CATALOGUE, "cla_open", member).rows[-1].value == 0
    official = evaluate(reader, CATALOGUE, "cla_open", member, figures="official")
    assert (official.rows[-1].value, official.scope_words) == (7, "Everybody, with small numbers withheld")
    by_sex = evaluate(episodes(*rows[:5]), CATALOGUE, "cla_open", member, figures="official", by=("sex",))
    assert [(point.value, point.suppressed) for point in by_sex.rows] == [(None, True)]
    assert "withheld" in by_sex.notes[0]


@pytest.mark.parametrize("asked", [{"by": ("sex", "age_band")}, {"where": {"sex": "M"}}])
def test_official_figures_take_no_filter_and_one_breakdown(asked):
    with pytest.raises(NotAllowed, match="at most one breakdown"):
        evaluate(episodes(OPEN), CATALOGUE, "cla_open", county_viewer(), figures="official", **asked)


def started(*counts, first=dt.date(2017, 4, 1)):
    """So many children who began to be looked after in each month from April on."""
    days = [(first.replace(year=2017 + (at > 8), month=(at + 3) % 12 + 1), many) for at, many in enumerate(counts)]
    began = {"reason_new_episode": "S", "legal_status": "C2"}
    return episodes(*(spell(f"p{day}{each}", day, **began) for day, many in days for each in range(many)))


def officially(reader, first, last, grain="month", **more):
    asked = {"date_from": first, "date_to": last, "grain": grain, "figures": "official", **more}
    return values(reader, "cla_started", **asked)


def test_an_official_month_is_not_worked_out_from_its_quarter_or_year():
    reader = started(9, 3, 8, 20, 21, 22)
    assert officially(reader, dt.date(2017, 4, 1), dt.date(2017, 9, 30), "quarter") == {
        "2017-18-Q1": 20,
        "2017-18-Q2": 63,
    }
    found = officially(reader, dt.date(2017, 4, 1), dt.date(2017, 9, 30))
    assert list(found.values()) == [9, None, None, 20, 21, 22]


def test_asking_for_a_month_alone_or_for_some_of_its_days_shows_no_more():
    reader = started(9, 3, 8, 20, 21, 22)
    assert officially(reader, dt.date(2017, 6, 1), dt.date(2017, 6, 30)) == {"2017-06": None}
    assert officially(reader, dt.date(2017, 4, 2), dt.date(2017, 4, 30)) == {"2017-04": 9}


def test_official_figures_need_their_permission():
    with pytest.raises(NotAllowed, match="figures:official"):
        evaluate(
            episodes(OPEN),
            CATALOGUE,
            "cla_open",
            county_viewer(permissions=frozenset({"measure:read"})),
            figures="official",
        )


def test_json_is_as_the_command_line_promises():
    series = evaluate(
        episodes(OPEN | {"legal_status": "C2"}), CATALOGUE, "cla_open", county_viewer(), by=("legal_status",)
    )
    answer = series.to_json()
    assert (answer["measure"], answer["unit"]) == ("looked_after/cla_open", "children")
    assert answer["rows"] == [
        {"period": "2018-03", "legal_status": "C2", "numerator": 1, "denominator": None, "value": 1.0}
    ]
    assert list(answer["rows"][0]) == ["period", "legal_status", "numerator", "denominator", "value"]
    assert (answer["data_date"], answer["catalogue_hash"], answer["build"]) == (
        "2018-03-15",
        CATALOGUE.content_hash,
        "memory",
    )


def test_an_agreement_that_has_run_out_is_said():
    series = evaluate(episodes(OPEN), CATALOGUE, "cla_open", county_viewer(set_aside=("police",)))
    assert "police" in series.notes[0]


def test_scope_is_said_in_words():
    reader = episodes(organisation=[ASH])
    assert scope_words(reader, county_viewer()) == "All teams"
    own = county_viewer(county=False, worker_id="w1", team_ids=("t1", "t9"), service_ids=("s1",))
    assert scope_words(reader, own) == "Care, Ash, t9, your own caseload"
    assert scope_words(reader, county_viewer(county=False)) == "No children"


def test_a_list_of_children_comes_in_pages_and_in_parts():
    rows = [
        spell(f"p{number:03}", dt.date(2018, 1, 1), legal_status="V2" if number < 3 else "C2") for number in range(103)
    ]
    reader = episodes(*rows)
    first, second = (children(reader, CATALOGUE, "cla_legal_s20_pct", county_viewer(), page=page) for page in (1, 2))
    assert (len(first.rows), len(second.rows), first.counted, first.openable) == (100, 3, 103, 103)
    assert not {row["record_key"] for row in first.rows} & {row["record_key"] for row in second.rows}
    met, not_met = (
        children(reader, CATALOGUE, "cla_legal_s20_pct", county_viewer(), part=part) for part in ("met", "not_met")
    )
    assert (met.counted, not_met.counted) == (3, 100)
    assert len(children(reader, CATALOGUE, "cla_legal_s20_pct", county_viewer(), for_export=True).rows) == 103


def test_a_list_has_no_page_0_and_no_days_that_cannot_be_known():
    with pytest.raises(ValueError, match="no page 0"):
        children(episodes(OPEN), CATALOGUE, "cla_open", county_viewer(), page=0)
    later = {"date_from": dt.date(2019, 1, 1), "date_to": dt.date(2019, 1, 31)}
    assert children(episodes(OPEN), CATALOGUE, "cla_open", county_viewer(), **later).rows == []


def test_a_list_is_not_shown_if_it_cannot_be_audited():
    with pytest.raises(AuditNotWritten):
        children(episodes(OPEN), CATALOGUE, "cla_open", county_viewer(trail=NoTrail()))


@pytest.mark.parametrize(
    "asked",
    [
        {"grain": "month"},
        {"grain": "quarter"},
        {"date_from": dt.date(2017, 4, 1), "date_to": dt.date(2017, 6, 30)},
        {"date_from": dt.date(2017, 4, 1), "date_to": dt.date(2018, 3, 31)},
        {"date_from": dt.date(2016, 5, 1), "date_to": dt.date(2017, 3, 31)},
        {"as_at": dt.date(2016, 9, 30), "date_from": dt.date(2016, 4, 1), "date_to": dt.date(2017, 3, 31)},
    ],
)
def test_official_parts_of_what_happened_are_of_collection_years_that_are_over(asked):
    with pytest.raises(UnknownChoice, match="collection years that are over"):
        evaluate(started(9, 8, 7), CATALOGUE, "cla_started", county_viewer(), by=("sex",), figures="official", **asked)


def test_official_parts_of_what_happened_are_of_the_last_year_that_is_over_if_no_day_is_asked_for():
    series = evaluate(started(9, 8, 7), CATALOGUE, "cla_started", county_viewer(), by=("sex",), figures="official")
    assert {each.period for each in series.rows} <= {"2016-17"}
    open_ones = evaluate(started(9), CATALOGUE, "cla_open", county_viewer(), by=("sex",), figures="official")
    assert open_ones.rows
