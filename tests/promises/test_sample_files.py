"""Sample files of the other returns, which others made: every row and cell of each is accounted for, counted without the product."""

import csv
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from tests.support.commands import ask, told
from tests.support.samples import FOLDER

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home

EVIDENCE = Path(__file__).parents[1] / "evidence"
WORKBOOK = FOLDER / "annex_a" / "Annex_A.xlsx"
CENSUSES = (FOLDER / "cin_xml" / "cin_2021.xml", FOLDER / "cin_xml" / "cin_2022.xml")
SCHOOL_CENSUS = FOLDER / "school_census_2024_autumn"
RECEIVED, YEAR = "2021-03-15", "2020-21"
LISTS = (
    "contacts", "early_help_assessments", "referrals", "assessments", "section_47", "children_in_need",
    "child_protection_plans", "children_in_care", "care_leavers", "adoption", "adopters",
)  # fmt: skip
# The element of each table's rows, and where each of its columns stands seen from it; `^` is the element above.
CENSUS = {
    "children": ("Child", {
        "child": "ChildIdentifiers/LAchildID", "upn": "ChildIdentifiers/UPN", "former_upn": "ChildIdentifiers/FormerUPN",
        "upn_unknown": "ChildIdentifiers/UPNunknown", "birth_date": "ChildIdentifiers/PersonBirthDate",
        "expected_birth_date": "ChildIdentifiers/ExpectedPersonBirthDate", "sex": "ChildIdentifiers/GenderCurrent",
        "death_date": "ChildIdentifiers/PersonDeathDate", "ethnicity": "ChildCharacteristics/Ethnicity",
    }),
    "disabilities": ("Disability", {"disability": "."}),
    "cin_details": ("CINdetails", {
        "referral_date": "CINreferralDate", "referral_source": "ReferralSource", "primary_need": "PrimaryNeedCode",
        "closure_date": "CINclosureDate", "closure_reason": "ReasonForClosure", "conference_date": "DateOfInitialCPC",
        "referral_nfa": "ReferralNFA",
    }),
    "assessments": ("Assessments", {
        "start_date": "AssessmentActualStartDate", "review_date": "AssessmentInternalReviewDate",
        "authorised_date": "AssessmentAuthorisationDate",
    }),
    "assessment_factors": ("AssessmentFactors", {"factor": "."}),
    "cin_plans": ("CINPlanDates", {"start_date": "CINPlanStartDate", "end_date": "CINPlanEndDate"}),
    "section_47": ("Section47", {
        "start_date": "S47ActualStartDate", "conference_target_date": "InitialCPCtarget",
        "conference_date": "DateOfInitialCPC", "conference_not_required": "ICPCnotRequired",
    }),
    "child_protection_plans": ("ChildProtectionPlans", {
        "start_date": "CPPstartDate", "end_date": "CPPendDate", "initial_category": "InitialCategoryOfAbuse",
        "latest_category": "LatestCategoryOfAbuse", "previous_plans": "NumberOfPreviousCPP",
    }),
    "reviews": ("CPPreviewDate", {"review_date": "."}),
}  # fmt: skip

