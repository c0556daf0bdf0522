import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sherwood.definitions.catalogue import load_catalogue
from sherwood.sources.errors import Refused
from sherwood.sources.readers.xml_file import read_xml, root_of

YEAR = load_catalogue().feed("ssda903").year("2017_18")

CHILD = """<CHILD>
  <HEADER><CHILDID>{child}</CHILDID><UPN>UN1</UPN><SEX>2</SEX><DOB>01/02/2010</DOB><ETHNIC>WBRI</ETHNIC><UASC>{uasc}</UASC>
    <AREVIEW><REVIEW>01/06/2017</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
    <AREVIEW><REVIEW>01/12/2017</REVIEW><REVIEW_CODE>PN2</REVIEW_CODE></AREVIEW>
    <OC2><SDQ_SCORE>12</SDQ_SCORE></OC2></HEADER>
  <EPISODE><DECOM>01/04/2017</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL></EPISODE>
</CHILD>"""


def document(*children: str) -> bytes:
    return f"<?xml version='1.0'?><EXPSSDA903>{''.join(children)}</EXPSSDA903>".encode()


def read(content: bytes, max_rows: int = 100):
    return read_xml(content, YEAR.xml, YEAR.tables, max_rows)


def test_each_declared_element_is_a_row_numbered_by_its_occurrence():
    tables = read(document(CHILD.format(child="1", uasc="0"), CHILD.format(child="2", uasc="0")))
    assert tables["reviews"].lines == [1, 2, 3, 4]
    assert tables["reviews"].columns["child"] == ["1", "1", "2", "2"]
    assert tables["episodes"].columns["place"] == ["U6", "U6"]
    assert tables["header"].columns["child"] == ["1", "2"]


def test_what_belongs_to_the_child_is_read_from_beside_its_number():
    tables = read(document(CHILD.format(child="1", uasc="0")))
    assert tables["oc2"].columns["dob"] == ["01/02/2010"]
    assert tables["oc2"].columns["sdq_score"] == ["12"]
    assert tables["episodes"].columns["child"] == ["1"]


def test_a_table_kept_in_the_header_has_a_row_only_where_something_of_it_is_filled():
    tables = read(document(CHILD.format(child="1", uasc="0"), CHILD.format(child="2", uasc="1")))
    assert tables["uasc"].columns["child"] == ["2"]
    assert tables["uasc"].lines == [2]
    assert tables["ad1"].lines == []


LEAVER = """<CHILD><HEADER><CHILDID>1</CHILDID><IN_TOUCH>{in_touch}</IN_TOUCH><ACTIV>{code}</ACTIV><ACCOM>{code}</ACCOM></HEADER>
</CHILD>"""


@pytest.mark.parametrize(
    ("in_touch", "code", "rows"),
    [("YES", "F2", 1), ("NO", "0", 1), ("NO", "", 1), ("DIED", "", 1), ("", "F2", 1), ("", "0", 0), ("", "", 0)],
)
def test_a_care_leaver_with_whom_nobody_is_in_touch_has_a_row(in_touch, code, rows):
    tables = read(document(LEAVER.format(in_touch=in_touch, code=code)))
    assert tables["oc3"].columns["in_touch"] == [in_touch] * rows


@pytest.mark.parametrize("said", ["", "0", "false", "N", "No"])
def test_a_flag_that_says_no_makes_no_row(said):
    assert read(document(CHILD.format(child="1", uasc=said)))["uasc"].lines == []


def test_an_element_without_text_is_a_blank_row():
    tables = read(document("<CHILD><HEADER><CHILDID>1</CHILDID><OC2><SDQ_SCORE/></OC2></HEADER><EPISODE/></CHILD>"))
    assert tables["oc2"].lines == []
    assert tables["episodes"].lines == []


def test_a_child_given_twice_gives_two_rows():
    tables = read(document(CHILD.format(child="1", uasc="0"), CHILD.format(child="1", uasc="0")))
    assert tables["header"].columns["child"] == ["1", "1"]
    assert tables["header"].lines == [1, 2]


def test_a_record_without_a_number_leaves_it_empty_so_that_its_rows_are_rejected():
    tables = read(document("<CHILD><EPISODE><DECOM>01/04/2017</DECOM></EPISODE></CHILD>"))
    assert tables["episodes"].columns["child"] == [""]


def test_elements_that_nothing_declares_are_noted_with_how_often_they_came():
    tables = read(document("<CHILD><HEADER><CHILDID>1</CHILDID><SHOE>9</SHOE></HEADER><CAR><SHOE/></CAR></CHILD>"))
    notes = [note for raw in tables.values() for note in raw.notes]
    assert "element 'SHOE' is no part of the return and was not read (2 times)" in notes
    assert "element 'CAR' is no part of the return and was not read (1 times)" in notes


