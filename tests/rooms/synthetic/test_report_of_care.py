"""Figures of children looked after and care leavers: each counted from a few rows on the edge of its rule."""

import pytest
from tests.rooms.synthetic.delivered import DROP, YEAR, Delivered, episode


@pytest.fixture
def county(tmp_path):
    return Delivered(tmp_path / "county")


def born(child, day, **others):
    return {"CHILD": child, "DOB": day, "SEX": "1", "ETHNIC": "WBRI"} | others


def test_only_children_in_care_at_the_years_end_count_and_short_breaks_do_not(county):
    county.population(10_000)
    county.returned(
        "episodes",
        episode("1"),
        episode("2", dec="31/03/2020"),
        episode("3", LS="V3"),
        episode("4", LS="V4"),
        episode("5", LS="V2"),
    )
    assert county.figure("looked_after_per_10000") == 2
    assert county.figure("legal_section_20_pct") == 50
    assert county.figure("legal_full_care_order_pct") == 50


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("U1", "foster"),
        ("K1", "homes"),
        ("K2", "homes"),
        ("K3", "supported"),
        ("H5", "supported"),
        ("P2", "supported"),
        ("P1", "with_parents"),
        ("A6", "for_adoption"),
    ],
)
def test_each_placement_counts_under_its_own_heading_alone(county, place, name):
    county.returned("episodes", episode("1", PLACE=place))
    headings = ("foster", "homes", "supported", "with_parents", "for_adoption")
    assert [each for each in headings if county.figure(f"placed_{each}_pct")] == [name]


def test_ages_sex_and_origin_come_from_the_header(county):
    county.returned("episodes", *(episode(child) for child in "1234"))
    county.returned(
        "header",
        born("1", "01/04/2019"),
        born("2", "31/03/2019", SEX="2"),
        born("3", "31/03/2004", SEX="M", ETHNIC="MOTH"),
        born("4", "01/04/2004", SEX="F"),
    )
    bands = ("under_1", "1_to_4", "5_to_9", "10_to_15", "16_up")
    assert [county.figure(f"aged_{band}_pct") for band in bands] == [25, 25, 0, 25, 25]
    assert (county.figure("boys_pct"), county.figure("ethnicity_mixed_pct")) == (50, 25)


def test_the_third_placement_of_the_year_counts_and_the_second_does_not(county):
    stays = [episode(child, "01/01/2019", dec="01/06/2019") for child in "12"]
    moved = [episode("1", "01/06/2019", "P", "01/09/2019"), episode("1", "01/09/2019", "B")]
    county.returned("episodes", *stays, *moved, episode("2", "01/06/2019", "P"))
    assert county.figure("three_placements_pct") == 50


@pytest.mark.parametrize("reason", ["L", "T", "U"])
def test_a_new_order_or_status_with_the_same_carer_is_no_new_placement(county, reason):
    rows = [episode("1", "01/01/2019", dec="01/06/2019"), episode("1", "01/06/2019", "P", "01/09/2019")]
    county.returned("episodes", *rows, episode("1", "01/09/2019", reason))
    assert county.figure("three_placements_pct") == 0


def test_a_placement_that_ended_on_the_first_day_of_the_year_is_not_one_of_the_year(county):
    rows = [episode("1", "01/01/2019", dec="01/04/2019"), episode("1", "01/04/2019", "P", "01/09/2019")]
    county.returned("episodes", *rows, episode("1", "01/09/2019", "P"))
    assert county.figure("three_placements_pct") == 0


def placement(child, start, kind="U6", **others):
    usual = {"cla_id": f"L{child}", "cla_placement_end_date": "", "cla_placement_distance": ""}
    usual["cla_placement_id"] = f"{child} {start}"
    return {"person_id": child, "cla_placement_start_date": start, "cla_placement_type": kind} | usual | others


def care_episode(child, start, entered, reason):
    return {
        "cla_id": f"L{child}",
        "entered_care_date": entered,
        "cla_placement_id": f"{child} {start}",
        "cla_episode_start_date": start,
        "cla_episode_start_reason": reason,
    }


