"""Slides, read back: a title each, a picture with words for who cannot see it, figures in the notes, nothing beyond the edge."""

import io

from pptx import Presentation
from tests.rooms.outputs.documents import document, drawn_chart, key_figures, note, table

from sherwood.outputs import forms, slides
from sherwood.reports.document import Chart


def read_back(*blocks, **more):
    return Presentation(io.BytesIO(slides.render(document(*blocks, **more))))


def pictures(slide):
    return [shape for shape in slide.shapes if shape.shape_type is not None and shape.shape_type.name == "PICTURE"]


def test_the_first_slide_says_of_what_and_marked_how_and_each_chart_has_one():
    deck = read_back(key_figures(), drawn_chart(), table(), note(), drawn_chart())
    first, *rest = deck.slides
    told = "\n".join(shape.text_frame.text for shape in first.shapes if shape.has_text_frame)
    assert "Looked-after reviews due" in told
    assert "Marking: Official-sensitive" in told
    assert "Data: Data to 31 March 2018." in told
    assert [slide.shapes.title.text_frame.text for slide in rest] == ["Children rose", "Children rose"]
    assert deck.core_properties.title == "Looked-after reviews due"


def test_a_picture_has_words_and_its_figures_stand_in_the_notes():
    slide = list(read_back(drawn_chart()).slides)[1]
    (picture,) = pictures(slide)
    assert picture._element.nvPicPr.cNvPr.get("descr") == "Children rose. Highest in March."
    notes = slide.notes_slide.notes_text_frame.text
    assert "Highest in March." in notes
    assert "March\t12" in notes


def test_no_picture_lies_beyond_the_slide():
    tall = drawn_chart()
    tall = Chart(tall.id, tall.title, tall.sentence, dict(tall.spec) | {"height": 1600}, tall.table)
    deck = read_back(drawn_chart(), tall)
    for slide in list(deck.slides)[1:]:
        (picture,) = pictures(slide)
        assert picture.left >= 0
        assert picture.left + picture.width <= deck.slide_width
        assert picture.top + picture.height <= deck.slide_height


def test_a_long_table_is_cut_in_the_notes_and_said_to_be():
    chart = drawn_chart()
    long = Chart(chart.id, chart.title, chart.sentence, chart.spec, table(rows=(("a", "b"),) * (slides.MOST_NOTED + 3)))
    notes = list(read_back(long).slides)[1].notes_slide.notes_text_frame.text
    assert notes.endswith("and 3 more rows")


def test_a_document_without_charts_and_odd_characters_make_a_file_that_opens():
    deck = read_back(note("\x00\x0b"), title="a\x00b")
    assert len(list(deck.slides)) == 1
    assert "pptx" in forms.FORMS
    assert forms.render(document(note()), "pptx").startswith(b"PK")
