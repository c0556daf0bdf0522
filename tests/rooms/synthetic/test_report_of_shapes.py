"""The shapes behind the means: each counted from a few rows whose number can be worked out by hand."""

import pytest
from tests.rooms.synthetic.delivered import Delivered

from sherwood.synthetic.reporting.county_files import CountyFiles
from sherwood.synthetic.reporting.report import CHECKS


@pytest.fixture
def county(tmp_path):
    made = Delivered(tmp_path / "county")
    made.census()
    return made


def shape(county, name):
    return CHECKS[name](CountyFiles(county.folder))


def contacts(county, *rows):
    names = ("person_id", "contact_date", "contact_source_code")
    county.ssd("contacts", "cont", *(dict(zip(names, row, strict=False)) for row in rows))


def families(county, **children):
    county.ssd("family", "fami", *({"person_id": child, "family_id": family} for child, family in children.items()))


def test_plans_are_likelier_where_homes_are_deprived(county):
    county.population(100)
    homes = [("A", "1"), ("B", "2"), ("C", "3"), ("D", "8"), ("E", "9"), ("F", "10")]
    rows = [{"postcode": code, "district_code": "E1", "deprivation_decile": tenth} for code, tenth in homes]
    elsewhere = {"postcode": "G", "district_code": "E2", "deprivation_decile": "1"}
    county.write("postcode_directory/postcode_directory.csv", [*rows, elsewhere])
    at = {"1": "A", "2": "B", "3": "D", "4": "G"}
    county.ssd("address", "addr", *({"person_id": child, "address_postcode": code} for child, code in at.items()))
    county.ssd("cp_plans", "cppl", *({"person_id": child} for child in at))
    assert shape(county, "deprivation_gradient") == 2


def test_siblings_of_a_child_with_a_plan_have_one_oftener(county):
    families(county, a="F1", b="F1", c="F2", d="F2", e="F3")
    county.ssd("cp_plans", "cppl", *({"person_id": child} for child in "abe"))
    assert shape(county, "sibling_plans") == 2


def test_assessments_rush_to_the_limit(county):
    # Working days after 3 June 2019: 31 end on 16 July, 41 on 30 July.
    ends = ["2019-07-16", "2019-07-30", "2019-07-30", "2019-09-02"]
    rows = [
        {"assessment_start_date": "2019-06-03", "assessment_auth_date": end, "assessment_team": "T"} for end in ends
    ]
    county.ssd("cin_assessments", "cina", *rows)
    assert shape(county, "rush_to_the_limit") == 2


def test_teams_differ_in_how_many_they_end_in_time(county):
    ends = {"A": ["2019-07-16"] * 30, "B": ["2019-07-16"] * 15 + ["2019-09-02"] * 15, "small": ["2019-09-02"] * 29}
    start = {"assessment_start_date": "2019-06-03"}
    rows = [
        start | {"assessment_team": team, "assessment_auth_date": day} for team, days in ends.items() for day in days
    ]
    county.ssd("cin_assessments", "cina", *rows)
    assert shape(county, "team_spread") == 50


@pytest.mark.parametrize(("late_when_busy", "expected"), [(True, 1.0), (False, -1.0)])
def test_a_team_with_more_children_for_each_worker_is_later(county, late_when_busy, expected):
    for year in ("2016-17", "2017-18", "2018-19"):
        county.census(year=year)
    assessed, held = [], []
    for at in range(12):
        busy = bool(at % 2)
        year, month = 2016 + (at + 1) // 4, 3 * ((at + 1) % 4) + 1
        start, end = f"{year}-{month:02d}-01", f"{year + (busy is late_when_busy)}-{month:02d}-20"
        assessed += [{"assessment_team": "T", "assessment_start_date": start, "assessment_auth_date": end}] * 30
        spell = {"involvement_start_date": start, "involvement_end_date": f"{year}-{month + 2:02d}-28"}
        held += [
            spell | {"professional_team": "T", "professional_id": "W", "person_id": str(n)} for n in range(1 + busy)
        ]
    county.ssd("cin_assessments", "cina", *assessed)
    county.ssd("involvements", "invo", *held)
    assert shape(county, "load_and_lateness") == pytest.approx(expected)


def test_a_fifth_of_families_makes_for_most_contacts_and_siblings_of_one_day_are_one_contact(county):
    families(county, a="F1", b="F1", c="F2", d="F3", e="F4", f="F5")
    often = [("a", f"2019-06-{day:02d}") for day in range(3, 9)]
    contacts(county, *often, ("b", "2019-06-03"), *((child, "2019-06-10") for child in "cdef"))
    assert shape(county, "repeat_families") == 60


def test_the_week_and_the_summer_have_their_rhythm(county):
    # 3 June 2019 was a Monday; the 8th a Saturday.
    days = ["2019-06-03"] * 4 + ["2019-06-04", "2019-06-05", "2019-06-06", "2019-06-08"]
    contacts(county, *(("a", day, "2A") for day in days), ("a", "2019-08-07", "2A"), ("a", "2019-08-07", "6"))
    assert shape(county, "weekend_share") == 10
    assert shape(county, "monday_over_midweek") == pytest.approx(4 / (5 / 3))
    assert shape(county, "august_dip") == pytest.approx(100 * 1 / (9 / 12))


def test_contacts_in_batches_vary_more_than_lone_ones(county):
    mondays = ("2019-07-01", "2019-07-08", "2019-07-15", "2019-07-22", "2019-07-29")
    counts = (8, 0, 8, 0, 8)
    contacts(county, *(("a", day) for day, count in zip(mondays, counts, strict=True) for _ in range(count)))
    assert shape(county, "over_dispersion") == pytest.approx(4.0)


def test_entries_into_care_by_age_together_and_for_how_long(county):
    names = ("person_id", "entered_care_date", "cla_episode_ceased_date", "cla_episode_ceased_reason")
    rows = [
        ("a", "2019-06-03", "2019-07-03", "E4A"),
        ("b", "2019-06-03", "2019-07-03", "E4A"),
        ("c", "2019-06-03", "2019-12-30", "E4A"),
    ]
    still = ("d", "2019-06-03", "2019-07-03", "X1")
    labelled = (dict(zip(names, row, strict=True)) for row in (*rows, still))
    county.ssd("cla_episodes", "clae", *labelled)
    families(county, a="F1", b="F1", c="F2", d="F3")
    births = {"a": "2019-01-01", "b": "2011-01-01", "c": "2000-01-01", "d": "2019-06-01"}
    county.ssd("person", "pers", *({"person_id": child, "dob": day} for child, day in births.items()))
    assert shape(county, "first_year_entries") == 10
    assert shape(county, "siblings_enter_together") == 50
    assert shape(county, "skew_of_care") == pytest.approx((30 + 30 + 210) / 3 / 30)
