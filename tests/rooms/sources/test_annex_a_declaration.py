import time

import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.sources.raw import RawTable
from sherwood.sources.typed import Origin, type_table

CATALOGUE = load_catalogue()
FEED = CATALOGUE.feed("annex_a")
OLDER, NEWER = FEED.year("2017_18").tables, FEED.year("2023_24").tables
SOON = 6.0


def typed(table, feed=FEED, year="2023_24", **columns):
    declared = feed.year(year).tables[table]
    length = len(next(iter(columns.values())))
    raw = RawTable(table, columns, range(2, length + 2), sheet="List 1")
    return type_table(raw, declared, CATALOGUE.codelists, Origin(feed.id, "abc", "lists.xlsx"))


def test_there_are_eleven_lists_and_only_that_of_adopters_has_no_child():
    assert len(OLDER) == len(NEWER) == 11
    assert [name for name, table in NEWER.items() if not table.child] == ["adopters"]


def test_the_later_form_adds_four_columns_to_the_care_leavers_and_nothing_else():
    added = {name: NEWER[name].columns.keys() - OLDER[name].columns.keys() for name in OLDER}
    assert {name: columns for name, columns in added.items() if columns} == {
        "care_leavers": {"uasc", "personal_adviser", "pathway_plan_date", "last_contact_date"}
    }
    assert FEED.year_for("2022-23").period == "2017-18"
    assert FEED.year_for("2026-27").period == "2023-24"


@pytest.mark.parametrize("name", sorted(NEWER))
def test_a_list_covers_six_months_twelve_for_adoption_and_care_leavers_are_all_there(name):
    covers = NEWER[name].covers
    months = {"adoption": 12, "adopters": 12}.get(name, 6)
    expected = ("everything", None) if name == "care_leavers" else ("window", months)
    assert (covers.kind, covers.months) == expected


@pytest.mark.parametrize("name", sorted(NEWER))
def test_codes_are_read_loosely_and_a_list_bears_its_number(name):
    table = NEWER[name]
    assert table.sheet_names[0].startswith("List ")
    assert {column.reading for column in table.columns.values() if column.type == "code"} <= {"loose"}
    assert all(column.codelist for column in table.columns.values() if column.type == "code")


def test_a_row_is_rejected_for_its_key_alone():
    table = typed(
        "contacts",
        child=["101", "102", "", "104"],
        gender=["b) Female", "x", "a) Male", "a) Male"],
        contact_date=["16/09/2020", "44090", "16/09/2020", "soon"],
        contact_source=["q) 6: Police", "Health Services - GP", "t) 9: Anonymous", "t) 9: Anonymous"],
    )
    assert table.rows["child"].to_pylist() == ["101", "102"]
    assert table.rows["contact_source"].to_pylist() == ["6", "3A"]
    assert table.rows["gender"].to_pylist() == ["F", None]
    assert [(each["line"], each["severity"]) for each in table.problems.to_pylist()] == [
        (3, "cell"),
        (4, "row"),
        (5, "row"),
    ]


def test_problems_name_the_sheet():
    table = typed("contacts", child=["101"], contact_date=["nope"], contact_source=["6"])
    assert {each["sheet"] for each in table.problems.to_pylist()} == {"List 1"}


def test_workers_and_teams_stay_as_the_list_names_them():
    table = typed(
        "referrals",
        child=["101"],
        referral_date=["16/09/2020"],
        team=["Duty\u00a0Team 1"],
        worker=["Dustin\u00a0Hazlett"],
    )
    assert table.rows["team"].to_pylist() == ["Duty Team 1"]
    assert table.rows["worker"].to_pylist() == ["Dustin Hazlett"]


def test_ages_with_fractions_are_whole_and_yes_is_a_flag():
    table = typed(
        "referrals", child=["101"], referral_date=["16/09/2020"], age=["6.138261464750171"], referral_nfa=["a) Yes"]
    )
    assert table.rows["age"].to_pylist() == [6]
    assert table.rows["referral_nfa"].to_pylist() == [True]


def test_a_hundred_thousand_rows_are_typed_within_seconds():
    count = 100_000
    every = range(count)
    started = time.perf_counter()
    table = typed(
        "referrals",
        child=[str(number) for number in every],
        gender=["a) Male", "b) Female"] * (count // 2),
        ethnicity=["a) WBRI", "White - British", "Any Other Mixed Background", "s) NOBT"] * (count // 4),
        birth_date=[f"2012-0{number % 9 + 1}-1{number % 9}" for number in every],
        age=[f"{number % 18}.{number}" for number in every],
        referral_date=[f"1{number % 9}/0{number % 9 + 1}/2024" for number in every],
        referral_source=["q) 6: Police", "Health Services - School Nurse"] * (count // 2),
        referral_nfa=["Yes", "No"] * (count // 2),
        team=["Duty"] * count,
        worker=[f"Worker {number % 400}" for number in every],
    )
    assert time.perf_counter() - started < SOON
    assert (table.rows.num_rows, table.problems.num_rows) == (count, 0)
