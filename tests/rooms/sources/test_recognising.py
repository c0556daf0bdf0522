"""Which feed and table a file is, told among all feeds by what it holds."""

import datetime as dt
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.rooms.sources.snapshot_files import LISTS, TODAY, contact, listed, load, put_list, put_ssd, rows_of, workbook
from tests.rooms.sources.ssda903_files import HEADINGS, put, put_table, staged

from sherwood.definitions.catalogue import load_catalogue
from sherwood.sources.errors import Refused
from sherwood.sources.recognising import every_table, recognise_file

FEEDS = load_catalogue().feeds
CSV_TABLES = [(feed.id, name) for feed in FEEDS.values() if "csv" in feed.file_kinds for name in every_table(feed)]


@pytest.mark.parametrize(("feed", "table"), CSV_TABLES)
def test_every_declared_table_of_every_feed_is_known_by_its_full_header(feed, table):
    header = ",".join(f'"{column.header}"' for column in every_table(FEEDS[feed])[table].columns.values())
    found = recognise_file("export.csv", f"{header}\n".encode(), FEEDS)
    assert (found.feed.id, found.kind, found.table) == (feed, "csv", table)


def test_headings_of_no_feed_are_refused():
    with pytest.raises(Refused, match="fits no table of the returns read here"):
        recognise_file("x.csv", b"name,address\na,b\n", FEEDS)


def test_a_kind_of_file_that_no_feed_comes_in_is_refused():
    with pytest.raises(Refused, match="nothing is read from files of this kind"):
        recognise_file("x.csv", HEADINGS["header"].encode(), {})


def test_an_ssd_table_as_parquet_lands_as_the_same_rows_as_its_csv(home, drop, tmp_path):
    from sherwood.definitions.home import Home

    put_ssd(drop / "csv", "contacts", contact("C1", "1"), contact("C2", "2"))
    load(home, drop / "csv")
    rows = {
        "cont_contact_id": ["C1", "C2"],
        "cont_person_id": ["1", "2"],
        "cont_contact_date": pa.array([20_362 * 86_400_000] * 2, pa.timestamp("ms")),
        "cont_contact_source_code": ["1A", "1A"],
        "cont_contact_source_desc": [None, ""],
        "cont_contact_outcome_json": ["", None],
    }
    into = io.BytesIO()
    pq.write_table(pa.table(rows), into)
    put(drop / "parquet", "ssd_contacts.parquet", into.getvalue())
    other = Home.at(tmp_path / "other")
    load(other, drop / "parquet")
    columns = ("cont_contact_id", "source_id", "cont_contact_source_code", "cont_contact_outcome_json")
    from_parquet = staged(other)
    assert rows_of(staged(home), "ssd_contacts", *columns) == rows_of(from_parquet, "ssd_contacts", *columns)
    assert str(rows_of(from_parquet, "ssd_contacts", "cont_contact_date")[0][0]) == "2025-10-01"


def test_a_workbook_is_read_sheet_by_sheet_and_each_table_has_its_entry(home, drop):
    content = workbook(
        ("Guidance", ["How to fill this in"]),
        ("List 2", [LISTS["early_help"], "2,b) Male,a) WBRI,01/02/2015,11,01/10/2026,,School"]),
        ("Sheet9", [LISTS["contacts"], listed("1", "01/10/2026")]),
    )
    put(drop / "2026-11-20", "Annex A.xlsx", content)
    report = load(home, drop)
    assert {(e.format, e.table, e.status, e.period) for e in report.files} == {
        ("annex_a", "contacts", "loaded", "2026-11-20"),
        ("annex_a", "early_help_assessments", "loaded", "2026-11-20"),
    }
    assert any("sheet 'Guidance' was not read" in line for line in report.lines())
    build = staged(home)
    assert rows_of(build, "annex_a_contacts", "child", "line") == [("1", 2)]
    assert rows_of(build, "annex_a_early_help_assessments", "child") == [("2",)]


def test_a_second_sheet_of_one_table_is_left_out_by_name(home, drop):
    lines = [LISTS["contacts"], listed("1", "01/10/2026")]
    put(drop, "Annex A.xlsx", workbook(("Copy", [*lines, listed("2", "01/10/2026")]), ("Contacts", lines)))
    report = load(home, drop)
    assert [(entry.status, entry.table) for entry in report.files] == [("refused", ""), ("loaded", "contacts")]
    assert report.exit_code == 1
    assert any("sheet 'Copy' was not read: 'Contacts' was read for 'contacts'" in line for line in report.lines())
    assert rows_of(staged(home), "annex_a_contacts", "child") == [("1",)]


def test_a_sheet_without_the_column_that_tells_its_rows_apart_is_named_with_the_reason(home, drop):
    headless = LISTS["early_help"].replace("Child Unique ID", "Number")
    put(drop, "Annex A.xlsx", workbook(("1", [LISTS["contacts"]]), ("2", [headless])))
    refused, loaded = load(home, drop).files
    assert (refused.status, refused.format, loaded.table) == ("refused", "annex_a", "contacts")
    assert refused.reasons == (
        "sheet '2' looks like early_help_assessments, but Child Unique ID is missing; found 'Number': put them into council/spellings.toml"
        " [headings.annex_a.early_help_assessments], or give them their names, and load the file again",
    )
    assert [entry.status for entry in load(home, drop).files] == ["refused", "already_loaded"]


def own_headings(sheet):
    own = LISTS["contacts"].replace("Date of Contact", "Date contact logged").replace("Contact Source", "Where from")
    return workbook(("1", [LISTS["early_help"]]), (sheet, [own, listed("1", "01/10/2026")]))