def test_two_years_with_one_carer_are_stable_and_adoption_counts_with_the_placement_before(county):
    born_days = ["01/01/2010"] * 6
    born_days[3] = "31/03/2004"
    county.returned("header", *(born(str(at), day) for at, day in enumerate(born_days)))
    county.returned("episodes", *(episode(str(at)) for at in range(6)))
    ended = {"cla_placement_end_date": "2020-01-01"}
    county.ssd(
        "cla_placement",
        "clap",
        placement("0", "2018-03-31"),
        placement("1", "2018-04-02"),
        placement("2", "2017-01-01", **ended),
        placement("2", "2020-01-01", "A6"),
        placement("3", "2010-01-01"),
        placement("4", "2018-02-01"),
        placement("5", "2017-01-01", **ended),
        placement("5", "2020-01-01", "U4"),
    )
    county.ssd(
        "cla_episodes",
        "clae",
        care_episode("0", "2018-03-31", "2017-09-29", "P"),
        care_episode("1", "2018-04-02", "2017-09-29", "P"),
        care_episode("2", "2020-01-01", "2017-01-01", "P"),
        care_episode("3", "2010-01-01", "2010-01-01", "S"),
        care_episode("4", "2018-02-01", "2017-10-03", "P"),
        care_episode("5", "2020-01-01", "2017-01-01", "T"),
        care_episode("5", "2020-02-01", "2017-01-01", "L") | {"cla_placement_id": "5 2020-01-01"},
    )
    assert county.figure("long_term_stability_pct") == 75


def test_a_placement_over_twenty_miles_off_is_far_and_one_of_unknown_distance_is_not(county):
    county.returned("episodes", *(episode(child) for child in "123"))
    miles = ("20.0", "20.1", "")
    rows = (placement(str(at), "2019-01-01", cla_placement_distance=far) for at, far in enumerate(miles, start=1))
    county.ssd("cla_placement", "clap", *rows, placement("9", "2019-01-01", cla_placement_distance="99"))
    assert county.figure("over_20_miles_pct") == pytest.approx(100 / 3)


def test_placements_outside_lie_in_no_district_of_the_county(county):
    county.population(100)
    county.write(
        "postcode_directory/postcode_directory.csv",
        [{"postcode": "ZY1 1AA", "district_code": "E1"}, {"postcode": "ZW1 1AA", "district_code": "E2"}],
    )
    county.returned("episodes", episode("1", PL_POST="ZY1 1AA"), episode("2", PL_POST="ZW1 1AA"), episode("3"))
    assert county.figure("outside_area_pct") == 50


def test_going_missing_counts_each_child_in_care_once_and_being_away_apart(county):
    gone = [("1", "M"), ("1", "M"), ("2", "A"), ("9", "M")]
    county.returned("missing", *({"CHILD": child, "MISSING": kind, "MIS_START": "01/06/2019"} for child, kind in gone))
    county.returned("episodes", episode("1"), episode("2", dec="01/09/2019"))
    assert county.figure("missing_pct") == 50
    assert county.figure("away_pct") == 50


def test_an_unaccompanied_child_counts_until_the_status_ceases(county):
    county.returned(
        "uasc", {"CHILD": "1", "DUC": ""}, {"CHILD": "2", "DUC": "01/01/2020"}, {"CHILD": "3", "DUC": "01/04/2020"}
    )
    county.returned("episodes", *(episode(child) for child in "123"))
    assert county.figure("unaccompanied_pct") == pytest.approx(200 / 3)


def test_children_start_once_and_cease_at_the_end_of_their_last_episode(county):
    county.population(10_000)
    county.returned("header", born("1", "01/07/2001"), born("2", "01/06/2019"))
    county.returned(
        "episodes",
        episode("1", "01/05/2019", dec="01/06/2019", REC="X1", LS="L1"),
        episode("1", "01/06/2019", "L", "01/07/2019", REC="E17"),
        episode("2", "01/06/2019", dec="01/07/2019", REC="E4A", LS="V2"),
        episode("2", "01/08/2019", dec="01/09/2019", REC="E12", LS="V2"),
        episode("3", "31/03/2019", dec="01/04/2020", REC="E11"),
    )
    assert county.figure("started_per_10000") == 2
    assert county.figure("started_police_protection_pct") == 50
    assert county.figure("started_aged_under_1_pct") == 50
    assert county.figure("started_aged_16_up_pct") == 50
    assert county.figure("ceased_per_10000") == 2
    assert county.figure("ceased_adopted_pct") == 50
    assert county.figure("ceased_stayed_with_carer_pct") == 50
    assert county.figure("ceased_aged_18_pct") == 50