def test_a_namespace_makes_no_difference():
    content = document(CHILD.format(child="1", uasc="0")).replace(b"<EXPSSDA903>", b"<EXPSSDA903 xmlns='urn:x'>")
    assert root_of(content) == "EXPSSDA903"
    assert read(content)["header"].columns["child"] == ["1"]


def test_comments_and_instructions_are_passed_over():
    content = document("<CHILD><!-- a --><HEADER><?x y?><CHILDID>1</CHILDID><!-- b --></HEADER></CHILD>")
    assert read(content)["header"].columns["child"] == ["1"]


@pytest.mark.parametrize("cut", [40, 90, 200, 400, 401, 402, 403, 700])
def test_a_file_that_breaks_off_is_refused_as_a_whole(cut):
    whole = document(CHILD.format(child="1", uasc="0"), CHILD.format(child="2", uasc="0"))
    with pytest.raises(Refused, match=r"ends before its last element.*ask for the file again"):
        read(whole[:cut])


def test_a_file_that_is_not_well_formed_is_refused_by_its_line():
    with pytest.raises(Refused, match=r"not well-formed XML \(line 2\)"):
        read(b"<EXPSSDA903>\n<CHILD><HEADER a=b></HEADER></CHILD></EXPSSDA903>")


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<EXPSSDA903><CHILD><HEADER><CHILDID>&b;</CHILDID></HEADER></CHILD></EXPSSDA903>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<EXPSSDA903><CHILD><HEADER><CHILDID>&a;</CHILDID></HEADER></CHILD></EXPSSDA903>"""
HIDDEN = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x []><EXPSSDA903><CHILD/></EXPSSDA903>'.encode("utf-16")


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, HIDDEN])
def test_a_document_type_is_refused_before_anything_in_it_is_used(content):
    for use in (root_of, read):
        with pytest.raises(Refused, match="document type"):
            use(content)


def test_an_entity_without_a_document_type_is_refused():
    with pytest.raises(Refused, match="not well-formed"):
        read(document("<CHILD><HEADER><CHILDID>&a;</CHILDID></HEADER></CHILD>"))


def test_a_file_nested_beyond_reason_is_refused():
    with pytest.raises(Refused):
        read(document("<CHILD>" * 3000 + "</CHILD>" * 3000))


def test_more_rows_than_the_return_may_have_are_refused():
    with pytest.raises(Refused, match="more than 3 rows"):
        read(document(*(CHILD.format(child=str(n), uasc="0") for n in range(2))), max_rows=3)


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_no_bytes_whatever_raise_anything_but_a_refusal(content):
    try:
        found = read(b"<EXPSSDA903>" + content)
    except Refused:
        return
    assert all(len(set(map(len, raw.columns.values()))) <= 1 for raw in found.values())


def test_a_record_so_large_that_it_would_fill_the_memory_is_refused():
    shoes = b"<SHOE>" + b"9" * 9_000_000 + b"</SHOE>"
    with pytest.raises(Refused, match="32 megabytes"):
        read(b"<EXPSSDA903><CHILD>" + shoes * 4 + b"</CHILD></EXPSSDA903>")
    with pytest.raises(Refused, match="32 megabytes"):
        read(b"<EXPSSDA903>" + shoes * 4 + b"<CHILD/></EXPSSDA903>")


def test_many_large_records_are_read_one_after_another():
    children = [
        CHILD.format(child=str(n), uasc="0").replace("<OC2>", f"<OC2><!--{'9' * 9_000_000}-->") for n in range(5)
    ]
    assert read(document(*children))["header"].columns["child"] == ["0", "1", "2", "3", "4"]


def test_a_record_inside_a_record_belongs_to_the_outer_one():
    inner = "<CHILD><EPISODE><DECOM>02/04/2017</DECOM></EPISODE></CHILD>"
    tables = read(document(CHILD.format(child="1", uasc="0").replace("</CHILD>", inner + "</CHILD>")))
    assert tables["episodes"].columns["child"] == ["1", "1"]
    assert tables["episodes"].columns["decom"] == ["01/04/2017", "02/04/2017"]


def test_an_element_that_holds_others_is_no_text_whatever_else_stands_in_it():
    tables = read(document("<CHILD><HEADER><CHILDID>1</CHILDID><SEX>2<SHOE>9</SHOE></SEX></HEADER></CHILD>"))
    assert tables["header"].columns["sex"] == [""]
