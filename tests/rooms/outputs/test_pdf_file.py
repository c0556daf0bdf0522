"""The PDF, read back: PDF/UA declared and tagged, header cells, words for pictures; data are never taken for markup."""

import io

import pdfua
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.rooms.outputs.documents import document, drawn_chart, key_figures, note, table, wide_table

from sherwood.outputs import pdf
from sherwood.reports.document import Cell, Note, Tag

MARKUP = ["#panic()", "$x^2$", "*bold*", '#read("document.json")', "= Heading", "@label", "`raw`", "\\", "</pdf>"]


def read_back(*blocks, **more):
    return PdfReader(io.BytesIO(pdf.render(document(*blocks, **more))))


def words(reader):
    return "\n".join(page.extract_text() for page in reader.pages)


def tags(reader):
    """Kind and alternative words of every node of the tag tree, in reading order."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append((node["/S"], node.get("/Alt")))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_file_declares_that_it_is_accessible_its_language_and_title():
    root = (reader := read_back(note())).trailer["/Root"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Looked-after reviews due"


def test_headings_tables_and_pictures_are_tagged_as_what_they_are():
    found = tags(read_back(drawn_chart(), table(rows=(("a", "b"), ("c", "d")))))
    kinds = [kind for kind, _ in found]
    assert kinds.count("/H1") == 2
    assert kinds.count("/H2") == 1
    assert kinds.count("/Table") == 2
    assert (kinds.count("/TH"), kinds.count("/TD")) == (4, 8)
    assert next(alt for kind, alt in found if kind == "/Figure").startswith("Children rose. Highest in March.")


def test_checker_of_the_standard_finds_nothing(tmp_path):
    """It cannot evaluate that no heading is empty (UA-14-001) in files of this compiler: as many are tagged as have words."""
    path = tmp_path / "paper.pdf"
    blocks = (drawn_chart(), table(), note(), wide_table(rows=60), key_figures(), Note("7. A numbered paragraph."))
    path.write_bytes(pdf.render(document(*blocks)))
    report = pdfua.validate(str(path))
    assert [each.message for each in report.findings] == []
    headings = [kind for kind, _ in tags(PdfReader(path)) if kind in ("/H1", "/H2")]
    assert headings == ["/H1", "/H2", "/H2", "/H1"]


def test_pages_bear_marking_and_number():
    said = words(read_back(wide_table(rows=60)))
    assert said.count("Official-sensitive") > 2
    assert "Page 2 of 4" in said


def test_wide_table_lies_on_its_side():
    shapes = [page.mediabox.width > page.mediabox.height for page in read_back(wide_table()).pages]
    assert True in shapes
    assert False in shapes


def test_tag_stands_in_words_and_file_says_where_it_comes_from():
    said = words(read_back(key_figures(), table(rows=((Cell("62%", tag=Tag("Red", "late"), detail="of 13"), "x"),))))
    for each in ("62% Red", "of 13", "1,204", "Build: 0123abcd", "team: north"):
        assert each in said


def test_data_are_never_taken_for_markup():
    rows = tuple((text, "x") for text in MARKUP)
    said = words(read_back(table("#panic()", labels=("#let x = 1", "B"), rows=rows), note(MARKUP[0]), title="#panic()"))
    for text in (*MARKUP, "#let x = 1"):
        assert text in said


def test_letter_that_no_typeface_draws_is_spelled_and_not_left_blank():
    assert "[U+4E2D]" in words(read_back(table(rows=(("\u4e2d", "\u0142 \u0431 \u03b1"),))))


@pytest.mark.parametrize("rows", [(), (("", ""),)])
def test_empty_table_makes_a_file(rows):
    assert "Looked-after" in words(read_back(table(rows=rows, empty="None is due.")))


def test_same_document_gives_the_same_bytes():
    assert pdf.render(document(key_figures())) == pdf.render(document(key_figures()))


@settings(max_examples=8, deadline=None)
@given(st.text(max_size=40))
def test_any_text_makes_a_file_that_opens(text):
    assert read_back(table(text, rows=((text, text),)), note(text)).pages