def test_health_answers_are_read_as_a_spreadsheet_writes_them(county):
    said = ("1", "1.0", "0", "")
    rows = [
        {"CHILD": str(at), "DOB": "01/01/2012", "HEALTH_ASSESSMENT": each, "TEETH_CHECK": "0"}
        for at, each in enumerate(said)
    ]
    county.returned("oc2", *rows)
    assert county.figure("health_assessment_pct") == 50
    assert county.figure("dental_check_pct") == 0


def test_convictions_are_asked_of_children_of_ten_and_over(county):
    ages = [("1", "31/03/2010", "1"), ("2", "01/04/2010", "1"), ("3", "31/03/2010", "0")]
    county.returned("oc2", *({"CHILD": child, "DOB": day, "CONVICTED": said} for child, day, said in ages))
    assert county.figure("convicted_pct") == 50


def test_an_impossible_score_is_left_out_of_the_mean(county):
    rows = [{"CHILD": score, "DOB": "01/01/2010", "SDQ_SCORE": score} for score in ("10", "17", "41", "")]
    county.returned("oc2", *rows)
    assert county.figure("sdq_mean") == 13.5
    assert county.figure("sdq_concern_pct") == 50


def test_leavers_are_those_of_19_to_21(county):
    rows = [
        ("1", "31/03/2001", "F1", "U1"),
        ("2", "01/04/2001", "F1", "U1"),
        ("3", "31/03/1999", "G4", "X2"),
        ("4", "31/03/1998", "F2", "U1"),
    ]
    names = ("CHILD", "DOB", "ACTIV", "ACCOM")
    county.returned("oc3", *({"IN_TOUCH": "YES"} | dict(zip(names, row, strict=True)) for row in rows))
    assert county.figure("leavers_in_eet_pct") == 50
    assert county.figure("leavers_higher_education_pct") == 50
    assert county.figure("leavers_suitable_home_pct") == 50
    assert county.figure("leavers_not_in_touch_pct") == 0


def test_months_to_adoption_are_of_the_orders_of_the_year(county):
    names = ("entered_care_date", "cla_episode_ceased_date", "cla_episode_ceased_reason")
    rows = [
        ("2017-06-01", "2019-06-01", "E11"),
        ("2010-06-01", "2019-03-31", "E12"),
        ("2010-06-01", "2019-06-01", "E4A"),
    ]
    county.ssd("cla_episodes", "clae", *(dict(zip(names, row, strict=True)) for row in rows))
    assert county.figure("entry_to_adoption_months") == pytest.approx(24, abs=0.05)


def test_a_return_kept_as_xml_is_read_like_its_csv_files(county):
    header = "<CHILDID>7</CHILDID><SEX>1</SEX><DOB>2010-01-01</DOB><ETHNIC>WBRI</ETHNIC><UASC>1</UASC>"
    oc2 = "<OC2><SDQ_SCORE>20</SDQ_SCORE><HEALTH_ASSESSMENT>1</HEALTH_ASSESSMENT></OC2>"
    spell = "<EPISODE><DECOM>2019-01-01</DECOM><RNE>S</RNE><LS>V2</LS><CIN>N1</CIN><PL>U6</PL></EPISODE>"
    path = county.folder / DROP / "ssda903" / YEAR / "ssda903.xml"
    path.parent.mkdir(parents=True)
    path.write_text(f"<EXPSSDA903><CHILD><HEADER>{header}{oc2}</HEADER>{spell}</CHILD></EXPSSDA903>", encoding="utf-8")
    names = ("placed_foster_pct", "unaccompanied_pct", "aged_10_to_15_pct", "health_assessment_pct")
    assert [county.figure(name) for name in names] == [100, 100, 100, 100]
    assert county.figure("sdq_mean") == 20
