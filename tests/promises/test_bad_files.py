"""Files that arrive broken, disguised or harmful: `sherwood load` says in words what is wrong and what to do, and loads the rest."""

import io
import json
import logging

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.rooms.sources.snapshot_files import LISTS, SSD, workbook
from tests.rooms.sources.workbooks import saved, with_parts
from tests.support.commands import ask, told

from sherwood.definitions.home import Home

RECEIVED = ("--received", "2026-11-20")
CONTACT = "1,b) Male,a) WBRI,01/02/2015,11,01/10/2026,1A: Individual"
EARLY_HELP = "1,b) Male,a) WBRI,01/02/2015,11,01/10/2026,,School"
LIST_1 = f"{LISTS['contacts']}\n{CONTACT}\n"
LIST_2 = f"{LISTS['early_help']}\n{EARLY_HELP}\n"
CENSUS = b"""<?xml version="1.0" encoding="utf-8"?>
<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate>
</CollectionDetails></Header><Children><Child><ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2015-02-01</PersonBirthDate>
<Sex>M</Sex></ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics></Child></Children></Message>
"""
WORKBOOK = workbook(("List 1", LIST_1.split("\n")[:2]))
LONG_AGO_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PASSWORD = LONG_AGO_OFFICE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10 if number else b"ha") for number in range(10)
)


def parquet():
    out = io.BytesIO()
    pq.write_table(pa.table({name: ["1"] for name in SSD["contacts"].split(",")}), out)
    return out.getvalue()


def census_with(declared, ethnicity=b"WBRI"):
    return CENSUS.replace(b"<Message>", declared + b"<Message>", 1).replace(b"WBRI", ethnicity)


def damaged(content, at=40, length=30):
    return content[:at] + b"\xff" * length + content[at + length :]


