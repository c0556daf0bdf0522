"""A whole county's drops, read back by plain readers: days, rows, untidiness, and one answer from every feed."""

import csv
import datetime as dt
import re
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from tests.rooms.synthetic.conftest import Made, MakeCounty

from sherwood.definitions.catalogue import Catalogue
from sherwood.synthetic.ssd_tables import HEADINGS

LAST, BEFORE, MONTH_BEFORE = "2026-11-21", "2026-11-20", "2026-10-21"
WORKBOOK = f"{LAST}/annex_a/annex_a_{LAST}.xlsx"
Line = dict[str, str]
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")


@pytest.fixture(scope="module")
def whole(make: MakeCounty) -> Made:
    """A county with every feed."""
    return make(seed=7, children=3_000, only_care=False)


@pytest.fixture(scope="module")
def sheets(whole: Made) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(whole.folder / WORKBOOK, read_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def ssd(made: Made, day: str, table: str) -> list[Line]:
    return made.csv(f"{day}/ssd/ssd_{table}.csv")


def census(made: Made, received: str, year: str) -> etree._Element:
    return etree.parse(str(made.folder / f"{received}/cin_census/{year}/cin_census_20{year[5:]}.xml")).getroot()


def listed(sheets: dict[str, list[list[object]]], name: str) -> list[dict[object, object]]:
    head, *rows = sheets[name]
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_each_feed_lies_in_the_drop_of_its_day(whole: Made) -> None:
    found = Counter(tuple(name.split("/")[:2]) for name in whole.summary.files if "/ssda903/" not in name)
    assert {place: count for place, count in found.items() if place[1] != "ssd"} == {
        ("2024-04-01", "population"): 1,
        ("2024-07-31", "cin_census"): 1,
        ("2025-07-31", "cin_census"): 1,
        ("2026-07-31", "cin_census"): 1,
        ("2024-03-31", "annex_a"): 11,
        ("2025-03-31", "annex_a"): 11,
        ("2026-03-31", "annex_a"): 11,
        ("2026-09-30", "annex_a"): 11,
        (MONTH_BEFORE, "annex_a"): 11,
        (MONTH_BEFORE, "comparators"): 1,
        (MONTH_BEFORE, "postcode_directory"): 1,
        (LAST, "annex_a"): 1,
        (LAST, "cin_census"): 1,
        (LAST, "population"): 1,
    }
    assert {day: found[day, "ssd"] for day in (MONTH_BEFORE, BEFORE, LAST)} == dict.fromkeys(
        (MONTH_BEFORE, BEFORE, LAST), len(HEADINGS)
    )


def test_the_summary_counts_rows_that_are_there(whole: Made, sheets: dict[str, list[list[object]]]) -> None:
    for name, rows in whole.summary.files.items():
        if name.endswith(".csv"):
            assert rows == len(whole.csv(name)), name
        elif "/cin_census/" in name:
            assert rows == len(etree.parse(str(whole.folder / name)).findall(".//Child")), name
    unspoilt = sum(len(rows) - 1 for rows in sheets.values())
    assert whole.summary.files[WORKBOOK] == unspoilt


def test_the_same_seed_gives_the_same_bytes_workbook_and_parquet_too(whole: Made, make: MakeCounty) -> None:
    again = make(seed=7, children=3_000, only_care=False)
    for name in whole.summary.files:
        assert (whole.folder / name).read_bytes() == (again.folder / name).read_bytes(), name


def test_the_workbook_says_nothing_of_when_it_was_written(whole: Made) -> None:
    with zipfile.ZipFile(whole.folder / WORKBOOK) as packed:
        assert {each.date_time[:3] for each in packed.infolist()} == {(1980, 1, 31)}
        assert b"2020-01-01" in packed.read("docProps/core.xml")


def test_the_workbook_has_eleven_sheets_with_the_templates_headings(
    sheets: dict[str, list[list[object]]], catalogue: Catalogue
) -> None:
    assert list(sheets) == [f"List {number}" for number in range(1, 12)]
    assert sheets["List 1"][0] == [
        "Child Unique ID",
        "Gender",
        "Ethnicity",
        "Date of Birth",
        "Age of Child (Years)",
        "Date of Contact",
        "Contact Source",
    ]
    tables = catalogue.feed("annex_a").year_for("2026-27").tables.values()
    assert [rows[0] for rows in sheets.values()] == [
        [each.header for each in table.columns.values()] for table in tables
    ]


def test_dates_in_the_workbook_are_dates_and_lie_in_the_window(sheets: dict[str, list[list[object]]]) -> None:
    days = [row["Date of Contact"] for row in listed(sheets, "List 1")]
    assert all(isinstance(each, dt.datetime) for each in days)
    assert min(days) >= dt.datetime(2026, 5, 21)
    assert max(days) <= dt.datetime(2026, 11, 21)


def test_nothing_but_what_is_due_lies_after_the_day_a_file_was_received(whole: Made) -> None:
    ahead = {"pers_expected_dob", "ExpectedPersonBirthDate", "icpc_icpc_target_date", "InitialCPCtarget"}
    ahead |= {"cppr_cp_review_due", "clar_cla_review_due_date"}
    for name in whole.summary.files:
        received = name[:10]
        if "/ssd/" in name and name.endswith(".csv"):
            days = [
                cell
                for row in whole.csv(name)
                for column, cell in row.items()
                if column not in ahead and ISO.match(cell or "")
            ]
        elif "/cin_census/" in name:
            root = etree.parse(str(whole.folder / name)).getroot().find("Children")
            assert root is not None
            days = [each.text for each in root.iter() if each.tag not in ahead and ISO.match(each.text or "")]
        else:
            continue
        slip = "2026-02-30"
        assert [each for each in days if each > received and each != slip] == [], name


def test_references_of_the_ssd_point_to_rows_that_are_there(whole: Made) -> None:
    for day in (MONTH_BEFORE, BEFORE, LAST):
        people = {row["pers_person_id"] for row in ssd(whole, day, "person")}
        cases = {row["cine_referral_id"] for row in ssd(whole, day, "cin_episodes")}
        for table, person, referral in (
            ("contacts", "cont_person_id", ""),
            ("cin_episodes", "cine_person_id", "cine_referral_id"),
            ("cin_assessments", "cina_person_id", "cina_referral_id"),
            ("s47_enquiry", "s47e_person_id", "s47e_referral_id"),
            ("cp_plans", "cppl_person_id", "cppl_referral_id"),
            ("cla_episodes", "clae_person_id", "clae_referral_id"),
            ("involvements", "invo_person_id", ""),
        ):
            rows = ssd(whole, day, table)
            assert {row[person] for row in rows} <= people, table
            if referral:
                assert {row[referral] for row in rows} - {""} <= cases, table
        staff = {row["prof_professional_id"] for row in ssd(whole, day, "professionals")}
        teams = {row["dept_team_id"] for row in ssd(whole, day, "department")}
        for row in ssd(whole, day, "involvements"):
            assert row["invo_professional_id"] in staff
            assert row["invo_professional_team"] in teams


def test_the_census_and_the_ssd_hold_the_same_referrals_of_a_year(whole: Made) -> None:
    told = {
        (child.findtext("ChildIdentifiers/LAchildID"), case.findtext("CINreferralDate"))
        for child in census(whole, "2026-07-31", "2025-26").iter("Child")
        for case in child.findall("CINdetails")
    }
    recorded = {
        (row["cine_person_id"], row["cine_referral_date"])
        for row in ssd(whole, LAST, "cin_episodes")
        if row["cine_referral_date"] <= "2026-03-31"
        and (not row["cine_close_date"] or row["cine_close_date"] >= "2025-04-01")
    }
    assert told == recorded
    assert told


def test_the_lists_and_the_ssd_hold_the_same_open_plans(whole: Made, sheets: dict[str, list[list[object]]]) -> None:
    on_list = {
        (str(row["Child Unique ID"]), f"{row['Child Protection Plan Start Date']:%Y-%m-%d}")
        for row in listed(sheets, "List 7")
        if row["Child Protection Plan End Date"] is None
    }
    recorded = {
        (row["cppl_person_id"], row["cppl_cp_plan_start_date"])
        for row in ssd(whole, LAST, "cp_plans")
        if not row["cppl_cp_plan_end_date"]
    }
    assert on_list == recorded
    assert on_list


def test_the_lists_the_ssd_and_the_return_hold_the_same_children_in_care(
    whole: Made, sheets: dict[str, list[list[object]]]
) -> None:
    on_list = {
        str(row["Child Unique ID"]) for row in listed(sheets, "List 8") if row["Date Ceased to be Looked After"] is None
    }
    breaks = {"V3", "V4"}
    returned = {row["CHILD"] for row in whole.last("episodes") if not row["DEC"] and row["LS"] not in breaks}
    short = {row["lega_person_id"] for row in ssd(whole, LAST, "legal_status") if row["lega_legal_status"] in breaks}
    recorded = {
        row["clae_person_id"] for row in ssd(whole, LAST, "cla_episodes") if not row["clae_cla_episode_ceased_date"]
    }
    assert on_list == returned == recorded - short
    assert len(on_list) > 5


def test_care_leavers_answer_the_same_in_list_ssd_and_return(
    whole: Made, sheets: dict[str, list[list[object]]]
) -> None:
    on_list = {str(row["Child Unique ID"]): row["Activity Status"] for row in listed(sheets, "List 9")}
    recorded = {row["clea_person_id"]: row for row in ssd(whole, LAST, "care_leavers")}
    assert on_list.keys() == recorded.keys()
    returned = {row["CHILD"]: row for row in whole.last("oc3")}
    both = recorded.keys() & returned.keys()
    assert both
    for child in both:
        assert recorded[child]["clea_care_leaver_in_touch"] == returned[child]["IN_TOUCH"]
        assert (recorded[child]["clea_care_leaver_activity"] or "0") == returned[child]["ACTIV"]


def test_each_expected_problem_stands_where_it_is_said_to(whole: Made, sheets: dict[str, list[list[object]]]) -> None:
    problems = [row for row in whole.truth("expected_problems") if "/ssda903/" not in row["file"]]
    assert {row["file"].split("/")[1] for row in problems} == {"annex_a", "cin_census", "ssd"}
    for problem in problems:
        assert cell_of(whole.folder, sheets, problem) == problem["value"], problem


def cell_of(folder: Path, sheets: dict[str, list[list[object]]], problem: Line) -> str:
    row = int(problem["row"])
    if problem["sheet"]:
        head, *_ = rows = sheets[problem["sheet"]]
    elif problem["file"].endswith(".csv"):
        with (folder / problem["file"]).open(encoding="utf-8", newline="") as file:
            head, *_ = rows = list(csv.reader(file))
    else:
        parents = {"PrimaryNeedCode": "CINdetails", "Ethnicity": "ChildCharacteristics"}
        element = parents.get(problem["column"], "Assessments")
        found = list(etree.parse(str(folder / problem["file"])).iter(element))
        return found[row - 1].findtext(problem["column"]) or ""
    return str(rows[row - 1][head.index(problem["column"])] or "")


def test_since_yesterday_something_was_recorded_corrected_and_deleted(whole: Made) -> None:
    changes = [row for row in whole.truth("ssd_changes") if row["day"] == LAST]
    assert {row["what"] for row in changes} == {"recorded late", "corrected", "deleted later"}
    for change in changes:
        key = HEADINGS[change["table"]][0]
        before = {row[key]: row for row in ssd(whole, BEFORE, change["table"])}
        after = {row[key]: row for row in ssd(whole, LAST, change["table"])}
        there = (change["id"] in before, change["id"] in after)
        assert (
            there
            == {"recorded late": (False, True), "deleted later": (True, False), "corrected": (True, True)}[
                change["what"]
            ]
        )
        if change["what"] == "corrected":
            assert before[change["id"]][change["column"]] == change["was"]
            assert after[change["id"]][change["column"]] == change["now"]


def test_the_nights_of_the_case_system_lead_from_one_whole_unload_to_the_next(whole: Made) -> None:
    nights = [f"2026-11-{day:02}" for day in range(8, 20)]
    for table in ("contacts", "cin_visits", "cin_episodes", "person"):
        key = HEADINGS[table][0]
        held = {row[key]: row for row in ssd(whole, MONTH_BEFORE, table)}
        for night in nights:
            if (whole.folder / f"{night}/ssd/ssd_{table}_changes.csv").exists():
                held |= {row[key]: row for row in ssd(whole, night, f"{table}_changes")}
        before = {row[key]: row for row in ssd(whole, BEFORE, table)}
        deleted = {row["id"] for row in whole.truth("ssd_changes") if row["what"] == "deleted later"}
        assert held.keys() - before.keys() <= deleted
        unchanged = {name for name, row in held.items() if before.get(name) == row}
        assert len(unchanged) > 0.9 * len(before)


def test_on_every_night_something_changes_and_nothing_is_sent_whole(whole: Made) -> None:
    nights = {name.split("/")[0] for name in whole.summary.files if name.endswith("_changes.csv")}
    assert len(nights) == 12
    assert all(
        rows < len(whole.csv(f"{MONTH_BEFORE}/ssd/ssd_person.csv")) / 2
        for name, rows in whole.summary.files.items()
        if "_changes" in name
    )


def test_some_values_end_in_blanks_and_most_do_not(whole: Made) -> None:
    padded = [row for row in ssd(whole, LAST, "address") if row["addr_address_postcode"].endswith("  ")]
    assert len(padded) == 5


def test_population_and_directory_agree_on_the_names_of_districts(whole: Made) -> None:
    people = {row["district"] for row in whole.csv(f"{LAST}/population/population.csv")}
    places = whole.csv(f"{MONTH_BEFORE}/postcode_directory/postcode_directory.csv")
    assert people < {row["district"] for row in places}
    known = {row["postcode"] for row in places}
    assert {row["addr_address_postcode"].strip() for row in ssd(whole, LAST, "address")} <= known


def test_a_county_that_ends_with_a_year_has_its_census_that_day(make: MakeCounty) -> None:
    made = make(seed=2, children=2_000, date_from=dt.date(2025, 4, 1), date_to=dt.date(2026, 3, 31), only_care=False)
    names = {name for name in made.summary.files if "/cin_census/" in name}
    assert names == {"2026-03-31/cin_census/2025-26/cin_census_2026.xml"}
