"""A council's folder through the commands: loaded, rejected rows listed, built, asked, exported."""

import csv
import io
import json

import openpyxl
import pytest

YEAR = ("--from", "2017-04-01", "--to", "2018-03-31")


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_load_reports_one_entry_a_file_and_table(sherwood, files):
    said = sherwood("load", files, "--json")
    assert said.code == 0
    found = {each["table"]: each for each in json.loads(said.out)["files"]}
    assert set(found) == {"episodes", "header"}
    counts = {key: found["episodes"][key] for key in ("rows_read", "rows_accepted", "rows_rejected", "cell_problems")}
    assert counts == {"rows_read": 4, "rows_accepted": 3, "rows_rejected": 1, "cell_problems": 1}
    assert (found["episodes"]["format"], found["episodes"]["status"]) == ("ssda903", "loaded")


def test_standard_output_holds_the_answer_alone(sherwood, files):
    said = sherwood("load", files)
    assert said.out == ""
    assert "4 rows read, 3 accepted, 1 rejected, 1 cells emptied" in said.err


def test_same_folder_again_is_already_loaded(sherwood, files):
    sherwood("load", files)
    again = json.loads(sherwood("load", files, "--json").out)["files"]
    assert {each["status"] for each in again} == {"already_loaded"}


def test_file_that_cannot_be_read_is_refused_and_the_good_ones_stay(sherwood, files, tmp_path):
    (tmp_path / "empty.csv").touch()
    said = sherwood("load", files, tmp_path / "empty.csv", "--json")
    assert said.code == 1
    found = {each["path"].rsplit("/", 1)[-1]: each for each in json.loads(said.out)["files"]}
    assert found["empty.csv"]["status"] == "refused"
    assert found["empty.csv"]["reasons"]
    assert found["header.csv"]["status"] == "loaded"


def test_rejected_row_names_file_row_column_value_reason_and_remedy(sherwood, built_home):
    found = json.loads(sherwood("rejected", "--json", home=built_home).out)["rejected"]
    row = next(each for each in found if each["severity"] == "row")
    assert (row["file"], row["row"], row["column"], row["value"]) == ("2017-18/episodes.csv", 4, "DECOM", "31/02/2017")
    assert row["reason"]
    assert row["remedy"]


def test_rejected_rows_as_csv_cannot_run_in_a_spreadsheet(sherwood, built_home):
    found = rows_of(sherwood("rejected", "--csv", home=built_home).out)
    assert {each["value"] for each in found} == {"31/02/2017", "'=1+1"}


def test_nothing_rejected_is_said(sherwood, tmp_path):
    (tmp_path / "home").mkdir()
    said = sherwood("rejected")
    assert (said.code, said.out) == (0, "")
    assert "Nothing was rejected" in said.err


def test_second_build_of_the_same_files_changes_nothing(sherwood, built_home):
    said = sherwood("build", home=built_home)
    assert said.code == 0
    assert "Nothing has changed" in said.err


def test_build_without_files_says_what_to_do_and_claims_no_earlier_warehouse(sherwood, tmp_path):
    (tmp_path / "home").mkdir()
    said = sherwood("build")
    assert said.code == 1
    assert "there is none to read yet" in said.err
    assert "stays in use" not in said.err
    assert "sherwood load" in said.err


def test_status_of_an_empty_home_says_what_to_do(sherwood, tmp_path):
    (tmp_path / "home").mkdir()
    said = sherwood("status")
    assert said.code == 0
    assert "sherwood load" in said.out


def test_status_says_how_fresh_the_data_are(sherwood, built_home):
    assert "Data to 2018-03-31" in sherwood("status", home=built_home).out
    found = json.loads(sherwood("status", "--json", home=built_home).out)
    assert found["warehouse"]["data_date"] == "2018-03-31"
    assert found["warehouse"]["tables"]["episode"]["rows"] == 3
    assert found["runs"] == []
    feed = {"feed": "ssda903", "tables": 2, "newest": "2017-18", "received": "2018-05-01", "rows": 5}
    assert found["feeds"] == [feed]


def test_status_begins_with_the_feeds_and_lists_tables_when_asked(sherwood, built_home):
    words = sherwood("status", home=built_home).out
    assert words.splitlines()[1].split() == ["ssda903", "2", "2017-18", "2018-05-01", "5"]
    assert "  episode " not in words
    assert "  episode " in sherwood("status", "--tables", home=built_home).out


def test_load_says_once_that_a_home_has_no_settings(sherwood, files):
    assert sherwood("load", files).err.count("this home has no settings yet: `sherwood init`") == 1


def test_counts_are_whole_numbers_for_people(sherwood, built_home):
    said = sherwood("measure", "value", "cla_open", *YEAR, "--grain", "year", home=built_home)
    assert said.out.splitlines()[1].split() == ["2017-18", "1", "1"]


@pytest.mark.parametrize("place", ["team", "worker", "service"])
def test_a_place_that_nobody_knows_is_refused(sherwood, built_home, place):
    said = sherwood("measure", "value", "cla_open", "--filter", f"{place}=nope", home=built_home)
    assert (said.code, said.out) == (1, "")
    assert f"there is no {place} 'nope'" in said.err


def test_a_measure_that_no_file_answers_says_why(sherwood, built_home):
    said = sherwood("measure", "value", "contact_nfa_pct", "--json", home=built_home)
    assert said.code == 0
    notes = json.loads(said.out)["notes"]
    assert notes
    assert all(note in said.err for note in notes)