needs_samples = pytest.mark.skipif(
    not WORKBOOK.is_file() or not all(path.is_file() for path in CENSUSES),
    reason="the samples of Annex A and of the census are not on this machine: name their folder in SHERWOOD_SAMPLES",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return Home.at(tmp_path_factory.mktemp("samples") / "home")


@pytest.fixture(scope="module")
def loaded(home):
    return ask(home, "load", WORKBOOK, *CENSUSES, "--received", RECEIVED)["files"]


def entries_of(loaded, path):
    return {entry["table"]: entry for entry in loaded if entry["path"] == str(path)}


def evidence(name):
    with (EVIDENCE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@lru_cache
def sheet(number):
    """Headings and rows of one list of the sample, with what its formulas last gave; empty rows left out."""
    rows = list(openpyxl.load_workbook(WORKBOOK, data_only=True)[f"List {number}"].iter_rows(values_only=True))
    return rows[0], [row for row in rows[1:] if any(filled(cell) for cell in row)]


def filled(cell):
    return cell is not None and bool(str(cell).strip())


def bare(heading):
    """A heading in small letters and digits; the age's is written in two ways."""
    return re.sub(r"[^a-z0-9]", "", heading.lower()).replace("ageofchildyears", "age")


@needs_samples
def test_every_list_and_every_module_of_the_samples_is_loaded(loaded):
    assert {entry["status"] for entry in loaded} == {"loaded"}
    assert set(entries_of(loaded, WORKBOOK)) == set(LISTS)
    for path in CENSUSES:
        assert set(entries_of(loaded, path)) == set(CENSUS)


@needs_samples
def test_accepted_and_rejected_rows_are_the_rows_read_and_every_cell_was_typed_or_is_a_problem(loaded):
    for entry in loaded:
        assert entry["rows_accepted"] + entry["rows_rejected"] == entry["rows_read"], entry["table"]
        assert entry["cell_problems"] == sum(cells["problems"] for cells in entry["columns"].values()), entry["table"]
        for column, cells in entry["columns"].items():
            parts = cells["typed"] + cells["problems"] + cells["in_rejected_rows"]
            assert parts == cells["read"], (entry["table"], column)


@needs_samples
@pytest.mark.parametrize(("number", "table"), list(enumerate(LISTS, start=1)))
def test_rows_and_filled_cells_of_a_list_are_those_that_its_sheet_shows(loaded, number, table):
    headings, rows = sheet(number)
    entry = entries_of(loaded, WORKBOOK)[table]
    declared = load_catalogue().feed("annex_a").year_for(YEAR).tables[table].columns
    shown = {bare(heading): sum(filled(row[at]) for row in rows) for at, heading in enumerate(headings)}
    assert entry["rows_read"] == len(rows) > 0
    assert {bare(declared[name].header): cells["read"] for name, cells in entry["columns"].items()} == shown


@needs_samples
@pytest.mark.parametrize("path", CENSUSES, ids=lambda path: path.stem)
@pytest.mark.parametrize("table", CENSUS)
def test_rows_and_filled_cells_of_a_module_are_the_elements_of_its_file(loaded, path, table):
    name, columns = CENSUS[table]
    elements = list(ElementTree.parse(path).getroot().iter(name))
    entry = entries_of(loaded, path)[table]
    assert entry["rows_read"] == len(elements) > 0
    for column, place in columns.items():
        held = sum(filled(each.text if place == "." else each.findtext(place)) for each in elements)
        assert entry["columns"][column]["read"] == held, column


@needs_samples
@pytest.mark.parametrize("path", CENSUSES, ids=lambda path: path.stem)
def test_every_element_of_a_census_that_holds_words_is_a_cell_of_some_table(loaded, path):
    children = ElementTree.parse(path).getroot().find("Children")
    words = Counter(each.tag for each in children.iter() if filled(each.text) and not len(each))
    known = Counter()
    for table, (name, columns) in CENSUS.items():
        for column, place in columns.items():
            known[name if place == "." else place.split("/")[-1]] += entries_of(loaded, path)[table]["columns"][column][
                "read"
            ]
    assert known == words


@needs_samples
def test_problems_of_the_samples_are_exactly_those_found_by_eye(home, loaded):
    told = [{**each, "file": each["file"].split("/")[-1]} for each in ask(home, "rejected")["rejected"]]
    found = Counter(
        tuple(str(each[name]) for name in ("file", "sheet", "row", "column", "value", "severity")) for each in told
    )
    in_lists = [{**each, "file": WORKBOOK.name} for each in evidence("annex_a_expected_problems.csv")]
    in_censuses = [{**each, "sheet": ""} for each in evidence("cin_census_expected_problems.csv")]
    expected = Counter(
        tuple(each[name] for name in ("file", "sheet", "row", "column", "value", "severity"))
        for each in (*in_lists, *in_censuses)
    )
    assert found == expected


@needs_samples
def test_every_problem_of_the_samples_says_what_is_wrong_and_what_to_do(home, loaded):
    for each in ask(home, "rejected")["rejected"]:
        assert each["reason"], each
        assert each["remedy"], each


@needs_samples
def test_the_samples_can_be_built_and_asked_for_figures(home, loaded):
    told(home, "build")
    days = ("--from", "2020-10-01", "--to", RECEIVED, "--grain", "month")
    assert ask(home, "measure", "value", "contacts_received", *days)["rows"]


# Rows as `wc -l` counts them without the heading, and how many of each column's cells the file fills, as a CSV reader sees it.
SCHOOL_CENSUS_TABLES = {
    "2024_autumn_addressesoffroll.csv": ("addressesoffroll", 1698),
    "2024_autumn_pupilnolongeronroll.csv": ("autumn_pupilnolongeronroll", 308),
    "2024_autumn_termlyexclusionsoffroll.csv": ("termlyexclusionsoffroll", 318),
    "2024_autumn_termlysessiondetailsoffroll.csv": ("termlysessiondetailsoffroll", 1328),
}
needs_school_census = pytest.mark.skipif(
    not SCHOOL_CENSUS.is_dir(), reason="the school census sample is not on this machine"
)


@pytest.fixture(scope="module")
def school_census(tmp_path_factory):
    home = Home.at(tmp_path_factory.mktemp("school-census") / "home")
    return home, ask(home, "load", SCHOOL_CENSUS)["files"]


@needs_school_census
def test_every_row_and_cell_of_a_school_census_is_loaded_as_of_its_census_day(school_census):
    entries = {Path(entry["path"]).name: entry for entry in school_census[1]}
    assert set(entries) == {path.name for path in SCHOOL_CENSUS.iterdir()} == set(SCHOOL_CENSUS_TABLES)
    for name, (table, rows) in SCHOOL_CENSUS_TABLES.items():
        entry = entries[name]
        with (SCHOOL_CENSUS / name).open(encoding="utf-8", newline="") as handle:
            held = list(csv.DictReader(handle))
        assert (entry["status"], entry["table"], entry["period"]) == ("loaded", table, "2024-10-03")
        assert entry["rows_read"] == entry["rows_accepted"] == len(held) == rows
        filled_cells = sum(filled(cell) for row in held for cell in row.values())
        assert sum(cells["read"] for cells in entry["columns"].values()) == filled_cells
        assert sum(cells["typed"] for cells in entry["columns"].values()) == filled_cells


@needs_school_census
def test_nothing_in_the_school_census_sample_is_a_problem(school_census):
    """By eye: numbers are written `132.0`, days `2024-Jul-03 00:00:00`, suspensions FIXD, and all of these are well known."""
    assert ask(school_census[0], "rejected")["rejected"] == []
