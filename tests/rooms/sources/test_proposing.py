"""A file that no table fits is held against every table: names first, what stands in the cells beside them."""

import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.sources import Refused, propose


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(None)


def proposals(catalogue, tmp_path, text, name="unknown.csv"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return propose(file, catalogue.feeds, catalogue.codelists)


POLICE = """\
Incident Ref;Person Ref;Fore name;Family Name;Date of Birth;Sex;Person Postcode;Part Played;Date of Incident;Time of Incident;\
Date Recorded;Class of Incident;DA;DASH Grade;Outcome Date
23/0041877;N300412;Kit;Larch;09/11/2014;M;ZZ2 3AB;child_present;02/05/2023;22:47;03/05/2023;domestic_incident;Y;medium;
23/0041878;N300413;Dean;Larch;17/02/1988;M;ZZ2 3AB;suspect;03/05/2023;21:10;03/05/2023;domestic_incident;Y;high;04/05/2023
"""


def test_a_file_with_other_headings_is_proposed_as_the_table_it_holds(catalogue, tmp_path):
    best = proposals(catalogue, tmp_path, POLICE)[0]
    assert (best.feed, best.table) == ("police_incidents", "incidents")
    found = {each.column: each.heading for each in best.matches}
    assert found["incident_number"] == "Incident Ref"
    assert found["birth_date"] == "Date of Birth"
    assert found["surname"] == "Family Name"
    assert found["incident_date"] == "Date of Incident"
    assert found["incident_time"] == "Time of Incident"
    assert found["risk"] == "DASH Grade"


def test_no_heading_is_proposed_twice_and_each_column_once(catalogue, tmp_path):
    for each in proposals(catalogue, tmp_path, POLICE):
        chosen = [match.heading for match in each.matches if match.heading]
        assert len(chosen) == len(set(chosen))
        assert len({match.column for match in each.matches}) == len(each.matches)


def test_a_column_with_nothing_near_is_left_for_the_person(catalogue, tmp_path):
    best = proposals(catalogue, tmp_path, POLICE)[0]
    assert next(each for each in best.matches if each.column == "antisocial_class").heading == ""


def test_what_stands_in_the_cells_settles_headings_that_read_alike(catalogue, tmp_path):
    """Both headings say `incident date`; only one column of cells holds days."""
    text = POLICE.replace("Date of Incident", "Incident Date A").replace("Time of Incident", "Incident Date B")
    best = proposals(catalogue, tmp_path, text)[0]
    assert {each.column: each.heading for each in best.matches}["incident_date"] == "Incident Date A"


def test_a_proposal_says_what_it_rests_on_and_repeats_no_cell(catalogue, tmp_path):
    best = proposals(catalogue, tmp_path, POLICE)[0]
    why = {each.column: each.why for each in best.matches}
    assert why["incident_date"] == "a similar name; 100% of its first cells read as dates"
    assert not any(cell in words for words in why.values() for cell in ("Larch", "N300412", "22:47"))


def test_the_columns_a_table_can_not_do_without_are_marked(catalogue, tmp_path):
    best = proposals(catalogue, tmp_path, POLICE)[0]
    needed = {each.column for each in best.matches if each.is_needed}
    assert {"incident_number", "person_number", "role", "incident_date"} == needed


def test_headings_like_nothing_are_proposed_as_nothing(catalogue, tmp_path):
    assert proposals(catalogue, tmp_path, "Qxz;Vwk;Jjj\n1;2;3\n") == ()


def test_a_sheet_of_a_workbook_is_proposed_by_its_own_headings(catalogue, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["Written by", "For"])
    sheet = book.create_sheet("Police list")
    for line in POLICE.splitlines():
        sheet.append(line.split(";"))
    file = tmp_path / "unknown.xlsx"
    book.save(file)
    best = propose(file, catalogue.feeds, catalogue.codelists)[0]
    assert (best.feed, best.table, best.sheet) == ("police_incidents", "incidents", "Police list")


def test_an_xml_file_has_no_headings_to_choose_from(catalogue, tmp_path):
    with pytest.raises(Refused, match="no headings"):
        proposals(catalogue, tmp_path, "<a><b/></a>", "unknown.xml")