EMPTY, CUT_SHORT = "the file is empty", "damaged or was cut short"
HARMFUL, AGAIN = "declares a document type", "ask for the file again"
# Name: what the file holds, what is said of it, what to do.
REFUSED = {
    "empty.csv": (b"", EMPTY, "ask for it again"),
    "empty.xlsx": (b"", EMPTY, "ask for it again"),
    "empty.xml": (b"", EMPTY, "ask for it again"),
    "empty.parquet": (b"", EMPTY, "ask for it again"),
    "cut_short.xlsx": (WORKBOOK[: len(WORKBOOK) // 2], CUT_SHORT, "ask for it again"),
    "cut_short.xml": (CENSUS[: len(CENSUS) // 2], "ends before its last element", AGAIN),
    "cut_short.parquet": (parquet()[:-40], CUT_SHORT, "the same rows as CSV"),
    "damaged.parquet": (damaged(parquet()), CUT_SHORT, "the same rows as CSV"),
    "damaged.xlsx": (with_parts(WORKBOOK, xl__workbook_dot_xml=b"<workbook"), "damaged", "ask for it again"),
    "bomb.xlsx": (with_parts(WORKBOOK, xl__media__p_dot_png=b"\0" * 80_000_000), "unpack to 80 megabytes", "split it"),
    "password.xlsx": (PASSWORD, "protected by a password", "take the password off"),
    "old.xls": (
        LONG_AGO_OFFICE + b"\0" * 600 + "Workbook".encode("utf-16-le"),
        "of the older kind",
        "as an Excel workbook",
    ),
    "doctype.xml": (census_with(b"<!DOCTYPE Message>"), HARMFUL, "save it without the DOCTYPE"),
    "entity.xml": (
        census_with(b'<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"&x;"),
        HARMFUL,
        "save it without the DOCTYPE",
    ),
    "laughs.xml": (census_with(b"<!DOCTYPE m [%s]>" % LAUGHS, b"&l9;"), HARMFUL, "save it without the DOCTYPE"),
    "undeclared_entity.xml": (census_with(b"", b"&nope;"), "not well-formed XML (line 4)", "correct that line"),
    "ssd_contacts.csv": (
        SSD["contacts"].replace("cont_contact_id,", "").encode() + b"\n1,2026-10-01,1A,,\n",
        "cont_contact_id, which tells its rows apart, is missing",
        "give the column its name in the guide",
    ),
    "wide.csv": (b",".join([b"x"] * 1_000_001) + b"\n", "2,000,001 characters long", AGAIN),
    "stray.csv": (b"name,shoe size\nAnn,4\n", "fits no table of the returns read here", "headings as the guide names"),
    "noise.csv": (bytes(range(256)) * 4, "no text file", "as CSV, XML or an Excel workbook"),
    "page.csv": (b"<!DOCTYPE html><html>Sign in</html>", "web page", "after signing in"),
}


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path / "home")


@pytest.fixture
def put(tmp_path):
    """Write files into one folder; returns the folder."""

    def written(files):
        folder = tmp_path / "extract"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return written


def loaded(home, folder, exit_code=0):
    """What was said of each file, by its name and table."""
    files = ask(home, "load", folder, *RECEIVED, exit_code=exit_code)["files"]
    return {(each["path"].rpartition("/")[2], each["table"]): each for each in files}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_words_and_two_good_ones_beside_it_are_loaded(home, put, name):
    content, wrong, remedy = REFUSED[name]
    said = loaded(home, put({"list_1.csv": LIST_1, "list_2.csv": LIST_2, name: content}), exit_code=1)
    refused = said.pop((name, ""))
    assert (refused["status"], refused["rows_read"]) == ("refused", 0)
    (reason,) = refused["reasons"]
    assert wrong in reason
    assert remedy in reason
    assert {key: each["status"] for key, each in said.items()} == {
        ("list_1.csv", "contacts"): "loaded",
        ("list_2.csv", "early_help_assessments"): "loaded",
    }
    assert len(list(home.landing("local").glob("files/*"))) == 2


@pytest.mark.parametrize(
    ("name", "content", "table"),
    [
        ("list_1.xml", LIST_1, "contacts"),
        ("list_1.csv", WORKBOOK, "contacts"),
        ("census.csv", CENSUS, "children"),
        ("ssd_contacts.csv", parquet(), "contacts"),
    ],
)
def test_a_file_is_what_it_holds_and_not_what_its_name_ends_in(home, put, name, content, table):
    said = loaded(home, put({name: content}))
    assert said[name, table]["status"] == "loaded"
    assert said[name, table]["rows_read"] == 1


def test_a_folder_of_lists_with_a_stray_one_loads_the_lists_and_names_the_stray(home, put):
    said = loaded(home, put({"a.csv": LIST_1, "b.csv": LIST_2, "c.csv": "Rota,Monday\nAnn,9 to 5\n"}), exit_code=1)
    assert [name for (name, _), each in said.items() if each["status"] == "refused"] == ["c.csv"]


def test_a_workbook_with_macros_formulas_merged_cells_and_a_hidden_list_is_read_with_a_remark_on_each(home, put):
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("List 2")
    first.title, second.sheet_state = "List 1", "hidden"
    for line in (*LIST_1.splitlines(), CONTACT.replace("1,", "2,", 1)):
        first.append(line.split(","))
    first["E2"] = "=5+6"
    first.merge_cells("G2:G3")
    for line in LIST_2.splitlines():
        second.append(line.split(","))
    said = loaded(home, put({"annex_a.xlsm": with_parts(saved(book), xl__vbaProject_dot_bin=b"\0" * 100)}))
    told_of = " ".join(remark for each in said.values() for remark in each["reasons"])
    for words in ("holds macros: none was run", "without a stored result", "1 merged cell", "the sheet is hidden"):
        assert words in told_of
    assert [each["rows_accepted"] for each in said.values()] == [1, 1]


def test_of_a_heading_that_stands_twice_the_first_column_is_read_and_that_is_said(home, put):
    said = loaded(home, put({"list_1.csv": f"{LISTS['contacts']},Child Unique ID\n{CONTACT},2\n"}))
    assert (
        "column Child Unique ID is there more than once: the first was read"
        in said["list_1.csv", "contacts"]["reasons"]
    )


def test_a_row_of_a_million_cells_costs_its_own_row_and_no_other(home, put):
    said = loaded(home, put({"list_1.csv": LIST_1 + "2" + "," * 1_000_000 + "x\n" + f"3,{CONTACT[2:]}\n"}))
    each = said["list_1.csv", "contacts"]
    assert (each["rows_read"], each["rows_accepted"], each["rows_rejected"]) == (3, 2, 1)


def test_a_quoted_cell_of_a_million_characters_costs_its_own_row_and_no_other(home, put):
    said = loaded(home, put({"list_1.csv": LIST_1 + '2,"' + "x" * 1_000_000 + f"\n3,{CONTACT[2:]}\n"}))
    each = said["list_1.csv", "contacts"]
    assert (each["rows_read"], each["rows_accepted"], each["rows_rejected"]) == (3, 2, 1)


def test_the_same_folder_again_says_of_each_file_what_it_said_before(home, put):
    folder = put({"list_1.csv": LIST_1, "cut_short.xml": CENSUS[:200]})
    loaded(home, folder, exit_code=1)
    again = loaded(home, folder, exit_code=1)
    assert {name: each["status"] for (name, _), each in again.items()} == {
        "list_1.csv": "already_loaded",
        "cut_short.xml": "refused",
    }


def test_the_name_of_a_child_in_a_files_name_is_in_no_log(home, put, caplog):
    caplog.set_level(logging.DEBUG)
    folder = put({"Jolyon Quick 2026.csv": LIST_1, "Jolyon Quick.xml": CENSUS[:200]})
    loaded(home, folder, exit_code=1)
    told(home, "build")
    assert "Jolyon" not in caplog.text
    kept = [path for path in home.logs.rglob("*") if path.is_file()] if home.logs.is_dir() else []
    assert not [path for path in kept if b"Jolyon" in path.read_bytes()]


def test_what_is_refused_is_told_as_json_that_names_file_and_reason(home, put):
    answered = json.loads(told(home, "load", put({"noise.csv": bytes(range(256))}), "--json", exit_code=1))
    (only,) = answered["files"]
    assert only["path"].endswith("noise.csv")
    assert only["reasons"]
