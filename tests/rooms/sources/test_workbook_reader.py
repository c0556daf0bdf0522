import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter
from openpyxl import Workbook
from tests.rooms.sources.workbooks import HEADINGS, columns, part_of, read, saved, with_parts, workbook

from sherwood.sources.errors import Refused
from sherwood.sources.kinds import kind_of
from sherwood.sources.readers.workbook import open_workbook
from sherwood.sources.readers.workbook_marks import column_letters, refuse_far_cells

ROW = ("101", dt.date(2026, 5, 4), "Ann", 7.5)
SHEET = "xl/worksheets/sheet1.xml"


def test_a_row_is_read_cell_by_cell_and_its_line_is_the_row_of_the_sheet():
    raw = read(workbook(HEADINGS, ROW))
    assert columns(raw) == {"child": ["101"], "start": ["2026-05-04"], "worker": ["Ann"], "age": ["7.5"]}
    assert (raw.lines, raw.sheet, raw.notes) == ([2], "List 1", [])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9212044.0, "9212044"),
        (9212044, "9212044"),
        (6.138261464750171, "6.138261464750171"),
        (-3, "-3"),
        (0, "0"),
        ("007", "007"),
        (True, "true"),
        (False, "false"),
        (dt.date(2024, 2, 29), "2024-02-29"),
        (dt.datetime(2024, 2, 29, 0, 0), "2024-02-29"),
        (dt.datetime(2024, 2, 29, 13, 5, 6), "2024-02-29T13:05:06"),
        (dt.time(9, 30), "09:30:00"),
        (dt.timedelta(hours=30, minutes=5), "30:05:00"),
        ("Dustin\xa0Hazlett", "Dustin\xa0Hazlett"),
        ("é", "é"),
        (123456789012345, "123456789012345"),
        (None, ""),
    ],
)
def test_a_cell_becomes_the_text_that_the_parsers_read(value, text):
    assert columns(read(workbook(HEADINGS, ("1", None, value))))["worker"] == [text]


def test_headings_are_found_below_title_rows_and_blank_ones():
    raw = read(workbook((), ("Visits of Sherwood",), ("As at", dt.date(2026, 3, 31)), (), HEADINGS, ROW))
    assert raw.lines == [6]
    assert "its headings stand in row 5; what stands above them was not read" in raw.notes


def test_headings_in_another_order_with_columns_of_no_table_are_named():
    raw = read(workbook(("Shoe", "Worker", "Child", None), (9, "Ann", "1", "x"), (None, "Bob", "2", None)))
    assert columns(raw) == {"child": ["1", "2"], "worker": ["Ann", "Bob"]}
    assert "column 'Shoe' is no part of 'visits' and was not read (1 filled cells)" in raw.notes
    assert "column D has no heading and was not read (1 filled cells)" in raw.notes
    assert "column Start is missing though the guide requires it" in raw.notes


def test_of_a_heading_that_stands_twice_the_first_is_read_and_said_so():
    raw = read(workbook(("Child", "Worker", "Child"), ("1", "Ann", "2")))
    assert columns(raw)["child"] == ["1"]
    assert "column Child is there more than once: the first was read" in raw.notes


def test_blank_rows_are_passed_over_and_counted_and_lines_stay_those_of_the_sheet():
    raw = read(workbook(HEADINGS, ("1",), (), ("\xa0 ", ""), ("2",)))
    assert raw.lines == [2, 5]
    assert "2 blank rows passed over" in raw.notes


def test_a_sheet_of_headings_alone_says_that_there_is_nothing_to_return():
    raw = read(workbook(HEADINGS))
    assert raw.lines == []
    assert columns(raw) == {name: [] for name in ("child", "start", "worker", "age")}
    assert any("nothing to return" in note for note in raw.notes)


def test_columns_begin_where_the_sheet_does_even_if_the_first_ones_are_blank():
    raw = read(workbook((None, None, *HEADINGS), (None, None, *ROW)))
    assert columns(raw)["child"] == ["101"]