def test_value_of_a_measure_by_month(sherwood, built_home):
    said = sherwood("measure", "value", "cla_open", *YEAR, "--json", home=built_home)
    answer = json.loads(said.out)
    assert (answer["measure"], answer["unit"]) == ("looked_after/cla_open", "children")
    found = {row["period"]: row["numerator"] for row in answer["rows"]}
    assert len(found) == 12
    assert [found[month] for month in ("2017-04", "2017-05", "2017-06", "2017-08", "2017-09", "2018-03")] == [
        0,
        1,
        2,
        2,
        1,
        1,
    ]
    assert {row["denominator"] for row in answer["rows"]} == {None}


def test_value_of_a_measure_as_csv_has_the_same_rows(sherwood, built_home):
    as_json = json.loads(sherwood("measure", "value", "cla_open", *YEAR, "--json", home=built_home).out)["rows"]
    as_csv = rows_of(sherwood("measure", "value", "cla_open", *YEAR, "--csv", home=built_home).out)
    assert [(row["period"], float(row["value"])) for row in as_csv] == [
        (row["period"], row["value"]) for row in as_json
    ]
    assert {row["denominator"] for row in as_csv} == {""}


def test_value_by_a_dimension_adds_up_to_the_whole(sherwood, built_home):
    answer = json.loads(sherwood("measure", "value", "cla_open", *YEAR, "--by", "sex", "--json", home=built_home).out)[
        "rows"
    ]
    july = [row for row in answer if row["period"] == "2017-07"]
    assert sum(row["numerator"] for row in july) == 2
    assert len({row["sex"] for row in july}) == 2


def test_value_with_a_filter_counts_only_those(sherwood, built_home):
    asked = ("measure", "value", "cla_open", *YEAR, "--grain", "year", "--filter", "sex=M", "--json")
    rows = json.loads(sherwood(*asked, home=built_home).out)["rows"]
    assert [(row["period"], row["numerator"]) for row in rows] == [("2017-18", 1)]


def test_value_as_at_a_day_knows_nothing_later(sherwood, built_home):
    asked = ("measure", "value", "cla_open", *YEAR, "--as-at", "2017-07-15", "--json")
    rows = json.loads(sherwood(*asked, home=built_home).out)["rows"]
    assert rows[-1]["period"] == "2017-07"


@pytest.mark.parametrize("option", ["--by", "--filter"])
def test_unknown_dimension_ends_with_1_and_is_named(sherwood, built_home, option):
    value = "sx" if option == "--by" else "sx=1"
    said = sherwood("measure", "value", "cla_open", option, value, home=built_home)
    assert said.code == 1
    assert "'sx'" in said.err


def test_report_is_exported_as_a_workbook(sherwood, built_home, tmp_path):
    out = tmp_path / "overview.xlsx"
    said = sherwood("report", "export", "cla_overview", "--format", "xlsx", "--out", out, home=built_home)
    assert (said.code, said.out) == (0, "")
    book = openpyxl.load_workbook(out)
    assert book["Contents"]["A1"].value
    assert len(book.sheetnames) > 2


def test_report_is_exported_as_csv(sherwood, built_home, tmp_path):
    out = tmp_path / "overview.csv"
    assert sherwood("report", "export", "cla_overview", "--format", "csv", "--out", out, home=built_home).code == 0
    text = out.read_text(encoding="utf-8-sig")
    assert text.startswith("Report,")
    assert "Data to Saturday 31 March 2018" in text


@pytest.mark.parametrize(("form", "start"), [("docx", b"PK"), ("pdf", b"%PDF"), ("json", b"{")])
def test_report_is_exported_as_word_pdf_and_json(sherwood, built_home, tmp_path, form, start):
    out = tmp_path / f"overview.{form}"
    said = sherwood("report", "export", "cla_overview", "--format", form, "--out", out, home=built_home)
    assert (said.code, said.out) == (0, "")
    assert out.read_bytes().startswith(start)


def test_value_known_at_a_day_before_the_files_came_says_so(sherwood, built_home):
    said = sherwood("measure", "value", "cla_open", "--known-at", "2018-04-30", "--json", home=built_home)
    assert (said.code, said.out) == (1, "")
    assert "Traceback" not in said.err


@pytest.mark.slow
def test_home_with_accounts_asks_whose_scope_applies(sherwood_process, files, tmp_path):
    assert sherwood_process("load", files).code == 0
    assert sherwood_process("build").code == 0
    added = sherwood_process(
        "user", "add", "ana", "--name", "An Analyst", "--role", "analyst", "--password", "correct-horse-battery"
    )
    assert added.code == 0, added.err
    listed = json.loads(sherwood_process("user", "list", "--json").out)["users"]
    assert [(each["username"], each["roles"]) for each in listed] == [("ana", ["analyst"])]
    asked = ("measure", "value", "cla_open", *YEAR, "--grain", "year", "--json")
    without = sherwood_process(*asked)
    assert (without.code, without.out) == (1, "")
    assert "--as USER" in without.err
    named = sherwood_process(*asked, "--as", "ana")
    assert json.loads(named.out)["rows"][0]["numerator"] == 1
    assert (
        sherwood_process("user", "email", "ana", "ana@example.gov.uk").err
        == "Letters to ana go to ana@example.gov.uk.\n"
    )
    assert json.loads(sherwood_process("user", "list", "--json").out)["users"][0]["email"] == "ana@example.gov.uk"
    assert sherwood_process("user", "disable", "ana").code == 0
    assert "no active account 'ana'" in sherwood_process(*asked, "--as", "ana").err