def test_a_sheet_named_like_a_list_is_refused_with_what_it_lacks_and_what_it_has_instead(home, drop):
    put(drop, "Annex A.xlsx", own_headings("Contacts 2026"))
    report = load(home, drop)
    assert report.exit_code == 1
    (reason,) = report.files[0].reasons
    assert "sheet 'Contacts 2026' looks like contacts, but" in reason
    assert "found 'Date contact logged', 'Where from': put them into council/spellings.toml" in reason
    assert "[headings.annex_a.contacts]" in reason


def test_the_headings_written_down_make_the_refused_sheet_part_of_the_same_day_when_loaded_again(home, drop):
    put(drop, "Annex A.xlsx", own_headings("Contacts 2026"))
    load(home, drop)
    put(
        home.council,
        "spellings.toml",
        '[headings.annex_a.contacts]\ncontact_date = ["Date contact logged"]\ncontact_source = ["Where from"]\n',
    )
    report = load(home, drop, received=TODAY + dt.timedelta(days=3))
    assert {(entry.status, entry.table, entry.period) for entry in report.files} == {
        ("already_loaded", "early_help_assessments", TODAY.isoformat()),
        ("loaded", "contacts", TODAY.isoformat()),
    }
    assert rows_of(staged(home), "annex_a_contacts", "child") == [("1",)]


def test_a_sheet_that_looks_like_nothing_or_only_bears_a_lists_name_is_a_note(home, drop):
    sheets = (("1", [LISTS["contacts"]]), ("Contacts summary", ["month,number", "October,7"]), ("Early help", []))
    put(drop, "Annex A.xlsx", workbook(*sheets))
    report = load(home, drop)
    assert (report.exit_code, [entry.status for entry in report.files]) == (0, ["loaded"])
    assert any("sheet 'Contacts summary' was not read" in note for note in report.files[0].counts.notes)
    assert any("sheet 'Early help' was not read: it holds no table" in note for note in report.files[0].counts.notes)


def test_a_workbook_says_once_how_its_day_was_told_and_names_the_sheet_of_each_note(home, drop):
    put(
        drop,
        "A.xlsx",
        workbook(("One", [LISTS["contacts"]]), ("Two", [LISTS["early_help"] + ",Shoe size", ",,,,,,,,5"])),
    )
    lines = list(load(home, drop).lines())
    assert sum("the day it was received" in line for line in lines) == 1
    assert any("sheet 'Two': " in line and "Shoe size" in line for line in lines)


def test_a_workbook_that_fits_nothing_is_refused_sheet_by_sheet(home, drop):
    put(drop, "rota.xlsx", workbook(("June", ["name,shift", "A,B"]), ("July", ["name,shift", "C,D"])))
    (entry,) = load(home, drop).files
    assert entry.status == "refused"
    assert "sheet 'June'" in entry.reasons[0]
    assert "sheet 'July'" in entry.reasons[0]


def test_a_changed_list_of_a_workbook_is_delivered_again_and_the_rest_stays(home, drop):
    def give(day):
        lines = [LISTS["early_help"], "2,b) Male,a) WBRI,01/02/2015,11,01/10/2026,,School"]
        put(drop / "2026-11-20", "A.xlsx", workbook(("1", [LISTS["contacts"], listed("1", day)]), ("2", lines)))
        return load(home, drop)

    give("01/10/2026")
    give("02/10/2026")
    assert staged(home).count("landing_annex_a_contacts") == 1
    assert staged(home).count("landing_annex_a_early_help_assessments") == 1


CENSUS = """<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2022</Year></CollectionDetails></Header><Children><Child>
<ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2015-02-01</PersonBirthDate><GenderCurrent>1</GenderCurrent></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics></Child></Children></Message>"""


def test_a_census_is_told_by_what_it_holds_and_its_year_by_its_header(home, drop):
    put(drop, "export.xml", CENSUS)
    (entry,) = [each for each in load(home, drop).files if each.table == "children"]
    assert (entry.format, entry.status, entry.period) == ("cin_census", "loaded", "2021-22")


def test_censuses_of_two_years_in_one_folder_keep_their_own_years(home, drop):
    put(drop, "a.xml", CENSUS)
    put(drop, "b.xml", CENSUS.replace("2022", "2023"))
    assert {each.period for each in load(home, drop).files} == {"2021-22", "2022-23"}


def test_another_return_with_the_same_outermost_element_is_refused(home, drop):
    put(drop, "school.xml", "<Message><School><Pupil><UPN>1</UPN></Pupil></School></Message>")
    (entry,) = load(home, drop).files
    assert "'Message', but it lacks what" in entry.reasons[0]
    assert "LAchildID" in entry.reasons[0]


def test_an_unknown_outermost_element_is_refused_with_those_that_are_known(home, drop):
    put(drop, "x.xml", "<Other><a>1</a></Other>")
    (entry,) = load(home, drop).files
    assert "EXPSSDA903" in entry.reasons[0]
    assert "Message" in entry.reasons[0]


def test_lists_and_returns_of_one_folder_are_told_apart(home, drop):
    put_list(drop, "contacts", listed("1", "01/10/2026"))
    put_table(drop, "header", "1,M,01/02/2010,WBRI,UN1,,")
    put_ssd(drop, "department", "T1,One,,")
    assert {(e.format, e.table) for e in load(home, drop).files} == {
        ("annex_a", "contacts"),
        ("ssda903", "header"),
        ("ssd", "department"),
    }