def test_an_error_mark_is_kept_as_text_so_that_it_becomes_a_problem_of_its_cell():
    raw = read(workbook(HEADINGS, ("1", "#N/A", "Ann"), ("2", "#REF!", "Bob")))
    assert b't="e"' in part_of(workbook(HEADINGS, ("1", "#N/A")), SHEET)
    assert columns(raw)["start"] == ["#N/A", "#REF!"]


def test_a_row_that_holds_an_error_mark_alone_is_no_blank_row():
    raw = read(workbook(HEADINGS, (None, "#DIV/0!"), ("2",)))
    assert raw.lines == [2, 3]
    assert columns(raw)["start"] == ["#DIV/0!", ""]


def test_an_error_mark_typed_as_text_is_read_as_it_stands():
    def as_text(sheet):
        sheet["B2"].data_type = "s"

    assert columns(read(workbook(HEADINGS, ("1", "#N/A"), change=as_text)))["start"] == ["#N/A"]


def formulas(*results: object) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for at, result in enumerate(results, 1):
            sheet.write(at, 0, str(at))
            sheet.write_formula(at, 3, "=1+1", None, result)
    return out.getvalue()


def test_a_formula_gives_its_stored_result_and_the_column_is_named():
    raw = read(formulas(2, "text"))
    assert columns(raw)["age"] == ["2", "text"]
    assert "formulas in 'Age' (2 cells): their results were read as they were last worked out" in raw.notes


def test_a_formula_without_a_stored_result_is_empty_and_named_with_the_remedy():
    raw = read(workbook(HEADINGS, ("1", None, None, "=1+1"), ("2", None, "=A1&A2", "=2+2")))
    assert columns(raw)["age"] == ["", ""]
    said = next(note for note in raw.notes if "without a stored result" in note)
    assert "'Worker' (1 cell), 'Age' (2 cells)" in said
    assert "save it and load it again" in said


def test_no_formula_is_named_where_there_is_none():
    assert not any("formula" in note for note in read(workbook(HEADINGS, ROW)).notes)


def test_a_merged_cell_gives_its_value_to_its_first_row_alone():
    def merge(sheet):
        sheet.merge_cells("C2:C3")

    raw = read(workbook(HEADINGS, ("1", None, "Ann"), ("2", None, None), change=merge))
    assert columns(raw)["worker"] == ["Ann", ""]
    assert "1 merged cell below the headings: the value counts for the first row and column alone" in raw.notes


def test_a_merged_title_above_the_headings_is_no_matter():
    def merge(sheet):
        sheet.merge_cells("A1:D1")

    assert not any("merged" in note for note in read(workbook(("Visits",), HEADINGS, ROW, change=merge)).notes)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_said_to_be_hidden(state):
    made = Workbook()
    made.active.append(["Notes"])
    hidden = made.create_sheet("List 2")
    hidden.sheet_state = state
    hidden.append(HEADINGS)
    hidden.append(ROW)
    opened = open_workbook("x.xlsx", saved(made))
    assert [sheet.is_hidden for sheet in opened.sheets] == [False, True]
    raw = read(saved(made), sheet=1)
    assert raw.lines == [2]
    assert "the sheet is hidden in the workbook and was read all the same" in raw.notes


def test_hidden_rows_and_columns_are_read_like_any_other():
    def hide(sheet):
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True

    assert columns(read(workbook(HEADINGS, ROW, change=hide)))["worker"] == ["Ann"]


def test_macros_are_never_run_and_the_workbook_says_that_it_holds_some():
    content = with_parts(workbook(HEADINGS, ROW), xl__vbaProject_dot_bin=b"\0" * 100)
    opened = open_workbook("x.xlsm", content)
    assert opened.notes == ("the workbook holds macros: none was run, the values were read as they were saved",)
    assert columns(read(content))["child"] == ["101"]


