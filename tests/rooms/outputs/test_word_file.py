"""The Word file, read back: real headings, repeated header rows, words for pictures, its language; text stays text."""

import io

import docx
import pytest
from docx.oxml.ns import qn
from tests.rooms.outputs.documents import chart, document, drawn_chart, key_figures, note, table, wide_table

from sherwood.outputs import word
from sherwood.reports.document import Cell, Name, Tag

CODES = ["=1+1", "{ HYPERLINK }", "<w:p/>", "&amp;", "TOC \\o", "#panic()"]


def read_back(*blocks, **more):
    return docx.Document(io.BytesIO(word.render(document(*blocks, **more))))


def styled(file, style):
    return [each.text for each in file.paragraphs if each.style.name == style]


def test_title_and_sections_are_headings_of_real_styles():
    file = read_back(key_figures(), note())
    assert styled(file, "Title") == ["Looked-after reviews due"]
    assert styled(file, "Heading 1") == ["Section", "About this document"]
    assert styled(file, "Heading 2") == ["Caveat"]


def test_no_heading_level_is_skipped():
    file = read_back(key_figures(), chart(), note())
    levels = [int(each.style.name[-1]) for each in file.paragraphs if each.style.name.startswith("Heading")]
    assert all(later - earlier <= 1 for earlier, later in zip([0, *levels], levels, strict=False))


def test_first_row_of_each_table_is_its_header_on_every_page():
    file = read_back(key_figures(), table(rows=(("a", "b"), ("c", "d"))))
    assert len(file.tables) == 2
    for each in file.tables:
        marked = [bool(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in each.rows]
        assert marked == [True, *[False] * (len(marked) - 1)]


def test_table_says_what_it_is_to_a_screen_reader():
    found = read_back(table("Who is due", total_rows=7)).tables[0]._tbl.tblPr.find(qn("w:tblDescription"))
    assert found.get(qn("w:val")) == "Who is due. 1 of 7 rows: the rest is on the site's other pages"


def test_every_cell_is_written_with_its_tag_in_words_and_its_detail():
    rows = ((Cell("62%", tag=Tag("Red", "late"), detail="of 13"), "x"),)
    assert read_back(table(rows=rows)).tables[0].cell(1, 0).text == "62% Red\nof 13"


def test_picture_has_words_for_those_who_do_not_see_it():
    file = read_back(drawn_chart())
    assert len(file.inline_shapes) == 1
    told = file.inline_shapes[0]._inline.docPr.get("descr")
    assert told.startswith("Children rose. Highest in March.")
    assert file.tables[0].cell(1, 0).text == "March"


def test_language_title_marking_and_page_number_are_declared():
    file = read_back(note())
    assert {each.get(qn("w:val")) for each in file.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert file.core_properties.title == "Looked-after reviews due"
    assert file.sections[0].header.paragraphs[0].text == "Official-sensitive"
    below = file.sections[0].footer._element
    assert [each.text for each in below.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_own_marking_takes_the_place_of_the_usual_one():
    file = read_back(note(), marking="Official: for publication")
    assert file.sections[0].header.paragraphs[0].text == "Official: for publication"
    assert "Marking: Official: for publication" in [each.text for each in file.paragraphs]


def test_file_says_where_it_comes_from_at_its_end():
    said = [each.text for each in read_back(note()).paragraphs]
    assert {"Data: Data to 31 March 2018.", "You see: You see: North team.", "Build: 0123abcd"} <= set(said)


def test_wide_table_lies_on_its_side_and_the_next_page_stands():
    pages = read_back(wide_table()).sections
    assert [page.page_width > page.page_height for page in pages] == [False, True, False]


def test_empty_table_says_why():
    file = read_back(table(rows=(), empty="None is due."))
    assert not file.tables
    assert "None is due." in [each.text for each in file.paragraphs]


@pytest.mark.parametrize("text", CODES)
def test_text_that_looks_like_a_field_or_markup_stays_text(text):
    file = read_back(table(text, labels=(text, "B"), rows=((text, "x"),)), note(text), title=text)
    assert [cell.text for cell in file.tables[0].columns[0].cells] == [text, text]
    assert text in styled(file, "Title")
    assert not list(file.element.body.iter(qn("w:instrText"), qn("w:hyperlink")))


def test_character_that_no_file_holds_becomes_a_space():
    assert read_back(table(rows=(("a\x07b", "x"),))).tables[0].cell(1, 0).text == "a b"


def test_name_never_leaves_in_a_file():
    said = [each.text for each in read_back(Name("Ada Lovelace", "AL", "k1")).paragraphs]
    assert "AL" in said
    assert not [each for each in said if "Lovelace" in each]