def test_a_workbook_of_another_maker_with_prefixed_names_is_read():
    content = workbook(HEADINGS, ("1", "#N/A", "Ann", "=1+1"))
    old = part_of(content, SHEET).decode()
    new = old.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("<x:?", "<?")
    new = new.replace("xmlns=", "xmlns:x=")
    raw = read(with_parts(content, xl__worksheets__sheet1_dot_xml=new.encode()))
    assert columns(raw)["start"] == ["#N/A"]
    assert any("without a stored result" in note for note in raw.notes)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_workbook_that_was_cut_short_is_refused_in_words(share):
    content = workbook(HEADINGS, *[ROW] * 50)
    with pytest.raises(Refused, match="cut short"):
        open_workbook("x.xlsx", content[: int(len(content) * share)])


def test_a_workbook_whose_bytes_were_changed_is_refused_in_words():
    content = bytearray(workbook(HEADINGS, *[(str(n), None, "Ann") for n in range(500)]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        about = archive.getinfo(SHEET)
    for at in range(about.header_offset + 80, about.header_offset + 120):
        content[at] ^= 0xFF
    with pytest.raises(Refused, match="damaged"):
        open_workbook("x.xlsx", bytes(content))


def test_a_package_without_a_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/other.xml", "<x/>")
    with pytest.raises(Refused, match="damaged"):
        open_workbook("x.xlsx", out.getvalue())


def test_a_workbook_whose_list_of_sheets_is_no_xml_is_refused():
    with pytest.raises(Refused, match="damaged"):
        open_workbook("x.xlsx", with_parts(workbook(HEADINGS), xl__workbook_dot_xml=b"<workbook"))


def test_a_workbook_with_broken_cells_is_refused():
    broken = part_of(workbook(HEADINGS, ROW), SHEET)[:-60]
    with pytest.raises(Refused, match=r"can't be read|damaged"):
        open_workbook("x.xlsx", with_parts(workbook(HEADINGS), xl__worksheets__sheet1_dot_xml=broken))


def test_a_bomb_is_refused_before_it_is_unpacked():
    content = with_parts(workbook(HEADINGS), xl__media__picture_dot_png=b"\0" * 80_000_000)
    assert len(content) < 200_000
    with pytest.raises(Refused, match="unpack to 80 megabytes"):
        open_workbook("x.xlsx", content)


def test_a_cell_far_from_all_others_is_refused_and_not_held_in_memory():
    def far(sheet):
        sheet["XFD1048576"] = "x"

    with pytest.raises(Refused, match=r"reaches to row 1,048,576 and column XFD"):
        open_workbook("x.xlsx", workbook(HEADINGS, ROW, change=far))


def test_cells_that_are_only_coloured_far_away_do_no_harm():
    xml = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="3"/></row>'
    refuse_far_cells("List 1", xml)


def test_a_workbook_protected_by_a_password_is_refused_with_the_remedy():
    protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Refused, match=r"protected by a password: take the password off"):
        kind_of(protected)


def test_a_workbook_with_nothing_on_any_sheet_is_refused():
    with pytest.raises(Refused, match="no sheet of this workbook holds anything"):
        open_workbook("x.xlsx", workbook())


def test_a_sheet_with_nothing_beside_one_with_rows_is_an_empty_sheet():
    made = Workbook()
    made.active.append(HEADINGS)
    made.create_sheet("Blank")
    opened = open_workbook("x.xlsx", saved(made))
    assert [(sheet.name, sheet.header_line, sheet.header) for sheet in opened.sheets][1] == ("Blank", 0, ())


def test_a_sheet_that_is_a_chart_is_left_out():
    made = Workbook()
    made.active.append(HEADINGS)
    made.create_chartsheet("Picture")
    assert [sheet.name for sheet in open_workbook("x.xlsx", saved(made)).sheets] == ["Sheet"]


def test_more_rows_than_the_return_may_have_are_refused():
    content = workbook(HEADINGS, *[(str(n),) for n in range(4)])
    assert len(read(content, max_rows=4).lines) == 4
    with pytest.raises(Refused, match="more than 3 rows"):
        read(content, max_rows=3)


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_a_column_is_named_by_the_letters_a_sheet_shows(number, letters):
    assert column_letters(number) == letters
